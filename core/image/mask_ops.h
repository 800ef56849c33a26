// What can be done to a mask as a whole: soften, grow, shrink, invert, gradients, and putting two together. Pure
// functions; each takes at most some tenths of a second on a mask of kMaxMaskSide.
#pragma once

#include "core/image/mask.h"

namespace velatura {

struct MaskPoint {
    double x = 0, y = 0;  ///< in the mask's pixels
};

/// Gaussian of that standard deviation, by three running means; edges repeat.
Mask feathered(const Mask& mask, double sigma);
/// The largest value within `radius`; below 0 the smallest: what is white grows or shrinks.
Mask grown(const Mask& mask, int radius);
Mask inverted(const Mask& mask);
/// White at `from` and before it, black at `to` and behind it.
Mask linearGradient(ImageSize size, MaskPoint from, MaskPoint to);
/// White in `centre`, black from `radius` on.
Mask radialGradient(ImageSize size, MaskPoint centre, double radius);
/// White where either is.
Mask joined(const Mask& a, const Mask& b);
/// White where `a` is and `b` is not.
Mask without(const Mask& a, const Mask& b);

}  // namespace velatura
