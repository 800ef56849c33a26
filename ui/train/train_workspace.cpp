#include "ui/train/train_workspace.h"

#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

#include "ui/bridge/job_bridge.h"
#include "ui/bridge/settings.h"
#include "ui/canvas/canvas.h"
#include "ui/charts/loss_chart.h"
#include "ui/common/banner.h"
#include "ui/common/panel_frame.h"
#include "ui/common/theme.h"
#include "ui/params/param_form.h"
#include "ui/train/preview_strip.h"
#include "ui/train/train_parts.h"

namespace velatura {

namespace {

constexpr int kLeftWidth = 264, kRightWidth = 304, kChartHeight = 272;
constexpr int kRightLeast = 284;  ///< below, the form would be cut off

}  // namespace

TrainWorkspace::Parts::Parts(TrainWorkspace& owner, JobBridge& jobBridge, Settings& store, QUndoStack* undo)
    : self(owner), bridge(jobBridge), settings(store) {
    build(undo);
    wire();
    panel->setTrainer(data->inputs().trainer);
    retranslate();
    refreshState();
}

void TrainWorkspace::Parts::build(QUndoStack* undo) {
    auto* row = new QHBoxLayout(&self);
    row->setContentsMargins(0, 0, 0, 0);
    frame = new PanelFrame(settings, "train", &self);
    row->addWidget(frame);

    auto* area = new QScrollArea(&self);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setMinimumWidth(200);
    data = new DataPanel(lane, settings, undo, area);
    area->setWidget(data);

    middle = new QSplitter(Qt::Vertical, &self);
    auto* top = new QWidget(middle);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    banners = new BannerStack(top);
    canvas = new Canvas(top);
    auto* bar = new QWidget(top);
    auto* barRow = new QHBoxLayout(bar);
    barRow->setContentsMargins(grid::kGroup, grid::kTight, grid::kRelated, grid::kTight);
    caption = new QLabel(bar);
    caption->setFont(Theme::instance().tabular());
    caption->setForegroundRole(QPalette::PlaceholderText);
    newest = new QPushButton(bar);
    newest->setFlat(true);
    QSizePolicy keep = newest->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    newest->setSizePolicy(keep);
    newest->hide();
    barRow->addWidget(caption, 1);
    barRow->addWidget(newest);
    column->addWidget(banners);
    column->addWidget(canvas, 1);
    column->addWidget(bar);

    timeline = new QWidget(middle);
    timeline->setMinimumHeight(140);
    auto* lines = new QVBoxLayout(timeline);
    lines->setContentsMargins(grid::kGroup, 0, grid::kRelated, grid::kRelated);
    lines->setSpacing(grid::kTight);
    chart = new LossChart(timeline);
    strip = new PreviewStrip(history, [this](qint64 step) { return chart->xOfStep(step); }, timeline);
    lines->addWidget(strip);
    lines->addWidget(chart, 1);
    middle->setStretchFactor(0, 1);
    middle->setStretchFactor(1, 0);
    middle->setHandleWidth(1);
    middle->setCollapsible(0, false);
    if (!middle->restoreState(settings.value("train/middle").toByteArray()))
        middle->setSizes({800 - kChartHeight, kChartHeight});

    panel = new TrainPanel(settings, undo, &self);
    panel->setMinimumWidth(kRightLeast);
    frame->setCentre(middle);
    frame->setPanel(PanelFrame::Left, area, kLeftWidth);
    frame->setPanel(PanelFrame::Right, panel, kRightWidth);
    chart->setLogarithmic(settings.value("train/log", true).toBool());
    strip->hide();
}

void TrainWorkspace::Parts::wire() {
    connect(canvas, &Canvas::panelsToggled, frame, &PanelFrame::togglePanels);
    connect(panel, &TrainPanel::startWanted, &self, &TrainWorkspace::start);
    connect(panel, &TrainPanel::stopWanted, &self, &TrainWorkspace::stop);
    connect(panel, &TrainPanel::pauseWanted, this, [this](bool on) {
        if (job) bridge.pause(*job, on);
    });
    connect(panel, &TrainPanel::liveChanged, this, [this](const QString& key) { sendLive(key); });
    connect(data, &DataPanel::inputsChanged, this, [this] {
        panel->setTrainer(data->inputs().trainer);
        refreshState();
    });
    connect(data, &DataPanel::runChanged, this, [this] {
        panel->setMode(data->run().mode);
        if (data->run().mode == RunChoice::Mode::New) clearCurves();
        refreshState();
    });
    connect(data, &DataPanel::openRunWanted, this, [this](const QString& folder) { openRun(folder); });
    connect(chart, &LossChart::cursorDragged, this, [this](qint64 step) { select(step); });
    connect(chart, &LossChart::axisChanged, strip, qOverload<>(&QWidget::update));
    connect(chart, &LossChart::logarithmicChanged, this, [this](bool on) { settings.setValue("train/log", on); });
    connect(chart, &LossChart::notice, banners, &BannerStack::showNotice);
    connect(strip, &PreviewStrip::chosen, this, [this](qint64 step) { select(step); });
    connect(newest, &QPushButton::clicked, this, [this] { follow(); });

    connect(&bridge, &JobBridge::listChanged, this, [this] { refreshState(); });
    connect(&bridge, &JobBridge::progressChanged, this, [this](quint64 id, const Progress& p) {
        if (job == id) onProgress(p);
    });
    connect(&bridge, &JobBridge::scalarsArrived, this, [this](quint64 id, const std::vector<Scalar>& scalars) {
        if (job != id) return;
        chart->addScalars(scalars);
        drawn = true;
    });
    connect(&bridge, &JobBridge::previewArrived, this, [this](quint64 id, const QImage& picture) {
        if (job == id) onPreview(picture);
    });
    connect(&bridge, &JobBridge::noteArrived, this, [this](quint64 id, const QString& sentence) {
        if (job == id) banners->showNotice(sentence);
    });
    connect(&bridge, &JobBridge::ended, this, [this](quint64 id, const JobOutcome& outcome) {
        if (job == id) onEnded(outcome);
    });
}

void TrainWorkspace::Parts::retranslate() {
    canvas->setEmptyText(TrainWorkspace::tr("Choose a folder of pictures on the left and press Train. "
                                            "What the network makes appears here as it learns."));
    chart->setEmptyText(TrainWorkspace::tr("The curves of the training are drawn here."));
    frame->setPanelName(PanelFrame::Left, TrainWorkspace::tr("Data"));
    frame->setPanelName(PanelFrame::Right, TrainWorkspace::tr("Settings"));
    newest->setText(TrainWorkspace::tr("Show newest"));
    strip->setAccessibleName(TrainWorkspace::tr("Previews by step"));
    caption->setText(selected < 0 ? QString() : TrainWorkspace::tr("Preview of step %1").arg(self.locale().toString(selected)));
}

TrainWorkspace::TrainWorkspace(JobBridge& bridge, Settings& settings, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), parts_(std::make_unique<Parts>(*this, bridge, settings, undo)) {}

TrainWorkspace::~TrainWorkspace() = default;

bool TrainWorkspace::running() const { return parts_->job.has_value(); }
bool TrainWorkspace::ready() const { return parts_->data->complete(); }
void TrainWorkspace::openRun(const QString& folder) { parts_->openRun(folder); }
PanelFrame* TrainWorkspace::frame() const { return parts_->frame; }
DataPanel* TrainWorkspace::dataPanel() const { return parts_->data; }
TrainPanel* TrainWorkspace::trainPanel() const { return parts_->panel; }
LossChart* TrainWorkspace::chart() const { return parts_->chart; }
const PreviewHistory& TrainWorkspace::history() const { return parts_->history; }
BannerStack* TrainWorkspace::banners() const { return parts_->banners; }
void TrainWorkspace::start() { parts_->start(); }
void TrainWorkspace::stop() { parts_->stop(); }

void TrainWorkspace::saveState() {
    parts_->panel->saveState();
    parts_->frame->save();
    parts_->settings.setValue("train/middle", parts_->middle->saveState());
}

void TrainWorkspace::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && parts_) parts_->retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
