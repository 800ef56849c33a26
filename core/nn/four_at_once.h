// A 3x3 convolution to a picture's three colours, as a 4x4 one of stride 2 that gives four pixels at once: a processor computes
// sixteen channels in the time of three.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// @param weight  [O,I,3,3]  @return [4 O,I,4,4] in channels_last: each output's four pixels together
at::Tensor fourAtOnce(const at::Tensor& weight);

/// What the 3x3 convolution with a padding of 1 gives. @param x [N,I,H,W], H and W even  @param weight of fourAtOnce()
/// @param bias [4 O], or undefined  @return [N,O,H,W] in channels_last
at::Tensor fourPixelsOf(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

}  // namespace velatura
