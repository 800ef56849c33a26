#include "ui/common/style_parts.h"

#include <QtGui/QPainter>

#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

void drawChevron(QPainter& p, const QRectF& rect, Qt::ArrowType direction, const QColor& colour) {
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p.translate(rect.center());
    p.rotate(direction == Qt::UpArrow ? 180 : direction == Qt::LeftArrow ? 90 : direction == Qt::RightArrow ? -90 : 0);
    p.drawPolyline(QPolygonF{{-3.5, -1.75}, {0, 1.75}, {3.5, -1.75}});
    p.restore();
}

void drawFocusRing(QPainter& p, const QRectF& rect, qreal radius) {
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(Theme::instance().accent(), 2));
    p.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1);
    p.restore();
}

namespace parts {

bool keyboardFocus(const QStyleOption& o) {
    return (o.state & QStyle::State_HasFocus) && (o.state & QStyle::State_KeyboardFocusChange);
}

void drawBox(QPainter& p, const QRectF& rect, const QColor& fill, const QColor& edge, qreal radius) {
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(edge.isValid() ? QPen(edge, 1) : QPen(Qt::NoPen));
    p.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    p.drawRoundedRect(edge.isValid() ? rect.adjusted(0.5, 0.5, -0.5, -0.5) : rect, radius, radius);
    p.restore();
}

}  // namespace parts

}  // namespace velatura
