#include "ui/layers/layer_desk.h"

#include "core/engines/layered_params.h"
#include "ui/bridge/job_bridge.h"
#include "ui/bridge/settings.h"
#include "ui/canvas/canvas.h"
#include "ui/common/translate.h"
#include "ui/layers/heat_overlay.h"
#include "ui/layers/layer_lab.h"

namespace velatura {

namespace {

constexpr int kRestMs = 200;
constexpr const char* kOpacity = "layers/opacity";

/// What `stages` depend on, and where it is computed: a change of anything else changes nothing that is seen here.
ParamValues only(const Schema& schema, const ParamValues& params, unsigned stages) {
    ParamValues out;
    for (const ParamInfo& info : schema.fields())
        if (const auto it = params.find(info.key); it != params.end() && ((info.stages & stages) || info.key == "device"))
            out[info.key] = it->second;
    return out;
}

std::vector<StyleInput> stylesOf(const std::vector<StyleChoice>& chosen) {
    std::vector<StyleInput> out;
    for (const StyleChoice& s : chosen) out.push_back({s.picture->image, s.weight, {}});
    return out;
}

std::optional<LossOrder> lossOrder(const LayerSubject& subject) {
    // What was painted in one pass is seen as the engine in the form would go on from it.
    const bool own = layeredSchema(subject.engine) != nullptr;
    const std::string& engine = own ? subject.engine : subject.formEngine;
    const Schema* schema = layeredSchema(engine);
    if (!schema || !subject.picture || !subject.inputs.ready()) return std::nullopt;
    LossOrder out{engine, {}, subject.picture->image};
    out.request = requestOf(subject.inputs);
    out.request.params = only(*schema, own ? subject.params : subject.formParams, Stage::StyleFeatures | Stage::Decode);
    return out;
}

std::vector<TextureOrder> textureOrders(const LayerSubject& subject) {
    const Schema* schema = layeredSchema(subject.formEngine);
    std::vector<TextureOrder> out;
    if (!schema || subject.styles.empty()) return out;
    const size_t layers = std::get<std::vector<double>>(schema->find(kLayerWeights)->defaultValue).size();
    for (size_t i = 0; i < layers; ++i)
        out.push_back({subject.formEngine, stylesOf(subject.styles), only(*schema, subject.formParams, Stage::StyleFeatures), static_cast<int>(i)});
    return out;
}

}  // namespace

LayerDesk::LayerDesk(JobBridge& bridge, Settings& settings, LayerLab* lab, Canvas* canvas, std::function<LayerSubject()> subject, QObject* parent)
    : QObject(parent), bridge_(bridge), settings_(settings), lab_(lab), overlay_(new HeatOverlay(canvas)), subject_(std::move(subject)),
      feed_(new LayerFeed(bridge.library(), this)) {
    calm_.setSingleShot(true);
    calm_.setInterval(kRestMs);
    connect(&calm_, &QTimer::timeout, this, &LayerDesk::look);
    connect(lab_, &LayerLab::seen, this, &LayerDesk::open);
    connect(lab_, &LayerLab::shownLayerChanged, this, &LayerDesk::showMap);
    connect(lab_, &LayerLab::opacityChanged, this, [this](double opacity) {
        overlay_->setOpacity(opacity);
        settings_.setValue(kOpacity, opacity);
    });
    connect(canvas, &Canvas::contentChanged, this, &LayerDesk::refresh);
    connect(&bridge_, &JobBridge::listChanged, this, [this] { feed_->setHeld(!bridge_.idle()); });
    connect(feed_, &LayerFeed::stateChanged, this, &LayerDesk::tell);
    connect(feed_, &LayerFeed::lossesArrived, this, [this](const std::vector<ShownLoss>& losses) {
        losses_ = losses;
        const auto& rows = lab_->rows();
        for (size_t i = 0; i < rows.size() && i < losses_.size(); ++i) rows[i]->loss()->setLoss(losses_[i].value);
        showMap();
    });
    connect(feed_, &LayerFeed::lossesFailed, this, [this](const Error& error) {
        lossError_ = error;
        tell();
    });
    connect(feed_, &LayerFeed::textureArrived, this, [this](int layer, const QImage& texture) {
        if (static_cast<size_t>(layer) < lab_->rows().size()) lab_->rows()[static_cast<size_t>(layer)]->texture()->setTexture(texture);
        tell();
    });
    connect(feed_, &LayerFeed::textureFailed, this, [this](int, const Error& error) {
        textureError_ = error;
        tell();
    });
    feed_->setHeld(!bridge_.idle());
    const double opacity = settings_.value(kOpacity, 0.7).toDouble();
    lab_->setOpacity(opacity);
    overlay_->setOpacity(opacity);
}

void LayerDesk::open(bool on) {
    open_ = on;
    if (on) {
        look();
    } else {
        calm_.stop();
        lab_->unchoose();
    }
    feed_->setOpen(on);
}

void LayerDesk::refresh() {
    if (open_) calm_.start();
}

bool LayerDesk::hideMap() { return lab_->unchoose(); }

void LayerDesk::clearLosses() {
    losses_.clear();
    for (LayerRow* row : lab_->rows()) row->loss()->setLoss(-1);
    showMap();
}

void LayerDesk::look() {
    const LayerSubject subject = subject_();
    name_ = subject.name;
    auto order = lossOrder(subject);
    auto textures = textureOrders(subject);
    if (order != order_) {
        order_ = order;
        lossError_.reset();
        clearLosses();
        feed_->wantLosses(std::move(order));
    }
    if (textures != textures_) {
        textures_ = textures;
        textureError_.reset();
        for (LayerRow* row : lab_->rows()) row->texture()->setTexture({});
        feed_->wantTextures(std::move(textures));
    }
    tell();
}

void LayerDesk::showMap() {
    const int layer = lab_->shownLayer();
    if (layer < 0 || static_cast<size_t>(layer) >= losses_.size()) return overlay_->setMap({}, {});
    overlay_->setMap(losses_[static_cast<size_t>(layer)].map, lab_->rows()[static_cast<size_t>(layer)]->word());
}

/// What is going on, in the line under the heading and in the textures' places.
void LayerDesk::tell() {
    using S = LayerFeed::State;
    const S state = feed_->state();
    for (LayerRow* row : lab_->rows())
        row->texture()->setWord(textures_.empty() ? tr("No style") : textureError_ ? QStringLiteral("–") : state == S::Held ? tr("Waits") : tr("Painting…"));
    if (const auto& error = lossError_ ? lossError_ : textureError_) return lab_->setStatus(trError(*error) + ' ' + trHint(*error), true);
    if (state == S::Held) return lab_->setStatus(tr("Waits until the painting is done."));
    if (state == S::Losses) return lab_->setStatus(tr("Looking at %1…").arg(name_));
    if (!order_) return lab_->setStatus(tr("Choose a photo and a style to see what each layer adds."));
    lab_->setStatus(tr("Loss left in %1").arg(name_));
}

}  // namespace velatura
