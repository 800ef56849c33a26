#include "core/losses/adversarial.h"

#include <torch/torch.h>

namespace velatura {

namespace {

template <class F>
at::Tensor meanOver(const std::vector<at::Tensor>& logits, const F& f) {
    at::Tensor sum;
    for (const auto& l : logits) sum = sum.defined() ? sum + f(l).mean() : f(l).mean();
    return sum / static_cast<double>(logits.size());
}

}  // namespace

at::Tensor discriminatorLoss(AdversarialKind kind, const std::vector<at::Tensor>& real, const std::vector<at::Tensor>& fake) {
    switch (kind) {
        case AdversarialKind::LeastSquares:
            return (meanOver(real, [](const at::Tensor& x) { return (x - 1).square(); }) + meanOver(fake, [](const at::Tensor& x) { return x.square(); })) * 0.5;
        case AdversarialKind::Hinge:
            return meanOver(real, [](const at::Tensor& x) { return (1 - x).relu(); }) + meanOver(fake, [](const at::Tensor& x) { return (1 + x).relu(); });
        case AdversarialKind::CrossEntropy:
            return meanOver(real, [](const at::Tensor& x) { return at::softplus(-x); }) + meanOver(fake, [](const at::Tensor& x) { return at::softplus(x); });
    }
    return {};
}

at::Tensor generatorLoss(AdversarialKind kind, const std::vector<at::Tensor>& fake, const at::Tensor& share) {
    const auto lossAt = [&](const at::Tensor& x) {
        switch (kind) {
            case AdversarialKind::LeastSquares: return (x - 1).square() * 0.5;
            case AdversarialKind::Hinge: return -x;
            case AdversarialKind::CrossEntropy: return at::softplus(-x);
        }
        return at::Tensor();
    };
    return meanOver(fake, [&](const at::Tensor& x) {
        return share.defined() ? lossAt(x) * at::adaptive_avg_pool2d(share, {x.size(2), x.size(3)}) : lossAt(x);
    });
}

at::Tensor gradientPenalty(const at::Tensor& real, const std::vector<at::Tensor>& logits) {
    at::Tensor sum;
    for (const auto& l : logits) sum = sum.defined() ? sum + l.sum() : l.sum();
    const at::Tensor gradient = torch::autograd::grad({sum}, {real}, {}, /*retain_graph=*/true, /*create_graph=*/true)[0];
    return gradient.square().sum({1, 2, 3}).mean();
}

}  // namespace velatura
