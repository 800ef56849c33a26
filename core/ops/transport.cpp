#include "core/ops/transport.h"

#include <torch/torch.h>

namespace velatura {

namespace {

/// Variances below this share of a channel's mean variance count as it.
constexpr double kLeast = 1e-5;
/// What float32 sums leave uncertain of a mean square.
constexpr double kRounding = 1e-6;

/// Eigenvalues, none below `least`, to a power.
at::Tensor power(const at::Tensor& symmetric, double exponent, double least) {
    const auto [values, vectors] = at::linalg_eigh(symmetric);
    return at::matmul(vectors * values.clamp_min(least).pow(exponent).unsqueeze(0), vectors.t());
}

double leastVariance(const FeatureMoments& m) {
    const double variance = std::max(0.0, m.covariance.diagonal().mean().item<double>()), square = m.mean.square().mean().item<double>();
    return std::max({kLeast * variance, kRounding * (square + variance), 1e-12});
}

}  // namespace

FeatureMoments momentsOf(const at::Tensor& augmented) {
    const at::Tensor g = augmented.to(at::kCPU, at::kDouble);
    const std::int64_t c = g.size(0) - 1;
    const at::Tensor mean = g.narrow(0, 0, c).select(1, c);
    return {mean.contiguous(), g.narrow(0, 0, c).narrow(1, 0, c) - at::outer(mean, mean)};
}

AffineMap transportMap(const FeatureMoments& content, const FeatureMoments& style, const at::Tensor& like) {
    at::NoGradGuard noGrad;
    const double least = leastVariance(content);
    const at::Tensor to = power(style.covariance, 1, leastVariance(style));
    const at::Tensor root = power(content.covariance, 0.5, least), inverse = power(content.covariance, -0.5, least);
    const at::Tensor matrix = at::matmul(inverse, at::matmul(power(at::matmul(root, at::matmul(to, root)), 0.5, 0), inverse));
    const at::Tensor bias = style.mean - at::mv(matrix, content.mean);
    return {matrix.to(like.device(), at::kFloat).contiguous(), bias.to(like.device(), at::kFloat)};
}

AffineMap atStrength(const AffineMap& map, const at::Tensor& mean, double strength) {
    at::NoGradGuard noGrad;
    const at::Tensor one = at::eye(map.matrix.size(0), map.matrix.options());
    at::Tensor matrix = map.matrix * strength + one * (1 - strength);
    if (strength > 1) {
        constexpr double kLeastSpread = 0.2;
        const auto [values, vectors] = at::linalg_eigh(matrix.to(at::kCPU, at::kDouble));
        matrix = at::matmul(vectors * values.clamp_min(kLeastSpread).unsqueeze(0), vectors.t()).to(matrix.options()).contiguous();
    }
    // The mean goes the same share of its way, whatever the matrix.
    const at::Tensor m = mean.to(map.bias.options());
    const at::Tensor to = m + (at::mv(map.matrix, m) + map.bias - m) * strength;
    return {matrix, to - at::mv(matrix, m)};
}

at::Tensor applyMap(const AffineMap& map, const at::Tensor& x, double strength) {
    // Folded into one 1x1 convolution.
    const at::Tensor matrix = map.matrix * strength + at::eye(x.size(1), x.options()) * (1 - strength);
    return at::conv2d(x, matrix.unsqueeze(-1).unsqueeze(-1), map.bias * strength);
}

}  // namespace velatura
