#include "core/engines/layer_losses.h"

#include <torch/torch.h>

#include <cmath>
#include <functional>

#include "core/engines/feature_tiles.h"
#include "core/losses/gram.h"
#include "core/nn/image_tensor.h"
#include "core/ops/resize.h"

namespace velatura {

namespace {

/// Of the smoothing, as a share of the long side: an eye looks for places, not for single strokes.
constexpr double kSmoothing = 0.02;
/// Maps are smoothed on a grid of this long side; nothing finer survives.
constexpr int kMapSide = 256;
/// White is at least this: a loss below it cannot be seen anywhere in a picture.
constexpr double kLeastWhite = 2e-3;

using EachOwn = std::function<void(int tap, const FeatureTiles::Tile& tile, const at::Tensor& own)>;

/// Calls `each` with what every tile owns at every tap. @return false when told to stop
bool eachTile(const FeatureTiles& all, const at::Tensor& wide, JobContext& context, const EachOwn& each) {
    for (const auto& tile : all.tiles()) {
        if (!context.proceed()) return false;
        const auto features = all.features(FeatureTiles::cut(wide, tile.seen));
        for (int t = 0; t < kTapCount; ++t) {
            const at::Tensor own = all.owned(features[static_cast<size_t>(t)], t, tile);
            if (own.numel() > 0) each(t, tile, own);
        }
    }
    return true;
}

/// One tap's loss, and its gradient by the second moments with what the style's own moments give under it.
struct TapPull {
    double loss = 0;
    at::Tensor matrix;  ///< [C+1,C+1]
    double level = 0;
};

TapPull pullAt(int tap, const PerceptualNet& net, GatysParams params, const StyleTargets& targets, const std::vector<at::Tensor>& grams) {
    params.styleWeight = 1;
    params.tapWeights.assign(kTapCount, 0.0);
    params.tapWeights[static_cast<size_t>(tap)] = 1;
    const StyleLoss alone(net, params, targets);
    at::AutoGradMode grad(true);
    std::vector<at::Tensor> leaves = grams;
    auto& leaf = leaves[static_cast<size_t>(tap)];
    leaf = leaf.detach().clone().requires_grad_(true);
    const at::Tensor loss = alone.of(leaves);
    TapPull out;
    out.matrix = torch::autograd::grad({loss}, {leaf})[0].detach();
    out.loss = loss.item<double>();
    out.level = (out.matrix * targets.grams[static_cast<size_t>(tap)]).sum().item<double>();
    return out;
}

/// [f;1]^T M [f;1] at each position. @param features float32 [1,C,h,w]  @return float32 [1,1,h,w]
at::Tensor pulledAt(const at::Tensor& features, const at::Tensor& matrix) {
    const std::int64_t c = features.size(1);
    const auto asKernel = [](const at::Tensor& m) { return m.contiguous().unsqueeze(-1).unsqueeze(-1); };
    const at::Tensor square = matrix.narrow(0, 0, c).narrow(1, 0, c);
    const at::Tensor linear = matrix.narrow(0, 0, c).narrow(1, c, 1).t() + matrix.narrow(0, c, 1).narrow(1, 0, c);
    return (features * at::conv2d(features, asKernel(square))).sum(1, true) + at::conv2d(features, asKernel(linear)) + matrix[c][c];
}

/// Gaussian with repeated edges. @param map float32 [1,1,h,w]
at::Tensor smoothed(const at::Tensor& map, double sigma) {
    const std::int64_t reach = std::max<std::int64_t>(1, std::llround(3 * sigma));
    const at::Tensor at = at::arange(-reach, reach + 1, map.options());
    at::Tensor kernel = (-at.square() / (2 * sigma * sigma)).exp();
    kernel = kernel / kernel.sum();
    const at::Tensor wide = at::replication_pad2d(map, {reach, reach, reach, reach});
    return at::conv2d(at::conv2d(wide, kernel.reshape({1, 1, 1, -1})), kernel.reshape({1, 1, -1, 1}));
}

Image mapOf(const at::Tensor& above, ImageSize size) {
    const ImageSize small = fitLongSide(size, kMapSide);
    // What is finer than the grid is averaged into it, what is coarser is spread over it.
    const bool finer = above.size(2) > small.height;
    at::Tensor map = finer ? at::adaptive_avg_pool2d(above, {small.height, small.width})
                           : at::upsample_bilinear2d(above, {small.height, small.width}, false);
    map = smoothed(map, std::max(0.5, kSmoothing * std::max(small.width, small.height))).clamp_min(0);
    map = map / std::max(kLeastWhite, map.max().item<double>());
    map = at::upsample_bilinear2d(map, {size.height, size.width}, false).mul(255).round().clamp(0, 255).to(at::kByte).to(at::kCPU).contiguous();
    PixelBuffer pixels(size, 1, Depth::U8);
    for (int y = 0; y < size.height; ++y)
        std::copy_n(map.data_ptr<std::uint8_t>() + std::int64_t{y} * size.width, size.width, pixels.row(y));
    return Image(std::move(pixels));
}

}  // namespace

Result<std::vector<LayerLoss>> layerLosses(const PerceptualNet& net, const GatysParams& params, const StyleTargets& targets,
                                           const at::Tensor& picture, int tile, JobContext& context) {
    at::NoGradGuard noGrad;
    const ImageSize size = sizeOf(picture);
    const FeatureTiles all(net, size, {}, kTapCount - 1, tile);
    const at::Tensor wide = widen(picture, kMargin).contiguous(at::MemoryFormat::ChannelsLast);
    std::vector<at::Tensor> grams(kTapCount), above(kTapCount);
    const bool seen = eachTile(all, wide, context, [&](int t, const auto&, const at::Tensor& own) {
        const double share = static_cast<double>(own.size(2) * own.size(3)) / static_cast<double>(all.positions(t).pixels());
        const at::Tensor part = augmentedGram(own).squeeze(0).to(at::kDouble) * share;
        auto& sum = grams[static_cast<size_t>(t)];
        sum = sum.defined() ? sum + part : part;
    });
    if (!seen) return std::vector<LayerLoss>{};
    for (auto& g : grams) g = g.to(at::kFloat);
    std::vector<TapPull> pulls;
    for (int t = 0; t < kTapCount; ++t) {
        if (!context.proceed()) return std::vector<LayerLoss>{};
        pulls.push_back(pullAt(t, net, params, targets, grams));
        const ImageSize n = all.positions(t);
        above[static_cast<size_t>(t)] = at::zeros({1, 1, n.height, n.width}, picture.options());
    }
    const bool again = eachTile(all, wide, context, [&](int t, const FeatureTiles::Tile& tile, const at::Tensor& own) {
        const TapPull& pull = pulls[static_cast<size_t>(t)];
        FeatureTiles::cut(above[static_cast<size_t>(t)], all.place(t, tile)).copy_(pulledAt(own, pull.matrix) - pull.level);
    });
    if (!again) return std::vector<LayerLoss>{};
    std::vector<LayerLoss> out;
    for (int t = 0; t < kTapCount; ++t)
        out.push_back({kTapNames[static_cast<size_t>(t)], pulls[static_cast<size_t>(t)].loss, mapOf(above[static_cast<size_t>(t)], fitLongSide(size, kLargestMap))});
    return out;
}

}  // namespace velatura
