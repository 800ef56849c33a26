// Tiles in which the perceptual network looks at a large picture, so that memory does not grow with it. What a tile owns
// is the same as if the whole had been looked at: each tile sees a halo as wide as the deepest tap's receptive field,
// and the borders of the whole are the network's own. Sums over tiles are therefore exact (up to rounding).
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/image/image.h"
#include "core/nn/feature_net.h"
#include "core/ops/resize.h"

namespace velatura {

class FeatureTiles {
public:
    /// @param picture  its size, before it is widened by kMargin and the phase
    /// @param tile     side of what each tile owns, px, rounded up to a multiple of 16; 0: one tile, the whole
    FeatureTiles(const FeatureNet& net, ImageSize picture, GridPhase phase, int deepest, int tile);

    struct Tile {
        Rect owned;  ///< in the widened picture; multiples of 16
        Rect seen;   ///< with its halo
    };
    const std::vector<Tile>& tiles() const { return tiles_; }
    /// Features of what a tile sees. @param seen float32 [1,3,h,w], cut out of the widened picture
    std::vector<at::Tensor> features(const at::Tensor& seen) const { return net_.forward(seen, deepest_); }
    /// The positions that the tile owns and that lie inside the picture. @return a view, perhaps empty
    at::Tensor owned(const at::Tensor& features, int tap, const Tile& tile) const;
    /// Zero everywhere but at those positions, in place. @param features float32 [1,C,h,w]
    void keepOwned(at::Tensor& features, int tap, const Tile& tile) const;
    /// Where those positions lie in the picture's own features.
    Rect place(int tap, const Tile& tile) const;
    /// A mask of the picture by positions of a tap: the mean over what each covers.
    /// @param mask  float32 [1,1,H,W]  @return float32 [1,1,positions]
    at::Tensor pooled(const at::Tensor& mask, int tap) const;
    /// All positions of the picture at a tap.
    ImageSize positions(int tap) const;

    /// Per tap, augmentedGram() of the whole picture, float32 [C+1,C+1]; totals in double. No gradient.
    /// @param widened  float32 [1,3,H',W']
    std::vector<at::Tensor> grams(const at::Tensor& widened) const;
    static at::Tensor cut(const at::Tensor& widened, const Rect& r) { return widened.narrow(2, r.y, r.height).narrow(3, r.x, r.width); }

private:
    Rect window(int tap) const;
    Rect ownedOf(int tap, const Tile& tile) const;

    const FeatureNet& net_;
    ImageSize picture_;
    GridPhase phase_;
    int deepest_;
    std::vector<Tile> tiles_;
    ImageSize widened_;
};

}  // namespace velatura
