#include "ui/canvas/canvas_paint.h"

#include <QtGui/QPainter>

#include "ui/canvas/canvas.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr double kNearestFrom = 4.0;  ///< from 400 % on pixels are shown as squares
constexpr int kChecker = 8;

QPixmap checkerboard(bool dark) {
    QPixmap tile(2 * kChecker, 2 * kChecker);
    tile.fill(dark ? QColor(0x4a, 0x4a, 0x4a) : QColor(0xff, 0xff, 0xff));
    QPainter p(&tile);
    const QColor other = dark ? QColor(0x3c, 0x3c, 0x3c) : QColor(0xdd, 0xdd, 0xdd);
    p.fillRect(0, 0, kChecker, kChecker, other);
    p.fillRect(kChecker, kChecker, kChecker, kChecker, other);
    return tile;
}

}  // namespace

QBrush checkerboardBrush() { return QBrush(checkerboard(Theme::instance().dark())); }

void drawPictureTag(QPainter& p, const QString& text, QPointF corner, bool rightAligned) {
    const QFont font = Theme::instance().small();
    p.setFont(font);
    const double w = QFontMetricsF(font).horizontalAdvance(text) + 16;
    const QRectF box(rightAligned ? corner.x() - w : corner.x(), corner.y(), w, 22);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor(0, 0, 0, 150));
    p.drawRoundedRect(box, 4, 4);
    p.setPen(QColor(0xf2, 0xf2, 0xf2));
    p.drawText(box, Qt::AlignCenter, text);
}

void drawPicture(QPainter& p, const std::vector<QImage>& levels, const QRectF& whole, const QRectF& visible,
                 double zoom) {
    if (visible.isEmpty()) return;
    // The smallest level that still has a pixel for each on the screen.
    const double wanted = whole.width() * p.device()->devicePixelRatioF();
    const QImage* level = &levels.front();
    for (const QImage& l : levels)
        if (l.width() >= wanted) level = &l;
    if (level->hasAlphaChannel()) {
        p.save();
        p.setBrushOrigin(whole.topLeft());
        p.fillRect(visible, checkerboardBrush());
        p.restore();
    }
    // Only what is seen is scaled: source and target are cut to the window, with a pixel around for the filter.
    const double sx = level->width() / whole.width(), sy = level->height() / whole.height();
    const QRectF seen((visible.x() - whole.x()) * sx, (visible.y() - whole.y()) * sy, visible.width() * sx,
                      visible.height() * sy);
    const QRect cut = seen.adjusted(-1, -1, 1, 1).toAlignedRect().intersected(level->rect());
    const QRectF target(whole.x() + cut.x() / sx, whole.y() + cut.y() / sy, cut.width() / sx, cut.height() / sy);
    p.save();
    p.setClipRect(visible);
    p.setRenderHint(QPainter::SmoothPixmapTransform, zoom < kNearestFrom);
    p.drawImage(target, *level, QRectF(cut));
    p.restore();
}

void drawCompareHandle(QPainter& p, double x, const QRectF& seen, bool active) {
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(QColor(0, 0, 0, 90), 3));
    p.drawLine(QPointF(x, seen.top()), QPointF(x, seen.bottom()));
    const QColor line = active ? Theme::instance().accent() : QColor(0xff, 0xff, 0xff);
    p.setPen(QPen(line, 1.5));
    p.drawLine(QPointF(x, seen.top()), QPointF(x, seen.bottom()));
    const QPointF c(x, seen.center().y());
    p.setPen(QPen(QColor(0, 0, 0, 90), 1));
    p.setBrush(line);
    p.drawEllipse(c, 14, 14);
    const QColor ink = active ? Theme::instance().accentText() : QColor(0x22, 0x22, 0x22);
    drawChevron(p, QRectF(c.x() - 11, c.y() - 6, 12, 12), Qt::LeftArrow, ink);
    drawChevron(p, QRectF(c.x() - 1, c.y() - 6, 12, 12), Qt::RightArrow, ink);
    if (x - seen.left() > 90) drawPictureTag(p, Canvas::tr("Photo"), seen.topLeft() + QPointF(8, 8), false);
    if (seen.right() - x > 90) drawPictureTag(p, Canvas::tr("Result"), seen.topRight() + QPointF(-8, 8), true);
}

}  // namespace velatura
