#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

#include "ui/common/style_parts.h"
#include "ui/common/theme.h"

namespace velatura::parts {

void drawPanelLine(const QStyleOption& o, QPainter& p, const QWidget* widget) {
    const Theme& t = Theme::instance();
    p.fillRect(o.rect, t.panel());
    QRect line = o.rect;
    if (o.rect.height() > o.rect.width()) {
        // The line stands beside the picture, what is left of the width belongs to the panel.
        const bool left = !widget || o.rect.center().x() < widget->width() / 2;
        line = {left ? o.rect.right() : o.rect.left(), o.rect.top(), 1, o.rect.height()};
    } else {
        line = {o.rect.left(), o.rect.center().y(), o.rect.width(), 1};
    }
    p.fillRect(line, (o.state & QStyle::State_MouseOver) ? t.outline() : t.separator());
}

void drawPanelFrame(const QStyleOption& o, QPainter& p) {
    p.save();
    p.setPen(Theme::instance().outline());
    p.setBrush(Qt::NoBrush);
    p.drawRect(o.rect.adjusted(0, 0, -1, -1));
    p.restore();
}

void drawDropShade(const QStyleOption& o, QPainter& p) {
    const Theme& t = Theme::instance();
    QColor fill = t.accent();
    fill.setAlphaF(0.18f);
    p.fillRect(o.rect, fill);
    p.setPen(t.accent());
    p.drawRect(o.rect.adjusted(0, 0, -1, -1));
}

}  // namespace velatura::parts
