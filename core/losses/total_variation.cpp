#include "core/losses/total_variation.h"

#include <torch/torch.h>

namespace velatura {

namespace {

at::Tensor differences(const at::Tensor& x, std::int64_t dim) {
    const std::int64_t n = x.size(dim);
    return x.narrow(dim, 1, n - 1) - x.narrow(dim, 0, n - 1);
}

/// Mean of f over the differences along both sides of the whole; a side of one pixel has none.
template <class F>
at::Tensor overBoth(const at::Tensor& x, std::int64_t rows, const VariationCounts& whole, F&& f) {
    at::Tensor sum = at::zeros({}, x.options());
    const auto lines = static_cast<double>(x.size(0) * x.size(3));
    if (x.size(1) > 1) sum = sum + f(differences(x, 1)).sum() / (lines * static_cast<double>((whole.height - 1) * whole.width));
    if (x.size(2) > 1) sum = sum + f(differences(x.narrow(1, 0, rows), 2)).sum() / (lines * static_cast<double>(whole.height * (whole.width - 1)));
    return sum;
}

}  // namespace

at::Tensor totalVariation(const at::Tensor& x, std::int64_t rows, const VariationCounts& whole) {
    return overBoth(x, rows, whole, [](const at::Tensor& d) { return d.square(); });
}

at::Tensor softTotalVariation(const at::Tensor& x, double epsilon, std::int64_t rows, const VariationCounts& whole) {
    return overBoth(x, rows, whole, [&](const at::Tensor& d) { return (d.square() + epsilon * epsilon).sqrt() - epsilon; });
}

at::Tensor totalVariation(const at::Tensor& x) { return totalVariation(x, x.size(1), {x.size(1), x.size(2)}); }

at::Tensor softTotalVariation(const at::Tensor& x, double epsilon) {
    return softTotalVariation(x, epsilon, x.size(1), {x.size(1), x.size(2)});
}

}  // namespace velatura
