#include "core/losses/contrastive.h"

#include <torch/torch.h>

namespace velatura {

at::Tensor contrastiveLoss(const at::Tensor& signals, const at::Tensor& targets, double temperature) {
    const auto unit = [](const at::Tensor& x) { return x / x.norm(2, {1}, true).clamp_min(1e-8); };
    const at::Tensor logits = at::matmul(unit(signals), unit(targets.detach()).t()) / temperature;
    return -at::log_softmax(logits, 1).diagonal().mean();
}

}  // namespace velatura
