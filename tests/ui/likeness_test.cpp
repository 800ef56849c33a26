// Styles that are like another picture, nearest first. Over a fake work library.
#include <QtCore/QMimeData>
#include <fstream>

#include "tests/ui/library_fixture.h"
#include "ui/common/banner.h"

using namespace velatura;
using test::LibraryFixture;

class LikenessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNearestComeFirst() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString red = f.add("red.png", 10), blue = f.add("blue.png", 240), bluish = f.add("bluish.png", 225);
        f.menuItem(blue, "Styles like this")->trigger();
        QTRY_VERIFY(f.desk().likeness().ready());
        const QStringList order = f.shown();
        QCOMPARE(order[0], blue);
        QVERIFY(order.indexOf(bluish) < order.indexOf(red));
        QCOMPARE(f.desk().likeness().distances().value(blue), 0.0);
        QVERIFY(f.panel().likeText().contains("blue"));
        f.desk().likeness().leave();
        QVERIFY(f.panel().likeText().isEmpty());
        QVERIFY(f.shown().first().startsWith("shipped/"));
    }

    void whatWasSeenIsKeptUntilTheNetworkChanges() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString blue = f.add("blue.png", 240);
        f.desk().likeness().find({"blue", {}, QString::fromStdString(f.shelf().find(blue)->file.string())});
        QTRY_VERIFY(f.desk().likeness().ready());
        QVERIFY(f.settled());
        QCOMPARE(f.notes(blue)["code"]["model"], "fake1");
        const auto all = int(f.shelf().styles().size());
        int before = f.plan.codes;
        f.desk().likeness().find({"blue", {}, QString::fromStdString(f.shelf().find(blue)->file.string())});
        QTRY_VERIFY(f.desk().likeness().ready());
        QCOMPARE(f.plan.codes - before, 1);  // the wished one alone
        f.plan.model = 2;
        before = f.plan.codes;
        f.desk().likeness().find({"blue", {}, QString::fromStdString(f.shelf().find(blue)->file.string())});
        QTRY_VERIFY(f.desk().likeness().ready());
        QCOMPARE(f.plan.codes - before, 1 + all);
        QVERIFY(f.settled());
        QCOMPARE(f.notes(blue)["code"]["model"], "fake2");
    }

    void aSlotAndADroppedPictureAreLookedFor() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString blue = f.add("blue.png", 240);
        QVERIFY(f.fillBoth());
        Q_EMIT f.inputs().likeWanted(f.inputs().inputs().photo);
        QTRY_VERIFY(f.desk().likeness().ready());
        QCOMPARE(f.desk().likeness().name(), "photo.png");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.picture("wanted.png", 30, 30, 241))});
        // Qt drops only where the drag came in.
        QDragEnterEvent enter({40, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&f.panel(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(40, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);  // on the search line
        QApplication::sendEvent(&f.panel(), &drop);
        QTRY_COMPARE(f.desk().likeness().name(), "wanted.png");
        QTRY_VERIFY(f.desk().likeness().ready());
        QCOMPARE(f.shown().first(), blue);
        QVERIFY(!f.shelf().find("wanted.png"));
    }

    void aSlotIsLookedForBeforeTheLibraryWasEverOpened() {
        LibraryFixture f;
        QVERIFY(f.fillBoth());
        QVERIFY(!f.shelf().listed());
        Q_EMIT f.inputs().likeWanted(f.inputs().inputs().photo);
        QTRY_VERIFY(f.desk().likeness().ready());
        QVERIFY(f.desk().isOpen());
        QCOMPARE(f.desk().likeness().distances().size(), qsizetype(f.shelf().styles().size()));
    }

    void aSpoiledEntryComesLastAndStopsNothing() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString blue = f.add("blue.png", 240), bad = f.add("bad.png", 100);
        std::ofstream(f.styles() / "bad.png") << "rubbish";
        f.menuItem(blue, "Styles like this")->trigger();
        QTRY_VERIFY(f.desk().likeness().ready());
        QCOMPARE(f.shown().first(), blue);
        QCOMPARE(f.shown().last(), bad);
    }

    void withoutTheNetworkItIsGreyedWithASentence() {
        LibraryFixture f;
        f.plan.noNetwork = true;
        QVERIFY(f.open());
        QTRY_VERIFY(f.desk().likeness().problem());
        const QString key = f.shown().first();
        QAction* like = f.menuItem(key, "Styles like this");
        QVERIFY(!like->isEnabled());
        QVERIFY(like->toolTip().contains("models/fake.safetensors"));
        QVERIFY(f.menuItem(key, "Use as style")->isEnabled());
        QVERIFY(f.fillBoth());
        Q_EMIT f.inputs().likeWanted(f.inputs().inputs().photo);
        QTRY_COMPARE(f.panel().banners()->count(), 1);
        QVERIFY(!f.desk().likeness().active());
        QVERIFY(f.shown().size() >= 6);
    }
};

VELATURA_TEST(LikenessTest)
#include "likeness_test.moc"
