// A first picture in the style, without optimising: the photo's features, from deep to shallow, are given the style's
// mean and covariance on their way back to pixels (closed-form transport at each level of one decoding pass).
// Used by the gatys engine as its start.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>

#include "core/engines/style_targets.h"
#include "core/nn/feature_decoder.h"
#include "core/nn/perceptual.h"

namespace velatura {

struct TransportOptions {
    int deepest = 3;  ///< tap at which the decoding begins, 0..4
    std::array<double, kTapCount> strength = {0.7, 0.7, 0.7, 0.7, 0.7};  ///< at each tap, 0..1
};

/// @param content  float32 [1,3,H,W], 0..1
/// @param regions  what its parts take after; of their targets only the Gram matrices count
/// @return         float32 [1,3,H,W], 0..1
at::Tensor transportPicture(const PerceptualNet& net, const FeatureDecoder& decoder, const at::Tensor& content,
                            const std::vector<StyleRegion>& regions, const TransportOptions& options = {});

}  // namespace velatura
