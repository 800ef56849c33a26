// What is done to a finished picture before it is shown: colour ripple that an optimiser leaves is taken out.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// Guided filter (He 2013) of the two colour axes by the lightness: colour follows edges and strokes, ripple between
/// them goes. @param x float32 [1,3,H,W], 0..1  @param radius px  @param epsilon variance of lightness below which
/// an area is calm  @return the same shape, 0..1
at::Tensor calmColours(const at::Tensor& x, int radius = 3, double epsilon = 4e-4);

/// The same filter of the lightness by itself, so gentle that only what lies below about three hundredths of the range goes:
/// the fine grid that gradients leave in calm areas. @param x float32 [1,3,H,W], 0..1  @return the same shape, 0..1
at::Tensor calmGrain(const at::Tensor& x, int radius = 2, double epsilon = 1e-3);

}  // namespace velatura
