// The style part of the optimiser's loss: how far a picture's second moments of features are from the paintings', in the
// teacher's metric. Knows nothing of pixels: whoever has the moments, whole or summed over tiles, asks it.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/engines/gatys_params.h"
#include "core/engines/style_targets.h"
#include "core/nn/feature_net.h"

namespace velatura {

class StyleLoss {
public:
    /// @param targets  per tap, StyleTargets::grams
    StyleLoss(const FeatureNet& net, const GatysParams& params, std::vector<at::Tensor> targets);

    /// Weighted mean over taps of relative distances, 0 where they agree.
    /// @param grams  per tap, float32 [C+1,C+1]: augmentedGram() of the picture; undefined taps count as agreeing
    at::Tensor of(const std::vector<at::Tensor>& grams) const;
    /// Root of the metric at a tap, FeatureNet::metricRoot().
    const at::Tensor& root(int tap) const { return roots_[static_cast<size_t>(tap)]; }
    bool counts(int tap) const { return weights_[static_cast<size_t>(tap)] > 0; }

private:
    StyleLossKind kind_;
    std::vector<double> weights_;
    std::vector<at::Tensor> roots_;          // metric roots, per tap
    std::vector<at::Tensor> targets_, targetsInMetric_;
};

}  // namespace velatura
