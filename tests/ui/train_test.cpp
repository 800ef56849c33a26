#include <QtCore/QDir>
#include <QtGui/QUndoStack>
#include <QtWidgets/QPushButton>
#include <cmath>
#include <fstream>

#include "core/work_library.h"
#include "tests/support/fake_work/fake_work.h"
#include "tests/support/test_case.h"
#include "ui/bridge/job_bridge.h"
#include "ui/bridge/settings.h"
#include "ui/charts/loss_chart.h"
#include "ui/common/banner.h"
#include "ui/params/param_form.h"
#include "ui/train/data_panel.h"
#include "ui/train/folder_slot.h"
#include "ui/train/preview_history.h"
#include "ui/train/run_folder.h"
#include "ui/train/train_panel.h"
#include "ui/train/train_workspace.h"

using namespace velatura;
namespace fs = std::filesystem;

namespace {

void makeRun(const fs::path& run) {
    fs::create_directories(run / "samples");
    fs::create_directories(run / "checkpoints");
    std::ofstream(run / "run.json") << R"({"trainer": "perceptual", "params": {"steps": 600}, "data": "/data", "teachers": "/t"})";
    std::ofstream lines(run / "scalars.jsonl");
    for (int i = 1; i <= 300; ++i)
        lines << R"({"name":"total","step":)" << i << R"(,"value":)" << 1.0 / i << R"(,"seconds":)" << i << "}\n";
    lines << R"({"name":"total","step":301,"value":null,"seconds":301})" << "\n" << "{\"name\":\"to";  // no raw string: moc stops at one whose quotes do not pair
    lines.close();
    for (const char* name : {"step-00000100", "step-00000300"})
        std::ofstream(run / "checkpoints" / (std::string(name) + ".safetensors")) << "x";
    for (int step : {100, 200, 300}) {
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(QColor(step / 2, 90, 90));
        picture.save(QString::fromStdString((run / "samples").string()) + QString("/%1.png").arg(step, 8, 10, QChar('0')));
    }
}

}  // namespace

class TrainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsInNames() {
        QCOMPARE(stepInName("step-00000500.safetensors"), std::int64_t(500));
        QCOMPARE(stepInName("000120.png"), std::int64_t(120));
        QCOMPARE(stepInName("picture.png"), std::int64_t(-1));
    }

    void runFoldersAreReadAndNamed() {
        const test::ScratchFolder folder;
        makeRun(folder / "perceptual-001");
        QVERIFY(holdsRun(folder / "perceptual-001"));
        QCOMPARE(freeRunFolder(folder.path(), "perceptual"), folder / "perceptual-002");
        const auto run = readRunFolder(folder / "perceptual-001");
        QVERIFY(run.has_value());
        QCOMPARE(run->trainer, std::string("perceptual"));
        QCOMPARE(run->scalars.size(), size_t(301));
        QVERIFY(std::isnan(run->scalars.back().value));
        QCOMPARE(run->brokenLines, 1);
        QCOMPARE(run->samples.size(), size_t(3));
        QCOMPARE(run->checkpoints.back().first, std::int64_t(300));
        QCOMPARE(run->lastStep(), std::int64_t(301));
        QVERIFY(!readRunFolder(folder / "nothing").has_value());
        fs::create_directories(folder / "odd");
        std::ofstream(folder / "odd" / "run.json") << "[1, 2]";
        QVERIFY(!readRunFolder(folder / "odd").has_value());
    }

    void historyFindsAndForgets() {
        PreviewHistory history;
        QCOMPARE(history.at(5), -1);
        QImage picture(8, 8, QImage::Format_RGB32);
        for (qint64 step : {10, 20, 30}) history.add(step, picture, {});
        QCOMPARE(history.at(5), 0);
        QCOMPARE(history.at(29), 1);
        QCOMPARE(history.at(99), 2);
        history.add(20, picture, "again");  // resumed from before
        QCOMPARE(history.entries().size(), size_t(2));
        for (qint64 step = 21; step < 5000; ++step) history.add(step, picture, {});
        QVERIFY(history.entries().size() <= size_t(PreviewHistory::kEntriesKept));
        QCOMPARE(history.entries().front().step, qint64(10));
        int full = 0;
        for (const auto& e : history.entries()) full += !e.full.isNull();
        QVERIFY(full <= PreviewHistory::kFullKept);
    }

    void foldersAreCountedAndUndone() {
        const test::ScratchFolder folder;
        makeRun(folder / "run");
        WorkLibrary library{WorkHost{}};
        JobBridge bridge(library);
        Settings settings(QString::fromStdString((folder / "window.ini").string()));
        QUndoStack undo;
        TrainWorkspace workspace(bridge, settings, &undo);
        workspace.resize(1200, 700);
        workspace.show();
        QVERIFY(!workspace.ready());
        QVERIFY(!workspace.trainPanel()->button()->isEnabled());
        TrainInputs in = workspace.dataPanel()->inputs();
        in.trainer = "perceptual";
        in.data = QString::fromStdString((folder / "run" / "samples").string());
        workspace.dataPanel()->change(in, "Choose folder");
        QTRY_VERIFY(workspace.dataPanel()->dataSlot()->accessibleDescription().contains("3 pictures"));
        undo.undo();
        QVERIFY(workspace.dataPanel()->inputs().data.isEmpty());
        undo.redo();
        in.teachers = QString::fromStdString(folder.path().string());
        workspace.dataPanel()->change(in, "Choose folder");
        QVERIFY(workspace.ready());
        QVERIFY(workspace.trainPanel()->button()->isEnabled());
    }

    void anOldRunShowsItsCurvesAndSamples() {
        const test::ScratchFolder folder;
        makeRun(folder / "run");
        WorkLibrary library{WorkHost{}};
        JobBridge bridge(library);
        Settings settings(QString::fromStdString((folder / "window.ini").string()));
        QUndoStack undo;
        TrainWorkspace workspace(bridge, settings, &undo);
        workspace.resize(1200, 700);
        workspace.show();
        workspace.openRun(QString::fromStdString((folder / "run").string()));
        QTRY_COMPARE(workspace.history().entries().size(), size_t(3));
        QCOMPARE(workspace.chart()->store().curve("total").raw().size(), size_t(300));
        QCOMPARE(workspace.chart()->store().curve("total").bad().size(), size_t(1));
        QVERIFY(workspace.dataPanel()->run().mode == RunChoice::Mode::Resume);
        QCOMPARE(workspace.dataPanel()->run().step, qint64(300));
        QCOMPARE(workspace.trainPanel()->button()->text(), QString("Resume"));
        QTRY_VERIFY(!workspace.history().entries()[0].thumb.isNull());
        workspace.openRun(QString::fromStdString((folder / "none").string()));
        QTRY_VERIFY(workspace.banners()->count() == 1);
    }

    void resumeAndBranchGoOnWithWhatTheRunSays() {
        const test::ScratchFolder folder;
        fs::create_directories(folder / "pictures");
        test::FakePlan plan;
        plan.steps = 40;
        plan.stepMs = 25;
        WorkLibrary library{test::makeFakeWork(plan)};
        JobBridge bridge(library);
        Settings settings(QString::fromStdString((folder / "window.ini").string()));
        const QString pictures = QString::fromStdString((folder / "pictures").string());
        const QString run = QString::fromStdString((folder / "runs/first").string());
        const auto asked = [&] {
            const std::lock_guard lock(plan.mutex);
            return plan.lastTraining;
        };
        {
            TrainWorkspace workspace(bridge, settings, nullptr);
            TrainInputs in = workspace.dataPanel()->inputs();
            in.trainer = "perceptual";
            in.data = in.teachers = pictures;
            workspace.dataPanel()->setInputs(in);
            workspace.dataPanel()->setRun({.folder = run});
            ParamValues own = workspace.trainPanel()->form()->values();
            own["size"] = std::int64_t{64};
            own["batch"] = std::int64_t{2};
            workspace.trainPanel()->form()->setValues(own);
            workspace.start();
            QTRY_VERIFY(workspace.running());
            QTest::qWait(10);
            workspace.stop();
            QTRY_VERIFY(!workspace.running());
            QTRY_VERIFY(workspace.dataPanel()->run().mode == RunChoice::Mode::Resume);
            QCOMPARE(workspace.trainPanel()->button()->text(), QString("Resume"));
        }
        plan.stepMs = 1;
        // Another day: other parameters and folders are remembered, the run is opened and goes on as it was.
        TrainWorkspace workspace(bridge, settings, nullptr);
        TrainInputs in = workspace.dataPanel()->inputs();
        in.trainer = "perceptual";
        in.data = in.teachers = "/elsewhere";
        workspace.dataPanel()->setInputs(in);
        workspace.trainPanel()->form()->setValues({});
        workspace.openRun(run);
        QTRY_VERIFY(workspace.dataPanel()->run().mode == RunChoice::Mode::Resume);
        const qint64 stoodAt = workspace.dataPanel()->run().step;
        workspace.trainPanel()->button()->click();
        QTRY_VERIFY(!workspace.running());
        TrainRequest request = asked();
        QVERIFY(request.resume && request.branchFrom.empty());
        QCOMPARE(QString::fromStdString(request.run.string()), run);
        QCOMPARE(QString::fromStdString(request.data.string()), pictures);
        QCOMPARE(std::get<std::int64_t>(request.params.at("size")), std::int64_t{64});
        QTRY_COMPARE(workspace.dataPanel()->run().step, qint64{40});

        RunChoice branch = workspace.dataPanel()->run();
        QVERIFY(branch.checkpoints.size() >= 2);
        branch.mode = RunChoice::Mode::Branch;
        branch.checkpoint = QString::fromStdString(branch.checkpoints.front().second.string());
        branch.step = branch.checkpoints.front().first;
        QCOMPARE(branch.step, stoodAt);
        workspace.dataPanel()->setRun(branch);
        QCOMPARE(workspace.trainPanel()->button()->text(), QString("Train branch"));
        workspace.trainPanel()->button()->click();
        QTRY_VERIFY(!workspace.running());
        request = asked();
        QVERIFY(!request.resume);
        QCOMPARE(QString::fromStdString(request.branchFrom.string()), branch.checkpoint);
        QVERIFY(request.run != fs::path(run.toStdString()));
        QCOMPARE(request.run.parent_path(), fs::path(run.toStdString()).parent_path());
        QCOMPARE(std::get<std::int64_t>(request.params.at("batch")), std::int64_t{2});
        // What is shown from now on is the branch.
        QTRY_VERIFY(workspace.dataPanel()->run().mode == RunChoice::Mode::Resume);
        QCOMPARE(workspace.dataPanel()->run().folder, QString::fromStdString(request.run.string()));
        QCOMPARE(workspace.banners()->count(), 0);
    }

    void aRunThatIsGoneSaysSo() {
        const test::ScratchFolder folder;
        makeRun(folder / "run");
        test::FakePlan plan;
        WorkLibrary library{test::makeFakeWork(plan)};
        JobBridge bridge(library);
        Settings settings(QString::fromStdString((folder / "window.ini").string()));
        TrainWorkspace workspace(bridge, settings, nullptr);
        workspace.openRun(QString::fromStdString((folder / "run").string()));
        QTRY_VERIFY(workspace.dataPanel()->run().mode == RunChoice::Mode::Resume);
        fs::remove_all(folder / "run");
        workspace.start();
        QVERIFY(!workspace.running());
        QCOMPARE(workspace.banners()->count(), 1);
    }

    void aRunThatFailsSaysSoInABanner() {
        const test::ScratchFolder folder;
        makeRun(folder / "run");
        // Without the work library a training cannot even begin.
        WorkLibrary library{WorkHost{}};
        JobBridge bridge(library);
        Settings settings(QString::fromStdString((folder / "window.ini").string()));
        TrainWorkspace workspace(bridge, settings, nullptr);
        TrainInputs in = workspace.dataPanel()->inputs();
        in.trainer = "perceptual";
        in.data = in.teachers = QString::fromStdString((folder / "run" / "samples").string());
        workspace.dataPanel()->setInputs(in);
        workspace.dataPanel()->setRun({.folder = QString::fromStdString((folder / "new").string())});
        QSignalSpy changed(&workspace, &TrainWorkspace::stateChanged);
        workspace.start();
        QVERIFY(workspace.running());
        QTRY_VERIFY_WITH_TIMEOUT(!workspace.running(), 60000);
        QVERIFY(changed.count() >= 2);
        QCOMPARE(workspace.banners()->count(), 1);
        QCOMPARE(workspace.trainPanel()->button()->text(), QString("Train"));
    }
};

VELATURA_TEST(TrainTest)
#include "train_test.moc"
