// Metrics that look through the perceptual network. Figures of one network are not comparable with another's.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/nn/perceptual.h"

namespace velatura {

/// Mean over taps and positions of the squared distance of channel-unit-normalised features (as LPIPS, without learnt
/// weights), 0 for equal pictures, at most 4. Both float32 [1,3,H,W] of one size.
double perceptualDistance(const PerceptualNet& net, const at::Tensor& a, const at::Tensor& b);

/// 1 minus the correlation of relu4_1 features in the teacher's channels, each channel normalised to mean 0 and
/// deviation 1 over its picture: 0 for equal pictures, about 1 for unrelated ones.
double contentDistance(const PerceptualNet& net, const at::Tensor& a, const at::Tensor& b);

/// Mean over taps of |G_a - G_b|^2 / (|G_a|^2 + |G_b|^2) of Gram matrices with means, in the teacher's metric: 0 to 1.
/// Pictures of any sizes.
double styleDistance(const PerceptualNet& net, const at::Tensor& a, const at::Tensor& b);

}  // namespace velatura
