#include "core/engines/style_objective.h"

#include <torch/torch.h>

#include "core/losses/gram.h"
#include "core/losses/total_variation.h"

namespace velatura {

namespace {

// What "1" means for each weight; found by looking at results at 1:1 (ARCHITECTURE.md, "The optimiser's defaults").
constexpr double kStyleUnit = 2.0;
constexpr double kContentUnit = 0.175;
constexpr double kSmoothUnit = 6.0;
constexpr double kColourSmoothUnit = 1.5;
constexpr double kRangeWeight = 20.0;
/// Colour axes are this much shorter than lightness in the optimiser's variables.
constexpr double kColourScale = 0.4;
/// Colour differences below this are ripple, above it strokes.
constexpr double kRippleSize = 0.02;

int tapOf(ContentTap tap) { return tap == ContentTap::Pixels ? -1 : static_cast<int>(tap) + 1; }

/// R f for features [N,C,H,W] without the constant: differences of features are compared in it.
at::Tensor inMetric(const at::Tensor& features, const at::Tensor& root) {
    const std::int64_t c = features.size(1);
    return at::conv2d(features, root.narrow(1, 0, c).unsqueeze(-1).unsqueeze(-1));
}

at::Tensor gramInMetric(const at::Tensor& features, const at::Tensor& root) {
    return at::matmul(root, at::matmul(augmentedGram(features).squeeze(0), root));
}

/// |a - b|^2 over |b|^2.
at::Tensor relative(const at::Tensor& a, const at::Tensor& b) {
    return (a - b).square().sum() / b.square().sum().clamp_min(1e-12);
}

/// Mean and covariance compared apart, each relative to its own size. Last row and column of the augmented Gram in the
/// metric still hold the constant's part, so the split is made before the metric is applied.
at::Tensor momentsDistance(const at::Tensor& gram, const at::Tensor& target, const at::Tensor& root) {
    const std::int64_t c = gram.size(0) - 1;
    const auto mean = [c](const at::Tensor& g) { return g.narrow(0, 0, c).narrow(1, c, 1); };
    const auto covariance = [&](const at::Tensor& g) {
        return g.narrow(0, 0, c).narrow(1, 0, c) - at::matmul(mean(g), mean(g).t());
    };
    const at::Tensor r = root.narrow(1, 0, c);
    const auto spread = [&](const at::Tensor& g) { return at::matmul(r, at::matmul(covariance(g), r.t())); };
    return relative(at::matmul(r, mean(gram)), at::matmul(r, mean(target))) + relative(spread(gram), spread(target));
}

}  // namespace

StyleTargets styleTargets(const PerceptualNet& net, const std::vector<WeightedStyle>& styles) {
    at::NoGradGuard noGrad;
    StyleTargets out;
    double sum = 0;
    for (const auto& s : styles) sum += s.weight;
    for (const auto& s : styles) {
        const auto taps = net.taps(s.picture);
        for (size_t t = 0; t < taps.size(); ++t) {
            const at::Tensor g = augmentedGram(taps[t]).squeeze(0) * (s.weight / sum);
            if (out.grams.size() <= t)
                out.grams.push_back(g);
            else
                out.grams[t] = out.grams[t] + g;
        }
    }
    return out;
}

StyleObjective::StyleObjective(std::shared_ptr<const PerceptualNet> net, const GatysParams& params,
                               const at::Tensor& content, StyleTargets targets)
    : net_(std::move(net)), params_(params), targets_(std::move(targets)), content_(content), height_(content.size(2)), width_(content.size(3)) {
    at::NoGradGuard noGrad;
    // Orthonormal lightness, red-green and blue-yellow axes; one row a variable.
    const at::Tensor axes = at::tensor({0.57735f, 0.57735f, 0.57735f, 0.70711f, -0.70711f, 0.0f, 0.40825f, 0.40825f, -0.81650f}).reshape({3, 3});
    const at::Tensor scale = at::tensor({1.0f, static_cast<float>(kColourScale), static_cast<float>(kColourScale)}).unsqueeze(1);
    toPicture_ = (axes * scale).to(content.device());
    toVariables_ = (axes / scale).t().contiguous().to(content.device());

    const int contentTap = params_.contentWeight > 0 ? tapOf(params_.contentTap) : 0;
    deepest_ = std::max(0, contentTap);
    for (int t = 0; t < kTapCount; ++t) {
        roots_.push_back(net_->metricRoot(t));
        if (params_.styleWeight > 0 && params_.tapWeights[static_cast<size_t>(t)] > 0) deepest_ = std::max(deepest_, t);
    }
    for (size_t t = 0; t < targets_.grams.size(); ++t)
        styleInMetric_.push_back(at::matmul(roots_[t], at::matmul(targets_.grams[t], roots_[t])));
    aimAtContent();
}

void StyleObjective::aimAtContent() {
    at::NoGradGuard noGrad;
    const int tap = tapOf(params_.contentTap);
    const auto t = static_cast<size_t>(std::max(0, tap));
    if (tap < 0)
        contentTarget_ = content_;
    else if (params_.contentWeight > 0)
        contentTarget_ = inMetric(net_->taps(content_, tap, phase_)[t], roots_[t]);
    else
        return;
    // A photo of one colour has no spread to compare with.
    contentSpread_ = std::max((contentTarget_ - contentTarget_.mean({2, 3}, true)).square().mean().item<double>(), 1e-4);
}

void StyleObjective::shiftGrid(int turn) {
    // Steps of 7 and 11 visit every phase of each stride before one comes again.
    phase_ = {7 * turn % 16, 11 * turn % 16};
    if (tapOf(params_.contentTap) >= 0) aimAtContent();
}

at::Tensor StyleObjective::picture(const at::Tensor& z) const {
    const at::Tensor nhwc = at::matmul(z.reshape({1, height_, width_, 3}), toPicture_).add(0.5);
    return nhwc.permute({0, 3, 1, 2});
}

at::Tensor StyleObjective::variables(const at::Tensor& picture) const {
    return at::matmul(picture.permute({0, 2, 3, 1}).sub(0.5), toVariables_).contiguous().flatten();
}

at::Tensor StyleObjective::styleLoss(const std::vector<at::Tensor>& taps) const {
    at::Tensor sum = at::zeros({}, taps[0].options());
    double weights = 0;
    for (size_t t = 0; t < taps.size(); ++t) {
        const double w = params_.tapWeights[t];
        if (w <= 0) continue;
        weights += w;
        if (params_.styleLoss == StyleLossKind::Moments) {
            sum = sum + momentsDistance(augmentedGram(taps[t]).squeeze(0), targets_.grams[t], roots_[t]) * w;
        } else {
            sum = sum + relative(gramInMetric(taps[t], roots_[t]), styleInMetric_[t]) * w;
        }
    }
    return weights > 0 ? sum / weights : sum;
}

at::Tensor StyleObjective::contentLoss(const std::vector<at::Tensor>& taps, const at::Tensor& x) const {
    const int tap = tapOf(params_.contentTap);
    if (tap < 0) return (x - contentTarget_).square().mean() / contentSpread_;
    const auto t = static_cast<size_t>(tap);
    return (inMetric(taps[t], roots_[t]) - contentTarget_).square().mean() / contentSpread_;
}

double StyleObjective::evaluate(const at::Tensor& z, at::Tensor& gradient) {
    at::AutoGradMode grad(true);
    const at::Tensor variable = z.detach().reshape({1, height_, width_, 3}).requires_grad_(true);
    const at::Tensor nhwc = at::matmul(variable, toPicture_).add(0.5);
    const at::Tensor x = nhwc.permute({0, 3, 1, 2});
    const auto taps = net_->taps(x, deepest_, phase_);

    const at::Tensor zero = at::zeros({}, x.options());
    const at::Tensor style = params_.styleWeight > 0 ? styleLoss(taps) : zero;
    const at::Tensor content = params_.contentWeight > 0 ? contentLoss(taps, x) : zero;
    const at::Tensor smooth = params_.tvWeight > 0 ? totalVariation(variable.narrow(3, 0, 1)) : zero;
    const at::Tensor colour = params_.chromaTvWeight > 0 ? softTotalVariation(variable.narrow(3, 1, 2) * kColourScale, kRippleSize) : zero;
    // L-BFGS must not clamp; leaving 0..1 costs instead.
    const at::Tensor outside = (nhwc - nhwc.clamp(0, 1)).square().mean();
    const at::Tensor total = style * (kStyleUnit * params_.styleWeight) + content * (kContentUnit * params_.contentWeight) +
                             smooth * (kSmoothUnit * params_.tvWeight) + colour * (kColourSmoothUnit * params_.chromaTvWeight) + outside * kRangeWeight;
    const auto grads = torch::autograd::grad({total}, {variable});
    gradient.copy_(grads[0].flatten());

    const at::Tensor values = at::stack({total, content, style, smooth, colour}).detach().to(at::kCPU, at::kDouble);
    const double* v = values.data_ptr<double>();
    parts_ = {v[0], v[1], v[2], v[3], v[4]};
    return v[0];
}

}  // namespace velatura
