#include "ui/common/job_row.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/common/clock_text.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"

namespace velatura {

JobRow::JobRow(JobId id, QWidget* parent) : QWidget(parent), id_(id) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid::kGroup, grid::kRelated, grid::kRelated, grid::kRelated);
    row->setSpacing(0);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    name_ = new QLabel(this);
    name_->setTextFormat(Qt::PlainText);
    detail_ = new QLabel(this);
    detail_->setFont(Theme::instance().small());
    detail_->setWordWrap(true);
    detail_->setTextFormat(Qt::PlainText);
    bar_ = new QProgressBar(this);
    bar_->setTextVisible(false);
    bar_->setRange(0, 1000);
    bar_->setFixedHeight(6);
    words->addWidget(name_);
    words->addWidget(bar_);
    words->addWidget(detail_);
    row->addLayout(words, 1);
    row->addSpacing(grid::kRelated);
    up_ = button(QStringLiteral("chevron-up"));
    down_ = button(QStringLiteral("chevron-down"));
    pause_ = button(QStringLiteral("pause"));
    cancel_ = button(QStringLiteral("close"));
    for (QToolButton* b : {up_, down_, pause_, cancel_}) row->addWidget(b, 0, Qt::AlignTop);
    connect(up_, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(id_, -1); });
    connect(down_, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(id_, 1); });
    connect(pause_, &QToolButton::clicked, this, [this] { Q_EMIT pauseWanted(id_, !paused_); });
    connect(cancel_, &QToolButton::clicked, this, [this] { Q_EMIT cancelWanted(id_); });
    connect(&Theme::instance(), &Theme::changed, this, &JobRow::retranslate);
}

QToolButton* JobRow::button(const QString& icon) {
    auto* made = new QToolButton(this);
    made->setAutoRaise(true);
    made->setIcon(Theme::instance().icon(icon));
    made->setFixedSize(grid::kControl, grid::kControl);
    made->setProperty("icon-name", icon);
    return made;
}

void JobRow::show(const JobEntry& entry, size_t place, size_t waiting) {
    state_ = entry.state;
    title_ = entry.title;
    paused_ = entry.channel && entry.channel->paused();
    stopping_ = state_ == JobState::Running && entry.channel && entry.channel->stopRequested();
    outcome_ = entry.outcome;
    const bool queued = state_ == JobState::Waiting, active = queued || state_ == JobState::Running;
    up_->setVisible(queued && waiting > 1);
    down_->setVisible(queued && waiting > 1);
    up_->setEnabled(place > 0);
    down_->setEnabled(place + 1 < waiting);
    pause_->setVisible(state_ == JobState::Running);
    pause_->setEnabled(!stopping_);
    cancel_->setVisible(active);
    cancel_->setEnabled(!stopping_);
    bar_->setVisible(state_ == JobState::Running);
    setCursor(queued && waiting > 1 ? Qt::OpenHandCursor : Qt::ArrowCursor);
    retranslate();
}

void JobRow::showProgress(const Progress& progress) {
    progress_ = progress;
    if (progress.total > 0) bar_->setValue(static_cast<int>(1000 * progress.done / progress.total));
    detail_->setText(doing());
}

QString JobRow::doing() const {
    switch (state_) {
        case JobState::Waiting: return tr("Waiting");
        case JobState::Done: return tr("Done");
        case JobState::Stopped: return tr("Stopped");
        case JobState::Failed:
            if (outcome_ && outcome_->error)
                return (trError(*outcome_->error) + ' ' + trHint(*outcome_->error)).trimmed();
            return tr("Failed");
        case JobState::Running: break;
    }
    if (stopping_) return tr("Stopping…");
    QStringList parts;
    if (paused_) parts << tr("Paused");
    if (progress_) {
        if (!paused_ && !progress_->stage.empty()) parts << trStage(progress_->stage);
        if (progress_->total > 0) parts << QStringLiteral("%1 %").arg(100 * progress_->done / progress_->total);
        if (const QString left = timeLeftText(*progress_); !paused_ && !left.isEmpty()) parts << left;
    }
    return parts.join(QStringLiteral(" · "));
}

void JobRow::retranslate() {
    const Theme& t = Theme::instance();
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, state_ == JobState::Failed ? t.error() : t.mutedText());
    detail_->setPalette(ink);
    name_->setText(QString::fromStdString(title_));
    detail_->setText(doing());
    pause_->setProperty("icon-name", paused_ ? "play" : "pause");
    const std::pair<QToolButton*, QString> words[] = {{up_, tr("Move up")},
                                                      {down_, tr("Move down")},
                                                      {pause_, paused_ ? tr("Go on") : tr("Pause")},
                                                      {cancel_, state_ == JobState::Waiting ? tr("Remove") : tr("Stop")}};
    for (const auto& [b, word] : words) {
        b->setIcon(t.icon(b->property("icon-name").toString()));
        b->setToolTip(word);
        b->setAccessibleName(tr("%1: %2").arg(word, name_->text()));
    }
}

void JobRow::paintEvent(QPaintEvent*) {
    if (!dragging_) return;
    QPainter p(this);
    p.fillRect(rect(), Theme::instance().hover());
}

void JobRow::mousePressEvent(QMouseEvent* e) {
    dragging_ = e->button() == Qt::LeftButton && state_ == JobState::Waiting && up_->isVisible();
    if (dragging_) setCursor(Qt::ClosedHandCursor);
    update();
}

void JobRow::mouseMoveEvent(QMouseEvent* e) {
    if (dragging_) Q_EMIT draggedTo(id_, mapToParent(e->position().toPoint()).y());
}

void JobRow::mouseReleaseEvent(QMouseEvent*) {
    if (dragging_) setCursor(Qt::OpenHandCursor);
    dragging_ = false;
    update();
}

}  // namespace velatura
