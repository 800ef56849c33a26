// Filling a mask by the photo's colours: everything that looks like the place that was pointed at, joined to it or
// anywhere. Distances are those of OKLab (Ottosson 2020), times 100. Making the field costs time by the pixel of the
// mask: on a worker.
#pragma once

#include "core/image/mask.h"

namespace velatura {

/// A photo's colours at the size of its mask, as OKLab.
class ColorField {
public:
    ColorField() = default;
    /// `photo` is RGB in sRGB, 8 bit (the screen's copy of it will do).
    ColorField(const Image& photo, ImageSize size);
    ImageSize size() const { return size_; }
    /// L, a, b of a pixel, times 100.
    const float* at(int x, int y) const {
        return lab_.data() + 3 * (static_cast<size_t>(y) * static_cast<size_t>(size_.width) + static_cast<size_t>(x));
    }

private:
    ImageSize size_;
    std::vector<float> lab_;
};

struct ColorFill {
    int x = 0, y = 0;         ///< the place that was pointed at
    double tolerance = 8;     ///< distance that is white throughout
    double softness = 0.5;    ///< further share of the tolerance over which it falls to black
    bool everywhere = false;  ///< also what is not joined to the place
};

/// White where the photo looks like that place.
Mask colorFill(const ColorField& field, const ColorFill& fill);

}  // namespace velatura
