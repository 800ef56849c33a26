#include "ui/stylize/stylize_run.h"

#include "core/image_io/file_pictures.h"
#include "ui/bridge/session_cache.h"

namespace velatura {

namespace {

/// Frames are looked at for a moment each; what is lost at this quality is not seen.
constexpr int kFrameQuality = 95;

std::shared_ptr<FrameRecorder> recorderIn(SessionCache& cache, int number) {
    return std::make_shared<FrameRecorder>(filePictures({.quality = kFrameQuality}), [&cache, number]() -> Result<std::filesystem::path> {
        const auto folder = cache.folder();
        if (!folder) return folder;
        const auto frames = *folder / ("frames-" + std::to_string(number));
        std::error_code ec;
        std::filesystem::create_directory(frames, ec);
        if (ec) return fail(ErrorCode::Disk, "Nothing can be kept in the cache folder %1.", {folder->string()}, "Make room there, or check who may write to it.");
        return frames;
    });
}

}  // namespace

StylizeRun::StylizeRun(JobBridge& bridge, SessionCache& cache, QObject* parent)
    : QObject(parent), bridge_(bridge), cache_(cache), sessions_(std::make_shared<EngineSessions>(bridge.library())),
      matched_(std::make_shared<MatchedPictures>(filePictures())) {
    connect(&bridge_, &JobBridge::progressChanged, this, [this](quint64 id, const Progress& p) {
        if (id == id_) Q_EMIT progressChanged(p);
    });
    connect(&bridge_, &JobBridge::previewArrived, this, [this](quint64 id, const QImage& picture) {
        if (id == id_) Q_EMIT previewArrived(picture);
    });
    connect(&bridge_, &JobBridge::scalarsArrived, this, [this](quint64 id, const std::vector<Scalar>& scalars) {
        if (id == id_) Q_EMIT scalarsArrived(scalars);
    });
    connect(&bridge_, &JobBridge::noteArrived, this, [this](quint64 id, const QString& sentence) {
        if (id == id_) Q_EMIT noteArrived(sentence);
    });
    connect(&bridge_, &JobBridge::ended, this, [this](quint64 id, const JobOutcome& outcome) {
        if (id != id_) return;
        id_ = 0;
        stopping_ = false;
        Q_EMIT finished(outcome);
        Q_EMIT stateChanged();
    });
}

void StylizeRun::start(const Order& order, const QString& title) {
    order_ = order;
    RenderRequest request = requestOf(order.inputs);
    request.params = order.params;
    request.start = order.start;
    device_ = std::make_shared<DeviceReport>();
    traces_ = std::make_shared<RenderTraces>();
    if (numberOr(order.params, "frame-every", 0) > 0) traces_->frames = recorderIn(cache_, ++frameFolders_);
    id_ = bridge_.start(std::make_unique<RenderJob>(sessions_, order.engine, std::move(request), title.toStdString(), matched_, device_, traces_));
    stopping_ = false;
    Q_EMIT stateChanged();
}

void StylizeRun::stop() {
    if (!active() || stopping_) return;
    stopping_ = true;
    bridge_.cancel(id_);
    Q_EMIT stateChanged();
}

}  // namespace velatura
