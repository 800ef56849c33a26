#include "core/train/flat_adam.h"

#include <torch/torch.h>

#include <cmath>

namespace velatura {

namespace {

std::vector<at::Tensor> tensorsOnly(const std::vector<std::pair<std::string, at::Tensor>>& parameters) {
    std::vector<at::Tensor> out;
    for (const auto& [name, tensor] : parameters) out.push_back(tensor);
    return out;
}

}  // namespace

FlatAdam::FlatAdam(const std::vector<std::pair<std::string, at::Tensor>>& parameters, Adam adam, double averaged)
    : flat_(tensorsOnly(parameters)), adam_(std::move(adam)), averaged_(averaged) {
    at::NoGradGuard noGrad;
    if (averaged_ > 0) average_ = flat_.values().detach().clone();
}

void FlatAdam::step(const at::Tensor& loss, double rate) {
    flat_.zeroGradients();
    loss.backward();
    move(rate);
}

void FlatAdam::move(double rate) {
    const double length = flat_.gradients().norm().item<double>();
    if (!std::isfinite(length)) return;
    if (length > 1) flat_.gradients().mul_(1 / length);
    adam_.step(flat_.values(), flat_.gradients(), rate);
    if (averaged_ <= 0) return;
    at::NoGradGuard noGrad;
    // The first steps are not held back by where they began.
    const double keep = std::min(averaged_, static_cast<double>(adam_.count) / static_cast<double>(adam_.count + 10));
    average_.lerp_(flat_.values(), 1 - keep);
}

void FlatAdam::swapAverage() {
    if (averaged_ <= 0) return;
    at::NoGradGuard noGrad;
    const at::Tensor values = flat_.values().clone();
    flat_.values().copy_(average_);
    average_.copy_(values);
}

void FlatAdam::state(StateVisitor& v) {
    v.tensor("weights", flat_.values());
    v.tensor("adam.first", adam_.first);
    v.tensor("adam.second", adam_.second);
    v.number("adam.count", adam_.count);
    if (averaged_ <= 0) return;
    // A run from before there was one begins with what it has.
    if (v.has("average")) {
        v.tensor("average", average_);
    } else {
        at::NoGradGuard noGrad;
        average_.copy_(flat_.values());
    }
}

}  // namespace velatura
