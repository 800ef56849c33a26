// Content as the correlation of features, each channel brought to mean 0 and deviation 1 over its picture: what is where,
// whatever its contrast and colour (as in SANet, Park and Lee 2019).
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// 1 minus the correlation over positions, mean over channels that vary in the target, then over pictures.
/// @param a, target  float32 [N,C,H,W]; `target` gets no gradient  @return float32 [], 0 the same, 1 unrelated
at::Tensor uncorrelated(const at::Tensor& a, const at::Tensor& target);

}  // namespace velatura
