// Where the training of the decoders begins: weights fitted in closed form, which hundreds of gradient steps would
// otherwise be spent on.
#pragma once

#include "core/nn/feature_decoder.h"

namespace velatura {

/// Least-squares kernel of a 3x3 convolution with zero padding, so that conv(x) is about y.
/// @param x float32 [N,C,H,W]  @param y float32 [N,D,H,W]  @return weight float32 [D,C,3,3], bias float32 [D]
std::pair<at::Tensor, at::Tensor> fitConvolution(const at::Tensor& x, const at::Tensor& y);

/// Measures the scales, then fits `decoder` block by block: layers that keep their width pass their input on (with a little noise, so that they
/// can learn), layers that narrow give what is wanted at half the size, and the last layer of a block what is wanted.
/// @param taps  the encoder's for `pictures`  @param pictures float32 [N,3,H,W]
void decoderStart(FeatureDecoder& decoder, const std::vector<at::Tensor>& taps, const at::Tensor& pictures, std::uint64_t seed);

}  // namespace velatura
