#include "core/ops/transport.h"

#include <torch/torch.h>

namespace velatura {

namespace {

constexpr double kRidge = 1e-5;  ///< of the mean variance of a channel

at::Tensor power(const at::Tensor& symmetric, double exponent) {
    const auto [values, vectors] = at::linalg_eigh(symmetric);
    return at::matmul(vectors * values.clamp_min(1e-30).pow(exponent).unsqueeze(0), vectors.t());
}

at::Tensor ridged(const at::Tensor& covariance) {
    const double variance = std::max(covariance.diagonal().mean().item<double>(), 1e-12);
    return covariance + at::eye(covariance.size(0), covariance.options()) * (kRidge * variance);
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
    const at::Tensor from = ridged(content.covariance), to = ridged(style.covariance);
    const at::Tensor root = power(from, 0.5), inverse = power(from, -0.5);
    const at::Tensor matrix = at::matmul(inverse, at::matmul(power(at::matmul(root, at::matmul(to, root)), 0.5), inverse));
    const at::Tensor bias = style.mean - at::mv(matrix, content.mean);
    return {matrix.to(like.device(), at::kFloat).contiguous(), bias.to(like.device(), at::kFloat)};
}

at::Tensor applyMap(const AffineMap& map, const at::Tensor& x, double strength) {
    // Folded into one 1x1 convolution.
    const at::Tensor matrix = map.matrix * strength + at::eye(x.size(1), x.options()) * (1 - strength);
    return at::conv2d(x, matrix.unsqueeze(-1).unsqueeze(-1), map.bias * strength);
}

}  // namespace velatura
