#include "ui/stylize/run_panel.h"

#include <QtCore/QEvent>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "core/catalog.h"
#include "core/engines/layered_params.h"
#include "ui/bridge/settings.h"
#include "ui/charts/loss_chart.h"
#include "ui/common/translate.h"
#include "ui/layers/layer_lab.h"
#include "ui/params/engine_forms.h"
#include "ui/params/param_form.h"

namespace velatura {

namespace {

constexpr int kChartHeight = 176;
constexpr const char* kLive = "stylize/live";
constexpr const char* kNetworkKey = "network";  ///< of engines that look through one

}  // namespace

RunPanel::RunPanel(Settings& settings, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), settings_(settings) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    head_ = new QWidget(this);
    auto* head = new QVBoxLayout(head_);
    head->setContentsMargins(grid::kGroup, grid::kTight, grid::kGroup, grid::kRelated);
    column->addWidget(head_);
    area_ = new QScrollArea(this);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setWidgetResizable(true);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    area_->setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget(area_);
    auto* fields = new QVBoxLayout(page);
    // The scroll bar has its place whether it is there or not: nothing moves when a group is unfolded.
    fields->setContentsMargins(grid::kGroup, 0, grid::kGroup - style()->pixelMetric(QStyle::PM_ScrollBarExtent), 0);
    engines_ = new EngineForms("stylize", {}, settings_, undo, page);
    head->addWidget(engines_->head());  // it stands still while the form scrolls
    fields->addWidget(engines_);
    fields->addStretch();
    area_->setWidget(page);
    column->addWidget(area_, 1);
    for (ParamForm* form : engines_->forms()) addLabButton(form);
    lab_ = new LayerLab(this);
    lab_->hide();
    column->addWidget(lab_, 1);

    QVBoxLayout* foot = addFoot(column, this);
    chartHead_ = new QToolButton(this);
    chartHead_->setAutoRaise(true);
    chartHead_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chartHead_->setFont(Theme::instance().heading());
    foot->addWidget(chartHead_, 0, Qt::AlignLeft);
    chart_ = new LossChart(this);
    chart_->setFixedHeight(kChartHeight);
    foot->addWidget(chart_);
    foot_ = new JobFoot(this);
    foot->addWidget(foot_);
    live_ = new QToolButton(this);
    live_->setObjectName("live");
    live_->setCheckable(true);
    live_->setFocusPolicy(Qt::TabFocus);
    live_->setChecked(settings_.value(kLive, true).toBool());
    foot_->addBeside(live_);
    connect(live_, &QToolButton::toggled, this, [this](bool on) {
        settings_.setValue(kLive, on);
        Q_EMIT liveToggled(on);
    });

    connect(chartHead_, &QToolButton::clicked, this, [this] {
        settings_.setValue("stylize/chart", !chart_->isVisible());
        showChart();
    });
    connect(foot_, &JobFoot::runWanted, this, &RunPanel::runWanted);
    connect(foot_, &JobFoot::stopWanted, this, &RunPanel::stopWanted);
    connect(lab_, &LayerLab::closeWanted, this, [this] { Q_EMIT labWanted(false); });
    connect(lab_, &LayerLab::engineWanted, this, [this] { engines_->chooseEngine(firstLayeredEngine()); });
    connect(engines_, &EngineForms::changed, this, [this] {
        lab_->setForm(engines_->form());
        showLive();
        Q_EMIT paramsChanged();
    });
    connect(&Theme::instance(), &Theme::changed, this, &RunPanel::retranslate);
    retranslate();
    showChart();
    showLive();
    lab_->setForm(engines_->form());
}

void RunPanel::addLabButton(ParamForm* form) {
    const ParamInfo* weights = form->schema().find(kLayerWeights);
    if (!weights) return;
    auto* open = new QPushButton(form);
    open->setObjectName("open-lab");
    form->addToGroup(QString::fromStdString(weights->group), open);
    connect(open, &QPushButton::clicked, this, [this] { Q_EMIT labWanted(true); });
    labButtons_.push_back(open);
}

std::string RunPanel::engine() const { return engines_->engine(); }
ParamValues RunPanel::params() const { return engines_->params(); }
ParamValues RunPanel::params(const std::string& engine) const { return engines_->params(engine); }
void RunPanel::setParams(const std::string& engine, const ParamValues& values) { engines_->setParams(engine, values); }
void RunPanel::saveState() { engines_->saveState(); }

bool RunPanel::labOpen() const { return !lab_->isHidden(); }

/// The form in which a network is chosen: the one that is shown, else that of the first engine that looks through one.
ParamForm* RunPanel::networkForm() const {
    const auto looksThrough = [](ParamForm* form) { return form->schema().find(kNetworkKey) != nullptr; };
    if (looksThrough(engines_->form())) return engines_->form();
    const auto forms = engines_->forms();
    const auto it = std::find_if(forms.begin(), forms.end(), looksThrough);
    return it == forms.end() ? nullptr : *it;
}

std::string RunPanel::network() const {
    const ParamForm* form = networkForm();
    const ParamValues values = form ? form->values() : ParamValues();
    const auto* name = valueIf<std::string>(values, kNetworkKey);
    return name ? *name : std::string();
}

void RunPanel::useNetwork(const std::string& name) {
    ParamForm* form = networkForm();
    if (!form) return;
    ParamValues values = form->values();
    values[kNetworkKey] = name;
    form->applyValues(values, tr("Choose network"));
}

void RunPanel::applyParam(const std::string& key, const ParamValue& value, const QString& what) {
    ParamValues values = engines_->form()->values();
    values[key] = value;
    engines_->form()->applyValues(values, what);
}

bool RunPanel::live() const { return live_->isChecked(); }
void RunPanel::setLive(bool on) { live_->setChecked(on); }

void RunPanel::showLive() {
    const auto info = findEngine(engine());
    live_->setVisible(info && (*info)->live);
}

void RunPanel::openLab(bool on) {
    head_->setVisible(!on);
    area_->setVisible(!on);
    lab_->setVisible(on);
    showChart();
}

void RunPanel::showChart() {
    // Before there is anything to draw, and while the lab is open, the room belongs to what is over it.
    const bool room = curves_ && !labOpen();
    chartHead_->setVisible(room);
    chart_->setVisible(room && settings_.value("stylize/chart", true).toBool());
    retranslate();
}

void RunPanel::setState(State state) {
    // Of a picture that is painted in one pass there is no curve.
    const bool curves = engines_->form()->schema().find("steps") != nullptr;
    if (state == State::Waiting && this->state() != State::Waiting && curves != curves_) {
        curves_ = curves;
        showChart();
    }
    foot_->setState(state);
}

void RunPanel::setProgress(const Progress& p) {
    if (state() == State::Waiting) setState(State::Running);
    QString stage = trStage(p.stage);
    // Units are weighted by what they cost, so a share says more than their count.
    if (p.total > 0) stage += QStringLiteral("  %1 %").arg(100 * p.done / p.total);
    foot_->setProgress(p, stage);
}

void RunPanel::retranslate() {
    const Theme& t = Theme::instance();
    for (QPushButton* open : labButtons_) {
        open->setText(tr("Open layer lab"));
        open->setToolTip(tr("See what each layer adds, and where its loss is left (L)"));
    }
    chartHead_->setText(tr("Loss"));
    chartHead_->setIcon(t.icon(chart_->isVisibleTo(this) ? "chevron-down" : "chevron-right", 16, t.mutedText()));
    chartHead_->setToolTip(tr("How far the picture still is from photo and style; lower is closer"));
    live_->setText(tr("Live"));
    live_->setToolTip(tr("Paint at once whenever something changes (Ctrl+L)"));
    foot_->setWords({tr("Stylize"), tr("Paint the photo in this style (Ctrl+Enter)"), tr("Needs a photo and a style"),
                     tr("End with the best picture so far (Esc)")});
}

void RunPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
