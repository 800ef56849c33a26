// What tests of the work layer share: seeded tensors, numerical gradients, small pictures.
#pragma once

#include <torch/torch.h>

#include <functional>

#include "core/image/image.h"

namespace velatura::test {

inline at::Tensor randomTensor(std::vector<std::int64_t> sizes, std::uint64_t seed) {
    auto generator = at::detail::createCPUGenerator(seed);
    return at::randn(sizes, generator, at::kFloat);
}

inline at::Tensor randomPicture(int width, int height, std::uint64_t seed) {
    auto generator = at::detail::createCPUGenerator(seed);
    const at::Tensor coarse = at::rand({1, 3, std::max(2, height / 8), std::max(2, width / 8)}, generator, at::kFloat);
    return at::upsample_bilinear2d(coarse, {height, width}, false).clamp(0, 1);
}

/// Largest difference between the gradient of a scalar function and central differences, over the largest gradient.
/// In double, so `f` must accept float64.
inline double gradientError(const at::Tensor& at, const std::function<at::Tensor(const at::Tensor&)>& f) {
    at::Tensor x = at.to(at::kDouble).contiguous().requires_grad_(true);
    const at::Tensor analytic = torch::autograd::grad({f(x)}, {x})[0].flatten();
    at::Tensor numeric = at::zeros_like(analytic);
    at::NoGradGuard noGrad;
    const double h = 1e-5;
    for (std::int64_t i = 0; i < x.numel(); ++i) {
        at::Tensor moved = x.detach().clone();
        moved.flatten()[i] += h;
        const double up = f(moved).item<double>();
        moved.flatten()[i] -= 2 * h;
        numeric[i] = (up - f(moved).item<double>()) / (2 * h);
    }
    return ((analytic - numeric).abs().max() / numeric.abs().max().clamp_min(1e-12)).item<double>();
}

}  // namespace velatura::test
