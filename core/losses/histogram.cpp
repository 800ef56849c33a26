#include "core/losses/histogram.h"

#include <torch/torch.h>

namespace velatura {

namespace {

/// Channels that hardly speak in the style count as if they had this share of the mean variance.
constexpr double kLeastVariance = 0.1;

/// Place of each value among the bins, in bins. @return [1,C,H,W]
at::Tensor placeOf(const at::Tensor& x, const at::Tensor& most) {
    const at::Tensor scale = most.clamp_min(1e-12).reciprocal().mul(kHistogramBins).reshape({1, -1, 1, 1});
    // Just below the last edge, so that the bin's number stays one of a bin.
    return x.detach().mul(scale).nan_to_num_(0.0).clamp_(0, kHistogramBins * (1 - 1e-6));
}

}  // namespace

at::Tensor quantilesOf(const at::Tensor& values) {
    at::NoGradGuard noGrad;
    const at::Tensor sorted = std::get<0>(values.sort(1));
    const std::int64_t last = values.size(1) - 1;
    const at::Tensor place = at::linspace(0, static_cast<double>(last), kQuantiles, values.options());
    const at::Tensor low = place.floor().to(at::kLong), high = (low + 1).clamp_max(last);
    const at::Tensor part = place - low.to(place.scalar_type());
    return at::lerp(sorted.index_select(1, low), sorted.index_select(1, high), part.unsqueeze(0).expand({values.size(0), kQuantiles})).contiguous();
}

at::Tensor histogram(const at::Tensor& x, const at::Tensor& weights, const at::Tensor& most) {
    at::NoGradGuard noGrad;
    const std::int64_t channels = x.size(1);
    at::Tensor out = at::zeros({channels, kHistogramBins}, x.options().dtype(at::kDouble));
    const at::Tensor bins = placeOf(x, most).to(at::kLong);
    for (std::int64_t c = 0; c < channels; ++c) {
        const at::Tensor flat = bins.select(1, c).flatten();
        out.select(0, c).copy_(weights.defined() ? at::bincount(flat, weights.flatten().to(at::kDouble), kHistogramBins) : at::bincount(flat, {}, kHistogramBins));
    }
    return out;
}

at::Tensor varianceOf(const at::Tensor& quantiles) {
    const at::Tensor variance = quantiles.var(1);
    return variance.clamp_min(std::max(1e-8, kLeastVariance * variance.mean().item<double>()));
}

namespace {

/// Share of positions below each edge of the bins, float32 [C,kHistogramBins+1].
at::Tensor sharesBelow(const at::Tensor& counts) {
    const at::Tensor total = counts.sum(1, true).clamp_min(1e-12);
    return at::cat({at::zeros_like(total), counts.cumsum(1) / total}, 1).clamp(0, 1).to(at::kFloat);
}

}  // namespace

double distributionDistance(const at::Tensor& counts, const at::Tensor& quantiles, const at::Tensor& most) {
    at::NoGradGuard noGrad;
    const at::Tensor edges = sharesBelow(counts).contiguous();
    constexpr std::int64_t kShares = 4 * (kQuantiles - 1);
    const at::Tensor shares = (at::arange(kShares, quantiles.options()) + 0.5) / kShares;
    const at::Tensor wanted = shares.unsqueeze(0).expand({counts.size(0), kShares}).contiguous();
    const at::Tensor bin = (at::searchsorted(edges, wanted, false, true) - 1).clamp(0, kHistogramBins - 1);
    const at::Tensor low = edges.gather(1, bin), high = edges.gather(1, bin + 1);
    const at::Tensor own = (bin.to(at::kFloat) + ((wanted - low) / (high - low).clamp_min(1e-9)).clamp(0, 1)) * (most / kHistogramBins).unsqueeze(1);
    const at::Tensor place = shares * (kQuantiles - 1), index = place.floor().to(at::kLong);
    const at::Tensor style = at::lerp(quantiles.index_select(1, index), quantiles.index_select(1, index + 1), (place - index).unsqueeze(0).expand_as(wanted));
    return ((own - style).square().mean(1) / varianceOf(quantiles)).mean().item<double>();
}

at::Tensor matchingTable(const at::Tensor& counts, const at::Tensor& quantiles) {
    at::NoGradGuard noGrad;
    const at::Tensor place = sharesBelow(counts) * (kQuantiles - 1);
    const at::Tensor low = place.floor().to(at::kLong).clamp_max(kQuantiles - 1), high = (low + 1).clamp_max(kQuantiles - 1);
    return at::lerp(quantiles.gather(1, low), quantiles.gather(1, high), place - low.to(at::kFloat));
}

at::Tensor matched(const at::Tensor& x, const at::Tensor& table, const at::Tensor& most) {
    at::NoGradGuard noGrad;
    const at::Tensor place = placeOf(x, most);
    at::Tensor out = at::empty_like(place);
    for (std::int64_t c = 0; c < x.size(1); ++c) {
        const at::Tensor p = place.select(1, c), low = p.floor();
        const at::Tensor bin = low.to(at::kLong).flatten();
        const at::Tensor row = table.select(0, c);
        const at::Tensor from = row.index_select(0, bin).reshape(p.sizes()), to = row.index_select(0, bin + 1).reshape(p.sizes());
        out.select(1, c).copy_(at::lerp(from, to, p - low));
    }
    return out;
}

}  // namespace velatura
