// Histogram loss (Risser, Wilmot and Barnes 2017, "Stable and controllable neural texture synthesis and style transfer
// using histogram losses"): each channel's values against what they would be if their distribution were the style's.
// By tables, so that a picture looked at in tiles gives the same as one looked at whole.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

inline constexpr int kQuantiles = 257;     ///< even shares 0 to 1, both ends in
inline constexpr int kHistogramBins = 256;

/// @param values  float32 [C,N]  @return float32 [C,kQuantiles], rising
at::Tensor quantilesOf(const at::Tensor& values);
/// Variance of each channel, none far below the mean. @return float32 [C]
at::Tensor varianceOf(const at::Tensor& quantiles);

/// How many positions fall into each bin of a channel, bins even from 0 to `most`; what lies above counts in the last.
/// @param x        float32 [1,C,H,W], not negative (after a ReLU)
/// @param weights  float32 [1,1,H,W]; undefined: 1
/// @param most     float32 [C]
/// @return         float64 [C,kHistogramBins]
at::Tensor histogram(const at::Tensor& x, const at::Tensor& weights, const at::Tensor& most);

/// For the edges of the bins, the value at which the style has the same share of positions below it.
/// @param counts     float64 [C,kHistogramBins]  @param quantiles float32 [C,kQuantiles]
/// @return           float32 [C,kHistogramBins+1]
at::Tensor matchingTable(const at::Tensor& counts, const at::Tensor& quantiles);

/// Mean over channels of the squared distance between the two distributions (Wasserstein, order 2), in variances of the
/// style. Its gradient is what pulls each value to matched(). Shapes as above. @return scalar
double distributionDistance(const at::Tensor& counts, const at::Tensor& quantiles, const at::Tensor& most);

/// Values carried over by such a table, straight lines between the edges. No gradient. Shapes as above.
at::Tensor matched(const at::Tensor& x, const at::Tensor& table, const at::Tensor& most);

}  // namespace velatura
