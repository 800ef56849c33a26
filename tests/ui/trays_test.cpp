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
