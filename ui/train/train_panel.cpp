#include "ui/train/train_panel.h"

#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include "ui/bridge/settings.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/param_form.h"
#include "ui/params/preset_bar.h"

namespace velatura {

namespace {

QString scopeOf(const std::string& trainer) { return QStringLiteral("train-") + QString::fromStdString(trainer); }

}  // namespace

TrainPanel::TrainPanel(Settings& settings, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), settings_(settings), undo_(undo) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    forms_ = new QStackedWidget(this);
    for (const auto& info : trainers()) forms_->addWidget(makeForm(info));
    column->addWidget(forms_, 1);
    foot_ = new JobFoot(this);
    addFoot(column, this)->addWidget(foot_);
    pause_ = new QPushButton(this);
    pause_->setIconSize({16, 16});
    foot_->addBeside(pause_);

    connect(foot_, &JobFoot::runWanted, this, &TrainPanel::startWanted);
    connect(foot_, &JobFoot::stopWanted, this, &TrainPanel::stopWanted);
    connect(pause_, &QPushButton::clicked, this, [this] { Q_EMIT pauseWanted(!paused_); });
    connect(&Theme::instance(), &Theme::changed, this, &TrainPanel::retranslate);
    setTrainer(trainers().front().key);
    setState(State::Missing);
}

QWidget* TrainPanel::makeForm(const TrainerInfo& info) {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(grid::kGroup, grid::kRelated, grid::kGroup, grid::kRelated);
    const QString scope = scopeOf(info.key);
    auto* form = new ParamForm(info.schema(), undo_, page);
    form->setValues(settings_.params(scope));
    form->restoreState(settings_.value("train/folds/" + scope).toByteArray());
    column->addWidget(new PresetBar(scope, info.schema(), form, page));
    column->addWidget(form);
    column->addStretch();
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    pages_[info.key] = {area, form};
    connect(form, &ParamForm::valuesChanged, this, &TrainPanel::paramsChanged);
    connect(form, &ParamForm::liveChanged, this, &TrainPanel::liveChanged);
    return area;
}

void TrainPanel::setTrainer(const std::string& key) {
    if (!pages_.contains(key)) return;
    trainer_ = key;
    forms_->setCurrentWidget(pages_[key].first);
}

ParamForm* TrainPanel::form() const { return pages_.at(trainer_).second; }

void TrainPanel::setMode(RunChoice::Mode mode) {
    mode_ = mode;
    retranslate();
}

void TrainPanel::setState(State state, bool paused) {
    paused_ = paused;
    foot_->setState(state, paused);
    pause_->setVisible(state == State::Running || state == State::Stopping);
    pause_->setEnabled(state == State::Running);
    for (const auto& [key, page] : pages_) page.second->setRunning(foot_->busy());
    retranslate();
}

void TrainPanel::setProgress(const Progress& p) {
    const QString steps =
        tr("Step %1 of %2").arg(locale().toString(qint64(p.done)), locale().toString(qint64(p.total)));
    foot_->setProgress(p, p.done > 0 && p.total > 0 ? steps : trStage(p.stage));
}

void TrainPanel::saveState() {
    for (const auto& [key, page] : pages_) {
        settings_.setParams(scopeOf(key), page.second->values());
        settings_.setValue("train/folds/" + scopeOf(key), page.second->saveState());
    }
}

void TrainPanel::retranslate() {
    const Theme& t = Theme::instance();
    const QString verb = mode_ == RunChoice::Mode::Resume   ? tr("Resume")
                         : mode_ == RunChoice::Mode::Branch ? tr("Train branch")
                                                            : tr("Train");
    foot_->setWords({verb, tr("Begin training (Ctrl+Enter)"), tr("Needs a folder for every slot on the left"),
                     tr("End with a checkpoint to go on from (Esc)")});
    pause_->setIcon(t.icon(paused_ ? QStringLiteral("play") : QStringLiteral("pause")));
    pause_->setText(paused_ ? tr("Go on") : tr("Pause"));
    pause_->setAccessibleName(pause_->text());
}

void TrainPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
