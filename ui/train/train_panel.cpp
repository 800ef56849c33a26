#include "ui/train/train_panel.h"

#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include "ui/bridge/settings.h"
#include "ui/common/clock_text.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/param_form.h"
#include "ui/params/preset_bar.h"

namespace velatura {

namespace {

constexpr int kBigButton = 40;

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
    auto* line = new QFrame(this);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    column->addWidget(line);

    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(grid::kGroup, grid::kRelated, grid::kGroup, grid::kGroup);
    foot->setSpacing(grid::kRelated);
    column->addLayout(foot);
    auto* status = new QHBoxLayout;
    time_ = new QLabel(this);
    time_->setFont(Theme::instance().tabular());
    time_->setWordWrap(true);
    stage_ = new QLabel(this);
    stage_->setFont(Theme::instance().small());
    stage_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    status->addWidget(time_, 1);
    status->addWidget(stage_);
    foot->addLayout(status);
    bar_ = new QProgressBar(this);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(4);
    bar_->setRange(0, 1000);
    QSizePolicy keep = bar_->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    bar_->setSizePolicy(keep);
    foot->addWidget(bar_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(grid::kRelated);
    button_ = new QPushButton(this);
    button_->setMinimumHeight(kBigButton);
    button_->setFont(Theme::instance().heading());
    pause_ = new QPushButton(this);
    pause_->setFixedHeight(kBigButton);
    pause_->setIconSize({16, 16});
    buttons->addWidget(button_, 1);
    buttons->addWidget(pause_);
    foot->addLayout(buttons);

    connect(button_, &QPushButton::clicked, this, [this] {
        state_ == State::Ready ? Q_EMIT startWanted() : Q_EMIT stopWanted();
    });
    connect(pause_, &QPushButton::clicked, this, [this] { Q_EMIT pauseWanted(!paused_); });
    connect(&Theme::instance(), &Theme::changed, this, &TrainPanel::retranslate);
    setTrainer(trainers().front().key);
    setState(State::Missing);
}

QWidget* TrainPanel::makeForm(const TrainerInfo& info) {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(grid::kGroup, grid::kGroup, grid::kGroup, grid::kRelated);
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
    const bool wasBusy = state_ != State::Missing && state_ != State::Ready;
    state_ = state;
    paused_ = paused;
    const bool busy = state != State::Missing && state != State::Ready;
    bar_->setVisible(busy);
    pause_->setVisible(state == State::Running || state == State::Stopping);
    pause_->setEnabled(state == State::Running);
    for (const auto& [key, page] : pages_) page.second->setRunning(busy);
    if (busy && !wasBusy) {
        bar_->setValue(0);
        stage_->clear();
    }
    if (state == State::Waiting) time_->setText(tr("Waiting for its turn"));
    retranslate();
}

void TrainPanel::setProgress(const Progress& p) {
    if (p.total > 0) bar_->setValue(static_cast<int>(1000 * p.done / p.total));
    time_->setText(paused_              ? tr("Paused")
                   : p.remaining >= 0   ? tr("%1 left").arg(clockText(p.remaining))
                                        : trStage(p.stage));
    stage_->setText(p.total > 0 ? tr("Step %1 of %2").arg(locale().toString(qint64(p.done)), locale().toString(qint64(p.total)))
                                : QString());
}

void TrainPanel::setSummary(const QString& text) {
    time_->setText(text);
    stage_->clear();
}

void TrainPanel::saveState() {
    for (const auto& [key, page] : pages_) {
        settings_.setParams(scopeOf(key), page.second->values());
        settings_.setValue("train/folds/" + scopeOf(key), page.second->saveState());
    }
}

void TrainPanel::retranslate() {
    const Theme& t = Theme::instance();
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    stage_->setPalette(muted);
    const bool idle = state_ == State::Missing || state_ == State::Ready;
    button_->setProperty("primary", idle);
    button_->setEnabled(state_ != State::Missing && state_ != State::Stopping);
    const QString verb = mode_ == RunChoice::Mode::Resume   ? tr("Resume")
                         : mode_ == RunChoice::Mode::Branch ? tr("Train branch")
                                                            : tr("Train");
    button_->setText(idle ? verb : state_ == State::Stopping ? tr("Stopping…") : tr("Stop"));
    button_->setToolTip(state_ == State::Missing ? tr("Needs a folder for every slot on the left")
                        : idle                   ? tr("Begin training (Ctrl+Enter)")
                                                 : tr("End with a checkpoint to go on from (Esc)"));
    button_->setAccessibleName(button_->text());
    button_->update();
    pause_->setIcon(t.icon(paused_ ? QStringLiteral("play") : QStringLiteral("pause")));
    pause_->setText(paused_ ? tr("Go on") : tr("Pause"));
    pause_->setAccessibleName(pause_->text());
}

void TrainPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
