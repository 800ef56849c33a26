#include "ui/batch/batch_workspace.h"

#include <QtCore/QEvent>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>
#include <nlohmann/json.hpp>

#include "core/catalog.h"
#include "ui/batch/batch_input_panel.h"
#include "ui/batch/batch_output.h"
#include "ui/batch/batch_panel.h"
#include "ui/batch/batch_runner.h"
#include "ui/params/engine_forms.h"
#include "ui/batch/failure_list.h"
#include "ui/batch/item_grid.h"
#include "ui/batch/item_viewer.h"
#include "ui/batch/name_field.h"
#include "ui/batch/offer_bar.h"
#include "ui/bridge/settings.h"
#include "ui/canvas/canvas.h"
#include "ui/common/banner.h"
#include "ui/common/panel_frame.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/param_form.h"

namespace velatura {

namespace {

constexpr int kLeftWidth = 264, kRightWidth = 304;
constexpr int kRightLeast = 284;  ///< below, the form would be cut off

}  // namespace

BatchWorkspace::BatchWorkspace(JobBridge& bridge, Settings& settings, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), bridge_(bridge), settings_(settings), undo_(undo) {
    runner_ = new BatchRunner(bridge_, this);
    build();
    wire();
    const auto stored = nlohmann::json::parse(settings_.value("batch/order").toString().toStdString(), nullptr, false);
    if (const auto order = batchOrderFromJson(stored)) {
        restoring_ = true;
        inputs_->setInputs(order->inputs);
        restoring_ = false;
    }
    retranslate();
    onOrderChanged();
    offerUnfinished();
}

BatchWorkspace::~BatchWorkspace() {
    // A line that loses the focus as it goes still tells what was typed; nobody is there any more to plan with it.
    for (QObject* part : std::initializer_list<QObject*>{panel_->names(), panel_, inputs_, viewer_, grid_})
        part->disconnect(this);
    delete frame_;
}

void BatchWorkspace::build() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    frame_ = new PanelFrame(settings_, "batch", this);
    row->addWidget(frame_);

    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // painted only where there is something to scroll
    area->setFocusPolicy(Qt::NoFocus);
    area->setMinimumWidth(200);
    inputs_ = new BatchInputPanel(lane_, thumbs_, settings_, undo_, area);
    area->setWidget(inputs_);

    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    banners_ = new BannerStack(centre);
    offer_ = new OfferBar(centre);
    middle_ = new QStackedWidget(centre);
    grid_ = new ItemGrid(items_, thumbs_, middle_);
    viewer_ = new ItemViewer(items_, lane_, middle_);
    middle_->addWidget(grid_);
    middle_->addWidget(viewer_);
    failures_ = new FailureList(items_, centre);
    column->addWidget(banners_);
    column->addWidget(offer_);
    column->addWidget(middle_, 1);
    column->addWidget(failures_);

    panel_ = new BatchPanel(settings_, undo_, this);
    panel_->setMinimumWidth(kRightLeast);
    frame_->setCentre(centre);
    frame_->setPanel(PanelFrame::Left, area, kLeftWidth);
    frame_->setPanel(PanelFrame::Right, panel_, kRightWidth);
}

void BatchWorkspace::wire() {
    connect(inputs_, &BatchInputPanel::inputsChanged, this, &BatchWorkspace::onOrderChanged);
    connect(inputs_, &BatchInputPanel::failed, banners_, &BannerStack::showError);
    connect(inputs_, &BatchInputPanel::notice, banners_, &BannerStack::showNotice);
    connect(inputs_, &BatchInputPanel::recipeFound, this, &BatchWorkspace::offerLook);
    connect(inputs_, &BatchInputPanel::lookChosen, this, &BatchWorkspace::takeLookOf);
    connect(panel_, &BatchPanel::changed, this, &BatchWorkspace::onOrderChanged);
    connect(panel_, &BatchPanel::folderChosen, this, [this](const QString& folder) {
        BatchInputs next = inputs_->inputs();
        next.folder = folder;
        inputs_->change(next, tr("Choose folder for the results"));
    });
    connect(panel_->names(), &NameField::typed, this, &BatchWorkspace::replan);
    connect(panel_->names(), &NameField::chosen, this, [this](const QString& name) {
        BatchInputs next = inputs_->inputs();
        next.name = name;
        inputs_->change(next, tr("Change names of the results"));
    });
    connect(panel_, &BatchPanel::runWanted, this, &BatchWorkspace::start);
    connect(panel_, &BatchPanel::stopWanted, this, &BatchWorkspace::stop);
    connect(panel_, &BatchPanel::pauseWanted, runner_, &BatchRunner::pause);
    connect(&planner_, &BatchPlanner::planned, this, &BatchWorkspace::onPlanned);
    connect(&planner_, &BatchPlanner::failed, this, &BatchWorkspace::onProblem);

    connect(runner_, &BatchRunner::stateChanged, this, &BatchWorkspace::refreshState);
    connect(runner_, &BatchRunner::itemsReported, this, &BatchWorkspace::onItems);
    connect(runner_, &BatchRunner::progressChanged, this, &BatchWorkspace::onProgress);
    connect(runner_, &BatchRunner::noteArrived, banners_, &BannerStack::showNotice);
    connect(runner_, &BatchRunner::finished, this, &BatchWorkspace::onFinished);
    connect(runner_, &BatchRunner::previewArrived, this, [this](const QImage& picture) {
        if (middle_->currentWidget() == viewer_) viewer_->showPreview(picture);
    });
    connect(grid_, &ItemGrid::opened, this, &BatchWorkspace::open);
    connect(failures_, &FailureList::opened, this, &BatchWorkspace::open);
    connect(viewer_, &ItemViewer::backWanted, this, &BatchWorkspace::leaveViewer);
    connect(viewer_->canvas(), &Canvas::panelsToggled, frame_, &PanelFrame::togglePanels);
}

BatchOrder BatchWorkspace::order() const {
    BatchOrder out{inputs_->inputs(), panel_->engines()->engine(), panel_->engines()->params(),
                   panel_->output()->values()};
    //: %1 is the name of the folder that the photos lie in
    out.inputs.folder = resultFolder(out.inputs, tr("%1-painted"));
    return out;
}

void BatchWorkspace::onOrderChanged() {
    if (restoring_) return;
    const BatchInputs& in = inputs_->inputs();
    BatchOrder own = order();
    panel_->showPlace(own.inputs.folder, !in.folder.isEmpty());
    own.inputs.folder = in.folder;
    settings_.setValue("batch/order", QString::fromStdString(toJson(own).dump()));
    // What runs goes on with what it was given; what is shown belongs to it until its end.
    if (running()) {
        stale_ = true;
        return;
    }
    replan();
}

void BatchWorkspace::replan() {
    if (running()) return;
    stale_ = false;
    BatchOrder wanted = order();
    if (panel_->names()->drafting()) wanted.inputs.name = panel_->names()->text();
    const auto request = makeRequest(wanted);
    QString usual;
    if (request) {
        BatchRequest unnamed = *request;
        unnamed.name.clear();
        usual = QString::fromStdString(nameTemplate(unnamed));
    }
    panel_->names()->setName(inputs_->inputs().name, usual);
    if (!wanted.ready()) {
        planner_.cancel();
        whenPlanned_.reset();
        items_.setBatch({});
        panel_->names()->setExample({});
        panel_->setPlanned(-1);
        inputs_->setFound({}, -1);
        showProblem({});
        leaveViewer();
    } else {
        planner_.plan(wanted);
    }
    retranslate();
    grid_->refreshAll();
    failures_->refresh();
    refreshState();
}

void BatchWorkspace::onPlanned(const PlannedPtr& batch) {
    if (running()) return;
    items_.setBatch(batch);
    leaveViewer();
    const int count = items_.count();
    panel_->setPlanned(count);
    panel_->names()->setExample(count > 0 ? QString::fromStdString(items_.item(0).relative) : QString());
    inputs_->setFound(batch->photosIn, batch->photos);
    QString notice;
    if (const int twice = batch->plan.duplicates; twice > 0)
        notice = trError({ErrorCode::Usage,
                          "%1 pictures were named more than once; each is painted once.",
                          {std::to_string(twice)}});
    else if (const int own = batch->plan.ownResults; own > 0)
        notice =
            tr("%1 results of an earlier batch lie among the photos; they are left out.").arg(locale().toString(own));
    showProblem({}, notice);
    grid_->refreshAll();
    failures_->refresh();
    refreshState();
    if (const auto how = std::exchange(whenPlanned_, {})) begin(*how, {});
}

void BatchWorkspace::onProblem(const Error& error) {
    if (running()) return;
    whenPlanned_.reset();
    items_.setBatch({});
    leaveViewer();
    panel_->setPlanned(-1);
    panel_->names()->setExample({});
    showProblem(error);
    retranslate();
    grid_->refreshAll();
    failures_->refresh();
    refreshState();
}

void BatchWorkspace::showProblem(const std::optional<Error>& error, const QString& notice) {
    const QString now = error ? trError(*error) : notice;
    if (now == problem_) return;
    problem_ = now;
    banners_->clear();
    if (error)
        banners_->showError(*error);
    else if (!notice.isEmpty())
        banners_->showNotice(notice);
}

void BatchWorkspace::open(int index) {
    viewer_->open(index);
    middle_->setCurrentWidget(viewer_);
    viewer_->canvas()->setFocus();
}

bool BatchWorkspace::leaveViewer() {
    if (middle_->currentWidget() != viewer_) return false;
    middle_->setCurrentWidget(grid_);
    grid_->setCurrent(viewer_->index());
    grid_->setFocus();
    return true;
}

Canvas* BatchWorkspace::canvas() const {
    return viewer_->canvas();
}

void BatchWorkspace::saveState() {
    panel_->saveState();
    frame_->save();
}

void BatchWorkspace::retranslate() {
    frame_->setPanelName(PanelFrame::Left, tr("Pictures"));
    frame_->setPanelName(PanelFrame::Right, tr("Settings"));
    grid_->setAccessibleName(tr("Pictures of the batch"));
    const BatchInputs& in = inputs_->inputs();
    grid_->setEmptyText(in.photos.isEmpty()
                            ? tr("Drop photos or whole folders here. Every one is painted in the styles on the left.")
                        : in.styles.empty()   ? tr("Add a style on the left: then what will be painted is shown here.")
                        : !problem_.isEmpty() ? tr("Nothing can be painted like this.")
                                              : tr("Looking for pictures…"));
}

void BatchWorkspace::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (!running()) onOrderChanged();  // the usual folder has a name in words
    }
    QWidget::changeEvent(event);
}

}  // namespace velatura
