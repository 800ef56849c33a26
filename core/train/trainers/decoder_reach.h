// What features reach in the networks that rounds go through, which bytes for them must hold.
#pragma once

#include "core/nn/feature_decoder.h"
#include "core/nn/perceptual.h"

namespace velatura {

/// Of what the rounds of the instant engine see and make: pictures as they are, and with each other's statistics.
/// @param deepest   tap where rounds begin  @param pictures  float32 [N,3,S,S], 0..1, at least two
FeatureDecoder::Reach reachOf(const PerceptualNet& encoder, const FeatureDecoder& decoder, int deepest, const at::Tensor& pictures);

}  // namespace velatura
