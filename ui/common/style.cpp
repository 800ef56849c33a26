#include "ui/common/style.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <algorithm>

#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kScrollBar = 10, kMinThumb = 28, kSpinButtons = 16;

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

void drawButton(const QStyleOption& o, QPainter& p, const QWidget* widget) {
    const Theme& t = Theme::instance();
    const bool primary = widget && widget->property("primary").toBool();
    const bool enabled = o.state & QStyle::State_Enabled, down = o.state & QStyle::State_Sunken;
    const bool over = (o.state & QStyle::State_MouseOver) && enabled;
    if (primary && enabled) {
        const QColor accent = t.accent();
        drawBox(p, o.rect, down ? accent.darker(112) : over ? accent.lighter(t.dark() ? 108 : 115) : accent, {},
                grid::kRadius);
    } else {
        const QColor rest = t.dark() ? QColor(0x30, 0x30, 0x30) : QColor(0xff, 0xff, 0xff);
        const QColor fill = down ? t.pressed() : over ? t.hover() : rest;
        drawBox(p, o.rect, enabled ? fill : QColor(), enabled ? t.outline() : t.separator(), grid::kRadius);
    }
    if (keyboardFocus(o))
        primary && enabled ? drawBox(p, QRectF(o.rect).adjusted(2, 2, -2, -2), {}, t.accentText(), grid::kRadius - 2)
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

void drawField(const QStyleOption& o, QPainter& p) {
    const Theme& t = Theme::instance();
    const bool focus = o.state & QStyle::State_HasFocus, enabled = o.state & QStyle::State_Enabled;
    const bool over = (o.state & QStyle::State_MouseOver) && enabled;
    drawBox(p, o.rect, enabled ? t.field() : QColor(), focus ? t.accent() : over ? t.mutedText() : t.outline(),
            grid::kRadius);
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

void drawRow(const QStyleOptionViewItem& o, QPainter& p) {
    const Theme& t = Theme::instance();
    if (o.state & QStyle::State_Selected)
        drawBox(p, o.rect, t.selection(), {}, grid::kTight);
    else if (o.state & QStyle::State_MouseOver)
        drawBox(p, o.rect, t.hover(), {}, grid::kTight);
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

void drawHeader(const QStyleOption& o, QPainter& p) {
    const Theme& t = Theme::instance();
    p.fillRect(o.rect, t.panel());
    p.setPen(t.separator());
    p.drawLine(o.rect.bottomLeft(), o.rect.bottomRight());
}

}  // namespace

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

Style::Style() : QProxyStyle("Fusion") {}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
        case PM_ButtonShiftHorizontal:
        case PM_ButtonShiftVertical:
        case PM_MenuPanelWidth:
        case PM_ToolBarFrameWidth:
        case PM_SubMenuOverlap: return 0;
        case PM_MenuHMargin:
        case PM_MenuVMargin: return 5;
        case PM_ScrollBarExtent: return kScrollBar;
        case PM_ScrollBarSliderMin: return kMinThumb;
        case PM_SliderThickness: return 20;
        case PM_SliderControlThickness:
        case PM_SliderLength: return 14;
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
        case PM_ExclusiveIndicatorWidth:
        case PM_ExclusiveIndicatorHeight:
        case PM_SmallIconSize:
        case PM_ButtonIconSize: return 16;
        case PM_ToolBarIconSize: return 20;
        case PM_SplitterWidth: return 5;
        case PM_LayoutHorizontalSpacing:
        case PM_LayoutVerticalSpacing: return grid::kRelated;
        case PM_LayoutLeftMargin:
        case PM_LayoutRightMargin:
        case PM_LayoutTopMargin:
        case PM_LayoutBottomMargin: return grid::kGroup;
        case PM_CheckBoxLabelSpacing: return grid::kRelated;
        default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const {
    switch (hint) {
        case SH_Slider_AbsoluteSetButtons: return Qt::LeftButton;
        case SH_Slider_PageSetButtons: return Qt::NoButton;
        case SH_ScrollBar_LeftClickAbsolutePosition: return 1;
        case SH_EtchDisabledText:
        case SH_DitherDisabledText:
        case SH_UnderlineShortcut:
        case SH_DialogButtonBox_ButtonsHaveIcons:
        case SH_ComboBox_Popup:
        case SH_Widget_Animation_Duration: return 0;
        case SH_ToolTipLabel_Opacity: return 255;
        case SH_Menu_SubMenuPopupDelay: return 120;
        case SH_ToolTip_WakeUpDelay: return 500;
        default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const {
    QSize out = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
        case CT_PushButton:
            // A big button asks for its own height; every other is one control high.
            return {std::max(size.width() + 2 * 14, 72), std::max(grid::kControl, widget ? widget->minimumHeight() : 0)};
        case CT_ComboBox: return {out.width() + 12, grid::kControl};
        case CT_LineEdit: return {out.width(), std::max(grid::kControl, size.height() + 8)};
        case CT_SpinBox: return {size.width() + 12 + kSpinButtons, grid::kControl};
        case CT_ToolButton: return {std::max(out.width(), grid::kControl), grid::kControl};
        case CT_CheckBox:
        case CT_RadioButton: return {out.width(), std::max(out.height(), 24)};
        case CT_MenuItem: {
            const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
                return item->text.isEmpty() ? QSize(10, 9) : QSize(out.width(), 26);
            return {out.width() + 28, grid::kControl};
        }
        case CT_ItemViewItem: return {out.width(), std::max(out.height(), 26)};
        default: return out;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    if (element == SE_LineEditContents) return option->rect.adjusted(6, 1, -6, -1);
    if (element == SE_ProgressBarGroove || element == SE_ProgressBarContents) return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const {
    if (control == CC_SpinBox) {
        if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) {
            const QRect r = spin->rect;
            const bool buttons = spin->buttonSymbols != QAbstractSpinBox::NoButtons;
            const int edge = r.right() - kSpinButtons;
            switch (part) {
                case SC_SpinBoxUp: return buttons ? QRect(edge, r.top() + 2, kSpinButtons, r.height() / 2 - 2) : QRect();
                case SC_SpinBoxDown:
                    return buttons ? QRect(edge, r.center().y() + 1, kSpinButtons, r.height() / 2 - 2) : QRect();
                case SC_SpinBoxEditField: return r.adjusted(2, 1, buttons ? -kSpinButtons - 1 : -2, -1);
                case SC_SpinBoxFrame: return r;
                default: break;
            }
        }
    }
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) return option->rect.adjusted(8, 1, -24, -1);
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            const bool across = bar->orientation == Qt::Horizontal;
            const int length = across ? bar->rect.width() : bar->rect.height();
            const int range = bar->maximum - bar->minimum;
            int thumb = length;
            if (range > 0)
                thumb = std::clamp(static_cast<int>(qint64{bar->pageStep} * length / (qint64{range} + bar->pageStep)),
                                   std::min(kMinThumb, length), length);
            const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb,
                                                      bar->upsideDown);
            const auto along = [&](int from, int span) {
                return across ? QRect(bar->rect.x() + from, bar->rect.y(), span, bar->rect.height())
                              : QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), span);
            };
            switch (part) {
                case SC_ScrollBarAddLine:
                case SC_ScrollBarSubLine: return {};
                case SC_ScrollBarGroove: return bar->rect;
                case SC_ScrollBarSlider: return along(start, thumb);
                case SC_ScrollBarSubPage: return along(0, start);
                case SC_ScrollBarAddPage: return along(start + thumb, length - start - thumb);
                default: break;
            }
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
    const Theme& t = Theme::instance();
    switch (element) {
        case PE_PanelButtonCommand: return drawButton(*option, *painter, widget);
        case PE_PanelButtonTool: return drawToolPanel(*option, *painter);
        case PE_PanelLineEdit:
            if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
                drawField(*option, *painter);
            return;
        case PE_FrameLineEdit: return drawField(*option, *painter);
        case PE_IndicatorCheckBox:
        case PE_IndicatorItemViewItemCheck: return drawCheck(*option, *painter, false);
        case PE_IndicatorRadioButton: return drawCheck(*option, *painter, true);
        case PE_FrameFocusRect:
            if (option->state & State_KeyboardFocusChange) drawFocusRing(*painter, option->rect, grid::kTight);
            return;
        case PE_FrameMenu:
        case PE_FrameDefaultButton:
        case PE_FrameGroupBox:
        case PE_FrameStatusBarItem:
        case PE_PanelMenuBar: return;
        case PE_PanelMenu:
            painter->fillRect(option->rect, t.panel());
            painter->setPen(t.outline());
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
            return;
        case PE_PanelTipLabel: painter->fillRect(option->rect, option->palette.color(QPalette::ToolTipBase)); return;
        case PE_Frame:
            painter->setPen(t.separator());
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
            return;
        case PE_PanelItemViewItem:
            if (const auto* row = qstyleoption_cast<const QStyleOptionViewItem*>(option)) drawRow(*row, *painter);
            return;
        case PE_PanelItemViewRow: return;
        case PE_IndicatorArrowDown:
        case PE_IndicatorSpinDown: return drawChevron(*painter, option->rect, Qt::DownArrow, t.mutedText());
        case PE_IndicatorArrowUp:
        case PE_IndicatorSpinUp: return drawChevron(*painter, option->rect, Qt::UpArrow, t.mutedText());
        case PE_IndicatorArrowRight: return drawChevron(*painter, option->rect, Qt::RightArrow, t.mutedText());
        case PE_IndicatorArrowLeft: return drawChevron(*painter, option->rect, Qt::LeftArrow, t.mutedText());
        default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const {
    const Theme& t = Theme::instance();
    switch (element) {
        case CE_PushButtonBevel:
            if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
                if ((button->features & QStyleOptionButton::Flat) && !(option->state & (State_Sunken | State_On)))
                    drawToolPanel(*option, *painter);
                else
                    drawButton(*option, *painter, widget);
            }
            return;
        case CE_PushButtonLabel:
            if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
                QStyleOptionButton copy = *button;
                if (widget && widget->property("primary").toBool() && (option->state & State_Enabled))
                    copy.palette.setColor(QPalette::ButtonText, t.accentText());
                QProxyStyle::drawControl(element, &copy, painter, widget);
            }
            return;
        case CE_MenuItem:
            if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
                drawMenuItem(*item, *painter, widget);
            return;
        case CE_MenuEmptyArea: return;
        case CE_ProgressBar:
            if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option)) drawProgress(*bar, *painter);
            return;
        case CE_Splitter:
            painter->setPen(t.separator());
            if (option->state & State_Horizontal)
                painter->drawLine(option->rect.center().x(), option->rect.top(), option->rect.center().x(),
                                  option->rect.bottom());
            else
                painter->drawLine(option->rect.left(), option->rect.center().y(), option->rect.right(),
                                  option->rect.center().y());
            return;
        case CE_HeaderSection:
        case CE_HeaderEmptyArea: return drawHeader(*option, *painter);
        default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const {
    if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
        if (control == CC_Slider) return drawSlider(*slider, *painter, widget);
        if (control == CC_ScrollBar) return drawScrollBar(*slider, *painter, widget);
    }
    if (control == CC_ComboBox)
        if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            return drawComboBox(*box, *painter, widget);
    if (control == CC_SpinBox)
        if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option))
            return drawSpinBox(*spin, *painter, widget);
    if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
        // A button that only opens a menu says so by its text or icon; Qt's small arrow in the corner is noise.
        QStyleOptionToolButton plain = *tool;
        if (!(plain.features & QStyleOptionToolButton::MenuButtonPopup)) plain.features &= ~QStyleOptionToolButton::HasMenu;
        return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::drawSlider(const QStyleOptionSlider& o, QPainter& p, const QWidget* widget) const {
    const Theme& t = Theme::instance();
    const bool across = o.orientation == Qt::Horizontal, enabled = o.state & State_Enabled;
    const QRectF handle = subControlRect(CC_Slider, &o, SC_SliderHandle, widget);
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
    const bool active = (o.activeSubControls & SC_SliderHandle) && (o.state & State_Sunken);
    const bool focus = o.state & State_HasFocus, over = o.state & State_MouseOver;
    p.setRenderHint(QPainter::Antialiasing);
    if (focus && (o.state & State_KeyboardFocusChange)) {
        p.setPen(QPen(t.accent(), 1.5));
        p.setBrush(Qt::NoBrush);
        p.drawEllipse(c, 8.5, 8.5);
    }
    p.setPen(Qt::NoPen);
    p.setBrush(active || focus ? t.accent() : over ? t.text() : t.dark() ? QColor(0xc8, 0xc8, 0xc8) : QColor(0x58, 0x58, 0x58));
    p.drawEllipse(c, active ? 6.5 : 6.0, active ? 6.5 : 6.0);
    p.restore();
}

void Style::drawScrollBar(const QStyleOptionSlider& o, QPainter& p, const QWidget* widget) const {
    const Theme& t = Theme::instance();
    if (o.maximum <= o.minimum) return;
    QRectF thumb = subControlRect(CC_ScrollBar, &o, SC_ScrollBarSlider, widget);
    const bool over = o.state & State_MouseOver;
    thumb = o.orientation == Qt::Horizontal ? thumb.adjusted(2, 3, -2, -2) : thumb.adjusted(3, 2, -2, -2);
    QColor c = t.text();
    c.setAlphaF((o.state & State_Sunken) ? 0.5f : over ? 0.36f : 0.2f);
    drawBox(p, thumb, c, {}, 2.5);
}

void Style::drawComboBox(const QStyleOptionComboBox& o, QPainter& p, const QWidget* widget) const {
    const Theme& t = Theme::instance();
    if (o.editable) {
        drawField(o, p);
    } else {
        drawButton(o, p, widget);
    }
    const QRectF arrow(o.rect.right() - 22, o.rect.top(), 16, o.rect.height());
    drawChevron(p, arrow, Qt::DownArrow, (o.state & State_Enabled) ? t.mutedText() : t.separator());
}

void Style::drawSpinBox(const QStyleOptionSpinBox& o, QPainter& p, const QWidget* widget) const {
    const Theme& t = Theme::instance();
    if (o.frame) drawField(o, p);
    if (o.buttonSymbols == QAbstractSpinBox::NoButtons) return;
    for (const SubControl part : {SC_SpinBoxUp, SC_SpinBoxDown}) {
        const bool over = (o.activeSubControls & part) && (o.state & State_MouseOver);
        QRectF r = subControlRect(CC_SpinBox, &o, part, widget);
        r.translate(0, part == SC_SpinBoxUp ? 1 : -1);
        p.save();
        p.translate(r.center());
        p.scale(0.8, 0.8);
        drawChevron(p, QRectF(-4, -4, 8, 8), part == SC_SpinBoxUp ? Qt::UpArrow : Qt::DownArrow,
                    over ? t.text() : t.mutedText());
        p.restore();
    }
}

void Style::drawMenuItem(const QStyleOptionMenuItem& o, QPainter& p, const QWidget*) const {
    const Theme& t = Theme::instance();
    const bool enabled = o.state & State_Enabled;
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
    if ((o.state & State_Selected) && enabled) drawBox(p, o.rect, t.selection(), {}, grid::kTight);
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

}  // namespace velatura
