#include <QtGui/QPainter>

#include "ui/common/style.h"
#include "ui/common/style_parts.h"
#include "ui/common/theme.h"

namespace velatura::parts {

void drawButton(const QStyleOption& o, QPainter& p, const QWidget* widget) {
    const Theme& t = Theme::instance();
    const bool primary = widget && widget->property("primary").toBool();
    const bool enabled = o.state & QStyle::State_Enabled, down = o.state & QStyle::State_Sunken;
    const bool over = (o.state & QStyle::State_MouseOver) && enabled;
    if (primary && enabled) {
        const QColor accent = t.accent();
        drawBox(p, o.rect,
                down   ? accent.darker(112)
                : over ? accent.lighter(t.dark() ? 108 : 115)
                       : accent,
                {}, grid::kRadius);
    } else {
        const QColor rest = t.dark() ? QColor(0x30, 0x30, 0x30) : QColor(0xff, 0xff, 0xff);
        const QColor fill = down ? t.pressed() : over ? t.hover() : rest;
        drawBox(p, o.rect, enabled ? fill : QColor(), enabled ? t.outline() : t.separator(), grid::kRadius);
    }
    if (keyboardFocus(o))
        primary&& enabled ? drawBox(p, QRectF(o.rect).adjusted(2, 2, -2, -2), {}, t.accentText(), grid::kRadius - 2)
                          : drawFocusRing(p, o.rect, grid::kRadius);
}

void drawToolPanel(const QStyleOption& o, QPainter& p) {
    const Theme& t = Theme::instance();
    const bool enabled = o.state & QStyle::State_Enabled;
    QColor fill;
    if (o.state & QStyle::State_On) fill = t.selection();
    if ((o.state & QStyle::State_MouseOver) && enabled) fill = (o.state & QStyle::State_On) ? t.pressed() : t.hover();
    if (o.state & QStyle::State_Sunken) fill = t.pressed();
    if (fill.isValid()) drawBox(p, o.rect, fill, {}, grid::kRadius);
    if (keyboardFocus(o)) drawFocusRing(p, o.rect, grid::kRadius);
}

void drawCheck(const QStyleOption& o, QPainter& p, bool round) {
    const Theme& t = Theme::instance();
    const bool on = o.state & QStyle::State_On, some = o.state & QStyle::State_NoChange;
    const bool enabled = o.state & QStyle::State_Enabled, over = o.state & QStyle::State_MouseOver;
    const QRectF box = QRectF(o.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    p.setOpacity(enabled ? 1.0 : 0.4);
    p.setPen(QPen(on || some ? t.text() : over ? t.text() : t.mutedText(), 1));
    p.setBrush(on || some ? t.text() : t.field());
    const qreal radius = round ? box.width() / 2 : 4;
    p.drawRoundedRect(box, radius, radius);
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(t.panel(), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = box.center();
    const qreal s = box.width() / 16;
    if (on && round) {
        p.setPen(Qt::NoPen);
        p.setBrush(t.panel());
        p.drawEllipse(c, 3 * s, 3 * s);
    } else if (on) {
        p.drawPolyline(QPolygonF{c + QPointF(-3.6, 0.2) * s, c + QPointF(-1.0, 2.8) * s, c + QPointF(3.8, -2.6) * s});
    } else if (some) {
        p.drawLine(c + QPointF(-3.5, 0) * s, c + QPointF(3.5, 0) * s);
    }
    p.restore();
}

}  // namespace velatura::parts
