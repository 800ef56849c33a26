// Means over squares, as guided filters take them.
#pragma once

#include <torch/torch.h>

namespace velatura {

/// Mean over (2 radius + 1)^2 pixels, edges repeated. @param x float32 [N,C,H,W]
inline at::Tensor boxMean(const at::Tensor& x, int radius) {
    const std::int64_t r = radius, k = 2 * r + 1;
    return at::avg_pool2d(at::replication_pad2d(x, {r, r, r, r}), {k, k}, {1, 1});
}

}  // namespace velatura
