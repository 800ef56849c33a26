#include "ui/common/style.h"

#include <QtGui/QPainter>
#include <algorithm>

#include "ui/common/style_parts.h"
#include "ui/common/theme.h"

namespace velatura {

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
        case PM_ScrollBarExtent: return parts::kScrollBar;
        case PM_ScrollBarSliderMin: return parts::kMinThumb;
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
        case PM_SplitterWidth:
        case PM_DockWidgetSeparatorExtent: return 5;
        case PM_DockWidgetFrameWidth: return 1;
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
        case CT_SpinBox: return {size.width() + 12 + parts::kSpinButtons, grid::kControl};
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
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option); spin && control == CC_SpinBox)
        if (const auto rect = parts::spinBoxPart(*spin, part)) return *rect;
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option); bar && control == CC_ScrollBar)
        if (const auto rect = parts::scrollBarPart(*bar, part)) return *rect;
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) return option->rect.adjusted(8, 1, -24, -1);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
    const Theme& t = Theme::instance();
    switch (element) {
        case PE_PanelButtonCommand: return parts::drawButton(*option, *painter, widget);
        case PE_PanelButtonTool: return parts::drawToolPanel(*option, *painter);
        case PE_PanelLineEdit:
            if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
                parts::drawField(*option, *painter);
            return;
        case PE_FrameLineEdit: return parts::drawField(*option, *painter);
        case PE_IndicatorCheckBox:
        case PE_IndicatorItemViewItemCheck: return parts::drawCheck(*option, *painter, false);
        case PE_IndicatorRadioButton: return parts::drawCheck(*option, *painter, true);
        case PE_IndicatorDockWidgetResizeHandle: return parts::drawPanelLine(*option, *painter, widget);
        case PE_FrameDockWidget: return parts::drawPanelFrame(*option, *painter);
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
            if (const auto* row = qstyleoption_cast<const QStyleOptionViewItem*>(option)) parts::drawRow(*row, *painter);
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
                    parts::drawToolPanel(*option, *painter);
                else
                    parts::drawButton(*option, *painter, widget);
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
                parts::drawMenuItem(*item, *painter);
            return;
        case CE_MenuEmptyArea: return;
        case CE_ProgressBar:
            if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option)) parts::drawProgress(*bar, *painter);
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
        case CE_RubberBand: return parts::drawDropShade(*option, *painter);
        case CE_HeaderSection:
        case CE_HeaderEmptyArea: return parts::drawHeader(*option, *painter);
        default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const {
    if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
        if (control == CC_Slider) return parts::drawSlider(*slider, *painter, *this, widget);
        if (control == CC_ScrollBar) return parts::drawScrollBar(*slider, *painter, *this, widget);
    }
    if (control == CC_ComboBox)
        if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            return parts::drawComboBox(*box, *painter, widget);
    if (control == CC_SpinBox)
        if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option))
            return parts::drawSpinBox(*spin, *painter, *this, widget);
    if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
        // A button that only opens a menu says so by its text or icon; Qt's small arrow in the corner is noise.
        QStyleOptionToolButton plain = *tool;
        if (!(plain.features & QStyleOptionToolButton::MenuButtonPopup)) plain.features &= ~QStyleOptionToolButton::HasMenu;
        return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

}  // namespace velatura
