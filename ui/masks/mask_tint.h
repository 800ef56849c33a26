// MaskTint: a mask as a veil of one colour over the photo, kept as a picture that the canvas can lay over itself. Only
// what changes is made anew. Window thread.
#pragma once

#include <QtGui/QColor>
#include <QtGui/QImage>
#include <array>

#include "core/image/mask.h"

class QPainter;

namespace velatura {

class MaskTint {
public:
    /// `opacity` where the mask is white.
    void setColor(const QColor& color, double opacity);
    /// A veil of that size, clear everywhere.
    void reset(ImageSize size);
    void put(Rect area, const std::vector<std::uint8_t>& samples);
    /// All of `mask`, or only what differs from the one that was shown last.
    void show(const Mask& mask, const Mask& before = {});
    bool empty() const { return image_.isNull(); }
    ImageSize size() const { return {image_.width(), image_.height()}; }
    /// Over `whole`, of which only the painter's clip is drawn.
    void draw(QPainter& painter, const QRectF& whole) const;

private:
    QImage image_;
    std::array<QRgb, 256> colors_{};
};

}  // namespace velatura
