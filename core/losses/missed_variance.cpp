#include "core/losses/missed_variance.h"

#include <torch/torch.h>

namespace velatura {

at::Tensor missedVariance(const at::Tensor& a, const at::Tensor& target) {
    const at::Tensor t = target.detach();
    const at::Tensor spread = (t - t.mean({0, 2, 3}, true)).square().mean().clamp_min(1e-8);
    return (a - t).square().mean() / spread;
}

}  // namespace velatura
