#include <QtGui/QPainter>
#include <algorithm>

#include "ui/common/style.h"
#include "ui/common/style_parts.h"
#include "ui/common/theme.h"

namespace velatura::parts {

void drawSlider(const QStyleOptionSlider& o, QPainter& p, const QStyle& style, const QWidget* widget) {
    const Theme& t = Theme::instance();
    const bool across = o.orientation == Qt::Horizontal, enabled = o.state & QStyle::State_Enabled;
    const QRectF handle = style.subControlRect(QStyle::CC_Slider, &o, QStyle::SC_SliderHandle, widget);
    const QPointF c = handle.center();
    const qreal half = 7;
    QRectF groove = across ? QRectF(o.rect.x() + half, c.y() - 1.5, o.rect.width() - 2 * half, 3)
                           : QRectF(c.x() - 1.5, o.rect.y() + half, 3, o.rect.height() - 2 * half);
    p.save();
    p.setOpacity(enabled ? 1.0 : 0.4);
    drawBox(p, groove, t.dark() ? QColor(0x40, 0x40, 0x40) : QColor(0xd0, 0xd0, 0xd0), {}, 1.5);
    QRectF filled = groove;
    if (across)
        o.upsideDown ? filled.setLeft(c.x()) : filled.setRight(c.x());
    else
        o.upsideDown ? filled.setTop(c.y()) : filled.setBottom(c.y());
    drawBox(p, filled, t.mutedText(), {}, 1.5);
    const bool active = (o.activeSubControls & QStyle::SC_SliderHandle) && (o.state & QStyle::State_Sunken);
    const bool focus = o.state & QStyle::State_HasFocus, over = o.state & QStyle::State_MouseOver;
    p.setRenderHint(QPainter::Antialiasing);
    if (focus && (o.state & QStyle::State_KeyboardFocusChange)) {
        p.setPen(QPen(t.accent(), 1.5));
        p.setBrush(Qt::NoBrush);
        p.drawEllipse(c, 8.5, 8.5);
    }
    p.setPen(Qt::NoPen);
    p.setBrush(active || focus ? t.accent()
               : over          ? t.text()
               : t.dark()      ? QColor(0xc8, 0xc8, 0xc8)
                               : QColor(0x58, 0x58, 0x58));
    p.drawEllipse(c, active ? 6.5 : 6.0, active ? 6.5 : 6.0);
    p.restore();
}

std::optional<QRect> scrollBarPart(const QStyleOptionSlider& bar, QStyle::SubControl part) {
    const bool across = bar.orientation == Qt::Horizontal;
    const int length = across ? bar.rect.width() : bar.rect.height();
    const int range = bar.maximum - bar.minimum;
    int thumb = length;
    if (range > 0)
        thumb = std::clamp(static_cast<int>(qint64{bar.pageStep} * length / (qint64{range} + bar.pageStep)),
                           std::min(kMinThumb, length), length);
    const int start =
        QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - thumb, bar.upsideDown);
    const auto along = [&](int from, int span) {
        return across ? QRect(bar.rect.x() + from, bar.rect.y(), span, bar.rect.height())
                      : QRect(bar.rect.x(), bar.rect.y() + from, bar.rect.width(), span);
    };
    switch (part) {
        case QStyle::SC_ScrollBarAddLine:
        case QStyle::SC_ScrollBarSubLine:
            return QRect();
        case QStyle::SC_ScrollBarGroove:
            return bar.rect;
        case QStyle::SC_ScrollBarSlider:
            return along(start, thumb);
        case QStyle::SC_ScrollBarSubPage:
            return along(0, start);
        case QStyle::SC_ScrollBarAddPage:
            return along(start + thumb, length - start - thumb);
        default:
            return std::nullopt;
    }
}

void drawScrollBar(const QStyleOptionSlider& o, QPainter& p, const QStyle& style, const QWidget* widget) {
    const Theme& t = Theme::instance();
    if (o.maximum <= o.minimum) return;
    QRectF thumb = style.subControlRect(QStyle::CC_ScrollBar, &o, QStyle::SC_ScrollBarSlider, widget);
    const bool over = o.state & QStyle::State_MouseOver;
    thumb = o.orientation == Qt::Horizontal ? thumb.adjusted(2, 3, -2, -2) : thumb.adjusted(3, 2, -2, -2);
    QColor c = t.text();
    c.setAlphaF((o.state & QStyle::State_Sunken) ? 0.5f : over ? 0.36f : 0.2f);
    drawBox(p, thumb, c, {}, 2.5);
}

void drawProgress(const QStyleOptionProgressBar& o, QPainter& p) {
    const Theme& t = Theme::instance();
    QRectF groove(o.rect);
    const qreal h = std::min<qreal>(groove.height(), 4);
    groove = {groove.x(), groove.center().y() - h / 2, groove.width(), h};
    drawBox(p, groove, t.separator(), {}, h / 2);
    if (o.maximum > o.minimum) {
        const double share = double(o.progress - o.minimum) / (o.maximum - o.minimum);
        const qreal width = std::clamp(share, 0.0, 1.0) * groove.width();
        if (width >= 1) drawBox(p, {groove.x(), groove.y(), std::max(width, h), h}, t.mutedText(), {}, h / 2);
    }
}

}  // namespace velatura::parts
