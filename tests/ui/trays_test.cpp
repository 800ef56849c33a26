#include <QtCore/QBuffer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QMimeData>
#include <QtGui/QDragEnterEvent>
#include <QtWidgets/QApplication>
#include <fstream>

#include "tests/ui/window_fixture.h"
#include "ui/common/banner.h"
#include "ui/trays/drop_overlay.h"
#include "ui/trays/library_strip.h"

using namespace velatura;
using test::WindowFixture;

class TraysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fileDroppedOnASlotFillsIt() {
        WindowFixture f;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.picture("a.png"))});
        QVERIFY(test::dropOn(f.inputs().photoSlot(), data));
        QTRY_VERIFY(f.inputs().inputs().photo);
        QCOMPARE(f.inputs().inputs().photo->name, "a.png");
        QCOMPARE(f.inputs().inputs().photo->size(), QSize(240, 160));
    }

    void pixelsDroppedFillASlot() {
        WindowFixture f;
        QMimeData data;
        QImage image(32, 20, QImage::Format_RGB32);
        image.fill(Qt::red);
        data.setImageData(image);
        QVERIFY(test::dropOn(f.inputs().styleSlot(), data));
        QTRY_COMPARE(f.inputs().inputs().styles.size(), size_t{1});
        QCOMPARE(f.inputs().inputs().styles[0].picture->size(), QSize(32, 20));
    }

    void severalFilesOnTheStyleMakeAMix() {
        WindowFixture f;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.picture("a.png")), QUrl::fromLocalFile(f.picture("b.png"))});
        QVERIFY(test::dropOn(f.inputs().styleSlot(), data));
        QTRY_COMPARE(f.inputs().inputs().styles.size(), size_t{2});
    }

    void windowOffersTwoTargets() {
        WindowFixture f;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.picture("a.png"))});
        QDragEnterEvent enter({600, 400}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(f.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        auto* overlay = f.window->findChild<DropOverlay*>();
        QVERIFY(overlay->isVisible());
        QDragEnterEvent over({900, 400}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(overlay, &over);
        QDropEvent drop({900, 400}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);  // the right half
        QApplication::sendEvent(overlay, &drop);
        QVERIFY(!overlay->isVisible());
        QTRY_COMPARE(f.inputs().inputs().styles.size(), size_t{1});
    }

    void folderFillsTheLibrary() {
        WindowFixture f;
        std::filesystem::create_directories(f.folder / "set");
        for (const char* name : {"set/1.png", "set/2.png", "set/3.png"}) f.picture(name);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString((f.folder / "set").string()))});
        QVERIFY(test::dropOn(f.inputs().styleSlot(), data));
        QTRY_COMPARE(f.inputs().library()->grid()->cells().size(), size_t{3});
        QTRY_COMPARE(f.inputs().inputs().styles.size(), size_t{1});
        QCOMPARE(f.inputs().inputs().styles[0].picture->name, "1.png");
    }

    void whatIsNoPictureIsSaidInPlace() {
        WindowFixture f;
        const auto path = f.folder / "text.jpg";
        std::ofstream(path) << "this is text";
        f.inputs().open(SlotKind::Photo, QString::fromStdString(path.string()));
        QTRY_COMPARE(f.stylize().banners()->count(), 1);
        QVERIFY(f.stylize().banners()->findChild<Banner*>()->text().contains("text.jpg"));
        QVERIFY(!f.inputs().inputs().photo);
    }

    void slotsAreUndone() {
        WindowFixture f;
        QVERIFY(f.fill());
        const PicturePtr first = f.inputs().inputs().photo;
        f.inputs().open(SlotKind::Photo, f.picture("other.png", 100, 50));
        QTRY_COMPARE(f.inputs().inputs().photo->name, "other.png");
        f.window->undoStack()->undo();
        QCOMPARE(f.inputs().inputs().photo, first);
        f.window->undoStack()->redo();
        QCOMPARE(f.inputs().inputs().photo->name, "other.png");
    }

    void pasteFillsTheEmptySlotFirst() {
        WindowFixture f;
        f.inputs().open(SlotKind::Photo, f.picture("photo.png"));
        QTRY_VERIFY(f.inputs().inputs().photo);
        Dropped pasted;
        pasted.pixels = QImage(16, 16, QImage::Format_RGB32);
        pasted.pixels.fill(Qt::blue);
        f.inputs().paste(pasted);
        QTRY_COMPARE(f.inputs().inputs().styles.size(), size_t{1});
    }

    void aPictureInThePageItselfIsTaken() {
        WindowFixture f;
        QImage image(9, 7, QImage::Format_RGB32);
        image.fill(Qt::green);
        QByteArray png;
        QBuffer buffer(&png);
        QVERIFY(buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG"));
        QMimeData data;
        data.setUrls({QUrl(QString::fromLatin1("data:image/png;base64," + png.toBase64()))});
        QVERIFY(test::dropOn(f.inputs().photoSlot(), data));
        QTRY_VERIFY(f.inputs().inputs().photo);
        QCOMPARE(f.inputs().inputs().photo->size(), QSize(9, 7));
    }

    void theBytesOfAnotherProgramLoseNothing() {
        WindowFixture f;
        PixelBuffer deep({5, 4}, 3, Depth::U16);
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < 15; ++x) deep.rowAs<std::uint16_t>(y)[x] = static_cast<std::uint16_t>(4001 * x);
        const auto png = encodePicture(Image(std::move(deep)), "png");
        QVERIFY(png);
        QMimeData data;
        data.setUrls({QUrl("https://example.org/picture.png")});  // as browsers do: the address beside the picture
        data.setData("image/png", QByteArray::fromStdString(*png));
        QVERIFY(test::dropOn(f.inputs().photoSlot(), data));
        QTRY_VERIFY(f.inputs().inputs().photo);
        QVERIFY(f.inputs().inputs().photo->image.depth() == Depth::U16);
        QCOMPARE(f.stylize().banners()->count(), 0);
    }

    void anAddressAloneGetsOneSentence() {
        WindowFixture f;
        QMimeData data;
        data.setUrls({QUrl("https://example.org/picture.png?" + QString(4000, 'x'))});
        QVERIFY(test::dropOn(f.inputs().photoSlot(), data));
        QCOMPARE(f.stylize().banners()->count(), 1);
        const QString said = f.stylize().banners()->findChild<Banner*>()->text();
        QVERIFY2(said.contains("example.org") && said.size() < 300, qPrintable(said));
        QVERIFY(!f.inputs().inputs().photo);
    }

    void nonsenseIsRefusedOrSaid() {
        WindowFixture f;
        QMimeData words;
        words.setText("just words");
        QVERIFY(!test::dropOn(f.inputs().photoSlot(), words));
        QMimeData broken;
        broken.setData("image/png", "not a picture");
        f.inputs().take(SlotKind::Photo, Dropped::from(&broken));
        QTRY_COMPARE(f.stylize().banners()->count(), 1);
        f.inputs().paste(Dropped::from(nullptr));
        QTRY_COMPARE(f.stylize().banners()->count(), 2);
    }

    void fiveHundredFilesAtOnce() {
        WindowFixture f;
        QVERIFY(f.fill());
        std::filesystem::create_directories(f.folder / "many");
        const QString one = f.picture("many/0000.png", 320, 240);
        QList<QUrl> urls{QUrl::fromLocalFile(QString::fromStdString((f.folder / "many/readme.txt").string()))};
        for (int i = 0; i < 500; ++i) {
            const QString path = QString::fromStdString((f.folder / "many").string()) + QString("/%1.png").arg(i, 4, 10, QChar('0'));
            if (i > 0) QVERIFY(QFile::link(one, path));
            urls << QUrl::fromLocalFile(path);
        }
        QMimeData data;
        data.setUrls(urls);
        const int steps = f.window->undoStack()->count();
        // The longest time that the window's loop did not come round.
        QElapsedTimer since;
        qint64 longest = 0;
        QTimer pulse;
        pulse.setInterval(2);
        connect(&pulse, &QTimer::timeout, this, [&] { longest = std::max(longest, since.restart()); });
        since.start();
        pulse.start();
        QVERIFY(test::dropOn(f.inputs().photoSlot(), data));
        QTRY_COMPARE(f.inputs().inputs().photo->name, "0000.png");
        QTRY_VERIFY(!f.inputs().library()->grid()->cells().empty());
        QCOMPARE(f.inputs().library()->grid()->cells().size(), size_t{500});
        QCOMPARE(f.window->undoStack()->count(), steps + 1);
        // A picture that is chosen while the small ones are still read does not wait for all of them.
        f.inputs().open(SlotKind::Style, f.picture("late.png"));
        QTRY_COMPARE(f.inputs().inputs().styles.front().picture->name, "late.png");
        QVERIFY(f.inputs().library()->grid()->cells().back().thumb.isNull());
        qInfo("500 files dropped: longest block of the event loop %lld ms", static_cast<long long>(longest));
    }

    void tooManyStylesAreAMixAndAList() {
        WindowFixture f;
        QMimeData data;
        QList<QUrl> urls;
        for (int i = 0; i < 30; ++i) urls << QUrl::fromLocalFile(f.picture("s" + std::to_string(i) + ".png", 40, 40, i));
        data.setUrls(urls);
        QVERIFY(test::dropOn(f.inputs().styleSlot(), data));
        QTRY_VERIFY(f.inputs().inputs().styles.size() > 1);
        QCOMPARE(f.inputs().library()->grid()->cells().size(), size_t{30});
        QCOMPARE(f.stylize().banners()->count(), 1);
        f.window->undoStack()->undo();  // one step, however many they were
        QVERIFY(f.inputs().inputs().styles.empty());
    }

    void slotsAreRemembered() {
        WindowFixture f;
        QVERIFY(f.fill());
        const QString photo = f.inputs().inputs().photo->path;
        QCOMPARE(f.settings->value("stylize/photo").toString(), photo);
        MainWindow second(f.library, *f.settings);
        second.afterFirstPaint();
        QTRY_VERIFY(second.stylize()->inputPanel()->inputs().ready());
        QCOMPARE(second.stylize()->inputPanel()->inputs().photo->path, photo);
    }
};

VELATURA_TEST(TraysTest)
#include "trays_test.moc"
