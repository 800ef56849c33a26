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

FlatAdam::FlatAdam(const std::vector<std::pair<std::string, at::Tensor>>& parameters, Adam adam)
    : flat_(tensorsOnly(parameters)), adam_(std::move(adam)) {}

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
}

void FlatAdam::state(StateVisitor& v) {
    v.tensor("weights", flat_.values());
    v.tensor("adam.first", adam_.first);
    v.tensor("adam.second", adam_.second);
    v.number("adam.count", adam_.count);
}

}  // namespace velatura
