#include "ui/common/job_list_popup.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtGui/QScreen>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "ui/bridge/job_bridge.h"
#include "ui/common/job_list.h"
#include "ui/common/job_row.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kWidth = 360, kMaxHeight = 420;

bool isActive(JobState s) { return s == JobState::Waiting || s == JobState::Running; }

}  // namespace

JobListPopup::JobListPopup(JobBridge& bridge, QWidget* parent) : QFrame(parent, Qt::Popup), bridge_(bridge) {
    setFixedWidth(kWidth);
    auto* frame = new QVBoxLayout(this);
    frame->setContentsMargins(1, 1, 1, 1);
    frame->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(grid::kGroup, grid::kRelated, grid::kRelated, grid::kTight);
    title_ = new QLabel(this);
    title_->setFont(Theme::instance().heading());
    clear_ = new QPushButton(this);
    clear_->setFlat(true);
    head->addWidget(title_, 1);
    head->addWidget(clear_);
    frame->addLayout(head);
    empty_ = new QLabel(this);
    empty_->setContentsMargins(grid::kGroup, grid::kRelated, grid::kGroup, grid::kGroup);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    frame->addWidget(empty_);
    area_ = new QScrollArea(this);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setWidgetResizable(true);
    area_->setFocusPolicy(Qt::NoFocus);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body_ = new QWidget(area_);
    column_ = new QVBoxLayout(body_);
    column_->setContentsMargins(0, 0, 0, grid::kRelated);
    column_->setSpacing(0);
    area_->setWidget(body_);
    frame->addWidget(area_, 1);

    connect(clear_, &QPushButton::clicked, this, [this] { bridge_.clearEnded(); });
    connect(&bridge_, &JobBridge::listChanged, this, &JobListPopup::refresh);
    connect(&bridge_, &JobBridge::progressChanged, this, [this](quint64 id, const Progress& p) {
        progress_[id] = p;
        for (JobRow* row : rows_)
            if (row->id() == id) row->showProgress(p);
        if (isVisible()) fit();
    });
    connect(&Theme::instance(), &Theme::changed, this, &JobListPopup::retranslate);
    retranslate();
    refresh();
}

void JobListPopup::refresh() {
    const auto entries = bridge_.entries();
    std::map<JobId, JobRow*> old;
    for (JobRow* row : rows_) old[row->id()] = row;
    rows_.clear();
    waiting_.clear();
    for (const auto& e : entries)
        if (e.state == JobState::Waiting) waiting_.push_back(e.id);
    // Running and waiting ones first, then the ended ones, newest on top.
    auto shown = entries;
    std::reverse(std::find_if(shown.begin(), shown.end(), [](const auto& e) { return !isActive(e.state); }), shown.end());
    for (const auto& e : shown) {
        JobRow* row = old.contains(e.id) ? old[e.id] : nullptr;
        old.erase(e.id);
        if (!row) {
            row = new JobRow(e.id, body_);
            connect(row, &JobRow::cancelWanted, &bridge_, [this](quint64 id) { bridge_.cancel(id); });
            connect(row, &JobRow::pauseWanted, &bridge_, [this](quint64 id, bool on) { bridge_.pause(id, on); });
            connect(row, &JobRow::moveWanted, this, [this](quint64 id, int by) {
                const auto place = static_cast<std::ptrdiff_t>(placeOf(id)) + by;
                if (place >= 0) bridge_.reorder(id, static_cast<size_t>(place));
            });
            connect(row, &JobRow::draggedTo, this, [this](quint64 id, int y) { drag(id, y); });
            if (const auto p = progress_.find(e.id); p != progress_.end()) row->showProgress(p->second);
        }
        row->show(e, placeOf(e.id), waiting_.size());
        column_->removeWidget(row);
        column_->addWidget(row);
        row->show();
        rows_.push_back(row);
    }
    for (const auto& [id, row] : old) {
        progress_.erase(id);
        row->deleteLater();
    }
    const bool ended = std::any_of(entries.begin(), entries.end(), [](const auto& e) { return !isActive(e.state); });
    clear_->setVisible(ended);
    empty_->setVisible(rows_.empty());
    area_->setVisible(!rows_.empty());
    fit();
}

void JobListPopup::fit() {
    column_->activate();
    const int wanted = rows_.empty() ? 0 : column_->totalHeightForWidth(kWidth - 2);
    area_->setFixedHeight(std::clamp(wanted, 0, kMaxHeight));
    adjustSize();
}

void JobListPopup::showEvent(QShowEvent*) {
    // Rows know their height only once they have been laid out.
    fit();
}

size_t JobListPopup::placeOf(JobId id) const {
    return static_cast<size_t>(std::find(waiting_.begin(), waiting_.end(), id) - waiting_.begin());
}

void JobListPopup::drag(JobId id, int y) {
    size_t place = 0;
    for (const JobRow* row : rows_)
        if (row->state() == JobState::Waiting && row->id() != id && y > row->geometry().center().y()) ++place;
    if (place != placeOf(id)) bridge_.reorder(id, place);
}

void JobListPopup::retranslate() {
    title_->setText(tr("Jobs"));
    clear_->setText(tr("Clear ended"));
    empty_->setText(tr("Nothing is running. What you start is listed here until it is done."));
    setAccessibleName(tr("Jobs"));
    for (JobRow* row : rows_) row->retranslate();
}

void JobListPopup::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void JobListPopup::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setPen(Theme::instance().outline());
    p.setBrush(Theme::instance().panel());
    p.drawRect(rect().adjusted(0, 0, -1, -1));
}

JobListButton::JobListButton(JobBridge& bridge, QWidget* parent)
    : QToolButton(parent), bridge_(bridge), popup_(new JobListPopup(bridge, this)) {
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setLayoutDirection(Qt::RightToLeft);  // the chevron stands behind the words
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QToolButton::clicked, this, &JobListButton::showPopup);
    connect(&bridge_, &JobBridge::listChanged, this, &JobListButton::refresh);
    connect(&Theme::instance(), &Theme::changed, this, &JobListButton::refresh);
    refresh();
}

void JobListButton::showPopup() {
    popup_->adjustSize();
    QPoint corner = mapToGlobal(QPoint(width() - popup_->width(), height() + grid::kTight));
    const QRect room = screen()->availableGeometry();
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - popup_->width())));
    popup_->move(corner);
    popup_->show();
}

void JobListButton::refresh() {
    const auto entries = bridge_.entries();
    const auto active = std::count_if(entries.begin(), entries.end(), [](const auto& e) { return isActive(e.state); });
    setText(active > 0 ? tr("Jobs %1").arg(active) : tr("Jobs"));
    setIcon(Theme::instance().icon(QStringLiteral("chevron-down"), 16, Theme::instance().mutedText()));
    setToolTip(tr("What is running, waiting and done"));
    setAccessibleName(text());
}

void JobListButton::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) refresh();
    QToolButton::changeEvent(event);
}

}  // namespace velatura
