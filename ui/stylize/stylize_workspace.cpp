#include "ui/stylize/stylize_workspace.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>
#include <algorithm>

#include "core/catalog.h"
#include "core/engines/going_on_params.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/bridge/undo.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/canvas_bar.h"
#include "ui/charts/loss_chart.h"
#include "ui/common/banner.h"
#include "ui/common/clock_text.h"
#include "ui/common/panel_frame.h"
#include "ui/common/theme.h"
#include "ui/common/toast.h"
#include "ui/common/translate.h"
#include "ui/compare/compare_session.h"
#include "ui/layers/layer_desk.h"
#include "ui/library/library_desk.h"
#include "ui/stylize/mask_mode.h"
#include "ui/stylize/picture_pane.h"
#include "ui/stylize/recipe_offer.h"
#include "ui/stylize/result_outlet.h"
#include "ui/stylize/result_recipe.h"
#include "ui/stylize/result_store.h"
#include "ui/stylize/results_strip.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_run.h"

namespace velatura {

namespace {

constexpr int kLeftWidth = 264, kRightWidth = 304;
constexpr int kRightLeast = 284;  ///< below, the form would be cut off

std::string text(const ParamValues& values, const char* key) {
    const auto it = values.find(key);
    return it == values.end() ? std::string() : toText(it->second);
}

/// One line on how a run ended: "100 steps in 0:34".
QString summaryOf(JobEnd end, const ParamValues& facts) {
    QString summary;
    if (const std::string steps = text(facts, "steps"), seconds = text(facts, "seconds");
        !steps.empty() && !seconds.empty())
        summary = StylizeWorkspace::tr("%1 steps in %2").arg(QString::fromStdString(steps), clockText(std::stod(seconds)));
    if (end == JobEnd::Failed) return StylizeWorkspace::tr("Failed");
    if (end == JobEnd::Done) return summary.isEmpty() ? StylizeWorkspace::tr("Done") : summary;
    return summary.isEmpty() ? StylizeWorkspace::tr("Stopped") : StylizeWorkspace::tr("Stopped after %1").arg(summary);
}

}  // namespace

StylizeWorkspace::StylizeWorkspace(JobBridge& bridge, Background& decoding, Background& encoding, Settings& settings,
                                   SessionCache& cache, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), bridge_(bridge), decoding_(decoding), encoding_(encoding), settings_(settings), undo_(undo) {
    job_ = new StylizeRun(bridge_, cache, this);
    store_ = new ResultStore(decoding, encoding, cache, this);
    outlet_ = new ResultOutlet(*store_, encoding, settings_, cache, this);
    build();
    wire();
    wireRefining();
    wireLive();
    wireLibrary();
    refreshState();
}

void StylizeWorkspace::build() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    frame_ = new PanelFrame(settings_, "stylize", this);
    row->addWidget(frame_);

    int maxStyles = 1;
    for (const EngineInfo& e : engines()) maxStyles = std::max(maxStyles, e.maxStyles);
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // painted only where there is something to scroll
    area->setFocusPolicy(Qt::NoFocus);
    inputs_ = new InputPanel(decoding_, settings_, undo_, maxStyles, area);
    area->setWidget(inputs_);
    area->setMinimumWidth(200);

    auto* pane = new PicturePane(this);
    canvas_ = pane->canvas();
    bar_ = pane->bar();
    exportButton_ = pane->exportButton();
    refine_ = pane->refineButtons();
    compareBar_ = pane->compareBar();
    banners_ = pane->banners();
    strip_ = pane->strip();
    toast_ = pane->toast();

    recipes_ = new RecipeOffer(decoding_, *banners_, *inputs_, [this] { return openPictures(); }, this);
    run_ = new RunPanel(settings_, undo_, this);
    run_->setMinimumWidth(kRightLeast);
    masks_ = new MaskMode(*inputs_, *pane, decoding_, settings_, this);
    frame_->setCentre(pane);
    frame_->setPanel(PanelFrame::Left, area, kLeftWidth);
    frame_->setPanel(PanelFrame::Right, run_, kRightWidth);
    canvas_->setComparing(settings_.value("stylize/compare", false).toBool());
}

void StylizeWorkspace::wire() {
    connect(inputs_, &InputPanel::inputsChanged, this, &StylizeWorkspace::onInputsChanged);
    connect(inputs_, &InputPanel::failed, banners_, &BannerStack::showError);
    connect(inputs_, &InputPanel::notice, banners_, &BannerStack::showNotice);
    connect(inputs_, &InputPanel::recipeArrived, recipes_, &RecipeOffer::offer);
    connect(inputs_, &InputPanel::masksDropped, this, [this](const Inputs& kept) {
        if (kept == inputs_->inputs()) return offerUndo(masksDroppedText());
        offer(tr("Masks and kept colours of the photo before were taken out."), tr("Keep them"),
              [this, kept] { inputs_->change(kept, tr("Keep masks and colours")); });
    });
    connect(masks_, &MaskMode::photoWanted, this, [this] {
        showInputs(inputs_->inputs().photo);
        refreshCaption();
    });
    connect(recipes_, &RecipeOffer::restoreWanted, this, &StylizeWorkspace::restoreRecipe);
    connect(inputs_, &InputPanel::viewWanted, this, [this](const PicturePtr& picture) {
        showInputs(picture);
        refreshCaption();
    });
    connect(exportButton_, &QToolButton::clicked, this, &StylizeWorkspace::exportResult);
    connect(canvas_, &Canvas::panelsToggled, frame_, &PanelFrame::togglePanels);
    connect(canvas_, &Canvas::comparingChanged, this, [this](bool on) { settings_.setValue("stylize/compare", on); });
    connect(canvas_, &Canvas::clickedEmpty, this, [this] { inputs_->askFor(SlotKind::Photo); });

    connect(run_, &RunPanel::labWanted, this, &StylizeWorkspace::openLayers);
    connect(run_, &RunPanel::runWanted, this, &StylizeWorkspace::run);
    connect(run_, &RunPanel::stopWanted, this, &StylizeWorkspace::stop);
    connect(run_, &RunPanel::paramsChanged, this, [this] {
        if (!running()) refreshState();  // another engine may need other pictures
    });

    connect(job_, &StylizeRun::stateChanged, this, &StylizeWorkspace::refreshState);
    connect(job_, &StylizeRun::progressChanged, this, [this](const Progress& p) {
        run_->setProgress(p);
        if (!p.stage.empty() && p.stage != lastStage_) {
            lastStage_ = p.stage;
            // The first stage begins where the chart does and needs no mark.
            if (lastStep_ > 1) run_->chart()->markStage(lastStep_, trStage(p.stage));
        }
    });
    connect(job_, &StylizeRun::previewArrived, this, [this](const QImage& picture) {
        if (!job_->active()) return;
        const bool first = std::exchange(lastPreview_, picture).isNull();
        canvas_->setPreview(picture, finalSize());
        refreshCaption();
        if (first) refreshState();  // there is something to keep
    });
    connect(job_, &StylizeRun::scalarsArrived, this, [this](const auto& s) {
        run_->chart()->addScalars(s);
        lastStep_ = s.back().step;
    });
    connect(job_, &StylizeRun::noteArrived, banners_, &BannerStack::showNotice);
    connect(job_, &StylizeRun::finished, this, &StylizeWorkspace::onFinished);

    connect(strip_, &ResultsStrip::chosen, this, &StylizeWorkspace::restore);
    connect(strip_, &ResultsStrip::removeWanted, this, &StylizeWorkspace::remove);
    connect(strip_, &ResultsStrip::exportWanted, outlet_, &ResultOutlet::exportAs);
    connect(strip_, &ResultsStrip::copyWanted, outlet_, &ResultOutlet::copy);
    connect(strip_, &ResultsStrip::takePressed, outlet_, &ResultOutlet::prepareDrag);
    connect(strip_, &ResultsStrip::takeWanted, this, [this](const ResultPtr& r) { outlet_->drag(strip_, r); });
    const auto use = [this](SlotKind kind) {
        return [this, kind](const ResultPtr& r) {
            store_->want(r, [this, kind, r] { inputs_->fill(kind, r->picture); });
        };
    };
    connect(strip_, &ResultsStrip::photoWanted, this, use(SlotKind::Photo));
    connect(strip_, &ResultsStrip::styleWanted, this, use(SlotKind::Style));
    connect(strip_, &ResultsStrip::lookWanted, this,
            [this](const ResultPtr& r) { Q_EMIT lookWanted({r->engine, r->params, r->inputs.styles, r->inputs.keptColors, r->inputs.hasMasks()}); });
    connect(canvas_, &Canvas::takePressed, this, [this] {
        if (current_ && !running()) outlet_->prepareDrag(current_);
    });
    connect(canvas_, &Canvas::takeWanted, this, [this] {
        if (current_ && !running()) outlet_->drag(canvas_, current_);
    });
    connect(store_, &ResultStore::failed, banners_, &BannerStack::showError);
    connect(outlet_, &ResultOutlet::failed, banners_, &BannerStack::showError);
    connect(outlet_, &ResultOutlet::copied, this, [this] { toast_->say(tr("Picture copied")); });
    connect(outlet_, &ResultOutlet::exported, this, [this](const ResultPtr& saved, const QString& path) {
        saved->saved = true;
        toast_->say(tr("Saved as %1").arg(QFileInfo(path).fileName()), tr("Show in folder"), [path] {
            QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
        });
        refreshState();
    });
    connect(outlet_, &ResultOutlet::exportedSet, this, [this](const ResultPtr& saved, const QStringList& paths) {
        saved->saved = true;
        toast_->say(tr("%1 pictures saved").arg(paths.size()), tr("Show in folder"), [path = paths.front()] {
            QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
        });
        refreshState();
    });
    connect(&Theme::instance(), &Theme::changed, this, &StylizeWorkspace::refreshCaption);
    retranslate();
}

void StylizeWorkspace::retranslate() {
    frame_->setPanelName(PanelFrame::Left, tr("Pictures"));
    frame_->setPanelName(PanelFrame::Right, tr("Settings"));
    if (compare_) compare_->retranslate();
    if (library_) library_->retranslate();
    refreshCaption();
}

bool StylizeWorkspace::running() const { return job_->active(); }
bool StylizeWorkspace::ready() const { return readyFor(inputs_->inputs(), run_->engine()) && !running() && !starting_; }
bool StylizeWorkspace::canExport() const { return liveShown() || exportable() != nullptr; }

QStringList StylizeWorkspace::unsaved() const {
    QStringList out;
    for (const ResultPtr& r : arriving_) out << QStringLiteral("%1 (%2)").arg(nameOf(*r), r->inputs.photo->name);
    for (const ResultPtr& r : results_)
        if (!r->saved) out << QStringLiteral("%1 (%2)").arg(nameOf(*r), r->inputs.photo->name);
    return out;
}

Look StylizeWorkspace::look() const {
    const auto of = [](const std::string& engine, const ParamValues& params, const Inputs& in) {
        return Look{engine, params, in.styles, in.keptColors, in.hasMasks()};
    };
    return current_ ? of(current_->engine, current_->params, current_->inputs)
                    : of(run_->engine(), run_->params(), inputs_->inputs());
}

void StylizeWorkspace::say(const QString& sentence, const QString& action, std::function<void()> act) {
    toast_->say(sentence, action, std::move(act));
}

void StylizeWorkspace::restoreInputs() { inputs_->restore(); }

void StylizeWorkspace::onInputsChanged() {
    const Inputs& in = inputs_->inputs();
    if (liveSeen_ && liveSeen_->order.inputs.photo != in.photo) leaveLive();
    canvas_->setBefore(current_ ? current_->inputs.photo : in.photo);
    // With no result chosen the canvas shows the photo that is about to be painted.
    if (!current_ && !running()) canvas_->setPicture(in.photo ? in.photo : in.styles.empty() ? PicturePtr() : in.styles.front().picture);
    if (current_ && in.photo && in.photo != current_->inputs.photo && !running()) {
        current_.reset();
        strip_->setCurrent({});
        canvas_->setBefore(in.photo);
        canvas_->setPicture(in.photo);
    }
    refreshState();
}

void StylizeWorkspace::showInputs(const PicturePtr& picture) {
    current_.reset();
    strip_->setCurrent({});
    compare_->leave();
    leaveLive();
    canvas_->setPicture(picture);
}

void StylizeWorkspace::run() {
    if (!ready()) return;
    if (const auto expected = forecast(); expected && !expected->fits()) return offerSmaller(*expected);
    if (liveReady()) return withLiveResult([this](const ResultPtr& result) { toast_->say(tr("%1 is in the strip").arg(nameOf(*result))); });
    const ResultPtr last = startsFromLast(run_->params()) ? lastOfPhoto() : ResultPtr();
    if (!last) return start();
    goOn(last, run_->engine(), run_->params(), inputs_->inputs());
}

void StylizeWorkspace::start() {
    const Inputs in = takenBy(inputs_->inputs(), run_->engine());
    begin({run_->engine(), in, run_->params(), {}}, in.photo);
}

void StylizeWorkspace::begin(const StylizeRun::Order& order, const PicturePtr& shown) {
    banners_->clear();
    run_->chart()->clear();
    lastStage_.clear();
    lastStep_ = 0;
    lastPreview_ = {};
    canvas_->setBefore(order.inputs.photo);
    masks_->leave();
    showInputs(shown);
    job_->start(order, tr("Stylize %1").arg(order.inputs.photo->name));
    run_->setState(RunPanel::State::Waiting);
    run_->saveState();
    canvas_->setFocus();
}

void StylizeWorkspace::stop() { job_->stop(); }

QString StylizeWorkspace::masksDroppedText() {
    return tr("The masks belonged to a photo of another shape and were taken out.");
}

QSize StylizeWorkspace::finalSize() const {
    return finalSizeOf(job_->order().inputs.photo->image, job_->order().params, job_->order().start);
}

QSize StylizeWorkspace::finalSizeOf(const Image& photo, const ParamValues& params, const Image& from) {
    const auto* side = valueIf<std::int64_t>(params, "long-side");
    if (numberOr(params, "refine", 0) > 0) side = nullptr;  // it ends at the photo's own size
    const auto longSide = [&] { return from.empty() ? static_cast<int>(*side) : goingOnLongSide(static_cast<int>(*side), photo.size(), from.size()); };
    const ImageSize size = side ? fitLongSide(photo.size(), longSide()) : photo.size();
    return {size.width, size.height};
}

void StylizeWorkspace::onFinished(const JobOutcome& outcome) {
    if (outcome.error) banners_->showError(*outcome.error);
    run_->setSummary([end = outcome.end, facts = outcome.facts] { return summaryOf(end, facts); });
    if (outcome.picture.empty()) {
        canvas_->clearPreview();
        refreshCaption();
        liveSoon_.start();
        return;
    }
    auto result = std::make_shared<StyledResult>();
    result->number = ++lastNumber_;
    result->inputs = job_->order().inputs;
    result->engine = job_->order().engine;
    result->params = job_->order().params;
    result->facts = outcome.facts;
    result->stopped = outcome.end == JobEnd::Stopped;
    result->wentOnFrom = job_->order().wentOnFrom;
    result->unfinished = job_->traces().unfinished;
    if (const auto& frames = job_->traces().frames; frames && !frames->frames().empty()) result->frames = frames;
    result->recipe = std::make_shared<ResultRecipe>(*result, job_->device(), job_->order().origin);
    // The preview stays on the canvas until the result can take its place.
    arrive(result, outcome.picture, [this, result] {
        if (result->picture) addResult(result);
    });
}

void StylizeWorkspace::arrive(const ResultPtr& result, const Image& painted, const std::function<void()>& then) {
    const QString name = tr("%1-painted").arg(QFileInfo(result->inputs.photo->name).completeBaseName());
    arriving_.push_back(result);
    decoding_.run(
        this,
        [image = painted, name]() -> Result<PicturePtr> {
            try {
                return makePicture(image, name);
            } catch (const std::bad_alloc&) {
                return fail(ErrorCode::OutOfMemory, "There is not enough memory to show the result.", {},
                            "Close other pictures or choose a smaller working size.");
            }
        },
        [this, result, then](const Result<PicturePtr>& picture) {
            std::erase(arriving_, result);
            if (picture) {
                result->picture = *picture;
                result->thumb = ResultsStrip::thumbOf(**picture);
            } else {
                banners_->showError(picture.error());
            }
            then();
        });
}

void StylizeWorkspace::exportResult() {
    if (liveShown()) return withLiveResult([this](const ResultPtr& result) { outlet_->exportAs(result); });
    if (const ResultPtr result = exportable()) outlet_->exportAs(result);
}

void StylizeWorkspace::copyResult() {
    if (liveShown()) return withLiveResult([this](const ResultPtr& result) { outlet_->copy(result); });
    if (const ResultPtr result = exportable()) outlet_->copy(result);
}

void StylizeWorkspace::showError(const Error& error) { banners_->showError(error); }

void StylizeWorkspace::saveState() {
    inputs_->keepMasks();
    run_->saveState();
    frame_->save();
}

void StylizeWorkspace::refreshState() {
    if (layers_) layers_->refresh();
    using S = RunPanel::State;
    if (job_->stopping())
        run_->setState(S::Stopping);
    else if (job_->active())
        run_->setState(run_->state() == S::Running ? S::Running : S::Waiting);
    else
        run_->setState(readyFor(inputs_->inputs(), run_->engine()) ? S::Ready : S::Missing);
    exportButton_->setEnabled(canExport());
    refreshCaption();
    if (!job_->active()) refreshForecast();
    refreshRefining();
    Q_EMIT stateChanged();
}

void StylizeWorkspace::refreshCaption() {
    QString text;
    if (compare_ && compare_->active())
        text = tr("Comparing");
    else if (canvas_->hasPreview())
        text = job_->active() ? tr("Painting") : liveSeen_ ? tr("Live") : tr("Result");
    else if (current_)
        text = nameOf(*current_);
    else if (canvas_->picture())
        text = canvas_->picture() == inputs_->inputs().photo ? tr("Photo") : canvas_->picture()->name;
    bar_->setCaption(text);
}

void StylizeWorkspace::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
