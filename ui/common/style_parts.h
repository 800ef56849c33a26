// How each control is drawn and where its parts lie, one group of controls a file; used by Style alone. Window thread.
#pragma once

#include <QtWidgets/QStyleOption>
#include <optional>

class QPainter;

namespace velatura::parts {

inline constexpr int kScrollBar = 10, kMinThumb = 28, kSpinButtons = 16;

// style_parts.cpp
bool keyboardFocus(const QStyleOption& option);
/// An invalid colour leaves out the fill or the edge.
void drawBox(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& edge, qreal radius);

// style_buttons.cpp
void drawButton(const QStyleOption& option, QPainter& painter, const QWidget* widget);
void drawToolPanel(const QStyleOption& option, QPainter& painter);
void drawCheck(const QStyleOption& option, QPainter& painter, bool round);

// style_fields.cpp
void drawField(const QStyleOption& option, QPainter& painter);
void drawComboBox(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget);
void drawSpinBox(const QStyleOptionSpinBox& option, QPainter& painter, const QStyle& style, const QWidget* widget);
std::optional<QRect> spinBoxPart(const QStyleOptionSpinBox& spin, QStyle::SubControl part);

// style_sliders.cpp
void drawSlider(const QStyleOptionSlider& option, QPainter& painter, const QStyle& style, const QWidget* widget);
void drawScrollBar(const QStyleOptionSlider& option, QPainter& painter, const QStyle& style, const QWidget* widget);
void drawProgress(const QStyleOptionProgressBar& option, QPainter& painter);
/// Thumb and the ways beside it; there are no arrows.
std::optional<QRect> scrollBarPart(const QStyleOptionSlider& bar, QStyle::SubControl part);

// style_items.cpp
void drawRow(const QStyleOptionViewItem& option, QPainter& painter);
void drawHeader(const QStyleOption& option, QPainter& painter);
void drawMenuItem(const QStyleOptionMenuItem& option, QPainter& painter);

// style_docks.cpp
/// The line between panels; `option` is a few pixels wide, so that it can be grasped.
void drawPanelLine(const QStyleOption& option, QPainter& painter, const QWidget* widget);
/// Around a panel that floats.
void drawPanelFrame(const QStyleOption& option, QPainter& painter);
/// Where a dragged panel would go.
void drawDropShade(const QStyleOption& option, QPainter& painter);

}  // namespace velatura::parts
