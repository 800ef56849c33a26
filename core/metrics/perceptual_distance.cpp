#include "core/metrics/perceptual_distance.h"

#include <torch/torch.h>

#include "core/losses/gram.h"

namespace velatura {

namespace {

constexpr int kContentIndex = 3;  // relu4_1

at::Tensor unit(const at::Tensor& f) { return f / f.square().sum(1, true).sqrt().clamp_min(1e-10); }

at::Tensor standardised(const at::Tensor& f) {
    const at::Tensor centred = f - f.mean({2, 3}, true);
    return centred / centred.square().mean({2, 3}, true).sqrt().clamp_min(1e-6);
}

}  // namespace

double perceptualDistance(const PerceptualNet& net, const at::Tensor& a, const at::Tensor& b) {
    at::NoGradGuard noGrad;
    const auto fa = net.taps(a), fb = net.taps(b);
    double sum = 0;
    for (size_t t = 0; t < fa.size(); ++t) sum += (unit(fa[t]) - unit(fb[t])).square().sum(1).mean().item<double>();
    return sum / static_cast<double>(fa.size());
}

double contentDistance(const PerceptualNet& net, const at::Tensor& a, const at::Tensor& b) {
    at::NoGradGuard noGrad;
    const auto features = [&](const at::Tensor& x) { return standardised(net.adapt(net.taps(x, kContentIndex)[kContentIndex], kContentIndex)); };
    return 1 - (features(a) * features(b)).mean().item<double>();
}

double styleDistance(const PerceptualNet& net, const at::Tensor& a, const at::Tensor& b) {
    at::NoGradGuard noGrad;
    const auto fa = net.taps(a), fb = net.taps(b);
    double sum = 0;
    for (size_t t = 0; t < fa.size(); ++t) {
        const at::Tensor root = net.metricRoot(static_cast<int>(t));
        const auto inMetric = [&](const at::Tensor& f) { return gramInMetric(augmentedGram(f).squeeze(0), root).to(at::kDouble); };
        const at::Tensor ga = inMetric(fa[t]), gb = inMetric(fb[t]);
        sum += ((ga - gb).square().sum() / (ga.square().sum() + gb.square().sum()).clamp_min(1e-12)).item<double>();
    }
    return sum / static_cast<double>(fa.size());
}

}  // namespace velatura
