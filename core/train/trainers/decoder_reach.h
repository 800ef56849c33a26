// What features reach in the networks that rounds go through, which bytes for them must hold.
#pragma once

#include "core/nn/feature_decoder.h"
#include "core/nn/perceptual.h"

namespace velatura {

/// Pictures as they are, and with some others' means and covariances, by maps that amplify without bound: further than the rounds
/// of the instant engine, whose maps do not.
/// @param deepest   tap where rounds begin  @param pictures  float32 [N,3,S,S], 0..1, at least two; a few go through at a time
Reach reachOf(const PerceptualNet& encoder, const FeatureDecoder& decoder, int deepest, const at::Tensor& pictures);

}  // namespace velatura
