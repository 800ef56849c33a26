#include "core/losses/gram.h"

#include <torch/torch.h>

#include "core/base/check.h"

namespace velatura {

namespace {

/// [N,HW,C], a view where x is channels_last.
at::Tensor positions(const at::Tensor& x) {
    check(x.dim() == 4, "features are [N,C,H,W], got {} dimensions", x.dim());
    return x.permute({0, 2, 3, 1}).reshape({x.size(0), x.size(2) * x.size(3), x.size(1)});
}

}  // namespace

at::Tensor gram(const at::Tensor& x) {
    const at::Tensor f = positions(x);
    return at::matmul(f.transpose(1, 2), f).div(static_cast<double>(f.size(1)));
}

at::Tensor augmentedGram(const at::Tensor& x) { return augmentedSum(x).div(static_cast<double>(x.size(2) * x.size(3))); }

at::Tensor augmentedSum(const at::Tensor& x, const at::Tensor& weights) {
    const at::Tensor f = positions(x);
    const at::Tensor weighted = weights.defined() ? f * positions(weights) : f;
    const at::Tensor g = at::matmul(f.transpose(1, 2), weighted), sum = weighted.sum(1, /*keepdim=*/true);
    const at::Tensor count = weights.defined() ? weights.sum({1, 2, 3}).reshape({x.size(0), 1, 1})
                                               : at::full({x.size(0), 1, 1}, static_cast<double>(f.size(1)), x.options());
    return at::cat({at::cat({g, sum.transpose(1, 2)}, 2), at::cat({sum, count}, 2)}, 1);
}

at::Tensor relativeDistance(const at::Tensor& a, const at::Tensor& b) {
    const at::Tensor target = b.detach();
    const at::Tensor norm = target.square().sum({-2, -1}).clamp_min(1e-12);
    return (a - target).square().sum({-2, -1}).div(norm).mean();
}

at::Tensor inMetric(const at::Tensor& features, const at::Tensor& root) {
    const std::int64_t c = features.size(1);
    return at::conv2d(features, root.narrow(1, 0, c).unsqueeze(-1).unsqueeze(-1));
}

}  // namespace velatura
