// Total variation: how much neighbouring pixels differ.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// Mean squared difference to the right and lower neighbour.
/// @param x float32 [N,H,W,C] (a picture in an optimiser's layout)  @return scalar
at::Tensor totalVariation(const at::Tensor& x);

/// Mean of sqrt(d^2 + eps^2) - eps over the same differences: spares strokes' edges, flattens ripple.
/// @param epsilon  differences well below it count as if squared
at::Tensor softTotalVariation(const at::Tensor& x, double epsilon);

}  // namespace velatura
