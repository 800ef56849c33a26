// Nearest-neighbour feature matching (Kolkin et al. 2022, "Neural neighbor style transfer"): every place of the picture
// aims at the one place of the painting whose features are most like its own, on a grid of eight pixels.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace velatura {

inline constexpr int kPatchTap = 3;          ///< relu4_1, whose stride the grid has
inline constexpr int kFirstPatchTap = 1;     ///< relu2_1 is the first of the stack
inline constexpr int kMostPatches = 4096;

/// Features of taps kFirstPatchTap..kPatchTap, brought to the last one's grid by area and stacked.
/// @param features  taps from 0 on, float32 [1,C_l,H/stride,W/stride], sides of tap 0 multiples of 8
/// @return          float32 [1,D,H/8,W/8]
at::Tensor stackFeatures(const std::vector<at::Tensor>& features);

/// Mean of each channel, and one over the spread of each layer of the stack, so that the layers count alike.
/// @param stack  float32 [M,D]  @param channels of the layers, in order  @return float32 [2,D]
at::Tensor stackScale(const at::Tensor& stack, const std::vector<std::int64_t>& channels);

/// Index into `candidates` of the nearest by cosine, for each row; some thousand rows at a time.
/// @param rows  float32 [M,D], @param candidates float32 [K,D], both centred and scaled  @return int64 [M]
at::Tensor nearest(const at::Tensor& rows, const at::Tensor& candidates);

}  // namespace velatura
