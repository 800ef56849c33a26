#include "core/ops/palette.h"

#include <torch/torch.h>

namespace velatura {

namespace {
/// How far a palette may stretch a direction of colour, or press it.
constexpr double kMostStretch = 2.5;
}  // namespace

FeatureMoments colorMoments(const at::Tensor& picture, const at::Tensor& share, double floor) {
    at::NoGradGuard noGrad;
    const at::Tensor colors = picture.squeeze(0).flatten(1).contiguous();
    const at::Tensor weights = share.defined() ? share.flatten() : at::Tensor();
    const at::Tensor all = weights.defined() ? weights.sum().clamp_min(1e-3) : at::full({}, static_cast<double>(colors.size(1)), colors.options());
    const at::Tensor mean = (weights.defined() ? at::mv(colors, weights) : colors.sum(1)) / all;
    // Centred first: squares of small deviations would be lost beside those of the means.
    const at::Tensor centred = colors - mean.unsqueeze(1), weighted = weights.defined() ? centred * weights : centred;
    at::Tensor covariance = at::empty({3, 3}, at::kDouble);
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b <= a; ++b) {
            // Products of so few long rows are slow in BLAS, their inner products are not.
            const double value = (at::dot(weighted[a], centred[b]) / all).item<double>();
            covariance[a][b] = value;
            covariance[b][a] = value;
        }
    return {mean.to(at::kCPU, at::kDouble), covariance + at::eye(3, at::kDouble) * floor};
}

AffineMap paletteMap(const FeatureMoments& from, const FeatureMoments& to, double most, const at::Tensor& like) {
    at::NoGradGuard noGrad;
    const at::Tensor whole = transportMap(from, to, at::zeros({1})).matrix.to(at::kDouble);
    const auto [values, vectors] = at::linalg_eigh((whole + whole.t()) * 0.5);
    const at::Tensor matrix = at::matmul(vectors * values.clamp(1 / most, most).unsqueeze(0), vectors.t());
    const auto there = [&](const at::Tensor& x) { return x.to(like.device(), at::kFloat).contiguous(); };
    return {there(matrix), there(to.mean - at::mv(matrix, from.mean))};
}

at::Tensor matchPalette(const at::Tensor& painted, const std::vector<PaletteArea>& areas) {
    at::NoGradGuard noGrad;
    at::Tensor out = painted;
    for (const auto& a : areas) {
        if (a.amount <= 0) continue;
        const FeatureMoments seen = colorMoments(painted.clamp(0, 1), a.share, kPaletteFloor);
        const at::Tensor moved = applyMap(paletteMap(seen, a.colours, kMostStretch, painted), painted, a.amount);
        out = a.share.defined() ? out + (moved - painted) * a.share : moved;
    }
    return out;
}

at::Tensor matchColors(const at::Tensor& source, const at::Tensor& target) {
    const AffineMap map = transportMap(colorMoments(source), colorMoments(target), source);
    return applyMap(map, source, 1).clamp(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
