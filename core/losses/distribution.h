// Whole distributions of feature values, not only their moments: exact feature distribution matching (Zhang 2022).
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// Mean squared distance between a's values and the target's of the same rank, a channel and picture at a time, over the
/// target's variance. Where counts differ, or are large, both are taken at the same evenly spaced ranks.
/// @param a, target  float32 [N,C,H,W] and [N,C,H',W']; `target` gets no gradient  @return float32 []
at::Tensor distributionDistance(const at::Tensor& a, const at::Tensor& target);

}  // namespace velatura
