// The instant engine's two passes over a picture, whole or in tiles: one gathers the statistics of the encoder's
// features, the other gives them the styles' and decodes. Since nothing else is measured on the way, tiles with a halo as
// wide as the network sees give the same picture as the whole.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <functional>
#include <vector>

#include "core/image/image.h"
#include "core/nn/style_transfer_net.h"

namespace velatura {

using StyleMoments = std::array<FeatureMoments, kStyleLevels>;

/// Pixels by which a picture is widened on each side (reflected): the network's own padding shows as far as a dull frame
/// of about 30 px. A multiple of the deepest stride.
inline constexpr int kPassMargin = 32;

/// A picture as the passes take it.
struct PassPicture {
    at::Tensor wide;   ///< float32 [1,3,H',W'], widen(picture, kPassMargin)
    ImageSize size;    ///< of the picture itself
    int tile = 0;      ///< side of tiles in px, a multiple of 16; 0: whole
    std::vector<at::Tensor> noise = {};  ///< StyleTransferNet::noiseFor the widened picture; empty: none
};
/// Tiles that lie on the grid of the strides. @param tile px; 0: whole
int passTile(int tile);
PassPicture passPicture(const at::Tensor& picture, int tile);

/// Maps that leave features as they are.
std::array<AffineMap, kStyleLevels> stillMaps(const StyleTransferNet& net, const c10::Device& device);

/// Asked before each tile, with tiles done and all; false gives up.
using PassProgress = std::function<bool(std::int64_t done, std::int64_t total)>;

/// Statistics of each area of a picture. @param shares  one an area, float32 [1,1,H,W] or undefined: the whole picture
/// @param features  where it is looked at whole: filled, or taken when filled before; may be null
/// @return one an area, level by level; an area that is too small at a level has no mean there (undefined). Empty when
///         given up
std::vector<StyleMoments> momentsPass(const StyleTransferNet& net, const PassPicture& picture, const std::vector<at::Tensor>& shares,
                                      std::vector<at::Tensor>* features, const PassProgress& proceed);

/// What an area's features become.
struct AreaTransfer {
    std::array<AffineMap, kStyleLevels> maps;
    at::Tensor code;   ///< float32 [1,codeSize()]
    at::Tensor share;  ///< float32 [1,1,H,W]; undefined: everywhere
    at::Tensor own;    ///< the photo's own code there; undefined: no noise
    double noise = 1;  ///< in shares of what the network was trained with
};

/// @param features  as momentsPass() left them; may be null
/// @return float32 [1,3,H,W], about 0..1, not clamped; undefined when given up
at::Tensor decodePass(const StyleTransferNet& net, const PassPicture& picture, const std::vector<AreaTransfer>& areas,
                      const std::vector<at::Tensor>* features, const PassProgress& proceed);

}  // namespace velatura
