#include "ui/stylize/stylize_workspace.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTextEdit>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "core/catalog.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/bridge/undo.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/canvas_bar.h"
#include "ui/charts/loss_chart.h"
#include "ui/common/banner.h"
#include "ui/common/clock_text.h"
#include "ui/common/theme.h"
#include "ui/common/toast.h"
#include "ui/common/translate.h"
#include "ui/export/export_dialog.h"
#include "ui/stylize/results_strip.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_run.h"
#include "ui/trays/library_strip.h"
#include "ui/trays/picture_slot.h"

namespace velatura {

namespace {

constexpr int kLeftWidth = 264, kRightWidth = 304;

/// Space there means something of its own.
bool takesSpace(QWidget* w) {
    return qobject_cast<QAbstractButton*>(w) || qobject_cast<QLineEdit*>(w) || qobject_cast<QAbstractSpinBox*>(w) ||
           qobject_cast<QComboBox*>(w) || qobject_cast<QTextEdit*>(w) || qobject_cast<QPlainTextEdit*>(w) ||
           qobject_cast<QAbstractItemView*>(w) || qobject_cast<PictureSlot*>(w) || qobject_cast<ThumbGrid*>(w);
}

std::string text(const ParamValues& values, const char* key) {
    const auto it = values.find(key);
    return it == values.end() ? std::string() : toText(it->second);
}

}  // namespace

StylizeWorkspace::StylizeWorkspace(JobBridge& bridge, Background& decoding, Background& encoding, Settings& settings,
                                   QUndoStack* undo, QWidget* parent)
    : QWidget(parent), bridge_(bridge), decoding_(decoding), encoding_(encoding), settings_(settings), undo_(undo) {
    job_ = new StylizeRun(bridge_, this);
    build();
    wire();
    refreshState();
}

void StylizeWorkspace::build() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    splitter_ = new QSplitter(Qt::Horizontal, this);
    row->addWidget(splitter_);

    int maxStyles = 1;
    for (const EngineInfo& e : engines()) maxStyles = std::max(maxStyles, e.maxStyles);
    auto* area = new QScrollArea(splitter_);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // painted only where there is something to scroll
    area->setFocusPolicy(Qt::NoFocus);
    inputs_ = new InputPanel(decoding_, settings_, undo_, maxStyles, area);
    area->setWidget(inputs_);
    area->setMinimumWidth(200);
    left_ = area;

    auto* middle = new QWidget(splitter_);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    banners_ = new BannerStack(middle);
    canvas_ = new Canvas(middle);
    bar_ = new CanvasBar(canvas_, middle);
    exportButton_ = new QToolButton(bar_);
    exportButton_->setAutoRaise(true);
    exportButton_->setFocusPolicy(Qt::TabFocus);
    bar_->addButton(exportButton_);
    strip_ = new ResultsStrip(middle);
    strip_->hide();
    column->addWidget(banners_);
    column->addWidget(canvas_, 1);
    column->addWidget(bar_);
    column->addWidget(strip_);
    toast_ = new Toast(canvas_);

    run_ = new RunPanel(settings_, undo_, splitter_);
    run_->setMinimumWidth(256);
    right_ = run_;

    splitter_->setStretchFactor(0, 0);
    splitter_->setStretchFactor(1, 1);
    splitter_->setStretchFactor(2, 0);
    splitter_->setCollapsible(1, false);
    splitter_->setHandleWidth(1);
    if (!splitter_->restoreState(settings_.value("stylize/splitter").toByteArray()))
        splitter_->setSizes({kLeftWidth, 1280 - kLeftWidth - kRightWidth, kRightWidth});
    canvas_->setComparing(settings_.value("stylize/compare", false).toBool());
}

void StylizeWorkspace::wire() {
    connect(inputs_, &InputPanel::inputsChanged, this, &StylizeWorkspace::onInputsChanged);
    connect(inputs_, &InputPanel::failed, banners_, &BannerStack::showError);
    connect(inputs_, &InputPanel::notice, banners_, &BannerStack::showNotice);
    connect(inputs_, &InputPanel::viewWanted, this, [this](const PicturePtr& picture) {
        current_.reset();
        strip_->setCurrent({});
        canvas_->setPicture(picture);
        refreshCaption();
    });
    connect(exportButton_, &QToolButton::clicked, this, &StylizeWorkspace::exportResult);
    connect(canvas_, &Canvas::panelsToggled, this, &StylizeWorkspace::togglePanels);
    connect(canvas_, &Canvas::comparingChanged, this, [this](bool on) { settings_.setValue("stylize/compare", on); });
    connect(canvas_, &Canvas::clickedEmpty, this, [this] { inputs_->askFor(SlotKind::Photo); });

    connect(run_, &RunPanel::runWanted, this, &StylizeWorkspace::run);
    connect(run_, &RunPanel::stopWanted, this, &StylizeWorkspace::stop);

    connect(job_, &StylizeRun::stateChanged, this, &StylizeWorkspace::refreshState);
    connect(job_, &StylizeRun::progressChanged, this, [this](const Progress& p) {
        run_->setProgress(p);
        if (!p.stage.empty() && p.stage != lastStage_) {
            lastStage_ = p.stage;
            // The first stage begins where the chart does and needs no mark.
            if (p.done > 1) run_->chart()->markStage(p.done, trStage(p.stage));
        }
    });
    connect(job_, &StylizeRun::previewArrived, this, [this](const QImage& picture) {
        if (!job_->active()) return;
        canvas_->setPreview(picture, finalSize());
        refreshCaption();
    });
    connect(job_, &StylizeRun::scalarsArrived, this, [this](const auto& s) { run_->chart()->addScalars(s); });
    connect(job_, &StylizeRun::noteArrived, banners_, &BannerStack::showNotice);
    connect(job_, &StylizeRun::finished, this, &StylizeWorkspace::onFinished);

    connect(strip_, &ResultsStrip::chosen, this, &StylizeWorkspace::restore);
    connect(strip_, &ResultsStrip::removeWanted, this, &StylizeWorkspace::remove);
    connect(strip_, &ResultsStrip::exportWanted, this, [this](const ResultPtr& r) {
        showResult(r);
        exportResult();
    });
    connect(strip_, &ResultsStrip::photoWanted, this,
            [this](const ResultPtr& r) { inputs_->fill(SlotKind::Photo, r->picture); });
    connect(strip_, &ResultsStrip::styleWanted, this,
            [this](const ResultPtr& r) { inputs_->fill(SlotKind::Style, r->picture); });
    connect(&Theme::instance(), &Theme::changed, this, &StylizeWorkspace::refreshCaption);
    qApp->installEventFilter(this);
    retranslate();
}

void StylizeWorkspace::retranslate() {
    canvas_->setEmptyText(tr("Drop a photo and a painting here, or click to open a photo."));
    exportButton_->setText(tr("Export…"));
    exportButton_->setToolTip(tr("Save this result as a file (Ctrl+E)"));
    refreshCaption();
}

bool StylizeWorkspace::running() const { return job_->active(); }
bool StylizeWorkspace::ready() const { return inputs_->inputs().ready() && !running(); }
bool StylizeWorkspace::canExport() const { return exportable() != nullptr; }

QStringList StylizeWorkspace::unsaved() const {
    QStringList out;
    for (const ResultPtr& r : results_)
        if (!r->saved) out << tr("Result %1 (%2)").arg(r->number).arg(r->inputs.photo->name);
    return out;
}

void StylizeWorkspace::restoreInputs() { inputs_->restore(); }

void StylizeWorkspace::onInputsChanged() {
    const Inputs& in = inputs_->inputs();
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

void StylizeWorkspace::run() {
    if (!ready()) return;
    const Inputs& in = inputs_->inputs();
    banners_->clear();
    run_->chart()->clear();
    lastStage_.clear();
    current_.reset();
    strip_->setCurrent({});
    canvas_->setBefore(in.photo);
    canvas_->setPicture(in.photo);
    StylizeRun::Order order{run_->engine(), in, run_->params(), results_.empty() ? Image() : results_.front()->picture->image};
    job_->start(order, tr("Stylize %1").arg(in.photo->name));
    run_->setState(RunPanel::State::Waiting);
    run_->saveState();
    canvas_->setFocus();
}

void StylizeWorkspace::stop() { job_->stop(); }

QSize StylizeWorkspace::finalSize() const {
    const PicturePtr& photo = job_->order().inputs.photo;
    const auto it = job_->order().params.find("long-side");
    const auto* side = it == job_->order().params.end() ? nullptr : std::get_if<std::int64_t>(&it->second);
    const ImageSize size = side ? fitLongSide(photo->image.size(), static_cast<int>(*side)) : photo->image.size();
    return {size.width, size.height};
}

void StylizeWorkspace::onFinished(const JobOutcome& outcome) {
    if (outcome.error) banners_->showError(*outcome.error);
    QString summary;
    if (const std::string steps = text(outcome.facts, "steps"), seconds = text(outcome.facts, "seconds");
        !steps.empty() && !seconds.empty())
        summary = tr("%1 steps in %2").arg(QString::fromStdString(steps), clockText(std::stod(seconds)));
    else if (outcome.end == JobEnd::Done)
        summary = tr("Done");
    if (outcome.end == JobEnd::Stopped) summary = summary.isEmpty() ? tr("Stopped") : tr("Stopped after %1").arg(summary);
    if (outcome.end == JobEnd::Failed) summary = tr("Failed");
    run_->setSummary(summary);
    if (outcome.picture.empty()) {
        canvas_->clearPreview();
        refreshCaption();
        return;
    }
    auto result = std::make_shared<StyledResult>();
    result->number = ++lastNumber_;
    result->inputs = job_->order().inputs;
    result->engine = job_->order().engine;
    result->params = job_->order().params;
    result->facts = outcome.facts;
    result->stopped = outcome.end == JobEnd::Stopped;
    const QString name = tr("%1-painted").arg(QFileInfo(result->inputs.photo->name).completeBaseName());
    // The preview stays on the canvas until the result can take its place.
    decoding_.run(
        this, [image = outcome.picture, name] { return makePicture(image, name); },
        [this, result](const PicturePtr& picture) {
            result->picture = picture;
            addResult(result);
        });
}

void StylizeWorkspace::addResult(const ResultPtr& result) {
    std::vector<ResultPtr> next = results_;
    next.insert(next.begin(), result);
    // A run that was begun meanwhile has the canvas.
    setResults(std::move(next), running() ? current_ : result);
    if (!running()) showResult(result);
}

void StylizeWorkspace::setResults(std::vector<ResultPtr> results, const ResultPtr& current) {
    results_ = std::move(results);
    strip_->setResults(results_);
    strip_->setCurrent(current);
    strip_->setVisible(!results_.empty());
    refreshState();
}

void StylizeWorkspace::showResult(const ResultPtr& result) {
    current_ = result;
    canvas_->setBefore(result->inputs.photo);
    canvas_->setPicture(result->picture);
    canvas_->clearPreview();
    strip_->setCurrent(result);
    refreshState();
}

void StylizeWorkspace::restore(const ResultPtr& result) {
    const Inputs before = inputs_->inputs();
    const ParamValues values = run_->params();
    const std::string engine = run_->engine();
    if (before != result->inputs || values != result->params || engine != result->engine)
        undo_->push(new UndoStep(
            tr("Go back to result %1").arg(result->number),
            [this, result] {
                run_->setParams(result->engine, result->params);
                inputs_->setInputs(result->inputs);
                if (!running()) showResult(result);
            },
            [this, before, values, engine] {
                run_->setParams(engine, values);
                inputs_->setInputs(before);
            }));
    else if (!running())
        showResult(result);
}

void StylizeWorkspace::remove(const ResultPtr& result) {
    const auto place = std::find(results_.begin(), results_.end(), result) - results_.begin();
    undo_->push(new UndoStep(
        tr("Remove result %1").arg(result->number),
        [this, result] {
            std::vector<ResultPtr> next = results_;
            std::erase(next, result);
            const bool shown = current_ == result;
            if (shown) {
                current_.reset();
                if (!running()) {
                    canvas_->setBefore(inputs_->inputs().photo);
                    canvas_->setPicture(inputs_->inputs().photo);
                }
            }
            setResults(std::move(next), current_);
        },
        [this, result, place] {
            std::vector<ResultPtr> next = results_;
            next.insert(next.begin() + std::min<std::ptrdiff_t>(place, std::ssize(next)), result);
            setResults(std::move(next), result);
            if (!running()) showResult(result);
        }));
    toast_->say(tr("Result %1 removed").arg(result->number), tr("Undo"), [this] { undo_->undo(); });
}

ResultPtr StylizeWorkspace::exportable() const {
    return current_ ? current_ : results_.empty() || running() ? ResultPtr() : results_.front();
}

void StylizeWorkspace::exportResult() {
    const ResultPtr result = exportable();
    if (!result) return;
    if (!export_) {
        export_ = new ExportDialog(encoding_, settings_, this);
        connect(export_, &ExportDialog::exported, this, [this](const ResultPtr& saved, const QString& path) {
            saved->saved = true;
            toast_->say(tr("Saved as %1").arg(QFileInfo(path).fileName()), tr("Show in folder"), [path] {
                QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
            });
            refreshState();
        });
    }
    export_->open(result);
}

void StylizeWorkspace::togglePanels() {
    const bool show = !left_->isVisible() && !right_->isVisible();
    left_->setVisible(show);
    right_->setVisible(show);
}

void StylizeWorkspace::showError(const Error& error) { banners_->showError(error); }

void StylizeWorkspace::saveState() {
    run_->saveState();
    settings_.setValue("stylize/splitter", splitter_->saveState());
}

void StylizeWorkspace::refreshState() {
    using S = RunPanel::State;
    if (job_->stopping())
        run_->setState(S::Stopping);
    else if (job_->active())
        run_->setState(run_->state() == S::Running ? S::Running : S::Waiting);
    else
        run_->setState(inputs_->inputs().ready() ? S::Ready : S::Missing);
    exportButton_->setEnabled(canExport());
    refreshCaption();
    Q_EMIT stateChanged();
}

void StylizeWorkspace::refreshCaption() {
    QString text;
    if (canvas_->hasPreview())
        text = job_->active() ? tr("Painting") : tr("Result");
    else if (current_)
        text = tr("Result %1").arg(current_->number);
    else if (canvas_->picture())
        text = canvas_->picture() == inputs_->inputs().photo ? tr("Photo") : canvas_->picture()->name;
    bar_->setCaption(text);
}

bool StylizeWorkspace::eventFilter(QObject* watched, QEvent* event) {
    if ((event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease) && isVisible()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        QWidget* focus = QApplication::focusWidget();
        const bool ours = focus && window()->isAncestorOf(focus) && !QApplication::activePopupWidget();
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier && ours && !takesSpace(focus)) {
            if (!key->isAutoRepeat()) canvas_->setPeeking(event->type() == QEvent::KeyPress);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void StylizeWorkspace::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
