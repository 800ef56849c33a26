#include "ui/batch/item_grid.h"

#include <QtCore/QFileInfo>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolTip>
#include <algorithm>

#include "ui/batch/thumb_store.h"
#include "ui/common/picture.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {

constexpr int kWanted = 152, kLeast = 104;  ///< width of a picture
constexpr int kMargin = 16, kGap = 12, kWords = 40;
constexpr int kBadge = 22, kBarHeight = 4;

}  // namespace

ItemGrid::ItemGrid(const BatchItems& items, ThumbStore& thumbs, QWidget* parent)
    : QAbstractScrollArea(parent), items_(items), thumbs_(thumbs) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    connect(&thumbs_, &ThumbStore::ready, viewport(), qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void ItemGrid::refreshAll() {
    current_ = std::clamp(current_, 0, std::max(0, items_.count() - 1));
    hot_ = -1;
    updateBar();
    viewport()->update();
}

void ItemGrid::refreshItem(int index) {
    viewport()->update(cellRect(index).adjusted(-4, -4, 4, 4));
}

void ItemGrid::setShare(double share) {
    share_ = share;
    if (const int running = items_.running(); running >= 0) refreshItem(running);
}

void ItemGrid::setEmptyText(const QString& sentence) {
    emptyText_ = sentence;
    viewport()->update();
}

int ItemGrid::columns() const {
    const int room = viewport()->width() - 2 * kMargin + kGap;
    const int fit = std::max(1, room / (kWanted + kGap)), most = std::max(1, room / (kLeast + kGap));
    const int across = items_.batch() ? items_.batch()->across() : 1;
    if (across <= 1 || across > most) return fit;
    return std::max(across, fit / across * across);
}

int ItemGrid::cellWidth() const {
    const int n = columns(), room = viewport()->width() - 2 * kMargin + kGap;
    return std::max(24, std::min(room / n - kGap, kWanted * 2));
}

int ItemGrid::rowHeight() const {
    return cellWidth() * 3 / 4 + kWords + kGap;
}

QRect ItemGrid::cellRect(int index) const {
    const int n = columns(), w = cellWidth();
    return {kMargin + index % n * (w + kGap), kMargin + index / n * rowHeight() - verticalScrollBar()->value(), w,
            w * 3 / 4 + kWords};
}

int ItemGrid::cellAt(QPoint p) const {
    const int n = columns(), w = cellWidth() + kGap;
    const int column = (p.x() - kMargin) / w, row = (p.y() - kMargin + verticalScrollBar()->value()) / rowHeight();
    if (p.x() < kMargin || p.y() + verticalScrollBar()->value() < kMargin || column >= n) return -1;
    const int index = row * n + column;
    return index < items_.count() && cellRect(index).contains(p) ? index : -1;
}

void ItemGrid::updateBar() {
    const int rows = (items_.count() + columns() - 1) / columns();
    const int whole = rows == 0 ? 0 : 2 * kMargin + rows * rowHeight() - kGap;
    verticalScrollBar()->setRange(0, std::max(0, whole - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(rowHeight() / 3);
}

QString ItemGrid::stateWord(const BatchItems& items, int index) {
    if (items.running() == index) return tr("Painting");
    switch (items.state(index)) {
        case ItemState::Waiting:
            return tr("Waiting");
        case ItemState::Done:
            return tr("Done");
        case ItemState::Kept:
            return tr("Kept as it was");
        case ItemState::Stopped:
            return tr("Stopped early");
        case ItemState::Failed:
            return tr("Failed");
    }
    return {};
}

QString ItemGrid::tipOf(int index) const {
    const BatchItem& item = items_.item(index);
    QString tip = QStringLiteral("%1 → %2").arg(QString::fromStdString(item.content.filename().string()),
                                                QString::fromStdString(item.relative));
    if (items_.begun()) tip += '\n' + stateWord(items_, index);
    if (const Error* reason = items_.reason(index)) tip += '\n' + trError(*reason);
    return tip;
}

void ItemGrid::paintEvent(QPaintEvent* e) {
    const Theme& t = Theme::instance();
    QPainter p(viewport());
    p.fillRect(e->rect(), t.window());
    if (items_.empty()) {
        p.setPen(t.mutedText());
        p.drawText(viewport()->rect().adjusted(48, 0, -48, 0), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
        return;
    }
    p.setRenderHint(QPainter::Antialiasing);
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    const int first = std::max(0, (e->rect().top() - kMargin + verticalScrollBar()->value()) / rowHeight()) * columns();
    for (int i = first; i < items_.count(); ++i) {
        const QRect box = cellRect(i);
        if (box.top() > e->rect().bottom()) break;
        if (box.intersects(e->rect())) paintCell(p, i);
    }
}

void ItemGrid::paintCell(QPainter& p, int index) {
    const Theme& t = Theme::instance();
    const QRect cell = cellRect(index);
    const QRectF box(cell.left(), cell.top(), cell.width(), cell.height() - kWords);
    const ItemState state = items_.state(index);
    const bool running = items_.running() == index;
    QPainterPath shape;
    shape.addRoundedRect(box, grid::kTight, grid::kTight);
    p.fillPath(shape, t.field());
    const QString path = items_.picture(index);
    const QImage thumb = thumbs_.want(path);
    // What is still to come stands back while the others are painted.
    const bool pending = items_.begun() && !items_.hasResult(index) && !running;
    if (!thumb.isNull()) {
        p.save();
        p.setClipPath(shape);
        if (pending) p.setOpacity(0.4);
        p.drawImage(box, thumb, coverSource(thumb.size(), box.size()));
        p.restore();
    } else if (thumbs_.broken(path) && state != ItemState::Failed) {
        p.drawPixmap(box.center() - QPointF(8, 8), t.pixmap("warning", 16, t.mutedText(), devicePixelRatioF()));
    }
    paintBadge(p, box, index);
    if (running) {
        const QRectF track(box.left() + 8, box.bottom() - 8 - kBarHeight, box.width() - 16, kBarHeight);
        p.setPen(Qt::NoPen);
        p.setBrush(QColor(0, 0, 0, 140));
        p.drawRoundedRect(track, kBarHeight / 2.0, kBarHeight / 2.0);
        p.setBrush(QColor(0xff, 0xff, 0xff));
        p.drawRoundedRect(
            QRectF(track.topLeft(), QSizeF(std::max<double>(kBarHeight, track.width() * share_), kBarHeight)),
            kBarHeight / 2.0, kBarHeight / 2.0);
    }
    if (index == hot_ || running) {
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(running ? t.text() : t.mutedText(), 1));
        p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), grid::kTight, grid::kTight);
    }
    p.setFont(t.small());
    p.setPen(state == ItemState::Failed || !pending ? t.text() : t.mutedText());
    const QRect words(cell.left(), cell.bottom() - kWords + 5, cell.width(), 16);
    const QString name = QFileInfo(QString::fromStdString(items_.item(index).relative)).fileName();
    p.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
               p.fontMetrics().elidedText(name, Qt::ElideMiddle, words.width()));
    if (items_.begun()) {
        p.setPen(state == ItemState::Failed ? t.error() : t.mutedText());
        p.drawText(words.translated(0, 16), Qt::AlignLeft | Qt::AlignVCenter, stateWord(items_, index));
    }
    if (keyFocus_ && index == current_) drawFocusRing(p, box.adjusted(-3, -3, 3, 3), grid::kRadius);
}

void ItemGrid::paintBadge(QPainter& p, const QRectF& box, int index) const {
    const Theme& t = Theme::instance();
    const ItemState state = items_.state(index);
    if (state == ItemState::Waiting) return;
    const char* icon = state == ItemState::Failed ? "warning" : state == ItemState::Stopped ? "stop" : "check";
    const QRectF badge(box.right() - kBadge - 6, box.top() + 6, kBadge, kBadge);
    const bool quiet = state == ItemState::Kept;
    p.setPen(Qt::NoPen);
    p.setBrush(state == ItemState::Failed ? t.panel() : QColor(0, 0, 0, quiet ? 90 : 170));
    p.drawEllipse(badge);
    const QColor ink = state == ItemState::Failed ? t.error() : QColor(0xff, 0xff, 0xff, quiet ? 200 : 255);
    p.drawPixmap(badge.center() - QPointF(7, 7), t.pixmap(icon, 14, ink, devicePixelRatioF()));
}

void ItemGrid::setCurrent(int index) {
    if (index < 0 || index >= items_.count()) return;
    current_ = index;
    setAccessibleDescription(tipOf(index));
    const QRect box = cellRect(index);
    auto* bar = verticalScrollBar();
    if (box.top() < kMargin) bar->setValue(bar->value() + box.top() - kMargin);
    if (box.bottom() > viewport()->height() - kMargin)
        bar->setValue(bar->value() + box.bottom() - viewport()->height() + kMargin);
    viewport()->update();
}

void ItemGrid::mousePressEvent(QMouseEvent* e) {
    const int index = cellAt(e->position().toPoint());
    if (index < 0 || e->button() != Qt::LeftButton) return;
    setCurrent(index);
    Q_EMIT opened(index);
}

void ItemGrid::mouseMoveEvent(QMouseEvent* e) {
    const int hot = cellAt(e->position().toPoint());
    if (hot == hot_) return;
    hot_ = hot;
    viewport()->setCursor(hot >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void ItemGrid::keyPressEvent(QKeyEvent* e) {
    if (items_.empty()) return QAbstractScrollArea::keyPressEvent(e);
    const int n = columns(), page = std::max(1, viewport()->height() / rowHeight()) * n, last = items_.count() - 1;
    switch (e->key()) {
        case Qt::Key_Left:
            return setCurrent(current_ - 1);
        case Qt::Key_Right:
            return setCurrent(current_ + 1);
        case Qt::Key_Up:
            return setCurrent(current_ - n);
        case Qt::Key_Down:
            return setCurrent(current_ + n);
        case Qt::Key_PageUp:
            return setCurrent(std::max(0, current_ - page));
        case Qt::Key_PageDown:
            return setCurrent(std::min(last, current_ + page));
        case Qt::Key_Home:
            return setCurrent(0);
        case Qt::Key_End:
            return setCurrent(last);
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            if (!(e->modifiers() & Qt::ControlModifier)) {
                Q_EMIT opened(current_);
                return;
            }
            [[fallthrough]];
        default:
            QAbstractScrollArea::keyPressEvent(e);
    }
}

void ItemGrid::focusInEvent(QFocusEvent* e) {
    keyFocus_ = e->reason() == Qt::TabFocusReason || e->reason() == Qt::BacktabFocusReason;
    if (!items_.empty()) setAccessibleDescription(tipOf(current_));
    viewport()->update();
}

void ItemGrid::focusOutEvent(QFocusEvent*) {
    keyFocus_ = false;
    viewport()->update();
}

bool ItemGrid::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = cellAt(help->pos());
        QToolTip::showText(help->globalPos(), index < 0 ? QString() : tipOf(index), this);
        return true;
    }
    if (event->type() == QEvent::Leave && hot_ >= 0) {
        hot_ = -1;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void ItemGrid::resizeEvent(QResizeEvent* e) {
    QAbstractScrollArea::resizeEvent(e);
    updateBar();
}

void ItemGrid::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) viewport()->update();
    QAbstractScrollArea::changeEvent(event);
}

}  // namespace velatura
