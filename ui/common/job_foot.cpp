#include "ui/common/job_foot.h"

#include <QtCore/QEvent>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/common/clock_text.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kBigButton = 40, kBarHeight = 4, kBarSteps = 1000;
}

JobFoot::JobFoot(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::kRelated);
    auto* status = new QHBoxLayout;
    time_ = new QLabel(this);
    time_->setFont(Theme::instance().tabular());
    time_->setWordWrap(true);
    stage_ = new QLabel(this);
    stage_->setFont(Theme::instance().small());
    stage_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    status->addWidget(time_, 1);
    status->addWidget(stage_);
    column->addLayout(status);
    bar_ = new QProgressBar(this);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(kBarHeight);
    bar_->setRange(0, kBarSteps);
    QSizePolicy keep = bar_->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    bar_->setSizePolicy(keep);
    bar_->hide();
    column->addWidget(bar_);
    buttons_ = new QHBoxLayout;
    buttons_->setSpacing(grid::kRelated);
    button_ = new QPushButton(this);
    button_->setMinimumHeight(kBigButton);
    button_->setFont(Theme::instance().heading());
    buttons_->addWidget(button_, 1);
    column->addLayout(buttons_);
    connect(button_, &QPushButton::clicked, this,
            [this] { state_ == RunState::Ready ? Q_EMIT runWanted() : Q_EMIT stopWanted(); });
    connect(&Theme::instance(), &Theme::changed, this, &JobFoot::refresh);
}

void JobFoot::addBeside(QWidget* widget) {
    widget->setFixedHeight(kBigButton);
    buttons_->addWidget(widget);
}

void JobFoot::setWords(const Words& words) {
    words_ = words;
    refresh();
}

void JobFoot::setState(RunState state, bool paused) {
    const bool wasBusy = busy(), changed = state != state_;
    state_ = state;
    paused_ = paused;
    bar_->setVisible(busy());
    if (busy() && !wasBusy) {
        bar_->setValue(0);
        time_->clear();
        stage_->clear();
    }
    if (state == RunState::Waiting && changed) time_->setText(tr("Waiting for its turn"));
    refresh();
}

void JobFoot::setProgress(const Progress& p, const QString& stage) {
    if (p.total > 0) bar_->setValue(static_cast<int>(kBarSteps * p.done / p.total));
    time_->setText(paused_ ? tr("Paused") : timeLeftText(p));
    stage_->setText(stage);
}

void JobFoot::setSummary(Summary summary) {
    summary_ = std::move(summary);
    time_->setText(summary_ ? summary_() : QString());
    stage_->clear();
    refresh();
}

void JobFoot::setForecast(Summary forecast) {
    forecast_ = std::move(forecast);
    refresh();
}

void JobFoot::refresh() {
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, Theme::instance().mutedText());
    stage_->setPalette(muted);
    if (!busy()) stage_->setText(forecast_ && state_ == RunState::Ready ? forecast_() : QString());
    button_->setProperty("primary", !busy());
    button_->setEnabled(state_ != RunState::Missing && state_ != RunState::Stopping);
    button_->setText(!busy() ? words_.run : state_ == RunState::Stopping ? tr("Stopping…") : tr("Stop"));
    button_->setToolTip(state_ == RunState::Missing ? words_.missingTip : busy() ? words_.stopTip : words_.runTip);
    button_->setAccessibleName(button_->text());
    button_->update();
}

void JobFoot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        if (state_ == RunState::Waiting) time_->setText(tr("Waiting for its turn"));
        if (!busy() && summary_) time_->setText(summary_());
        refresh();
    }
    QWidget::changeEvent(event);
}

QVBoxLayout* addFoot(QVBoxLayout* column, QWidget* panel) {
    auto* line = new QFrame(panel);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    column->addWidget(line);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(grid::kGroup, grid::kRelated, grid::kGroup, grid::kGroup);
    foot->setSpacing(grid::kRelated);
    column->addLayout(foot);
    return foot;
}

}  // namespace velatura
