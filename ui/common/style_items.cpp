#include <QtGui/QPainter>

#include "ui/common/style.h"
#include "ui/common/style_parts.h"
#include "ui/common/theme.h"

namespace velatura::parts {

void drawRow(const QStyleOptionViewItem& o, QPainter& p) {
    const Theme& t = Theme::instance();
    if (o.state & QStyle::State_Selected)
        drawBox(p, o.rect, t.selection(), {}, grid::kTight);
    else if (o.state & QStyle::State_MouseOver)
        drawBox(p, o.rect, t.hover(), {}, grid::kTight);
}

void drawHeader(const QStyleOption& o, QPainter& p) {
    const Theme& t = Theme::instance();
    p.fillRect(o.rect, t.panel());
    p.setPen(t.separator());
    p.drawLine(o.rect.bottomLeft(), o.rect.bottomRight());
}

void drawMenuItem(const QStyleOptionMenuItem& o, QPainter& p) {
    const Theme& t = Theme::instance();
    const bool enabled = o.state & QStyle::State_Enabled;
    if (o.menuItemType == QStyleOptionMenuItem::Separator) {
        if (o.text.isEmpty()) {
            p.fillRect(QRect(o.rect.x() + 8, o.rect.center().y(), o.rect.width() - 16, 1), t.separator());
        } else {
            p.setFont(t.small());
            p.setPen(t.mutedText());
            p.drawText(o.rect.adjusted(12, 2, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, o.text);
        }
        return;
    }
    if ((o.state & QStyle::State_Selected) && enabled) drawBox(p, o.rect, t.selection(), {}, grid::kTight);
    const int mark = 26;  // column of tick or icon
    if (o.checkType != QStyleOptionMenuItem::NotCheckable && o.checked) {
        p.save();
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(QPen(t.text(), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF c(o.rect.x() + 14, o.rect.center().y() + 1);
        p.drawPolyline(QPolygonF{c + QPointF(-4, 0), c + QPointF(-1.2, 2.8), c + QPointF(4, -3)});
        p.restore();
    } else if (!o.icon.isNull()) {
        o.icon.paint(&p, QRect(o.rect.x() + 6, o.rect.center().y() - 7, 16, 16), Qt::AlignCenter,
                     enabled ? QIcon::Normal : QIcon::Disabled);
    }
    p.setFont(o.font);
    p.setPen(o.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    const QRect textRect = o.rect.adjusted(mark, 0, -12, 0);
    const auto parts = o.text.split('\t');
    p.drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextHideMnemonic | Qt::TextSingleLine, parts.value(0));
    if (parts.size() > 1) {
        p.setPen(t.mutedText());
        p.drawText(textRect, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, parts[1]);
    }
    if (o.menuItemType == QStyleOptionMenuItem::SubMenu)
        drawChevron(p, QRectF(o.rect.right() - 16, o.rect.y(), 12, o.rect.height()), Qt::RightArrow, t.mutedText());
}

}  // namespace velatura::parts
