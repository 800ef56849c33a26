// Padding by reflection that is quick where LibTorch's own is not: on channels_last maps reflection_pad2d takes several
// times as long as copying them does. Any thread.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// The same numbers and gradients as reflection_pad2d with `pad` on all sides, in x's memory format. Maps that are not
/// larger than the padding are reflected to and fro.
/// @param x  float [N,C,H,W]  @return [N,C,H+2 pad,W+2 pad]
at::Tensor reflectPad(const at::Tensor& x, std::int64_t pad);

struct PadSides {
    std::int64_t left, right, top, bottom;
};
/// With sides of their own, each less than the map is long there.
at::Tensor reflectPad(const at::Tensor& x, const PadSides& sides);

}  // namespace velatura
