#include "core/engines/style_loss.h"

#include <torch/torch.h>

#include "core/losses/gram.h"

namespace velatura {

namespace {

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

StyleLoss::StyleLoss(const FeatureNet& net, const GatysParams& params, std::vector<at::Tensor> targets)
    : kind_(params.styleLoss), weights_(params.tapWeights), targets_(std::move(targets)) {
    at::NoGradGuard noGrad;
    if (params.styleWeight <= 0) weights_.assign(kTapCount, 0.0);
    std::fill(weights_.begin() + net.tapCount(), weights_.end(), 0.0);  // taps that it lacks
    for (int t = 0; t < net.tapCount(); ++t) {
        roots_.push_back(net.metricRoot(t));
        targetsInMetric_.push_back(gramInMetric(targets_[static_cast<size_t>(t)], roots_.back()));
    }
}

at::Tensor StyleLoss::of(const std::vector<at::Tensor>& grams) const {
    at::Tensor sum = at::zeros({}, roots_[0].options());
    double weights = 0;
    for (size_t t = 0; t < kTapCount; ++t) {
        const double w = weights_[t];
        if (w <= 0) continue;
        weights += w;
        if (!grams[t].defined()) continue;  // a region too small for a position of this tap
        sum = sum + (kind_ == StyleLossKind::Moments ? momentsDistance(grams[t], targets_[t], roots_[t])
                                                     : relative(gramInMetric(grams[t], roots_[t]), targetsInMetric_[t])) * w;
    }
    return weights > 0 ? sum / weights : sum;
}

}  // namespace velatura
