#include "ui/stylize/stylize_run.h"

#include "core/image_io/color_profile.h"

namespace velatura {

/// Pictures brought into another colour space, kept: a new copy for each run would be a new picture to the engine, which
/// would look at it all over again. One job at a time.
class MatchedPictures {
public:
    Status match(Image& image, const Image& photo) {
        if (image.empty() || image.info().icc == photo.info().icc) return {};
        for (const Entry& e : entries_)
            if (e.id == image.id() && e.image.info().icc == photo.info().icc) {
                image = e.image;
                return {};
            }
        auto made = inSpaceOf(image, photo);
        if (!made) return fail(made.error());
        if (entries_.size() >= kMost) entries_.erase(entries_.begin());
        entries_.push_back({image.id(), *made});
        image = std::move(*made);
        return {};
    }

private:
    struct Entry {
        std::uint64_t id = 0;
        Image image;
    };
    static constexpr size_t kMost = 6;
    std::vector<Entry> entries_;
};

namespace {

Status matchAll(MatchedPictures& matched, RenderRequest& request) {
    for (auto& style : request.styles)
        if (auto s = matched.match(style.image, request.content); !s) return s;
    return matched.match(request.start, request.content);
}

}  // namespace

StylizeRun::StylizeRun(JobBridge& bridge, QObject* parent)
    : QObject(parent), bridge_(bridge), sessions_(std::make_shared<EngineSessions>(bridge.library())),
      matched_(std::make_shared<MatchedPictures>()) {
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
    RenderRequest request;
    request.content = order.inputs.photo->image;
    for (const StyleChoice& s : order.inputs.styles) request.styles.push_back({s.picture->image, s.weight, {}});
    request.params = order.params;
    request.start = order.start;
    device_ = std::make_shared<DeviceReport>();
    const auto prepare = [matched = matched_, sessions = sessions_, device = device_](RenderRequest& r) {
        // Without a library there is no device either; the render says so.
        if (auto report = sessions->device(r.params)) *device = std::move(*report);
        return matchAll(*matched, r);
    };
    id_ = bridge_.start(
        std::make_unique<RenderJob>(sessions_, order.engine, std::move(request), title.toStdString(), prepare));
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
