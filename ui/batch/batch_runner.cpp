#include "ui/batch/batch_runner.h"

#include "core/image_io/file_pictures.h"

namespace velatura {

namespace {

/// With a name that the job list and the question at the end can show.
class NamedBatch : public BatchJob {
public:
    template <class... Args>
    explicit NamedBatch(std::string title, Args&&... args)
        : BatchJob(std::forward<Args>(args)...), title_(std::move(title)) {}
    std::string title() const override { return title_; }

private:
    std::string title_;
};

}  // namespace

BatchRunner::BatchRunner(JobBridge& bridge, QObject* parent)
    : QObject(parent), bridge_(bridge), sessions_(std::make_shared<EngineSessions>(bridge.library())) {
    connect(&bridge_, &JobBridge::progressChanged, this, [this](quint64 id, const Progress& p) {
        if (id != id_) return;
        takeItems();
        Q_EMIT progressChanged(p);
    });
    connect(&bridge_, &JobBridge::previewArrived, this, [this](quint64 id, const QImage& picture) {
        if (id == id_) Q_EMIT previewArrived(picture);
    });
    connect(&bridge_, &JobBridge::noteArrived, this, [this](quint64 id, const QString& sentence) {
        if (id == id_) Q_EMIT noteArrived(sentence);
    });
    connect(&bridge_, &JobBridge::listChanged, this, [this] {
        if (active()) Q_EMIT stateChanged();
    });
    connect(&bridge_, &JobBridge::ended, this, [this](quint64 id, const JobOutcome& outcome) {
        if (id != id_) return;
        takeItems();
        id_ = 0;
        stopping_ = false;
        Q_EMIT finished(outcome);
        Q_EMIT stateChanged();
    });
}

void BatchRunner::start(BatchPlan plan, const SaveOptions& save, const QString& title) {
    items_ = std::make_shared<Series<BatchItemResult>>();
    stopping_ = false;
    id_ = bridge_.start(
        std::make_unique<NamedBatch>(title.toStdString(), sessions_, std::move(plan), filePictures(save),
                                     [items = items_](const BatchItemResult& result) { items->add(result); }));
    Q_EMIT stateChanged();
}

void BatchRunner::takeItems() {
    if (auto items = items_->takeAll(); !items.empty()) Q_EMIT itemsReported(items);
}

void BatchRunner::stop() {
    if (!active() || stopping_) return;
    stopping_ = true;
    // A paused one must wake up to hear it.
    bridge_.pause(id_, false);
    bridge_.cancel(id_);
    Q_EMIT stateChanged();
}

void BatchRunner::pause(bool on) {
    if (!active()) return;
    bridge_.pause(id_, on);
    Q_EMIT stateChanged();
}

std::optional<JobEntry> BatchRunner::entry() const {
    for (const JobEntry& e : bridge_.entries())
        if (e.id == id_) return e;
    return std::nullopt;
}

bool BatchRunner::begun() const {
    const auto e = entry();
    return e && e->state != JobState::Waiting;
}

bool BatchRunner::paused() const {
    const auto e = entry();
    return e && e->channel->paused();
}

}  // namespace velatura
