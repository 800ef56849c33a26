// The Batch workspace while it paints: failures and trying again, going on after a stop or kill, pause, quitting.
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>

#include "tests/ui/batch_fixture.h"
#include "ui/params/engine_forms.h"
#include "ui/batch/failure_list.h"
#include "ui/common/banner.h"
#include "ui/common/quit_dialog.h"
#include "ui/train/folder_slot.h"

using namespace velatura;
using test::BatchFixture;
namespace fs = std::filesystem;

class BatchRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ninetyArePaintedAndTenNamed() {
        BatchFixture f;
        QVERIFY(f.fill(100, 10));
        f.batch().panel()->button()->click();
        QVERIFY(f.batch().running());
        QVERIFY(f.ended());
        QCOMPARE(f.count(ItemState::Done), 90);
        QCOMPARE(f.count(ItemState::Failed), 10);
        QCOMPARE(f.results(), 90);
        QListWidget* list = f.batch().failures()->list();
        QVERIFY(f.batch().failures()->isVisible());
        QCOMPARE(list->count(), 10);
        for (int i = 0; i < 10; ++i)
            QVERIFY2(list->item(i)->text().contains(QString::number(90 + i)) || list->item(i)->text().contains(".png"),
                     qPrintable(list->item(i)->text()));
        QVERIFY(f.batch().offer()->sentence().contains("90") && f.batch().offer()->sentence().contains("10 failed"));
        // Complete: the next start has nothing to go on with.
        QTRY_VERIFY(!fs::exists(lastBatchFile()));
    }

    void onlyTheFailedOnesAreTriedAgain() {
        BatchFixture f;
        QVERIFY(f.fill(12, 3));
        f.batch().start();
        QVERIFY(f.ended());
        QCOMPARE(f.plan.renders.load(), 9);
        // Two of them are mended meanwhile.
        for (const char* name : {"photos/010.png", "photos/inner/011.png"})
            fs::copy_file(f.folder / "photos/000.png", f.folder / name, fs::copy_options::overwrite_existing);
        const auto before = fs::last_write_time(f.folder / "photos-painted/002.png");
        QVERIFY(f.press("Try the failed ones again"));
        QVERIFY(f.batch().running());
        QVERIFY(f.ended());
        QCOMPARE(f.plan.renders.load(), 11);
        QCOMPARE(f.count(ItemState::Done), 11);
        QCOMPARE(f.count(ItemState::Failed), 1);
        QVERIFY(fs::last_write_time(f.folder / "photos-painted/002.png") == before);
    }

    void stoppedGoesOnWithTheRest() {
        BatchFixture f;
        QVERIFY(f.fill(20));
        f.plan.stepMs = 20;
        f.batch().start();
        QTRY_VERIFY(f.count(ItemState::Done) >= 3);
        f.batch().stop();
        QCOMPARE(f.batch().panel()->state(), RunState::Stopping);
        QVERIFY(f.ended());
        const int done = f.count(ItemState::Done);
        QVERIFY(done >= 3 && done < 20);
        f.plan.stepMs = 1;
        const int renders = f.plan.renders;
        QVERIFY(f.press("Go on"));
        QVERIFY(f.ended());
        QCOMPARE(f.count(ItemState::Done), 20);
        QCOMPARE(f.plan.renders - renders, 20 - done);
    }

    void killedGoesOnAfterARestart() {
        BatchFixture f;
        QVERIFY(f.fill(16));
        f.set("quality", std::int64_t{77});
        QVERIFY(f.planned(16));
        f.plan.stepMs = 20;
        f.batch().start();
        QTRY_VERIFY(f.count(ItemState::Done) >= 3);
        // The window goes with the job in the middle; nothing tells the batch about it.
        f.window.reset();
        const int there = f.results();
        QVERIFY(there >= 3 && there < 16);
        f.plan.stepMs = 5;
        // Another choice lies in the forms by now: the batch's own comes back.
        f.settings->setParams("batch-output", {{"quality", std::int64_t{50}}});
        f.window = std::make_unique<MainWindow>(f.library, *f.settings);
        f.window->resize(1280, 800);
        f.window->show();
        QTRY_VERIFY(f.batch().offer()->sentence().contains("of 16"));
        QVERIFY(f.batch().offer()->sentence().contains("today"));
        f.plan.renders = 0;
        QVERIFY(f.press("Go on"));
        QTRY_VERIFY(f.batch().running());
        QVERIFY(f.ended());
        QCOMPARE(f.batch().banners()->count(), 0);
        QCOMPARE(f.results(), 16);
        QCOMPARE(f.count(ItemState::Done) + f.count(ItemState::Kept), 16);
        QVERIFY2(f.plan.renders <= 16 - there + 1, qPrintable(QString::number(f.plan.renders)));
        QVERIFY(f.count(ItemState::Kept) >= there - 1);
        QTRY_VERIFY(!fs::exists(lastBatchFile()));
    }

    void theStartTellsOfAnUnfinishedBatch() {
        BatchFixture f;
        QVERIFY(f.fill(8));
        f.plan.stepMs = 20;
        f.batch().start();
        QTRY_VERIFY(f.count(ItemState::Done) >= 2);
        f.batch().stop();
        QVERIFY(f.ended());
        f.window->showWorkspace(0);
        f.window = std::make_unique<MainWindow>(f.library, *f.settings);
        f.window->show();
        f.window->afterFirstPaint();
        const auto said = [&] {
            for (const auto* label : f.window->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains("of 8 pictures are done")) return true;
            return false;
        };
        QTRY_VERIFY(said());
        // Forgotten for good.
        f.window->showWorkspace(2);
        QTRY_VERIFY(f.batch().offer()->sentence().contains("of 8"));
        QVERIFY(f.press("Forget it"));
        QTRY_VERIFY(!fs::exists(lastBatchFile()));
    }

    void pauseHoldsTheBatch() {
        BatchFixture f;
        QVERIFY(f.fill(30));
        f.plan.stepMs = 5;
        f.batch().start();
        QTRY_VERIFY(f.count(ItemState::Done) >= 1);
        f.batch().panel()->pauseButton()->click();
        QCOMPARE(f.batch().panel()->pauseButton()->text(), "Go on");
        QTest::qWait(150);
        const int renders = f.plan.renders;
        QTest::qWait(150);
        QCOMPARE(f.plan.renders.load(), renders);
        QVERIFY(f.batch().running());
        f.batch().panel()->pauseButton()->click();
        QVERIFY(f.ended());
        QCOMPARE(f.count(ItemState::Done), 30);
    }

    void whatIsThereIsSkipped() {
        BatchFixture f;
        QVERIFY(f.fill(6));
        fs::create_directories(f.folder / "photos-painted");
        std::ofstream(f.folder / "photos-painted/002.png") << "mine";
        f.set("skip-existing", true);
        QVERIFY(f.planned(6));
        f.batch().start();
        QVERIFY(f.ended());
        QCOMPARE(f.count(ItemState::Kept), 1);
        QCOMPARE(f.count(ItemState::Done), 5);
        std::string text;
        std::ifstream(f.folder / "photos-painted/002.png") >> text;
        QCOMPARE(QString::fromStdString(text), "mine");
    }

    void resultsAmongThePhotosAreLeftOut() {
        BatchFixture f;
        QVERIFY(f.fill(3));
        Q_EMIT f.batch().panel()->folderChosen(f.in("photos/painted"));
        QVERIFY(f.planned(3));
        f.batch().start();
        QVERIFY(f.ended());
        QCOMPARE(f.count(ItemState::Done), 3);
        BatchInputs again = f.batch().inputPanel()->inputs();
        again.photos = QStringList{f.in("photos") + "/"};
        f.batch().inputPanel()->change(again, "Change");
        QTRY_COMPARE(f.batch().banners()->count(), 1);
        QVERIFY(f.batch().banners()->findChild<Banner*>()->text().contains("3 results"));
        QVERIFY(f.planned(3));
    }

    void whatIsUndoneWhileItRunsWaits() {
        BatchFixture f;
        QVERIFY(f.fill(12));
        f.plan.stepMs = 10;
        f.batch().start();
        QTRY_VERIFY(f.count(ItemState::Done) >= 1);
        f.window->undoStack()->undo();  // the style goes
        QVERIFY(f.batch().inputPanel()->inputs().styles.empty());
        QCOMPARE(f.batch().items().count(), 12);
        QVERIFY(f.ended());
        QCOMPARE(f.results(), 12);
        QTRY_COMPARE(f.batch().items().count(), 0);
        QVERIFY(!f.batch().ready());
    }

    void aTrainingSetHasItsManifest() {
        BatchFixture f;
        QVERIFY(f.fill(3));
        f.set("augment", true);
        f.set("variants", std::int64_t{2});
        f.set("contact-sheet", true);
        QVERIFY(f.planned(6));
        f.batch().start();
        QVERIFY(f.ended());
        QCOMPARE(f.count(ItemState::Done), 6);
        QVERIFY(fs::exists(f.folder / "photos-painted/manifest.csv"));
        QVERIFY(fs::exists(f.folder / "photos-painted/contact-sheet.jpg"));
    }

    void quittingNamesTheBatch() {
        BatchFixture f;
        QVERIFY(f.fill(5));
        f.plan.stepMs = 50;
        f.batch().start();
        QTRY_VERIFY(f.batch().items().running() >= 0);
        f.window->close();
        auto* question = f.window->findChild<QuitDialog*>();
        QVERIFY(question);
        QString words;
        for (const auto* label : question->findChildren<QLabel*>()) words += label->text();
        QVERIFY2(words.contains("photos-painted") && words.contains("5"), qPrintable(words));
        question->findChild<QPushButton*>("quit")->click();
        QVERIFY(f.window->waitForJobs(5000));
    }
};

VELATURA_TEST(BatchRunTest)
#include "batch_run_test.moc"
