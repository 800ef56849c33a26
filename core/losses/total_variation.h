// Total variation: how much neighbouring pixels differ. Of a whole picture, or summed up over bands of its rows.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// Size of the whole picture that a band is part of.
struct VariationCounts {
    std::int64_t height = 0, width = 0;
};

/// Mean squared difference to the right and lower neighbour.
/// @param x float32 [N,H,W,C] (a picture in an optimiser's layout)  @return scalar
at::Tensor totalVariation(const at::Tensor& x);

/// Mean of sqrt(d^2 + eps^2) - eps over the same differences: spares strokes' edges, flattens ripple.
/// @param epsilon  differences well below it count as if squared
at::Tensor softTotalVariation(const at::Tensor& x, double epsilon);

/// A band's share of the same: over all bands they add up to the whole picture's.
/// @param x     float32 [N,rows or rows + 1,W,C]: the band, and the row below it unless it is the last one
/// @param rows  that the band owns
at::Tensor totalVariation(const at::Tensor& x, std::int64_t rows, const VariationCounts& whole);
at::Tensor softTotalVariation(const at::Tensor& x, double epsilon, std::int64_t rows, const VariationCounts& whole);

}  // namespace velatura
