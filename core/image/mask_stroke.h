// MaskStroke: one stroke of a soft round brush over a mask. The way between two points is covered as a whole, so a fast
// pointer leaves no gaps; a place counts once however often the stroke passes it. One thread; a step costs time by the
// rectangle that it touches.
#pragma once

#include "core/image/mask.h"

namespace velatura {

struct MaskBrush {
    double radius = 40;     ///< of the mask's pixels
    double hardness = 0.5;  ///< 0: falls off from its middle; 1: a sharp edge, smoothed over one pixel
    double opacity = 1;     ///< what one stroke reaches
    bool erase = false;
};

class MaskStroke {
public:
    MaskStroke(Mask base, const MaskBrush& brush);
    /// Goes on to this point (the first begins there), in the mask's pixels. @return what it touched, inside the mask
    Rect to(double x, double y);
    /// The mask with the stroke so far, inside `area`.
    std::vector<std::uint8_t> part(Rect area) const;
    Mask finished() const;

private:
    Rect cover(double x0, double y0, double x1, double y1);

    Mask base_;
    MaskBrush brush_;
    std::vector<std::uint8_t> profile_;   ///< coverage over the squared distance, 0 to the radius
    std::vector<std::uint8_t> coverage_;  ///< of this stroke, whole mask
    Rect touched_;
    double lastX_ = 0, lastY_ = 0;
    bool begun_ = false;
};

}  // namespace velatura
