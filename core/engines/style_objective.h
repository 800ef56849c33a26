// StyleObjective: the loss that the optimiser lowers at one size, with its targets, and its gradient in the optimiser's
// own variables, whole or tile by tile with the same result. Built anew for each size; used by the gatys engine on the
// job's thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/engines/feature_tiles.h"
#include "core/engines/gatys_params.h"
#include "core/engines/network_terms.h"
#include "core/engines/picture_variable.h"
#include "core/engines/style_critic.h"
#include "core/nn/feature_net.h"

namespace velatura {

struct LossParts {
    double total = 0, content = 0, style = 0, histogram = 0, nearest = 0, adversarial = 0, smoothness = 0, colourSmoothness = 0;
};

class StyleObjective {
public:
    /// @param content  float32 [1,3,H,W], the photo at this size
    /// @param regions  what its parts aim at
    /// @param tile     side of tiles, px; 0: the network sees the picture whole. Tiles take two looks instead of one and
    ///                 a halo, but memory that does not grow with the picture
    /// @param held     float32 [1,1,H,W], 1 where the photo's pixels stay; undefined: nowhere
    StyleObjective(std::shared_ptr<const FeatureNet> net, const GatysParams& params, const at::Tensor& content,
                   std::vector<StyleRegion> regions, int tile = 0, const at::Tensor& held = {});
    /// One style everywhere.
    StyleObjective(std::shared_ptr<const FeatureNet> net, const GatysParams& params, const at::Tensor& content,
                   StyleTargets targets, int tile = 0)
        : StyleObjective(std::move(net), params, content, std::vector<StyleRegion>{{{}, std::move(targets)}}, tile) {}

    /// Loss at `z` and its gradient. @param z float32 [n]: the picture in the optimiser's variables
    double evaluate(const at::Tensor& z, at::Tensor& gradient);
    const LossParts& parts() const { return parts_; }

    /// Lays the picture elsewhere on the grid of the network's strides; `turn` counts up. The loss then differs a
    /// little, so an optimiser has to look anew. @param z where it stands: nearest neighbours are sought anew
    void shiftGrid(int turn, const at::Tensor& z);

    /// Picture [1,3,H,W], not clamped, of variables [n], and back.
    at::Tensor picture(const at::Tensor& z) const { return variable_.picture(variable_.axes(z)); }
    at::Tensor variables(const at::Tensor& picture) const { return variable_.of(picture); }
    /// Before the first step: where neighbours are sought from, and what the critics learn first.
    void aimFrom(const at::Tensor& z);
    /// The critics' own loss in their last lesson: 0.25 where they cannot tell picture and painting apart.
    double criticLoss() const { return criticLoss_; }

private:
    /// A style's own eye, where the adversarial term is wanted.
    struct Critic {
        at::Tensor share;
        StyleCritic critic;
    };
    static std::vector<Critic> criticsOf(const GatysParams& params, const std::vector<StyleRegion>& regions);
    FeatureTiles tiles() const;
    at::Tensor wideOf(const at::Tensor& picture) const;
    void lay();
    double networkTerms(const at::Tensor& picture, at::Tensor& byPicture);
    double adversarialTerm(const at::Tensor& picture, at::Tensor& byPicture);
    double pixelTerms(const at::Tensor& axes, at::Tensor& byAxes);
    void aimPatches(const at::Tensor& z);
    void teachCritics(const at::Tensor& z, int lessons);

    std::shared_ptr<const FeatureNet> net_;
    GatysParams params_;
    std::vector<Critic> critics_;  // before the terms, which take the regions over
    NetworkTerms terms_;
    PictureVariable variable_;
    at::Tensor content_;
    GridPhase phase_;
    double pixelSpread_ = 1, criticLoss_ = 0;
    std::int64_t height_, width_;
    int tile_;
    LossParts parts_;
};

}  // namespace velatura
