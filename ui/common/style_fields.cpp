#include <QtGui/QPainter>
#include <QtWidgets/QAbstractSpinBox>

#include "ui/common/style.h"
#include "ui/common/style_parts.h"
#include "ui/common/theme.h"

namespace velatura::parts {

void drawField(const QStyleOption& o, QPainter& p) {
    const Theme& t = Theme::instance();
    const bool focus = o.state & QStyle::State_HasFocus, enabled = o.state & QStyle::State_Enabled;
    const bool over = (o.state & QStyle::State_MouseOver) && enabled;
    drawBox(p, o.rect, enabled ? t.field() : QColor(),
            focus  ? t.accent()
            : over ? t.mutedText()
                   : t.outline(),
            grid::kRadius);
}

void drawComboBox(const QStyleOptionComboBox& o, QPainter& p, const QWidget* widget) {
    const Theme& t = Theme::instance();
    if (o.editable) {
        drawField(o, p);
    } else {
        drawButton(o, p, widget);
    }
    const QRectF arrow(o.rect.right() - 22, o.rect.top(), 16, o.rect.height());
    drawChevron(p, arrow, Qt::DownArrow, (o.state & QStyle::State_Enabled) ? t.mutedText() : t.separator());
}

std::optional<QRect> spinBoxPart(const QStyleOptionSpinBox& spin, QStyle::SubControl part) {
    const QRect r = spin.rect;
    const bool buttons = spin.buttonSymbols != QAbstractSpinBox::NoButtons;
    const int edge = r.right() - kSpinButtons;
    switch (part) {
        case QStyle::SC_SpinBoxUp:
            return buttons ? QRect(edge, r.top() + 2, kSpinButtons, r.height() / 2 - 2) : QRect();
        case QStyle::SC_SpinBoxDown:
            return buttons ? QRect(edge, r.center().y() + 1, kSpinButtons, r.height() / 2 - 2) : QRect();
        case QStyle::SC_SpinBoxEditField:
            return r.adjusted(2, 1, buttons ? -kSpinButtons - 1 : -2, -1);
        case QStyle::SC_SpinBoxFrame:
            return r;
        default:
            return std::nullopt;
    }
}

void drawSpinBox(const QStyleOptionSpinBox& o, QPainter& p, const QStyle& style, const QWidget* widget) {
    const Theme& t = Theme::instance();
    if (o.frame) drawField(o, p);
    if (o.buttonSymbols == QAbstractSpinBox::NoButtons) return;
    for (const QStyle::SubControl part : {QStyle::SC_SpinBoxUp, QStyle::SC_SpinBoxDown}) {
        const bool over = (o.activeSubControls & part) && (o.state & QStyle::State_MouseOver);
        QRectF r = style.subControlRect(QStyle::CC_SpinBox, &o, part, widget);
        r.translate(0, part == QStyle::SC_SpinBoxUp ? 1 : -1);
        p.save();
        p.translate(r.center());
        p.scale(0.8, 0.8);
        drawChevron(p, QRectF(-4, -4, 8, 8), part == QStyle::SC_SpinBoxUp ? Qt::UpArrow : Qt::DownArrow,
                    over ? t.text() : t.mutedText());
        p.restore();
    }
}

}  // namespace velatura::parts
