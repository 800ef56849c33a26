#include "core/metrics/psnr_ssim.h"

#include <torch/torch.h>

#include <cmath>
#include <limits>

#include "core/base/check.h"

namespace velatura {

namespace {

void checkSame(const at::Tensor& a, const at::Tensor& b) {
    check(a.sizes() == b.sizes(), "metrics compare pictures of one size, got {}x{} and {}x{}", a.size(3), a.size(2), b.size(3), b.size(2));
}

at::Tensor luma(const at::Tensor& x) {
    const at::Tensor d = x.to(at::kDouble);
    return (d.select(1, 0) * 0.299 + d.select(1, 1) * 0.587 + d.select(1, 2) * 0.114).unsqueeze(1);
}

at::Tensor gaussian(std::int64_t side) {
    const at::Tensor x = at::arange(side, at::kDouble) - static_cast<double>(side - 1) / 2;
    const at::Tensor w = (-(x * x) / (2 * 1.5 * 1.5)).exp();
    return w / w.sum();
}

/// Weighted mean around each position where the window fits.
at::Tensor windowed(const at::Tensor& x, const at::Tensor& column, const at::Tensor& row) {
    return at::conv2d(at::conv2d(x, column.reshape({1, 1, -1, 1})), row.reshape({1, 1, 1, -1}));
}

}  // namespace

double psnr(const at::Tensor& a, const at::Tensor& b) {
    checkSame(a, b);
    const double mse = (a.to(at::kDouble) - b.to(at::kDouble)).square().mean().item<double>();
    return mse > 0 ? -10 * std::log10(mse) : std::numeric_limits<double>::infinity();
}

double ssim(const at::Tensor& a, const at::Tensor& b) {
    checkSame(a, b);
    constexpr double c1 = 0.01 * 0.01, c2 = 0.03 * 0.03;
    const at::Tensor x = luma(a), y = luma(b);
    const at::Tensor column = gaussian(std::min<std::int64_t>(11, x.size(2))), row = gaussian(std::min<std::int64_t>(11, x.size(3)));
    const auto mean = [&](const at::Tensor& t) { return windowed(t, column, row); };
    const at::Tensor mx = mean(x), my = mean(y);
    const at::Tensor vx = mean(x * x) - mx * mx, vy = mean(y * y) - my * my, cov = mean(x * y) - mx * my;
    const at::Tensor map = ((2 * mx * my + c1) * (2 * cov + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2));
    return map.mean().item<double>();
}

double meanAbsolute(const at::Tensor& a, const at::Tensor& b) {
    checkSame(a, b);
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().mean().item<double>();
}

}  // namespace velatura
