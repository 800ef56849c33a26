// StyleObjective: the loss that the optimiser lowers at one size, with its targets, and its gradient in the optimiser's
// own variables, whole or tile by tile with the same result. Built anew for each size; used by the gatys engine on the
// job's thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/engines/feature_tiles.h"
#include "core/engines/gatys_params.h"
#include "core/engines/style_loss.h"
#include "core/nn/feature_net.h"

namespace velatura {

struct LossParts {
    double total = 0, content = 0, style = 0, smoothness = 0, colourSmoothness = 0;
};

class StyleObjective {
public:
    /// @param content  float32 [1,3,H,W], the photo at this size
    /// @param tile     side of tiles, px; 0: the network sees the picture whole. Tiles take two looks instead of one and
    ///                 a halo, but memory that does not grow with the picture
    StyleObjective(std::shared_ptr<const FeatureNet> net, const GatysParams& params, const at::Tensor& content,
                   StyleTargets targets, int tile = 0);

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
    FeatureTiles tiles() const;
    bool comparesFeatures() const { return params_.contentWeight > 0 && contentTap_ >= 0; }
    void aimAtContent();
    double networkTerms(const at::Tensor& z, at::Tensor& gradient);
    double networkTermsInTiles(const at::Tensor& z, at::Tensor& gradient);
    double pixelTerms(const at::Tensor& z, at::Tensor& gradient);
    at::Tensor pictureOf(const at::Tensor& nhwc) const;

    std::shared_ptr<const FeatureNet> net_;
    GatysParams params_;
    StyleLoss style_;
    at::Tensor content_, contentTarget_;  // the photo; its features in the metric
    int contentTap_;                      // -1: pixels
    GridPhase phase_;
    double contentSpread_ = 1;
    at::Tensor toPicture_, toVariables_;  // 3x3
    std::int64_t height_, width_;
    int deepest_ = 0, tile_;
    LossParts parts_;
};

}  // namespace velatura
