// Sums and single numbers of tensors, as losses add them up.
#pragma once

#include <ATen/ATen.h>

namespace velatura {

/// sum += part, where `sum` may still be undefined.
inline void addTo(at::Tensor& sum, const at::Tensor& part) { sum = sum.defined() ? sum + part : part; }

/// The number that a scalar holds, without its graph.
inline double valueOf(const at::Tensor& scalar) { return scalar.detach().to(at::kCPU, at::kDouble).item<double>(); }

}  // namespace velatura
