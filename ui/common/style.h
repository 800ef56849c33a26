// Style: how every control looks, drawn over Qt's Fusion in the colours of Theme: 28 px high, corners of 6 px, no
// gradients, no frames in frames; ochre only for what has the focus, the active handle and the one primary button
// (dynamic property "primary"). Installed by Theme. Window thread.
#pragma once

#include <QtWidgets/QProxyStyle>
#include <QtWidgets/QStyleOption>

namespace velatura {

class Style : public QProxyStyle {
    Q_OBJECT
public:
    Style();

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

/// A chevron of 1.5 px stroke in the middle of `rect`.
void drawChevron(QPainter& painter, const QRectF& rect, Qt::ArrowType direction, const QColor& colour);
/// The ring of keyboard focus, just inside `rect`.
void drawFocusRing(QPainter& painter, const QRectF& rect, qreal radius);

}  // namespace velatura
