// What the optimiser's style loss aims at: statistics of the paintings at every tap, taken once a size and kept by the
// session's cache; and where in the picture each of them applies.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/nn/feature_net.h"

namespace velatura {

/// Taps at which the histogram loss compares: grain and colour, and forms (Risser 2017).
inline constexpr int kHistogramTaps[] = {0, 3};

struct WeightedStyle {
    at::Tensor picture;  ///< float32 [1,3,H,W]
    double weight = 1;
    at::Tensor whole = {};  ///< with its frame, where it has one: gives colour and grain, whose forms are not wanted
};

/// What a style (or a mixture) looks like.
struct StyleTargets {
    std::vector<at::Tensor> grams;      ///< per tap, float32 [C+1,C+1]: raw second moments and means, weighted over styles
    std::vector<at::Tensor> quantiles;  ///< per tap, float32 [C,K]: values at K even shares of positions; empty unless asked for
    at::Tensor patches;                 ///< float32 [M,D]: stacked features at up to kMostPatches places; undefined unless asked for
    at::Tensor patchScale;              ///< float32 [2,D]: mean and 1 over the spread of each layer of the stack
    std::vector<WeightedStyle> paintings;  ///< the pictures themselves, at the size for this scale; for the adversarial term
};

struct StyleTargetNeeds {
    bool quantiles = false, patches = false;
    int tile = 0;            ///< side of the tiles in which large pictures are looked at, px; 0: whole
    std::uint64_t seed = 0;  ///< of the choice of patches
    int deepest = kTapCount - 1;  ///< the last tap whose Gram matrices are asked for; those below stay undefined
};

/// Weighted mean over styles of mean and raw second moment (mixing covariances directly would be wrong) and of quantiles;
/// patches of all of them.
StyleTargets styleTargets(const FeatureNet& net, const std::vector<WeightedStyle>& styles, const StyleTargetNeeds& needs = {});

/// A part of the picture with a style of its own.
struct StyleRegion {
    at::Tensor share;  ///< float32 [1,1,H,W], 0..1, of the picture's size; undefined: everywhere, fully
    StyleTargets targets;
};

}  // namespace velatura
