// Which parts of the picture take after which styles: from the masks of a request to shares that add up to at most 1.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/image/image.h"
#include "core/work.h"

namespace velatura {

/// Styles that apply in the same place: those without a mask, or those with the same one.
struct StyleGroup {
    std::vector<size_t> styles;  ///< indices of the request's, those with a weight
    Image mask;                  ///< empty: wherever the others leave room
    double weight = 0;           ///< sum
};

std::vector<StyleGroup> groupStyles(const std::vector<StyleInput>& styles);

/// How much of each place belongs to each group. Masks that overlap share by weight; a group without a mask takes what
/// they leave. @return one a group, float32 [1,1,H,W]; undefined where a single group has everything
std::vector<at::Tensor> sharesOf(const std::vector<StyleGroup>& groups, ImageSize size);

/// A mask at another size, float32 [1,1,H,W], 0..1. @param mask of any depth; its first channel counts
at::Tensor maskAt(const Image& mask, ImageSize size);

}  // namespace velatura
