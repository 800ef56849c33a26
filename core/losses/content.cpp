#include "core/losses/content.h"

#include <torch/torch.h>

namespace velatura {

namespace {
/// A channel that varies less than this does not say what is where.
constexpr double kLeastDeviation = 1e-3;

struct Normalised {
    at::Tensor values, deviation;
};

Normalised normalised(const at::Tensor& x) {
    const at::Tensor centred = x - x.mean({2, 3}, true);
    const at::Tensor deviation = centred.square().mean({2, 3}, true).add(1e-8).sqrt();
    return {centred / deviation.clamp_min(kLeastDeviation / 10), deviation};
}
}  // namespace

at::Tensor uncorrelated(const at::Tensor& a, const at::Tensor& target) {
    const auto [b, deviation] = normalised(target.detach());
    const at::Tensor live = (deviation > kLeastDeviation).to(a.scalar_type()).flatten(1);  // [N,C]
    const at::Tensor missed = 1 - (normalised(a).values * b).mean({2, 3});
    return ((missed * live).sum(1) / live.sum(1).clamp_min(1)).mean();
}

}  // namespace velatura
