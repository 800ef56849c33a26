#include "core/losses/gram.h"

#include <torch/torch.h>

#include "core/base/check.h"
#include "core/ops/own_products.h"

namespace velatura {

namespace {

/// [N,HW,C], a view where x is channels_last.
at::Tensor positions(const at::Tensor& x) {
    check(x.dim() == 4, "features are [N,C,H,W], got {} dimensions", x.dim());
    return x.permute({0, 2, 3, 1}).reshape({x.size(0), x.size(2) * x.size(3), x.size(1)});
}

/// [[products, sums^T], [sums, count]]. @param sums [N,1,C]
at::Tensor withConstant(const at::Tensor& products, const at::Tensor& sums, std::int64_t count) {
    const at::Tensor corner = at::full({sums.size(0), 1, 1}, static_cast<double>(count), sums.options());
    return at::cat({at::cat({products, sums.transpose(1, 2)}, 2), at::cat({sums, corner}, 2)}, 1);
}

/// F^T F with the constant 1 as a further channel. Autograd's own gradient of the product forms two products, one of them
/// with long rows transposed, which costs ten times as much as the one that is needed.
class AugmentedProduct : public torch::autograd::Function<AugmentedProduct> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& f) {
        context->save_for_backward({f});
        return withConstant(ownProducts(f), f.sum(1, /*keepdim=*/true), f.size(1));
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, const torch::autograd::variable_list& by) {
        const at::Tensor f = context->get_saved_variables()[0], both = by[0] + by[0].transpose(1, 2);
        const std::int64_t c = f.size(2);
        return {at::baddbmm(both.narrow(1, c, 1).narrow(2, 0, c), f, both.narrow(1, 0, c).narrow(2, 0, c))};
    }
};

}  // namespace

at::Tensor gram(const at::Tensor& x) {
    const at::Tensor f = positions(x);
    return at::matmul(f.transpose(1, 2), f).div(static_cast<double>(f.size(1)));
}

at::Tensor augmentedGram(const at::Tensor& x) { return augmentedSum(x).div(static_cast<double>(x.size(2) * x.size(3))); }

at::Tensor augmentedSum(const at::Tensor& x, const at::Tensor& weights) {
    const bool learns = at::GradMode::is_enabled() && x.requires_grad();
    const bool longRows = x.dim() == 4 && x.size(0) == 1 && x.size(3) >= 2 * x.size(1);  // short ones are quicker as one
    if (!weights.defined() && !learns && longRows && x.is_cpu() && x.scalar_type() == at::kFloat && x.stride(1) == 1) {
        // Row by row, sums too: a picture without its margin is not copied, and LibTorch sums over two such axes at once slowly.
        const at::Tensor rows = x.squeeze(0).permute({1, 2, 0});
        return withConstant(ownProducts(rows).sum(0, /*keepdim=*/true), rows.sum(1).sum(0).reshape({1, 1, -1}), x.size(2) * x.size(3));
    }
    const at::Tensor f = positions(x);
    if (!weights.defined()) return AugmentedProduct::apply(f);
    const at::Tensor weighted = f * positions(weights);
    const at::Tensor g = at::matmul(f.transpose(1, 2), weighted), sum = weighted.sum(1, /*keepdim=*/true);
    const at::Tensor count = weights.sum({1, 2, 3}).reshape({x.size(0), 1, 1});
    return at::cat({at::cat({g, sum.transpose(1, 2)}, 2), at::cat({sum, count}, 2)}, 1);
}

at::Tensor augmentedSumByRows(const at::Tensor& x, const at::Tensor& weights) {
    at::NoGradGuard noGrad;
    check(x.dim() == 4 && x.size(0) == 1, "rows are added of one picture");
    const auto byRows = [](const at::Tensor& y) { return y.squeeze(0).permute({1, 2, 0}); };  // [H,W,C]
    at::Tensor rows = byRows(x.stride(1) == 1 ? x : x.contiguous(at::MemoryFormat::ChannelsLast));
    at::Tensor sumsOfRows, count = at::full({1, 1}, static_cast<double>(x.size(2) * x.size(3)), x.options().dtype(at::kDouble));
    if (weights.defined()) {
        const at::Tensor share = byRows(weights);
        sumsOfRows = at::matmul(share.transpose(1, 2), rows).squeeze(1);
        rows = rows * share.clamp_min(0).sqrt();
        count = share.sum(1).sum(at::IntArrayRef{0}, false, at::kDouble).reshape({1, 1});
    } else {
        sumsOfRows = rows.sum(1);
    }
    const at::Tensor sums = sumsOfRows.sum(at::IntArrayRef{0}, true, at::kDouble);
    return at::cat({at::cat({ownProducts(rows).sum(at::IntArrayRef{0}, false, at::kDouble), sums.t()}, 1), at::cat({sums, count}, 1)}, 0);
}

at::Tensor relativeDistance(const at::Tensor& a, const at::Tensor& b) {
    const at::Tensor target = b.detach();
    const at::Tensor norm = target.square().sum({-2, -1}).clamp_min(1e-12);
    return (a - target).square().sum({-2, -1}).div(norm).mean();
}

at::Tensor balancedDistance(const at::Tensor& a, const at::Tensor& b) {
    const at::Tensor target = b.detach();
    const auto length = [](const at::Tensor& x) { return x.square().sum({-2, -1}).add(1e-12).sqrt(); };
    return (length(a - target) / (length(a) + length(target))).mean();
}

at::Tensor inMetric(const at::Tensor& features, const at::Tensor& root) {
    const std::int64_t c = features.size(1);
    return at::conv2d(features, root.narrow(1, 0, c).unsqueeze(-1).unsqueeze(-1));
}

at::Tensor gramInMetric(const at::Tensor& gram, const at::Tensor& root) { return at::matmul(root, at::matmul(gram, root)); }

}  // namespace velatura
