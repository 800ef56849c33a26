#include "core/losses/total_variation.h"

#include <torch/torch.h>

namespace velatura {

namespace {

at::Tensor differences(const at::Tensor& x, std::int64_t dim) {
    const std::int64_t n = x.size(dim);
    return x.narrow(dim, 1, n - 1) - x.narrow(dim, 0, n - 1);
}

/// Mean of f over the differences along both sides; a side of one pixel has none.
template <class F>
at::Tensor overBoth(const at::Tensor& x, F&& f) {
    at::Tensor sum = at::zeros({}, x.options());
    for (const std::int64_t dim : {1, 2})
        if (x.size(dim) > 1) sum = sum + f(differences(x, dim)).mean();
    return sum;
}

}  // namespace

at::Tensor totalVariation(const at::Tensor& x) {
    return overBoth(x, [](const at::Tensor& d) { return d.square(); });
}

at::Tensor softTotalVariation(const at::Tensor& x, double epsilon) {
    return overBoth(x, [&](const at::Tensor& d) { return (d.square() + epsilon * epsilon).sqrt() - epsilon; });
}

}  // namespace velatura
