#include "core/engines/picture_variable.h"

#include <torch/torch.h>

#include "core/ops/bands.h"
#include "core/ops/resize.h"

namespace velatura {

namespace {

constexpr size_t kLevels = 5;
constexpr int kSmallestLevel = 16;

at::Tensor toChannels(const at::Tensor& nhwc) { return nhwc.permute({0, 3, 1, 2}); }
at::Tensor toRows(const at::Tensor& nchw) { return nchw.permute({0, 2, 3, 1}); }

at::Tensor enlarged(const at::Tensor& nhwc, ImageSize size) {
    return toRows(at::upsample_bilinear2d(toChannels(nhwc), {size.height, size.width}, false));
}

}  // namespace

PictureVariable::PictureVariable(VariableKind kind, const at::Tensor& photo, const at::Tensor& held) {
    at::NoGradGuard noGrad;
    // Orthonormal lightness, red-green and blue-yellow axes; one row a variable.
    const at::Tensor axes = at::tensor({0.57735f, 0.57735f, 0.57735f, 0.70711f, -0.70711f, 0.0f, 0.40825f, 0.40825f, -0.81650f}).reshape({3, 3});
    const at::Tensor scale = at::tensor({1.0f, static_cast<float>(kColourScale), static_cast<float>(kColourScale)}).unsqueeze(1);
    toPicture_ = (axes * scale).to(photo.device());
    toVariables_ = (axes / scale).t().contiguous().to(photo.device());
    ImageSize size = sizeOf(photo);
    while (true) {
        levels_.push_back(size);
        offsets_.push_back(count_);
        count_ += 3 * size.pixels();
        const bool more = kind == VariableKind::Pyramid && levels_.size() < kLevels && std::min(size.width, size.height) >= 2 * kSmallestLevel;
        if (!more) break;
        size = {(size.width + 1) / 2, (size.height + 1) / 2};
    }
    if (!held.defined()) return;
    held_ = held.permute({0, 2, 3, 1}).contiguous();
    heldAxes_ = at::matmul(toRows(photo).sub(0.5), toVariables_).mul_(held_);
}

at::Tensor PictureVariable::level(const at::Tensor& z, size_t i) const {
    return z.narrow(0, offsets_[i], 3 * levels_[i].pixels()).reshape({1, levels_[i].height, levels_[i].width, 3});
}

at::Tensor PictureVariable::of(const at::Tensor& picture) const {
    at::Tensor axes = at::empty({1, picture.size(2), picture.size(3), 3}, picture.options().memory_format(at::MemoryFormat::Contiguous));
    inBands(picture.size(2), picture.size(3), [&](std::int64_t y, std::int64_t rows) {
        axes.narrow(1, y, rows).copy_(at::matmul(toRows(picture.narrow(2, y, rows)).sub(0.5), toVariables_));
    });
    if (levels_.size() == 1) return axes.flatten();
    std::vector<at::Tensor> parts;
    for (size_t i = 0; i + 1 < levels_.size(); ++i) {
        const at::Tensor coarse = toRows(resizePlain(toChannels(axes), levels_[i + 1]));
        parts.push_back((axes - enlarged(coarse, levels_[i])).contiguous().flatten());
        axes = coarse.contiguous();
    }
    parts.push_back(axes.flatten());
    return at::cat(parts);
}

at::Tensor PictureVariable::axes(const at::Tensor& z) const {
    at::Tensor out = level(z, levels_.size() - 1);
    for (size_t i = levels_.size() - 1; i-- > 0;) out = enlarged(out, levels_[i]).add_(level(z, i));
    return held_.defined() ? at::addcmul(out, out, held_, -1).add_(heldAxes_) : out;
}

at::Tensor PictureVariable::picture(const at::Tensor& axes) const { return toChannels(at::matmul(axes, toPicture_).add_(0.5)); }

at::Tensor PictureVariable::pullColours(const at::Tensor& byPicture) const { return at::matmul(toRows(byPicture), toPicture_.t()); }

void PictureVariable::pull(const at::Tensor& byAxes, at::Tensor& gradient) const {
    at::Tensor g = held_.defined() ? at::addcmul(byAxes, byAxes, held_, -1) : byAxes;
    for (size_t i = 0; i < levels_.size(); ++i) {
        const at::Tensor into = level(gradient, i);
        if (into.data_ptr() != g.data_ptr()) into.copy_(g);
        if (i + 1 == levels_.size()) break;
        const ImageSize fine = levels_[i], coarse = levels_[i + 1];
        g = toRows(at::upsample_bilinear2d_backward(toChannels(g).contiguous(at::MemoryFormat::ChannelsLast), {fine.height, fine.width}, {1, 3, coarse.height, coarse.width}, false));
    }
}

}  // namespace velatura
