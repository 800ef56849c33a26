// StylizeWorkspace: the picture that follows every change at once: when it is painted, what is done with it, how the
// optimiser takes it up, and four others to choose from.
#include <QtCore/QEvent>
#include <QtWidgets/QToolButton>

#include "core/catalog.h"
#include "core/engines/going_on_params.h"
#include "ui/bridge/undo.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/canvas_bar.h"
#include "ui/common/banner.h"
#include "ui/common/toast.h"
#include "ui/stylize/refine_buttons.h"
#include "ui/stylize/result_recipe.h"
#include "ui/stylize/result_store.h"
#include "ui/stylize/results_strip.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_workspace.h"
#include "ui/stylize/variations_popup.h"

namespace velatura {

namespace {

constexpr std::int64_t kVariationSide = 320;

const EngineInfo* engineInfo(const std::string& key) {
    const auto engine = findEngine(key);
    return engine ? *engine : nullptr;
}

bool isLive(const std::string& key) {
    const EngineInfo* engine = engineInfo(key);
    return engine && engine->live;
}

/// The engine that carries on from another one's picture: the first that can and is not live itself.
const EngineInfo* refiner() {
    for (const EngineInfo& e : engines())
        if (!e.live && canGoOn(e.schema())) return &e;
    return nullptr;
}

}  // namespace

void StylizeWorkspace::wireLive() {
    live_ = new LivePaint(bridge_.library(), this);
    liveSoon_.setSingleShot(true);
    liveSoon_.setInterval(0);  // what changes together is painted once
    connect(&liveSoon_, &QTimer::timeout, this, &StylizeWorkspace::paintLive);
    connect(live_, &LivePaint::painted, this, &StylizeWorkspace::onLivePainted);
    connect(live_, &LivePaint::failed, this, &StylizeWorkspace::onLiveFailed);
    connect(live_, &LivePaint::noteArrived, this, [this](const QString& sentence) {
        if (std::exchange(liveNote_, sentence) != sentence) banners_->showNotice(sentence);
    });
    const auto soon = [this] { liveSoon_.start(); };
    connect(run_, &RunPanel::paramsChanged, this, [this, soon] {
        inputs_->setLevelsShown(engineInfo(run_->engine()) && engineInfo(run_->engine())->levels);
        refreshRefining();
        soon();
    });
    connect(run_, &RunPanel::liveToggled, this, soon);
    connect(inputs_, &InputPanel::inputsChanged, this, soon);
    connect(inputs_, &InputPanel::inputsTried, this, [this](const Inputs& tried) {
        if (liveReady() && readyFor(tried, run_->engine())) live_->want({run_->engine(), takenBy(tried, run_->engine()), run_->params()});
    });
    connect(refine_, &RefineButtons::refineWanted, this, &StylizeWorkspace::refineThis);
    connect(refine_, &RefineButtons::variationsWanted, this, &StylizeWorkspace::showVariations);
    inputs_->setLevelsShown(engineInfo(run_->engine()) && engineInfo(run_->engine())->levels);
    window()->installEventFilter(this);
}

LivePaint::Order StylizeWorkspace::liveOrder() const {
    return {run_->engine(), takenBy(inputs_->inputs(), run_->engine()), run_->params()};
}

bool StylizeWorkspace::liveReady() const {
    return run_->live() && isLive(run_->engine()) && readyFor(inputs_->inputs(), run_->engine()) && !running() && !starting_ &&
           isVisible() && !window()->isMinimized();
}

/// What the form says now is this very result.
bool StylizeWorkspace::saysForm(const ResultPtr& result) const {
    return result && result->snapshotStep < 0 && result->wentOnFrom == 0 &&
           LivePaint::Order{result->engine, result->inputs, result->params} == liveOrder();
}

bool StylizeWorkspace::liveShown() const {
    return liveSeen_.has_value() && !running();
}

void StylizeWorkspace::paintLive() {
    if (variations_) return;
    if (!liveReady()) return leaveLive();
    if (saysForm(current_)) return live_->cancel();
    const LivePaint::Order order = liveOrder();
    if (liveSeen_ && liveSeen_->purpose == Purpose::Final && liveSeen_->order == order) return live_->cancel();
    if (const auto expected = forecast(); expected && !expected->fits()) {
        leaveLive();
        // Said once, not at every move.
        if (!std::exchange(liveTold_, true)) offerSmaller(*expected);
        return;
    }
    liveTold_ = false;
    liveKeeps_ ? live_->paintWhole(order) : live_->want(order);
}

void StylizeWorkspace::onLivePainted(const LivePaint::Painted& picture) {
    if (variations_) return takeVariation(picture);
    if (!liveReady()) return;
    liveError_.clear();
    const bool first = !liveSeen_, whole = picture.purpose == Purpose::Final;
    liveSeen_ = picture;
    const PicturePtr& photo = picture.order.inputs.photo;
    if (std::exchange(current_, {})) strip_->setCurrent({});
    if (canvas_->picture() != photo) canvas_->setPicture(photo);
    canvas_->setBefore(photo);
    canvas_->setPreview(picture.screen, finalSizeOf(photo->image, picture.order.params, {}));
    if (whole && liveKeeps_ && picture.order == liveOrder()) keepLive();
    if (first || whole)
        refreshState();
    else
        refreshCaption();
}

void StylizeWorkspace::onLiveFailed(const Error& error) {
    liveKeeps_ = false;
    afterLive_.clear();
    if (variations_) variations_->close();
    // Each move would fail for the same reason.
    if (std::exchange(liveError_, error.message()) != error.message()) banners_->showError(error);
}

void StylizeWorkspace::leaveLive() {
    liveSoon_.stop();
    live_->cancel();
    liveKeeps_ = false;
    afterLive_.clear();
    if (!std::exchange(liveSeen_, std::nullopt)) return;
    if (!running()) canvas_->clearPreview();
    refreshState();
}

void StylizeWorkspace::withLiveResult(const AfterLive& then) {
    if (saysForm(current_) && !current_->stopped) return then(current_);
    afterLive_.push_back(then);
    if (liveArrives_ || std::exchange(liveKeeps_, true)) return;
    if (liveSeen_ && liveSeen_->purpose == Purpose::Final && liveSeen_->order == liveOrder()) return keepLive();
    live_->paintWhole(liveOrder());  // it is kept when it is there
}

/// What is seen becomes a result, without being painted again.
void StylizeWorkspace::keepLive() {
    liveKeeps_ = false;
    liveArrives_ = true;
    auto result = std::make_shared<StyledResult>();
    result->number = ++lastNumber_;
    result->inputs = liveSeen_->order.inputs;
    result->engine = liveSeen_->order.engine;
    result->params = liveSeen_->order.params;
    result->facts = liveSeen_->facts;
    result->unfinished = liveSeen_->unfinished;
    result->recipe = std::make_shared<ResultRecipe>(*result, liveSeen_->device, nullptr);
    arrive(result, liveSeen_->image, [this, result] {
        liveArrives_ = false;
        if (!result->picture) return afterLive_.clear();
        run_->saveState();
        // Who has moved on meanwhile is not taken back.
        if (saysForm(result) && !running())
            addResult(result);
        else
            listResult(result);
        for (const auto& then : std::exchange(afterLive_, {})) then(result);
    });
}

// --- refine

bool StylizeWorkspace::canRefine() const {
    const EngineInfo* by = refiner();
    return by && isLive(run_->engine()) && !running() && !starting_ &&
           (liveShown() || (current_ && isLive(current_->engine)));
}

void StylizeWorkspace::refineThis() {
    if (!canRefine()) return;
    const std::string by = refiner()->key;
    const auto go = [this, by](const ResultPtr& result) { goOn(result, by, run_->params(by), result->inputs); };
    current_ ? go(current_) : withLiveResult(go);
}

// --- variations

bool StylizeWorkspace::canVary() const {
    return isLive(run_->engine()) && readyFor(inputs_->inputs(), run_->engine()) && !running() && !starting_ &&
           VariationsPopup::suits(engineInfo(run_->engine())->schema());
}

void StylizeWorkspace::showVariations() {
    if (!canVary() || variations_) return;
    live_->cancel();
    const QToolButton* at = refine_->variationsButton();
    variations_ = new VariationsPopup(engineInfo(run_->engine())->schema(), run_->params(), this);
    connect(variations_, &VariationsPopup::choicesChanged, this, &StylizeWorkspace::paintVariation);
    connect(variations_, &VariationsPopup::chosen, this, [this](const std::string& key, const ParamValue& value) {
        leaveVariations();
        run_->applyParam(key, value, tr("Choose variation"));
    });
    connect(variations_, &VariationsPopup::dismissed, this, &StylizeWorkspace::leaveVariations);
    variations_->openAt(at->mapToGlobal(QPoint(at->width() / 2, 0)));
    paintVariation();
}

void StylizeWorkspace::leaveVariations() {
    variations_.clear();
    live_->cancel();
    if (!current_) liveSoon_.start();
}

LivePaint::Order StylizeWorkspace::variationOrder() const {
    LivePaint::Order order = liveOrder();
    const VariationsPopup::Choice& choice = *variations_->missing();
    order.params[choice.key] = choice.value;
    if (const auto* side = valueIf<std::int64_t>(order.params, "long-side"))
        order.params["long-side"] = std::min(*side, kVariationSide);
    return order;
}

void StylizeWorkspace::paintVariation() {
    if (variations_->missing()) live_->paintWhole(variationOrder());
}

void StylizeWorkspace::takeVariation(const LivePaint::Painted& picture) {
    if (!variations_->missing() || picture.order != variationOrder()) return;
    variations_->setPicture(picture.screen);
    paintVariation();
}

// --- seen or not

void StylizeWorkspace::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!current_) liveSoon_.start();
}

void StylizeWorkspace::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    liveSoon_.stop();
    live_->cancel();
    liveKeeps_ = false;
    afterLive_.clear();
}

bool StylizeWorkspace::eventFilter(QObject* watched, QEvent* event) {
    if (watched == window() && event->type() == QEvent::WindowStateChange) {
        if (window()->isMinimized())
            live_->cancel();
        else if (!current_)
            liveSoon_.start();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace velatura
