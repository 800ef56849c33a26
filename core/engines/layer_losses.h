// What each layer of the network still misses in a picture, and where: for the layer lab and `evaluate --layers`. The
// gatys session calls it with its own targets, on the thread that it runs on.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/engines/style_loss.h"
#include "core/work.h"

namespace velatura {

/// Side of the tiles in which pictures with a longer side are looked at, px: what may be waited for between two
/// questions whether to go on.
inline constexpr int kLayerTile = 1024;
/// Long side of the largest maps, px.
inline constexpr int kLargestMap = 1024;

/// Each tap's own style loss, as if it alone had a weight, and its first-order change by each position: with M the
/// loss's gradient by the second moments, f^T M f less what a position of the style gives on average. Positions of
/// which there are too many (grey where there should be strokes) are above it, what looks like the style is level with
/// it. Smoothed, since single positions of any texture lie on both sides, and cut off below zero.
/// @param picture  float32 [1,3,H,W], at the size at which it was painted
/// @param regions  what its parts take after; several add up by their share
/// @param tile     side of tiles, px; 0: whole
/// @param held     float32 [1,1,H,W], 1 where the photo's pixels stay: nothing is left to be done there, so maps are dark;
///                 undefined: nowhere
/// @return one entry a tap, in order; none when told to stop. Maps have the picture's size, up to kLargestMap; white is
/// the tap's largest value, but at least a value that can be seen: a picture that matches is dark
Result<std::vector<LayerLoss>> layerLosses(const FeatureNet& net, const GatysParams& params,
                                           const std::vector<StyleRegion>& regions, const at::Tensor& picture, int tile,
                                           JobContext& context, const at::Tensor& held = {});

}  // namespace velatura
