// TrainWorkspace: starting, following and ending a run, and showing one that lies on disk.
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <algorithm>

#include "core/base/paths.h"
#include "core/take_up_run.h"
#include "core/work_jobs.h"
#include "ui/bridge/job_bridge.h"
#include "ui/bridge/settings.h"
#include "ui/canvas/canvas.h"
#include "ui/charts/loss_chart.h"
#include "ui/common/banner.h"
#include "ui/common/clock_text.h"
#include "ui/common/picture.h"
#include "ui/common/translate.h"
#include "ui/params/param_form.h"
#include "ui/train/preview_strip.h"
#include "ui/train/train_parts.h"

namespace velatura {

namespace {

constexpr int kThumbsRead = 120;    // of an old run: more have no room in the strip
constexpr int kLargestSample = 4096;

QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

}  // namespace

void TrainWorkspace::Parts::start() {
    if (job || !data->complete()) return;
    const TrainInputs& in = data->inputs();
    const RunChoice& run = data->run();
    TrainRequest request;
    request.trainer = in.trainer;
    request.params = panel->form()->values();
    request.data = in.data.toStdString();
    if (data->trainer().needsStyles) request.styles = in.styles.toStdString();
    if (data->trainer().teachers != Need::None) request.teachers = in.teachers.toStdString();
    request.resume = run.mode == RunChoice::Mode::Resume;
    if (run.mode == RunChoice::Mode::Branch) {
        request.branchFrom = run.checkpoint.toStdString();
        request.run = freeRunFolder(QFileInfo(run.folder).absolutePath().toStdString(), in.trainer);
    } else if (run.folder.isEmpty()) {
        request.run = freeRunFolder(runsFolder(), in.trainer);
    } else {
        request.run = run.folder.toStdString();
    }
    banners->clear();
    // The form says most of it; what it does not show comes from the run itself, as in the terminal.
    if (request.resume)
        if (const auto taken = takeUpRun(request, data->trainer()); !taken) return banners->showError(taken.error());
    if (run.mode == RunChoice::Mode::New) clearCurves();
    runFolder = text(request.run);
    stage.clear();
    stopping = drawn = false;
    progress = {};
    const QString title = TrainWorkspace::tr("Train %1").arg(trParam(data->trainer().label));
    job = bridge.start(std::make_unique<TrainingJob>(bridge.library(), std::move(request), title.toStdString()));
    follow();
    refreshState();
}

void TrainWorkspace::Parts::stop() {
    if (!job) return;
    stopping = true;
    // A paused run must wake up to hear it.
    bridge.pause(*job, false);
    bridge.cancel(*job);
    refreshState();
}

void TrainWorkspace::Parts::refreshState() {
    using State = TrainPanel::State;
    State state = data->complete() ? State::Ready : State::Missing;
    bool paused = false;
    if (job) {
        state = State::Waiting;
        for (const JobEntry& e : bridge.entries()) {
            if (e.id != *job || e.state == JobState::Waiting) continue;
            state = stopping || e.channel->stopRequested() ? State::Stopping : State::Running;
            paused = e.channel->paused();
        }
    }
    panel->setState(state, paused);
    if (state == State::Running) panel->setProgress(progress);
    data->setRunning(job.has_value());
    Q_EMIT self.stateChanged();
}

void TrainWorkspace::Parts::onProgress(const Progress& p) {
    // The first stage begins where the curves do and needs no mark.
    if (drawn && !stage.empty() && stage != p.stage) chart->markStage(p.done, QString::fromStdString(p.stage));
    stage = p.stage;
    progress = p;
    if (!stopping) panel->setProgress(p);
}

void TrainWorkspace::Parts::onPreview(const QImage& picture) {
    // A preview is made every so many steps, and at the last one; progress may be a little further by now.
    const qint64 every = std::max<qint64>(1, static_cast<qint64>(numberOr(panel->form()->values(), "preview-every", 0)));
    const qint64 done = progress.done;
    const qint64 step = progress.total > 0 && done == progress.total ? done : done - done % every;
    const QString file = QStringLiteral("%1/samples/%2.png").arg(runFolder).arg(step, 8, 10, QChar('0'));
    history.add(step, picture, file);
    strip->show();
    if (following) follow();
    strip->update();
}

void TrainWorkspace::Parts::sendLive(const QString& key) {
    if (!job) return;
    const ParamValues all = panel->form()->values();
    const auto found = all.find(key.toStdString());
    if (found == all.end()) return;
    bridge.change(*job, {*found});
    if (const ParamInfo* info = panel->form()->schema().find(found->first))
        chart->markStage(progress.done, trParam(info->label));
}

void TrainWorkspace::Parts::onEnded(const JobOutcome& outcome) {
    job.reset();
    stopping = false;
    const QString steps = self.locale().toString(static_cast<qint64>(numberOr(outcome.facts, "steps", 0)));
    if (outcome.end == JobEnd::Failed && outcome.error) {
        banners->showError(*outcome.error);
        panel->setSummary({});
    } else if (outcome.end == JobEnd::Stopped) {
        panel->setSummary([none = outcome.facts.empty(), steps] {
            return none ? TrainWorkspace::tr("Stopped") : TrainWorkspace::tr("Stopped at step %1").arg(steps);
        });
    } else {
        panel->setSummary([steps, time = clockText(numberOr(outcome.facts, "seconds", 0))] {
            return TrainWorkspace::tr("%1 steps in %2").arg(steps, time);
        });
        if (!outcome.file.empty())
            banners->showNotice(TrainWorkspace::tr("The trained weights are in %1.").arg(text(outcome.file)));
    }
    refreshState();
    refreshRun(runFolder);
}

void TrainWorkspace::Parts::refreshRun(const QString& folder) {
    lane.run(
        this, [path = folder.toStdString()] { return readRunFolder(path); },
        [this, folder](const Result<RunFolder>& run) {
            // A run that failed before it began leaves nothing to go on with.
            if (!run || job || runFolder != folder) return;
            data->setRun({.mode = RunChoice::Mode::Resume, .folder = folder, .checkpoint = {},
                          .step = run->checkpoints.empty() ? 0 : run->checkpoints.back().first,
                          .checkpoints = run->checkpoints});
        });
}

void TrainWorkspace::Parts::clearCurves() {
    chart->clear();
    history.clear();
    strip->hide();
    canvas->clearPreview();
    selected = -1;
    following = true;
    runFolder.clear();
    newest->hide();
    panel->setSummary({});
    retranslate();
}

void TrainWorkspace::Parts::openRun(const QString& folder) {
    if (job) return;
    shownRun = folder;
    caption->setText(TrainWorkspace::tr("Reading %1…").arg(QFileInfo(folder).fileName()));
    lane.run(
        this, [path = folder.toStdString()] { return std::make_shared<Result<RunFolder>>(readRunFolder(path)); },
        [this, folder](const std::shared_ptr<Result<RunFolder>>& run) {
            if (shownRun != folder || job) return;
            retranslate();
            if (*run)
                showRun(**run);
            else
                banners->showError(run->error());
        });
}

void TrainWorkspace::Parts::showRun(const RunFolder& run) {
    clearCurves();
    banners->clear();
    runFolder = text(run.path);
    settings.addRecent("runs", runFolder);
    TrainInputs in = data->inputs();
    if (findTrainer(run.trainer)) in.trainer = run.trainer;
    if (!run.data.empty()) in.data = text(run.data);
    if (!run.styles.empty()) in.styles = text(run.styles);
    if (!run.teachers.empty()) in.teachers = text(run.teachers);
    data->setInputs(in);
    if (in.trainer == run.trainer)
        panel->form()->applyValues(run.params, TrainWorkspace::tr("Open run"));
    else
        banners->showError(Error(ErrorCode::Unsupported, "This program has no trainer \"%1\".", {run.trainer},
                                 "The run can be looked at, not gone on with."));
    chart->addScalars(run.scalars);
    for (const auto& [step, file] : run.samples) history.addFile(step, text(file));
    strip->setVisible(!history.empty());
    data->setRun({.mode = RunChoice::Mode::Resume, .folder = runFolder, .checkpoint = {},
                  .step = run.checkpoints.empty() ? 0 : run.checkpoints.back().first,
                  .checkpoints = run.checkpoints});
    readThumbs();
    follow();
}

void TrainWorkspace::Parts::readThumbs() {
    const auto& entries = history.entries();
    const size_t every = std::max<size_t>(1, entries.size() / kThumbsRead);
    for (size_t i = 0; i < entries.size(); ++i) {
        if (i % every != 0 && i + 1 != entries.size()) continue;
        const qint64 step = entries[i].step;
        lane.run(
            strip, [file = entries[i].file] { return openThumbnail(file, 2 * PreviewHistory::kThumbHeight); },
            [this, step, folder = runFolder](const Result<QImage>& thumb) {
                if (!thumb || folder != runFolder) return;
                history.setThumb(step, *thumb);
                strip->update();
            });
    }
}

void TrainWorkspace::Parts::select(qint64 step) {
    const int index = history.at(step);
    if (index < 0) return;
    following = index + 1 == static_cast<int>(history.entries().size());
    showPreview(index);
    chart->setCursorStep(step);
}

void TrainWorkspace::Parts::follow() {
    following = true;
    const int last = static_cast<int>(history.entries().size()) - 1;
    if (last >= 0) showPreview(last);
    chart->setCursorStep(std::nullopt);
}

void TrainWorkspace::Parts::showPreview(int index) {
    const PreviewEntry& entry = history.entries()[static_cast<size_t>(index)];
    selected = entry.step;
    strip->setCurrent(selected);
    newest->setVisible(!following);
    retranslate();
    if (!entry.full.isNull()) return canvas->setPreview(entry.full, entry.full.size());
    if (!entry.thumb.isNull() && !canvas->hasPreview()) canvas->setPreview(entry.thumb, entry.thumb.size());
    lane.run(
        this, [file = entry.file] { return openThumbnail(file, kLargestSample); },
        [this, step = entry.step](const Result<QImage>& picture) {
            if (selected != step) return;
            if (picture)
                canvas->setPreview(*picture, picture->size());
            else
                banners->showError(picture.error());
        });
}

}  // namespace velatura
