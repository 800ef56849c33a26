#include "core/train/optim.h"

#include <torch/torch.h>

namespace velatura {

FlatParameters::FlatParameters(std::vector<at::Tensor> parameters) : parameters_(std::move(parameters)) {
    at::NoGradGuard noGrad;
    std::int64_t total = 0;
    for (const auto& p : parameters_) total += p.numel();
    const auto options = parameters_.front().options();
    values_ = at::empty({total}, options);
    gradients_ = at::zeros({total}, options);
    std::int64_t offset = 0;
    for (auto& p : parameters_) {
        // Same sizes and strides in the flat storage: what was channels_last stays so.
        const auto strides = p.strides().vec();
        at::Tensor view = values_.as_strided(p.sizes(), strides, offset);
        view.copy_(p);
        p.set_data(view);
        p.set_requires_grad(true);
        p.mutable_grad() = gradients_.as_strided(p.sizes(), strides, offset);
        offset += p.numel();
    }
}

void FlatParameters::zeroGradients() { gradients_.zero_(); }

void Adam::step(at::Tensor& values, const at::Tensor& gradients, double rate) {
    at::NoGradGuard noGrad;
    if (!first.defined()) {
        first = at::zeros_like(values);
        second = at::zeros_like(values);
    }
    ++count;
    first.mul_(beta1).add_(gradients, 1 - beta1);
    second.mul_(beta2).addcmul_(gradients, gradients, 1 - beta2);
    const double correction1 = 1 - std::pow(beta1, static_cast<double>(count));
    const double correction2 = 1 - std::pow(beta2, static_cast<double>(count));
    if (weightDecay > 0) values.mul_(1 - rate * weightDecay);
    values.addcdiv_(first, second.sqrt().div_(std::sqrt(correction2)).add_(epsilon), -rate / correction1);
}

}  // namespace velatura
