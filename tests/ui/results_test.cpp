#include <QtGui/QClipboard>
#include <QtCore/QMimeData>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QPushButton>
#include <fstream>

#include "tests/ui/window_fixture.h"
#include "ui/bridge/background.h"
#include "ui/bridge/session_cache.h"
#include "ui/common/banner.h"
#include "ui/export/drag_gesture.h"
#include "ui/export/picture_out.h"
#include "ui/stylize/result_store.h"

using namespace velatura;
using test::WindowFixture;
namespace fs = std::filesystem;

namespace {

size_t filesBelow(const fs::path& folder) {
    size_t n = 0;
    std::error_code ec;
    for (const auto& e : fs::recursive_directory_iterator(folder, ec)) n += e.is_regular_file();
    return n;
}

bool samePixels(const Image& a, const Image& b) {
    if (a.size() != b.size() || a.channels() != b.channels() || a.depth() != b.depth()) return false;
    for (int y = 0; y < a.height(); ++y)
        if (!std::equal(a.row(y), a.row(y) + a.rowBytes(), b.row(y))) return false;
    return true;
}

}  // namespace

class ResultsTest : public QObject {
    Q_OBJECT

    struct Fixture {
        test::ScratchFolder folder;
        SessionCache cache{folder.path()};
        Background reading, writing;
        ResultStore store{reading, writing, cache};
        ResultPtr make(int number, const Image& image) {
            auto r = std::make_shared<StyledResult>();
            r->number = number;
            r->picture = makePicture(image, QString("painted %1").arg(number));
            return r;
        }
    };

private Q_SLOTS:
    void overTheBudgetTheOldestIsPutAwayAndComesBackAsItWas() {
        Fixture f;
        PixelBuffer deep({301, 200}, 4, Depth::U16);
        for (int y = 0; y < 200; ++y)
            for (int x = 0; x < 301 * 4; ++x) deep.rowAs<std::uint16_t>(y)[x] = static_cast<std::uint16_t>(x * 211 + y * 7);
        auto info = std::make_shared<PictureInfo>();
        info->icc = {1, 2, 3};
        info->sourceBitDepth = 16;
        const Image image(std::move(deep), info);
        const ResultPtr first = f.make(1, image), second = f.make(2, test::gradient(301, 200, 9));
        f.store.setBudget(1000);
        f.store.add(first);
        QVERIFY(first->picture);  // the one in use stays, whatever it needs
        f.store.add(second);
        QTRY_VERIFY(!first->picture);
        QVERIFY(second->picture);
        QCOMPARE(filesBelow(f.folder.path()), size_t{2});  // the picture and the session's lock
        bool back = false;
        f.store.want(first, [&] { back = true; });
        QTRY_VERIFY(back);
        QVERIFY(samePixels(first->picture->image, image));
        QCOMPARE(first->picture->image.info().icc, info->icc);
        QCOMPARE(first->picture->name, QString("painted 1"));
        QTRY_VERIFY(!second->picture);
        // Written once: it goes at once now.
        f.store.want(second, [] {});
        QTRY_VERIFY(!first->picture && second->picture);
    }

    void withinTheBudgetNothingIsWritten() {
        Fixture f;
        f.store.setBudget(1 << 30);
        for (int i = 0; i < 5; ++i) f.store.add(f.make(i, test::gradient(100, 100, i)));
        QTest::qWait(50);
        QVERIFY(fs::is_empty(f.folder.path()));
    }

    void whatCannotBeWrittenStaysInMemory() {
        const test::ScratchFolder folder;
        std::ofstream(folder / "file") << "in the way";
        SessionCache cache(folder / "file");
        Background reading, writing;
        ResultStore store(reading, writing, cache);
        QSignalSpy failed(&store, &ResultStore::failed);
        store.setBudget(10);
        Fixture maker;
        const ResultPtr first = maker.make(1, test::gradient(64, 64, 1)), second = maker.make(2, test::gradient(64, 64, 2));
        store.add(first);
        store.add(second);
        QTRY_COMPARE(failed.count(), 1);
        store.add(maker.make(3, test::gradient(64, 64, 3)));
        QTest::qWait(50);
        QCOMPARE(failed.count(), 1);  // said once
        QVERIFY(first->picture && second->picture);
    }

    void aLostFileIsSaidAndNothingHangs() {
        Fixture f;
        f.store.setBudget(10);
        const ResultPtr first = f.make(1, test::gradient(64, 64, 1)), second = f.make(2, test::gradient(64, 64, 2));
        f.store.add(first);
        f.store.add(second);
        QTRY_VERIFY(!first->picture);
        fs::remove_all(*f.cache.folder());
        QSignalSpy failed(&f.store, &ResultStore::failed);
        bool otherwise = false;
        f.store.want(first, [] { QFAIL("there is nothing to show"); }, [&] { otherwise = true; });
        QTRY_VERIFY(otherwise);
        QCOMPARE(failed.count(), 1);
    }

    void theFolderGoesAtTheEndAndAfterACrash() {
        const test::ScratchFolder folder;
        fs::create_directories(folder / "session-999999999");
        std::ofstream(folder / "session-999999999/left") << "by a crash";
        std::ofstream(folder / "session-999999999.lock") << "999999999\nvelatura\n" << QSysInfo::machineHostName().toStdString() << "\n";
        fs::path mine;
        {
            SessionCache cache(folder.path());
            mine = *cache.folder();
            QVERIFY(fs::is_directory(mine));
            SessionCache other(folder.path());
            QVERIFY(*other.folder() != mine);
            other.sweep();
            QVERIFY(!fs::exists(folder / "session-999999999"));
            QVERIFY(fs::exists(mine));  // its process lives
        }
        QVERIFY(!fs::exists(mine));
    }

    void aPutAwayResultComesBackOnAClick() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        f.stylize().store().setBudget(10);
        for (size_t i = 1; i <= 3; ++i) {
            f.stylize().run();
            QVERIFY(f.waitForResults(i));
        }
        const ResultPtr oldest = f.stylize().strip()->results().back();
        QTRY_VERIFY(!oldest->picture);
        QVERIFY(!oldest->thumb.isNull());
        Q_EMIT f.stylize().strip()->chosen(oldest);
        QTRY_VERIFY(oldest->picture);
        QTRY_COMPARE(f.stylize().canvas()->picture(), oldest->picture);
        QCOMPARE(f.stylize().unsaved().size(), 3);
        // The newest is put away by now; a run starts from it all the same.
        QTRY_VERIFY(!f.stylize().strip()->results().front()->picture);
        f.stylize().run();
        QVERIFY(!f.stylize().ready());
        QVERIFY(f.waitForResults(4));
    }

    void aDragIsAFileInTheChosenFormat() {
        Fixture f;
        Settings settings(QString::fromStdString((f.folder / "w.ini").string()));
        settings.setValue("export/format", "jpeg");
        PictureOut out(f.writing, settings, f.cache);
        QSignalSpy prepared(&out, &PictureOut::prepared);
        const ResultPtr result = f.make(1, test::gradient(120, 80, 4));
        out.prepare(result);
        QTRY_COMPARE(prepared.count(), 1);
        const QString path = prepared[0][0].toString();
        QVERIFY2(path.endsWith("/painted 1.jpg"), qPrintable(path));
        const auto header = probePicture(path.toStdString());
        QVERIFY(header && header->format == "jpeg");
        out.prepare(result);
        QTRY_COMPARE(prepared.count(), 2);
        QCOMPARE(prepared[1][0].toString(), path);  // not encoded twice
    }

    void aFileIsEncodedOnceForPressAndDrag() {
        Fixture f;
        Settings settings(QString::fromStdString((f.folder / "w.ini").string()));
        PictureOut out(f.writing, settings, f.cache);
        PixelBuffer noise({1600, 1200}, 3, Depth::U8);  // takes a while
        for (int y = 0; y < 1200; ++y)
            for (int x = 0; x < 4800; ++x) noise.row(y)[x] = static_cast<std::uint8_t>((x * 2654435761u * (y + 7u)) >> 13);
        const ResultPtr result = f.make(1, Image(std::move(noise)));
        QSignalSpy prepared(&out, &PictureOut::prepared);
        // What the first one made stays untouched by the second.
        connect(&out, &PictureOut::prepared, &out, [&](const QString& path) {
            if (prepared.count() == 1) std::ofstream(path.toStdString()) << "mine";
        });
        QWidget source;
        out.prepare(result);
        out.drag(&source, result, std::make_shared<DragGesture>());
        QTRY_COMPARE(prepared.count(), 2);
        QTest::qWait(300);  // a second encoding would have ended
        QCOMPARE(QFileInfo(prepared[0][0].toString()).size(), 4);
        QCOMPARE(prepared[1][0].toString(), prepared[0][0].toString());
    }

    void aFileThatWasTakenAwayIsMadeAgain() {
        Fixture f;
        Settings settings(QString::fromStdString((f.folder / "w.ini").string()));
        PictureOut out(f.writing, settings, f.cache);
        QSignalSpy prepared(&out, &PictureOut::prepared);
        const ResultPtr result = f.make(1, test::gradient(30, 20, 4));
        out.prepare(result);
        QTRY_COMPARE(prepared.count(), 1);
        QVERIFY(QFile::remove(prepared[0][0].toString()));
        out.prepare(result);
        QTRY_COMPARE(prepared.count(), 2);
        QVERIFY(QFileInfo::exists(prepared[1][0].toString()));
    }

    void onlyTheLastFewDraggedFilesAreKept() {
        Fixture f;
        Settings settings(QString::fromStdString((f.folder / "w.ini").string()));
        PictureOut out(f.writing, settings, f.cache);
        QSignalSpy prepared(&out, &PictureOut::prepared);
        for (int i = 1; i <= 20; ++i) out.prepare(f.make(i, test::gradient(30, 20, i)));
        QTRY_COMPARE(prepared.count(), 20);
        const fs::path folder = *f.cache.folder();
        QCOMPARE(filesBelow(folder), size_t{8});
        QVERIFY(QFileInfo::exists(prepared[19][0].toString()));
        QCOMPARE(std::distance(fs::directory_iterator(folder), {}), 8);  // nor their folders
    }

    void aFailedFileLeavesNothing() {
        Fixture f;
        Settings settings(QString::fromStdString((f.folder / "w.ini").string()));
        settings.setValue("export/format", "webp");
        PictureOut out(f.writing, settings, f.cache);
        QSignalSpy failed(&out, &PictureOut::failed), prepared(&out, &PictureOut::prepared);
        const ResultPtr wide = f.make(1, Image(PixelBuffer({17000, 2}, 3, Depth::U8)));
        out.prepare(wide);
        out.prepare(wide);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(fs::is_empty(*f.cache.folder()));
        settings.setValue("export/format", "png");
        out.prepare(wide);
        QTRY_COMPARE(prepared.count(), 1);
    }

    void aDragBelongsToTheGestureThatAskedForIt() {
        Fixture f;
        Settings settings(QString::fromStdString((f.folder / "w.ini").string()));
        PictureOut out(f.writing, settings, f.cache);
        QSignalSpy prepared(&out, &PictureOut::prepared), dragged(&out, &PictureOut::dragged);
        QWidget source;
        source.resize(200, 200);
        source.show();
        QVERIFY(QTest::qWaitForWindowExposed(&source));
        QWindow* window = source.windowHandle();
        int number = 0;
        const auto drag = [&] { out.drag(&source, f.make(++number, test::gradient(60, 40, 1)), std::make_shared<DragGesture>()); };

        QTest::mousePress(window, Qt::LeftButton, {}, {50, 50});
        drag();
        QTRY_COMPARE(prepared.count(), 1);
        QCOMPARE(dragged.count(), 1);  // held down all the while
        QTest::mouseRelease(window, Qt::LeftButton, {}, {50, 50});

        // Let go, and pressed again for something else before the file was there.
        QTest::mousePress(window, Qt::LeftButton, {}, {50, 50});
        drag();
        QTest::mouseRelease(window, Qt::LeftButton, {}, {60, 50});
        QTest::mousePress(window, Qt::LeftButton, {}, {150, 150});
        QTRY_COMPARE(prepared.count(), 2);
        QCOMPARE(dragged.count(), 1);

        // Another button on top, Escape, no button at all.
        drag();
        QTest::mousePress(window, Qt::MiddleButton, {}, {50, 50});
        QTRY_COMPARE(prepared.count(), 3);
        QTest::mouseRelease(window, Qt::MiddleButton, {}, {50, 50});
        drag();
        QTest::keyClick(window, Qt::Key_Escape);
        QTRY_COMPARE(prepared.count(), 4);
        QTest::mouseRelease(window, Qt::LeftButton, {}, {50, 50});
        drag();
        QTRY_COMPARE(prepared.count(), 5);
        QCOMPARE(dragged.count(), 1);
    }

    void aHoverNeverTakesAResult() {
        Fixture f;
        ResultsStrip strip;
        strip.resize(600, 140);
        const ResultPtr result = f.make(1, test::gradient(60, 40, 1));
        result->thumb = ResultsStrip::thumbOf(*result->picture);
        strip.setResults({result});
        strip.show();
        auto* cards = strip.findChild<ResultCards*>();
        QSignalSpy take(&strip, &ResultsStrip::takeWanted), chosen(&strip, &ResultsStrip::chosen);
        const QPoint at = cards->cardRect(0).center();
        const auto send = [&](QEvent::Type type, QPoint p, Qt::MouseButton button, Qt::MouseButtons buttons) {
            QMouseEvent e(type, QPointF(p), cards->mapToGlobal(QPointF(p)), button, buttons, Qt::NoModifier);
            QApplication::sendEvent(cards, &e);
        };
        // The button was let go over something else: nothing came of it here.
        send(QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton);
        send(QEvent::MouseMove, at + QPoint(40, 0), Qt::NoButton, Qt::NoButton);
        QCOMPARE(take.count(), 0);
        // Another button let go is no click.
        send(QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, at, Qt::RightButton, Qt::LeftButton);
        QCOMPARE(chosen.count(), 0);
        send(QEvent::MouseMove, at + QPoint(40, 0), Qt::NoButton, Qt::LeftButton);
        QCOMPARE(take.count(), 1);
    }

    void copyGivesPngAndPixels() {
        Fixture f;
        Settings settings(QString::fromStdString((f.folder / "w.ini").string()));
        PictureOut out(f.writing, settings, f.cache);
        QSignalSpy copied(&out, &PictureOut::copied);
        const Image image = test::gradient(40, 30, 200);
        out.copy(f.make(1, image));
        QTRY_COMPARE(copied.count(), 1);
        const QMimeData* data = QGuiApplication::clipboard()->mimeData();
        QVERIFY(data->hasImage());
        const auto back = decodePicture(data->data("image/png").toStdString());
        QVERIFY(back);
        QVERIFY(samePixels(*back, image));
    }
};

VELATURA_TEST(ResultsTest)
#include "results_test.moc"
