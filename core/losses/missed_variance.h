// How much of a target an estimate misses, as a share of the target's own variance: comparable between layers, networks
// and pictures.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// |a - t|^2 / |t - mean t|^2, the mean over each channel of the batch; 0 is perfect, 1 is as good as the mean.
/// @param a, target  float32 [N,C,H,W]; `target` gets no gradient  @return float32 []
at::Tensor missedVariance(const at::Tensor& a, const at::Tensor& target);

}  // namespace velatura
