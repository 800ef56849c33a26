#include "core/nn/feature_net.h"

#include <torch/torch.h>

namespace velatura {

std::vector<at::Tensor> FeatureNet::taps(const at::Tensor& x, int deepest, GridPhase phase) const {
    auto out = forward(widen(x, kMargin, phase), std::min(deepest, tapCount() - 1));
    for (size_t i = 0; i < out.size(); ++i) {
        const std::int64_t stride = kTapStride[i];
        const auto cropped = [&](const at::Tensor& f, int dim, int shift) {
            const std::int64_t length = (x.size(dim) + stride - 1) / stride;
            return f.narrow(dim, std::min((kMargin + shift) / stride, f.size(dim) - length), length);
        };
        out[i] = cropped(cropped(out[i], 2, phase.y), 3, phase.x);
    }
    return out;
}

at::Tensor blurPool(const at::Tensor& x) {
    // As a depthwise convolution: LibTorch's average pooling costs twenty times as much on the way back.
    const at::Tensor row = at::tensor({0.125f, 0.375f, 0.375f, 0.125f}).to(x.device());
    const at::Tensor kernel = at::outer(row, row).to(x.scalar_type()).expand({x.size(1), 1, 4, 4});
    return at::conv2d(x, kernel.contiguous(), {}, 2, 1, 1, x.size(1));
}

at::Tensor widen(const at::Tensor& x, int margin, GridPhase phase) {
    const auto extra = [](std::int64_t n) { return (16 - n % 16) % 16; };
    const std::int64_t left = margin + phase.x, top = margin + phase.y;
    const std::int64_t right = margin + extra(x.size(3) + phase.x), bottom = margin + extra(x.size(2) + phase.y);
    at::Tensor y = x;
    // Reflection needs more pixels than it adds; thin pictures repeat their edge along that side.
    const auto pad = [&](std::int64_t size, std::vector<std::int64_t> by) {
        const bool reflects = std::max({by[0], by[1], by[2], by[3]}) < size;
        return reflects ? at::reflection_pad2d(y, by) : at::replication_pad2d(y, by);
    };
    y = pad(x.size(3), {left, right, 0, 0});
    y = pad(x.size(2), {0, 0, top, bottom});
    return y;
}

}  // namespace velatura
