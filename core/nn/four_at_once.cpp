#include "core/nn/four_at_once.h"

#include <torch/torch.h>

namespace velatura {

at::Tensor fourAtOnce(const at::Tensor& weight) {
    at::Tensor all = at::zeros({weight.size(0), 4, weight.size(1), 4, 4}, weight.options());
    for (int y = 0; y < 2; ++y)
        for (int x = 0; x < 2; ++x) all.select(1, 2 * y + x).narrow(2, y, 3).narrow(3, x, 3).copy_(weight);
    return all.flatten(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor fourPixelsOf(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
    return at::pixel_shuffle(at::conv2d(x, weight, bias, 2, 1), 2).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
