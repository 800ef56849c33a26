#include "core/ops/transport.h"

#include <torch/torch.h>

namespace velatura {

namespace {

/// Variances below this share of a channel's mean variance count as it.
constexpr double kLeast = 1e-5;
/// What float32 sums leave uncertain of a mean square.
constexpr double kRounding = 1e-6;

struct Eigen {
    at::Tensor values, vectors;  ///< float64 [C], [C,C]
    /// @param exponent of the values, none of which counts as less than `least`
    at::Tensor power(double exponent) const { return at::matmul(vectors * values.pow(exponent).unsqueeze(0), vectors.t()); }
};

Eigen eigenOf(const at::Tensor& symmetric, double least) {
    const auto [values, vectors] = at::linalg_eigh(symmetric);
    return {values.clamp_min(least), vectors};
}

/// The symmetric T with T C T = S: from features of covariance C to covariance S, no farther than needed.
/// T is differentiated through this equation: dT CT + TC dT = -T dC T, a Lyapunov equation, which is diagonal in the
/// eigenvectors of C^1/2 T C^1/2. Eigenvectors' own gradients would divide by differences of eigenvalues.
class TransportMatrix : public torch::autograd::Function<TransportMatrix> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& from, const at::Tensor& to, double leastFrom, double leastTo) {
        const Eigen content = eigenOf(from, leastFrom);
        const at::Tensor root = content.power(0.5), inverse = content.power(-0.5);
        const Eigen between = eigenOf(at::matmul(root, at::matmul(eigenOf(to, leastTo).power(1), root)), 0);
        const at::Tensor out = at::matmul(inverse, at::matmul(between.power(0.5), inverse));
        context->save_for_backward({out, at::matmul(root, between.vectors), at::matmul(between.vectors.t(), inverse), between.values.sqrt()});
        return out;
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, const torch::autograd::variable_list& by) {
        const auto saved = context->get_saved_variables();
        const at::Tensor &map = saved[0], &basis = saved[1], &inverse = saved[2], &values = saved[3];
        const at::Tensor gradient = (by[0] + by[0].t()) / 2;
        const at::Tensor sums = values.unsqueeze(0) + values.unsqueeze(1);
        const at::Tensor inBasis = at::matmul(inverse, at::matmul(gradient, inverse.t())) / sums.clamp_min(sums.max() * 1e-9);
        const at::Tensor solved = at::matmul(basis, at::matmul(inBasis, basis.t()));
        return {-at::matmul(map, at::matmul(solved, map)), {}, {}, {}};
    }
};

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
    const at::Tensor matrix = TransportMatrix::apply(content.covariance, style.covariance.detach(), leastVariance(content), leastVariance(style));
    const at::Tensor bias = style.mean - at::mv(matrix, content.mean);
    return {matrix.to(like.device(), at::kFloat).contiguous(), bias.to(like.device(), at::kFloat)};
}

AffineMap atStrength(const AffineMap& map, const at::Tensor& mean, double strength) {
    const at::Tensor one = at::eye(map.matrix.size(0), map.matrix.options());
    at::Tensor matrix = map.matrix * strength + one * (1 - strength);
    if (strength > 1) {
        at::NoGradGuard noGrad;
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
