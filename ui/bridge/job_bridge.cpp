#include "ui/bridge/job_bridge.h"

#include <algorithm>

#include "ui/common/qt_image.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {

constexpr int kPollMs = 33;
constexpr double kTellEvery = 0.5;  ///< seconds between two words on a job that reports nothing

bool isOver(JobState s) { return s != JobState::Waiting && s != JobState::Running; }

}  // namespace

JobBridge::JobBridge(WorkLibrary& library, QObject* parent) : QObject(parent), library_(library) {
    timer_.setInterval(kPollMs);
    connect(&timer_, &QTimer::timeout, this, &JobBridge::poll);
    converter_ = std::make_unique<Worker>();
    queue_ = std::make_unique<JobQueue>(
        [this] { QMetaObject::invokeMethod(this, [this] { onQueueChanged(); }, Qt::QueuedConnection); });
}

JobBridge::~JobBridge() = default;

JobId JobBridge::start(std::unique_ptr<Job> job) {
    const JobId id = queue_->add(std::move(job));
    live_.insert(id);
    timer_.start();
    return id;
}

void JobBridge::cancel(JobId id) { queue_->cancel(id); }
void JobBridge::pause(JobId id, bool on) { queue_->pause(id, on); }
bool JobBridge::reorder(JobId id, size_t index) { return queue_->reorder(id, index); }
std::vector<JobEntry> JobBridge::entries() const { return queue_->entries(); }
void JobBridge::clearEnded() { queue_->clearEnded(); }
bool JobBridge::idle() const { return queue_->idle(); }
void JobBridge::stopAll() { queue_->stopAll(); }

void JobBridge::change(JobId id, const ParamValues& values) {
    if (const auto entry = queue_->entry(id)) entry->channel->change(values);
}

void JobBridge::onQueueChanged() {
    Q_EMIT listChanged();
    poll();
}

void JobBridge::poll() {
    for (const JobEntry& entry : queue_->entries()) {
        if (!live_.contains(entry.id) || entry.state == JobState::Waiting) continue;
        drain(entry);
        if (isOver(entry.state)) finish(entry);
    }
    if (live_.empty()) timer_.stop();
}

void JobBridge::drain(const JobEntry& entry) {
    JobChannel& channel = *entry.channel;
    tellProgress(entry);
    if (auto scalars = channel.scalars().takeAll(); !scalars.empty()) Q_EMIT scalarsArrived(entry.id, scalars);
    for (const Error& note : channel.notes().takeAll()) {
        const QString hint = trHint(note);
        Q_EMIT noteArrived(entry.id, hint.isEmpty() ? trError(note) : trError(note) + ' ' + hint);
    }
    // While one preview is being converted the newer ones wait in the mailbox, which keeps the newest.
    if (!converting_ || isOver(entry.state))
        if (auto preview = channel.previewBox().take()) showPreview(entry.id, std::move(*preview));
}

void JobBridge::tellProgress(const JobEntry& entry) {
    if (pace_.job != entry.id) {
        pace_ = {};
        pace_.job = entry.id;
    }
    double elapsed = 0;
    if (auto progress = entry.channel->progressBox().take()) {
        pace_.left.report(progress->done, progress->total, progress->elapsed);
        pace_.last = std::move(*progress);
        pace_.since.start();
        elapsed = pace_.last.elapsed;
    } else {
        if (!pace_.since.isValid() || isOver(entry.state)) return;
        if (entry.channel->paused()) return pace_.since.invalidate();  // goes on with the next report
        elapsed = pace_.last.elapsed + static_cast<double>(pace_.since.elapsed()) / 1000;
        if (elapsed - pace_.told < kTellEvery) return;
    }
    pace_.told = elapsed;
    Progress told = pace_.last;
    told.elapsed = elapsed;
    told.remaining = pace_.left.at(elapsed);
    Q_EMIT progressChanged(entry.id, told);
}

void JobBridge::showPreview(JobId id, Image picture) {
    converting_ = true;
    converter_->post([this, id, picture = std::move(picture)] {
        const QImage image = toQImage(picture);
        QMetaObject::invokeMethod(
            this,
            [this, id, image] {
                converting_ = false;
                Q_EMIT previewArrived(id, image);
            },
            Qt::QueuedConnection);
    });
}

void JobBridge::finish(const JobEntry& entry) {
    live_.erase(entry.id);
    // Through the converter, so that the end comes after the last preview.
    converter_->post([this, id = entry.id, outcome = entry.outcome.value_or(JobOutcome{})] {
        QMetaObject::invokeMethod(this, [this, id, outcome] { Q_EMIT ended(id, outcome); }, Qt::QueuedConnection);
    });
}

}  // namespace velatura
