// The photo's fine detail in a painting of it, as far as the painting follows the photo.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// painted + share * slope * (Y - mean Y): Y is the photo's lightness, the slope how the painting's lightness follows it
/// around each pixel (guided filter, He 2013), not below 0. Where the painting has gone its own way, nothing comes back.
/// @param painted, photo float32 [1,3,H,W], 0..1  @param share 0..1  @return the same shape, not clamped
at::Tensor withDetailOf(const at::Tensor& painted, const at::Tensor& photo, double share);

}  // namespace velatura
