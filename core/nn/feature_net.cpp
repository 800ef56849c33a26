#include "core/nn/feature_net.h"

#include <torch/torch.h>

#include "core/ops/reflect_pad.h"

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

at::Tensor withoutMargin(const at::Tensor& features, int stride) {
    const std::int64_t m = kMargin / stride;
    return features.narrow(2, m, features.size(2) - 2 * m).narrow(3, m, features.size(3) - 2 * m);
}

at::Tensor blurPoolKernel(std::int64_t channels) {
    const at::Tensor row = at::tensor({0.125f, 0.375f, 0.375f, 0.125f});
    return at::outer(row, row).expand({channels, 1, 4, 4}).contiguous();
}

at::Tensor blurPool(const at::Tensor& x) {
    // As a depthwise convolution: LibTorch's average pooling costs twenty times as much on the way back.
    return at::conv2d(x, blurPoolKernel(x.size(1)).to(x.options()), {}, 2, 1, 1, x.size(1));
}

namespace {

struct Padding {
    std::vector<std::int64_t> columns, rows;  // as LibTorch takes them: left, right, top, bottom
    bool reflectsColumns, reflectsRows;
};

Padding paddingOf(std::int64_t width, std::int64_t height, int margin, GridPhase phase) {
    const auto extra = [](std::int64_t n) { return (16 - n % 16) % 16; };
    const std::int64_t left = margin + phase.x, top = margin + phase.y;
    const std::int64_t right = margin + extra(width + phase.x), bottom = margin + extra(height + phase.y);
    // Reflection needs more pixels than it adds; thin pictures repeat their edge along that side.
    return {{left, right, 0, 0}, {0, 0, top, bottom}, std::max(left, right) < width, std::max(top, bottom) < height};
}

at::Tensor pad(const at::Tensor& x, const std::vector<std::int64_t>& by, bool reflects) {
    return reflects ? reflectPad(x, PadSides{by[0], by[1], by[2], by[3]}) : at::replication_pad2d(x, by);
}

at::Tensor unpad(const at::Tensor& gradient, ImageSize size, const std::vector<std::int64_t>& by, bool reflects) {
    // Only the size of the input is looked at.
    const at::Tensor like = at::empty({1}, gradient.options()).expand({gradient.size(0), gradient.size(1), size.height, size.width});
    return reflects ? at::reflection_pad2d_backward(gradient, like, by) : at::replication_pad2d_backward(gradient, like, by);
}

}  // namespace

at::Tensor widen(const at::Tensor& x, int margin, GridPhase phase) {
    const Padding p = paddingOf(x.size(3), x.size(2), margin, phase);
    return pad(pad(x, p.columns, p.reflectsColumns), p.rows, p.reflectsRows);
}

at::Tensor narrowed(const at::Tensor& byWide, ImageSize picture, int margin, GridPhase phase) {
    const Padding p = paddingOf(picture.width, picture.height, margin, phase);
    const ImageSize between{static_cast<int>(byWide.size(3)), picture.height};
    return unpad(unpad(byWide, between, p.rows, p.reflectsRows), picture, p.columns, p.reflectsColumns);
}

}  // namespace velatura
