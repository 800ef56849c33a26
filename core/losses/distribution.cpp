#include "core/losses/distribution.h"

#include <torch/torch.h>

#include <algorithm>

namespace velatura {

namespace {

/// Ranks that are compared: more change nothing and sorting costs.
constexpr std::int64_t kMostRanks = 4096;

/// @return [N,C,ranks], rising
at::Tensor ranked(const at::Tensor& x, std::int64_t ranks) {
    const at::Tensor sorted = std::get<0>(x.flatten(2).contiguous().sort(2));
    const std::int64_t count = sorted.size(2);
    if (count == ranks) return sorted;
    const at::Tensor at = at::linspace(0, static_cast<double>(count - 1), ranks, sorted.options()).round().to(at::kLong);
    return sorted.index_select(2, at);
}

}  // namespace

at::Tensor distributionDistance(const at::Tensor& a, const at::Tensor& target) {
    const std::int64_t ranks = std::min({kMostRanks, a.size(2) * a.size(3), target.size(2) * target.size(3)});
    const at::Tensor wanted = ranked(target.detach(), ranks);
    const at::Tensor variance = wanted.var(2, /*unbiased=*/false).mean(1).clamp_min(1e-6);  // [N]
    return ((ranked(a, ranks) - wanted).square().mean({1, 2}) / variance).mean();
}

}  // namespace velatura
