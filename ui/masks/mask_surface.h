// MaskSurface: lies over the canvas while masks are painted: shows the mask as a veil and the brush as its outline,
// turns the pointer into strokes, gradients and places that were pointed at. Zooming and panning go through to the
// canvas under it. Knows nothing of styles; MaskMode does. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "core/image/mask_ops.h"
#include "core/image/mask_stroke.h"
#include "ui/masks/mask_target.h"
#include "ui/masks/mask_tint.h"

namespace velatura {

class Canvas;

class MaskSurface : public QWidget {
    Q_OBJECT
public:
    explicit MaskSurface(Canvas* canvas);

    /// What is shown and painted on; an empty() one counts as black, for the eraser as white where `whiteToErase`.
    void setMask(const Mask& mask, ImageSize size, bool whiteToErase);
    void setTint(const QColor& color, double opacity);
    void setTool(const MaskToolValues& values);
    /// Only places are pointed at; nothing is painted.
    void setPicking(bool on);
    /// A sentence on the picture, for what the veil cannot show.
    void setHint(const QString& sentence);
    void setBusy(bool on);
    bool painting() const { return stroke_.has_value(); }
    const Mask& mask() const { return mask_; }
    ImageSize maskSize() const { return size_; }

Q_SIGNALS:
    void stroked(const velatura::Mask& mask, bool erased);
    /// A gradient was drawn: the mask of its own.
    void gradientDrawn(const velatura::Mask& gradient, Qt::KeyboardModifiers modifiers);
    void fillWanted(int x, int y, Qt::KeyboardModifiers modifiers);
    /// 0 to 1 over the photo's sides.
    void picked(QPointF place);
    void leaveWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    bool fits() const;
    QPointF toMask(QPointF window) const;
    QRect toWindow(Rect area) const;
    double radius() const;  ///< of the brush, in the mask's pixels
    bool brushes() const;
    void strokeTo(QPointF window);
    void endStroke(bool keep);
    void drawOutline(QPainter& painter) const;
    void drawGradient(QPainter& painter) const;
    QRect outlineRect() const;
    Mask gradient(ImageSize size) const;
    void previewGradient();
    void refreshCursor();

    Canvas* canvas_;
    Mask mask_;
    ImageSize size_;
    bool whiteToErase_ = false, picking_ = false, busy_ = false;
    MaskToolValues tool_;
    MaskTint tint_, draft_;
    QColor color_;
    double opacity_ = 0.5;
    QString hint_;
    std::optional<MaskStroke> stroke_;
    bool erasing_ = false;
    bool drawing_ = false;  ///< a gradient
    QPointF from_, pointer_;
    bool inside_ = false;
};

}  // namespace velatura
