#include <QtGui/QContextMenuEvent>
#include <QtGui/QDrag>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtWidgets/QApplication>
#include <QtWidgets/QToolTip>
#include <algorithm>

#include "ui/common/picture.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/trays/library_strip.h"

namespace velatura {

namespace {
constexpr int kGap = 8, kWanted = 64;
}

ThumbGrid::ThumbGrid(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ThumbGrid::setCells(std::vector<Cell> cells) {
    cells_ = std::move(cells);
    hot_ = -1;
    focus_ = 0;
    setMinimumHeight(heightForWidth(std::max(width(), 200)));
    updateGeometry();
    update();
}

void ThumbGrid::setThumb(size_t index, const QImage& thumb) {
    if (index >= cells_.size()) return;
    cells_[index].thumb = thumb;
    cells_[index].broken = thumb.isNull();
    update(cellRect(static_cast<int>(index)));
}

void ThumbGrid::setCurrent(const QStringList& paths) {
    current_ = paths;
    update();
}

int ThumbGrid::columns(int width) const { return std::max(1, (width + kGap) / (kWanted + kGap)); }

int ThumbGrid::heightForWidth(int width) const {
    if (cells_.empty()) return 0;
    const int n = columns(width), side = (width - (n - 1) * kGap) / n;
    const int rows = (static_cast<int>(cells_.size()) + n - 1) / n;
    return rows * side + (rows - 1) * kGap;
}

QRect ThumbGrid::cellRect(int i) const {
    const int n = columns(width());
    const double side = (width() - (n - 1) * kGap) / static_cast<double>(n);
    return {qRound((i % n) * (side + kGap)), qRound((i / n) * (side + kGap)), int(side), int(side)};
}

int ThumbGrid::cellAt(QPoint p) const {
    for (int i = 0; i < static_cast<int>(cells_.size()); ++i)
        if (cellRect(i).contains(p)) return i;
    return -1;
}

void ThumbGrid::paintEvent(QPaintEvent* e) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    for (int i = 0; i < static_cast<int>(cells_.size()); ++i) {
        const QRect box = cellRect(i);
        if (!box.intersects(e->rect())) continue;
        const Cell& cell = cells_[static_cast<size_t>(i)];
        QPainterPath shape;
        shape.addRoundedRect(box, grid::kTight, grid::kTight);
        p.fillPath(shape, t.field());
        if (!cell.thumb.isNull()) {
            p.save();
            p.setClipPath(shape);
            p.drawImage(QRectF(box), cell.thumb, coverSource(cell.thumb.size(), box.size()));
            p.restore();
        } else if (cell.broken) {
            p.drawPixmap(box.center() - QPoint(8, 8), t.pixmap("warning", 16, t.mutedText(), devicePixelRatioF()));
        }
        const bool current = current_.contains(cell.path);
        if (current || i == hot_) {
            p.setBrush(Qt::NoBrush);
            p.setPen(QPen(current ? t.text() : t.mutedText(), current ? 2 : 1));
            const qreal inset = current ? 1 : 0.5;
            p.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), grid::kTight, grid::kTight);
        }
        if (keyFocus_ && i == focus_) drawFocusRing(p, box, grid::kTight);
    }
}

void ThumbGrid::mousePressEvent(QMouseEvent* e) {
    pressed_ = e->position().toPoint();
    pressedCell_ = e->button() == Qt::LeftButton ? cellAt(pressed_) : -1;
}

void ThumbGrid::mouseMoveEvent(QMouseEvent* e) {
    const QPoint at = e->position().toPoint();
    if (const int hot = cellAt(at); hot != hot_) {
        hot_ = hot;
        setCursor(hot >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
    if (pressedCell_ < 0 || (at - pressed_).manhattanLength() < QApplication::startDragDistance()) return;
    const Cell& cell = cells_[static_cast<size_t>(pressedCell_)];
    pressedCell_ = -1;
    auto* drag = new QDrag(this);  // deletes itself when the drag ends
    auto* data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(cell.path)});
    drag->setMimeData(data);
    if (!cell.thumb.isNull())
        drag->setPixmap(QPixmap::fromImage(cell.thumb.scaled(72, 72, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    drag->exec(Qt::CopyAction);
}

void ThumbGrid::mouseReleaseEvent(QMouseEvent* e) {
    const int cell = pressedCell_;
    pressedCell_ = -1;
    if (cell >= 0 && cell == cellAt(e->position().toPoint())) {
        focus_ = cell;
        Q_EMIT chosen(cells_[static_cast<size_t>(cell)].path);
    }
}

void ThumbGrid::leaveEvent(QEvent*) {
    hot_ = -1;
    update();
}

void ThumbGrid::keyPressEvent(QKeyEvent* e) {
    const int n = columns(width()), last = static_cast<int>(cells_.size()) - 1;
    int to = focus_;
    switch (e->key()) {
        case Qt::Key_Left: --to; break;
        case Qt::Key_Right: ++to; break;
        case Qt::Key_Up: to -= n; break;
        case Qt::Key_Down: to += n; break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            if (focus_ <= last) Q_EMIT chosen(cells_[static_cast<size_t>(focus_)].path);
            return;
        case Qt::Key_Menu:
            if (focus_ <= last) Q_EMIT menuWanted(cells_[static_cast<size_t>(focus_)].path, mapToGlobal(cellRect(focus_).center()));
            return;
        default: return QWidget::keyPressEvent(e);
    }
    if (to >= 0 && to <= last) focus_ = to;
    update();
}

void ThumbGrid::contextMenuEvent(QContextMenuEvent* e) {
    if (const int cell = cellAt(e->pos()); cell >= 0)
        Q_EMIT menuWanted(cells_[static_cast<size_t>(cell)].path, e->globalPos());
}

void ThumbGrid::resizeEvent(QResizeEvent*) { setMinimumHeight(heightForWidth(width())); }

void ThumbGrid::focusInEvent(QFocusEvent* e) {
    keyFocus_ = e->reason() == Qt::TabFocusReason || e->reason() == Qt::BacktabFocusReason;
    update();
}

void ThumbGrid::focusOutEvent(QFocusEvent*) {
    keyFocus_ = false;
    update();
}

bool ThumbGrid::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int cell = cellAt(help->pos());
        if (cell >= 0)
            QToolTip::showText(help->globalPos(), cells_[static_cast<size_t>(cell)].title, this, cellRect(cell));
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

}  // namespace velatura
