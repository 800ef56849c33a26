// NetworkTerms: the parts of the optimiser's loss that go through the perceptual network: style by second moments, by
// histograms and by nearest neighbours, each by region, and content. Two looks: the first sums up what the style is
// measured by, over however many tiles; the second gives each tile the gradient of the whole by its features.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/engines/feature_tiles.h"
#include "core/engines/gatys_params.h"
#include "core/engines/style_loss.h"
#include "core/engines/style_targets.h"
#include "core/losses/nearest.h"

namespace velatura {

class NetworkTerms {
public:
    NetworkTerms(const FeatureNet& net, const GatysParams& params, std::vector<StyleRegion> regions);

    /// Deepest tap that any term needs.
    int deepest() const { return deepest_; }
    bool comparesFeatures() const { return params_.contentWeight > 0 && contentTap_ >= 0; }

    /// The picture lies on the grid of the strides as `tiles` says: shares of regions and the photo's features anew.
    /// @param photo  float32 [1,3,H,W]
    void lay(const FeatureTiles& tiles, const at::Tensor& wideOfPhoto);
    /// Which place of the painting each place of the picture aims at, from now on.
    /// @param wide  the picture, widened; mixed with the photo's features
    void aimPatches(const FeatureTiles& tiles, const at::Tensor& wide, const at::Tensor& wideOfPhoto);

    /// First look: forgets the last sums, adds those of each tile, settles what they mean.
    void begin();
    void gather(const std::vector<at::Tensor>& features, const FeatureTiles& tiles, const FeatureTiles::Tile& tile);
    void settle();
    /// Second look at a tile. @param features with a graph  @return what to differentiate and by which weight
    struct Pull {
        std::vector<at::Tensor> of, by;
    };
    Pull pull(const std::vector<at::Tensor>& features, const FeatureTiles& tiles, const FeatureTiles::Tile& tile);

    /// After the second look: each part, without its weight, and the weighted sum.
    double style() const { return style_; }
    double histogram() const { return histogram_; }
    double nearest() const { return nearest_; }
    double content() const { return content_; }
    double total() const;

private:
    struct Region {
        StyleRegion aim;
        StyleLoss loss;
        double area = 1;                             // share of the picture
        std::vector<at::Tensor> share;               // per tap, [1,1,h,w]; undefined: everywhere
        std::vector<double> positions;               // per tap, how many positions it has
        std::vector<at::Tensor> sums, byGram;        // per tap, float64 sums of moments; gradient by the mean
        std::vector<at::Tensor> counts, table;       // per tap, of the histogram
        at::Tensor patchTarget;                      // [1,D,h,w] on the grid of kPatchTap, centred and scaled
    };
    bool useHistogram() const { return params_.styleWeight > 0 && params_.histogramWeight > 0; }
    bool usePatches() const { return params_.styleWeight > 0 && params_.nearestWeight > 0 && net_.tapCount() > kPatchTap; }
    at::Tensor ownShare(const Region& region, int tap, const FeatureTiles& tiles, const FeatureTiles::Tile& tile) const;
    at::Tensor histogramTerm(Region& region, int tap, const at::Tensor& own, const at::Tensor& share);
    at::Tensor patchTerm(const at::Tensor& stack, const Rect& place, const FeatureTiles& tiles, const FeatureTiles::Tile& tile);

    const FeatureNet& net_;
    GatysParams params_;
    std::vector<Region> regions_;
    int contentTap_, deepest_;
    at::Tensor contentRoot_, contentTarget_;
    double contentSpread_ = 1;
    double style_ = 0, histogram_ = 0, nearest_ = 0, content_ = 0;
};

}  // namespace velatura
