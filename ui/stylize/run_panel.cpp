#include "ui/stylize/run_panel.h"

#include <QtCore/QEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/catalog.h"
#include "ui/bridge/settings.h"
#include "ui/charts/loss_chart.h"
#include "ui/common/translate.h"
#include "ui/layers/layer_lab.h"
#include "ui/layers/layer_textures.h"
#include "ui/params/param_form.h"
#include "ui/params/preset_bar.h"

namespace velatura {

namespace {

constexpr int kChartHeight = 176;

QString scopeOf(const std::string& engine) { return QString::fromStdString(engine); }

}  // namespace

RunPanel::RunPanel(Settings& settings, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), settings_(settings), undo_(undo) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    head_ = new QWidget(this);
    auto* head = new QVBoxLayout(head_);
    head->setContentsMargins(grid::kGroup, grid::kTight, grid::kGroup, grid::kRelated);
    head->setSpacing(grid::kTight);
    engineName_ = new QLabel(this);
    engineName_->setFont(Theme::instance().heading());
    engineBox_ = new QComboBox(this);
    engineHelp_ = new QLabel(this);
    engineHelp_->setWordWrap(true);
    engineHelp_->setFont(Theme::instance().small());
    head->addWidget(engineName_);
    head->addWidget(engineBox_);
    head->addWidget(engineHelp_);
    column->addWidget(head_);
    // A switch with one position is no switch.
    engineBox_->setVisible(engines().size() > 1);
    engineName_->setVisible(engines().size() == 1);

    forms_ = new QStackedWidget(this);
    for (size_t i = 0; i < engines().size(); ++i) forms_->addWidget(makeForm(i));
    column->addWidget(forms_, 1);
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

    connect(chartHead_, &QToolButton::clicked, this, [this] {
        settings_.setValue("stylize/chart", !chart_->isVisible());
        showChart();
    });
    connect(foot_, &JobFoot::runWanted, this, &RunPanel::runWanted);
    connect(foot_, &JobFoot::stopWanted, this, &RunPanel::stopWanted);
    connect(lab_, &LayerLab::closeWanted, this, [this] { Q_EMIT labWanted(false); });
    connect(engineBox_, &QComboBox::currentIndexChanged, this, &RunPanel::showEngine);
    connect(&Theme::instance(), &Theme::changed, this, &RunPanel::retranslate);
    retranslate();
    showChart();
    int index = 0;
    for (size_t i = 0; i < engines().size(); ++i)
        if (scopeOf(engines()[i].key) == settings_.value("stylize/engine").toString()) index = static_cast<int>(i);
    engineBox_->setCurrentIndex(index);
    showEngine(index);
}

QWidget* RunPanel::makeForm(size_t engine) {
    const EngineInfo& info = engines()[engine];
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    // The scroll bar has its place whether it is there or not: nothing moves when a group is unfolded.
    column->setContentsMargins(grid::kGroup, 0, grid::kGroup - style()->pixelMetric(QStyle::PM_ScrollBarExtent), 0);
    auto* form = new ParamForm(info.schema(), undo_, page);
    form->setValues(settings_.params(scopeOf(info.key)));
    form->restoreState(settings_.value("stylize/folds/" + scopeOf(info.key)).toByteArray());
    auto* presets = new PresetBar(scopeOf(info.key), info.schema(), form, page);
    presets->setUndoStack(undo_);
    column->addWidget(presets);
    column->addWidget(form);
    column->addStretch();
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    formOf_[static_cast<int>(engine)] = form;
    if (const ParamInfo* weights = info.schema().find(kLayerWeights)) {
        auto* open = new QPushButton(page);
        open->setObjectName("open-lab");
        form->addToGroup(QString::fromStdString(weights->group), open);
        connect(open, &QPushButton::clicked, this, [this] { Q_EMIT labWanted(true); });
        labButtons_.push_back(open);
    }
    connect(form, &ParamForm::valuesChanged, this, &RunPanel::paramsChanged);
    return area;
}

ParamForm* RunPanel::form() const { return formOf_.at(forms_->currentIndex()); }

std::string RunPanel::engine() const { return engines()[static_cast<size_t>(forms_->currentIndex())].key; }

ParamValues RunPanel::params() const { return form()->values(); }

ParamValues RunPanel::params(const std::string& engine) const {
    for (const auto& [index, form] : formOf_)
        if (engines()[static_cast<size_t>(index)].key == engine) return form->values();
    return {};
}

void RunPanel::setParams(const std::string& engine, const ParamValues& values) {
    for (size_t i = 0; i < engines().size(); ++i)
        if (engines()[i].key == engine) engineBox_->setCurrentIndex(static_cast<int>(i));
    form()->setValues(values);
}

void RunPanel::showEngine(int index) {
    if (index < 0) return;
    forms_->setCurrentIndex(index);
    engineHelp_->setText(trParam(engines()[static_cast<size_t>(index)].help));
    engineName_->setText(trParam(engines()[static_cast<size_t>(index)].label));
    settings_.setValue("stylize/engine", scopeOf(engine()));
    lab_->setForm(form());
    Q_EMIT paramsChanged();
}

bool RunPanel::labOpen() const { return !lab_->isHidden(); }

void RunPanel::openLab(bool on) {
    head_->setVisible(!on);
    forms_->setVisible(!on);
    lab_->setVisible(on);
    showChart();
}

void RunPanel::showChart() {
    // Before there is anything to draw, and while the lab is open, the room belongs to what is over it.
    const bool room = ran_ && !labOpen();
    chartHead_->setVisible(room);
    chart_->setVisible(room && settings_.value("stylize/chart", true).toBool());
    retranslate();
}

void RunPanel::setState(State state) {
    if (state == State::Waiting && !ran_) {
        ran_ = true;
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

void RunPanel::saveState() {
    for (const auto& [index, form] : formOf_) {
        const QString scope = scopeOf(engines()[static_cast<size_t>(index)].key);
        settings_.setParams(scope, form->values());
        settings_.setValue("stylize/folds/" + scope, form->saveState());
    }
}

void RunPanel::retranslate() {
    const Theme& t = Theme::instance();
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    engineHelp_->setPalette(muted);
    {
        const QSignalBlocker quiet(engineBox_);
        const int index = engineBox_->currentIndex();
        engineBox_->clear();
        for (const EngineInfo& e : engines()) engineBox_->addItem(trParam(e.label));
        engineBox_->setCurrentIndex(std::max(0, index));
    }
    engineBox_->setAccessibleName(tr("Engine"));
    const auto& current = engines()[static_cast<size_t>(std::max(0, forms_->currentIndex()))];
    engineName_->setText(trParam(current.label));
    engineHelp_->setText(trParam(current.help));
    for (QPushButton* open : labButtons_) {
        open->setText(tr("Open layer lab"));
        open->setToolTip(tr("See what each layer adds, and where its loss is left (L)"));
    }
    chartHead_->setText(tr("Loss"));
    chartHead_->setIcon(t.icon(chart_->isVisibleTo(this) ? "chevron-down" : "chevron-right", 16, t.mutedText()));
    chartHead_->setToolTip(tr("How far the picture still is from photo and style; lower is closer"));
    foot_->setWords({tr("Stylize"), tr("Paint the photo in this style (Ctrl+Enter)"), tr("Needs a photo and a style"),
                     tr("End with the best picture so far (Esc)")});
}

void RunPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
