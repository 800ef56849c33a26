#include "ui/layers/layer_feed.h"

#include <algorithm>

#include "core/image/same_samples.h"
#include "core/image_io/file_pictures.h"
#include "ui/common/qt_image.h"
#include "ui/layers/heat_colors.h"

namespace velatura {

/// Tells what is computed to end, or to wait while a job wants the machine.
class LayerFeed::Watch : public SilentContext {
public:
    bool proceed() override {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return stopped_ || !held_; });
        return !stopped_;
    }
    void stop() {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        changed_.notify_all();
    }
    void hold(bool on) {
        const std::lock_guard lock(mutex_);
        held_ = on;
        changed_.notify_all();
    }
    bool stopped() {
        const std::lock_guard lock(mutex_);
        return stopped_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopped_ = false, held_ = false;
};

bool LossOrder::operator==(const LossOrder& other) const {
    // Masks are drawn anew for each request: what counts is what is on them.
    const auto same = [&](const StyleInput& a, const StyleInput& b) { return a.image.id() == b.image.id() && a.weight == b.weight && sameSamples(a.mask, b.mask); };
    const RenderRequest &a = request, &b = other.request;
    return engine == other.engine && picture.id() == other.picture.id() && a.content.id() == b.content.id() &&
           a.params == b.params && sameSamples(a.protect, b.protect) && std::equal(a.styles.begin(), a.styles.end(), b.styles.begin(), b.styles.end(), same);
}

LayerFeed::LayerFeed(WorkLibrary& library, QObject* parent)
    : QObject(parent), library_(library), lane_(std::make_unique<Background>()) {}

LayerFeed::~LayerFeed() { stopCurrent(); }

LayerFeed::State LayerFeed::state() const {
    if (!open_) return State::Idle;
    const bool wanting = !lossesShown_ || std::find(shown_.begin(), shown_.end(), false) != shown_.end();
    return held_ && wanting ? State::Held : busy_;
}

void LayerFeed::setOpen(bool open) {
    if (open == open_) return;
    open_ = open;
    if (open) {
        next();
    } else {
        stopCurrent();
        // On the lane, after what is under way.
        lane_->run(this, [tools = std::move(tools_)]() mutable { return tools = {}, true; }, [](bool) {});
        tools_ = {};
    }
    Q_EMIT stateChanged();
}

void LayerFeed::setHeld(bool held) {
    if (held == held_) return;
    held_ = held;
    if (watch_) watch_->hold(held);
    next();
    Q_EMIT stateChanged();
}

void LayerFeed::stopCurrent() {
    if (watch_) watch_->stop();
}

void LayerFeed::wantLosses(std::optional<LossOrder> order) {
    if (order == losses_) return;
    losses_ = std::move(order);
    lossesShown_ = !losses_;
    stopCurrent();  // a texture, too: whoever changes a picture looks at it
    next();
    Q_EMIT stateChanged();
}

void LayerFeed::wantTextures(std::vector<TextureOrder> orders) {
    if (orders == textures_) return;
    textures_ = std::move(orders);
    shown_.assign(textures_.size(), false);
    if (busy_ == State::Textures) stopCurrent();
    next();
    Q_EMIT stateChanged();
}

void LayerFeed::next() {
    if (!open_ || held_ || busy_ != State::Idle) return;
    if (!tools_.sessions)
        tools_ = {std::make_shared<EngineSessions>(library_), std::make_shared<MatchedPictures>(filePictures())};
    if (!lossesShown_) return lookAtLosses();
    const auto missing = std::find(shown_.begin(), shown_.end(), false);
    if (missing != shown_.end()) paintTexture(static_cast<size_t>(missing - shown_.begin()));
}

void LayerFeed::lookAtLosses() {
    busy_ = State::Losses;
    watch_ = std::make_shared<Watch>();
    lane_->run(
        this,
        [tools = tools_, order = *losses_, watch = watch_]() mutable -> Result<std::vector<ShownLoss>> {
            if (auto s = tools.matched->match(order.request); !s) return fail(s.error());
            auto session = tools.sessions->session(order.engine);
            if (!session) return fail(session.error());
            auto layers = (*session)->layerLosses(order.request, order.picture, *watch);
            if (!layers) return fail(layers.error());
            std::vector<ShownLoss> out;
            for (const LayerLoss& layer : *layers) out.push_back({layer.style, heatImage(layer.map)});
            return out;
        },
        [this, watch = watch_](const Result<std::vector<ShownLoss>>& losses) {
            busy_ = State::Idle;
            if (!watch->stopped()) {
                lossesShown_ = true;
                if (losses)
                    Q_EMIT lossesArrived(*losses);
                else
                    Q_EMIT lossesFailed(losses.error());
            }
            next();
            Q_EMIT stateChanged();
        });
}

void LayerFeed::paintTexture(size_t i) {
    busy_ = State::Textures;
    watch_ = std::make_shared<Watch>();
    lane_->run(
        this,
        [tools = tools_, order = textures_[i], watch = watch_]() -> Result<QImage> {
            auto texture = makeTexture(tools, order, *watch);
            if (!texture) return fail(texture.error());
            return texture->empty() ? QImage() : toQImage(*texture);
        },
        [this, i, order = textures_[i]](const Result<QImage>& texture) {
            busy_ = State::Idle;
            const bool wanted = i < textures_.size() && textures_[i] == order;
            if (wanted && texture && !texture->isNull()) {
                shown_[i] = true;
                Q_EMIT textureArrived(order.layer, *texture);
            } else if (wanted && !texture) {
                shown_[i] = true;
                Q_EMIT textureFailed(order.layer, texture.error());
            }
            next();
            Q_EMIT stateChanged();
        });
}

}  // namespace velatura
