// The style part of the optimiser's loss: how far a picture's second moments of features are from the paintings', in the
// teacher's metric. Knows nothing of pixels: whoever has the moments, whole or summed over tiles, asks it.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/engines/gatys_params.h"
#include "core/nn/feature_net.h"

namespace velatura {

/// What a style looks like at every tap, in the teacher's metric. Kept by the session's cache.
struct StyleTargets {
    std::vector<at::Tensor> grams;  ///< per tap, float32 [C+1,C+1]: raw second moments and means, weighted over styles
};

struct WeightedStyle {
    at::Tensor picture;  ///< float32 [1,3,H,W]
    double weight = 1;
};

/// Weighted mean over styles of mean and raw second moment (mixing covariances directly would be wrong).
/// @param tile  side of the tiles in which large pictures are looked at, px; 0: whole
StyleTargets styleTargets(const FeatureNet& net, const std::vector<WeightedStyle>& styles, int tile = 0);

class StyleLoss {
public:
    StyleLoss(const FeatureNet& net, const GatysParams& params, StyleTargets targets);

    /// Weighted mean over taps of relative distances, 0 where they agree.
    /// @param grams  per tap, float32 [C+1,C+1]: augmentedGram() of the picture; taps without weight may be undefined
    at::Tensor of(const std::vector<at::Tensor>& grams) const;
    /// Root of the metric at a tap, FeatureNet::metricRoot().
    const at::Tensor& root(int tap) const { return roots_[static_cast<size_t>(tap)]; }
    bool counts(int tap) const { return weights_[static_cast<size_t>(tap)] > 0; }
    /// Deepest tap with a weight, -1 when there is none.
    int deepest() const;

private:
    StyleLossKind kind_;
    std::vector<double> weights_;
    std::vector<at::Tensor> roots_;          // metric roots, per tap
    std::vector<at::Tensor> targets_, targetsInMetric_;
};

}  // namespace velatura
