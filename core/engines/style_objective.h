// StyleObjective: the loss that the optimiser lowers at one size, with its targets, and its gradient in the optimiser's
// own variables. Built anew for each size; used by the gatys engine on the job's thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/engines/gatys_params.h"
#include "core/nn/perceptual.h"

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
StyleTargets styleTargets(const PerceptualNet& net, const std::vector<WeightedStyle>& styles);

struct LossParts {
    double total = 0, content = 0, style = 0, smoothness = 0, colourSmoothness = 0;
};

class StyleObjective {
public:
    /// @param content  float32 [1,3,H,W], the photo at this size
    StyleObjective(std::shared_ptr<const PerceptualNet> net, const GatysParams& params, const at::Tensor& content,
                   StyleTargets targets);

    /// Loss at `z` and its gradient. @param z float32 [n], n = 3HW: the picture in the optimiser's variables
    double evaluate(const at::Tensor& z, at::Tensor& gradient);
    const LossParts& parts() const { return parts_; }

    /// Lays the picture elsewhere on the grid of the network's strides; `turn` counts up. The loss then differs a
    /// little, so an optimiser has to look anew.
    void shiftGrid(int turn);

    /// Picture [1,3,H,W], not clamped, of variables [n], and back. The variables are lightness and two colour axes, the
    /// colour axes scaled so that an optimiser moves lightness first.
    at::Tensor picture(const at::Tensor& z) const;
    at::Tensor variables(const at::Tensor& picture) const;

private:
    at::Tensor styleLoss(const std::vector<at::Tensor>& taps) const;
    at::Tensor contentLoss(const std::vector<at::Tensor>& taps, const at::Tensor& x) const;
    void aimAtContent();

    std::shared_ptr<const PerceptualNet> net_;
    GatysParams params_;
    StyleTargets targets_;
    std::vector<at::Tensor> roots_;        // metric roots, per tap
    std::vector<at::Tensor> styleInMetric_;  // what the style's Gram matrices are in the metric, per tap
    at::Tensor content_, contentTarget_;   // the photo; its features in the metric, or its pixels
    GridPhase phase_;
    double contentSpread_ = 1;
    at::Tensor toPicture_, toVariables_; // 3x3
    std::int64_t height_, width_;
    int deepest_ = 0;
    LossParts parts_;
};

}  // namespace velatura
