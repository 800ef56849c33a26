// What "1" means for each weight of the optimiser's loss; found by looking at results at 1:1 (ARCHITECTURE.md, "The
// optimiser's defaults"). Shared by the parts of the loss.
#pragma once

#include <ATen/core/Tensor.h>

#include <algorithm>

#include "core/engines/gatys_params.h"

namespace velatura {

inline constexpr double kStyleUnit = 8.0;
inline constexpr double kContentUnit = 0.65;
inline constexpr double kHistogramUnit = 1.0;
inline constexpr double kNearestUnit = 1.0;
inline constexpr double kAdversarialUnit = 0.5;
inline constexpr double kSmoothUnit = 1.75;
inline constexpr double kColourSmoothUnit = 18.75;
inline constexpr double kRangeWeight = 20.0;

/// What distances from `target` are measured by. A photo of one colour has no spread to compare with.
inline double spreadOf(const at::Tensor& target) {
    return std::max((target - target.mean({2, 3}, true)).square().mean().item<double>(), 1e-4);
}

}  // namespace velatura
