#include "core/losses/nearest.h"

#include <torch/torch.h>

namespace velatura {

at::Tensor stackFeatures(const std::vector<at::Tensor>& features) {
    std::vector<at::Tensor> layers;
    for (int t = kFirstPatchTap; t <= kPatchTap; ++t) {
        const auto& f = features[static_cast<size_t>(t)];
        const std::int64_t shrink = 1LL << (kPatchTap - t);
        layers.push_back(shrink == 1 ? f : at::avg_pool2d(f, {shrink, shrink}));
    }
    return at::cat(layers, 1);
}

at::Tensor stackScale(const at::Tensor& stack, const std::vector<std::int64_t>& channels) {
    at::NoGradGuard noGrad;
    const at::Tensor mean = stack.mean(0);
    const at::Tensor square = (stack - mean).square().mean(0);
    at::Tensor scale = at::empty_like(mean);
    std::int64_t at = 0;
    for (const std::int64_t n : channels) {
        scale.narrow(0, at, n).fill_(1 / std::sqrt(std::max(1e-12, square.narrow(0, at, n).sum().item<double>())));
        at += n;
    }
    return at::stack({mean, scale});
}

at::Tensor nearest(const at::Tensor& rows, const at::Tensor& candidates) {
    at::NoGradGuard noGrad;
    constexpr std::int64_t kRows = 2048;
    // Only the candidates' lengths matter for which is nearest.
    const at::Tensor unit = (candidates / candidates.norm(2, 1, true).clamp_min(1e-12)).t().contiguous();
    std::vector<at::Tensor> out;
    for (std::int64_t i = 0; i < rows.size(0); i += kRows)
        out.push_back(at::matmul(rows.narrow(0, i, std::min(kRows, rows.size(0) - i)), unit).argmax(1));
    return at::cat(out);
}

}  // namespace velatura
