// A picture in the style without optimising: round by round, from broad strokes to fine ones, its features are given the
// style's mean and covariance (closed-form optimal transport) and decoded to pixels again. What the photo keeps is sharp,
// and no ripple comes, for a decoder does not know any. Used by the gatys engine as its start.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>

#include "core/engines/style_targets.h"
#include "core/nn/feature_decoder.h"
#include "core/nn/perceptual.h"

namespace velatura {

struct TransportOptions {
    /// Tap of the first round, 0..4. Deeper ones than relu3_1 move tones in patches that no form of the photo explains.
    int deepest = 2;
    std::array<double, kTapCount> strength = {0.8, 0.8, 0.8, 0.8, 0.8};  ///< at each tap, 0..1; 0 leaves the round out
};

/// @param picture  float32 [1,3,H,W], 0..1: the photo, or what was made of it
/// @param regions  what its parts take after; of their targets only the Gram matrices count
/// @return         float32 [1,3,H,W], 0..1
at::Tensor transportPicture(const PerceptualNet& net, const FeatureDecoder& decoder, const at::Tensor& picture,
                            const std::vector<StyleRegion>& regions, const TransportOptions& options = {});

}  // namespace velatura
