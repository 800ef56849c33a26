// Starting weights of the perceptual network: each layer is fitted to its teacher's by least squares, one after another,
// which is worth thousands of steps. (After channel pruning with reconstruction, He, Zhang and Sun 2017.)
#pragma once

#include "core/nn/perceptual.h"
#include "core/nn/vgg.h"

namespace velatura {

/// Sets all weights of `net` in place.
/// @param pictures float32 [N,3,S,S], 0..1, S a multiple of 16 and at least 64; a few dozen suffice
void layerwiseStart(PerceptualNet& net, const VggTeacher& teacher, const at::Tensor& pictures);

/// Affine least squares, ridge-stabilised, in double: y ~ x W^T + b over positions.
/// @param x float32 [N,C,H,W]  @param y float32 [N,D,H,W]  @return float32 [D,C+1], the last column is b
at::Tensor fitAffine(const at::Tensor& x, const at::Tensor& y);

/// The `count` channels of [N,C,H,W] that linearly explain the others best: pivoted Cholesky of their covariance.
std::vector<std::int64_t> explainingChannels(const at::Tensor& features, std::int64_t count);

}  // namespace velatura
