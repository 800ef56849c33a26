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
        for (int t = 0; t < static_cast<int>(features.size()); ++t) {
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

TapPull pullAt(int tap, const FeatureNet& net, GatysParams params, const StyleTargets& targets, const std::vector<at::Tensor>& grams) {
    params.styleWeight = 1;
    params.tapWeights.assign(kTapCount, 0.0);
    params.tapWeights[static_cast<size_t>(tap)] = 1;
    const StyleLoss alone(net, params, targets.grams);
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

/// A region's part of each tap: where it lies, its moments, what they still lack.
struct RegionLayers {
    double area = 1;                          // share of the picture
    std::vector<at::Tensor> share, sums;      // per tap; no share: everywhere
    std::vector<TapPull> pulls;
};

}  // namespace

Result<std::vector<LayerLoss>> layerLosses(const FeatureNet& net, const GatysParams& params, const std::vector<StyleRegion>& regions,
                                           const at::Tensor& picture, int tile, JobContext& context, const at::Tensor& held) {
    at::NoGradGuard noGrad;
    const ImageSize size = sizeOf(picture);
    const int taps = net.tapCount();
    const FeatureTiles all(net, size, {}, taps - 1, tile);
    const at::Tensor wide = widen(picture, kMargin).contiguous(at::MemoryFormat::ChannelsLast);
    std::vector<RegionLayers> layers(regions.size());
    for (size_t r = 0; r < regions.size(); ++r) {
        const at::Tensor& share = regions[r].share;
        if (share.defined()) layers[r].area = share.mean().item<double>();
        for (int t = 0; t < taps; ++t) layers[r].share.push_back(share.defined() ? all.pooled(share, t) : share);
        layers[r].sums.resize(static_cast<size_t>(taps));
    }
    const auto shareOf = [&](const RegionLayers& region, int t, const FeatureTiles::Tile& tile) {
        const auto& share = region.share[static_cast<size_t>(t)];
        return share.defined() ? FeatureTiles::cut(share, all.place(t, tile)) : share;
    };
    const bool seen = eachTile(all, wide, context, [&](int t, const FeatureTiles::Tile& tile, const at::Tensor& own) {
        for (auto& region : layers) {
            const at::Tensor part = augmentedSum(own, shareOf(region, t, tile)).squeeze(0).to(at::kDouble);
            auto& sum = region.sums[static_cast<size_t>(t)];
            sum = sum.defined() ? sum + part : part;
        }
    });
    if (!seen) return std::vector<LayerLoss>{};
    std::vector<LayerLoss> out;
    std::vector<at::Tensor> above;
    for (int t = 0; t < taps; ++t) {
        const ImageSize n = all.positions(t);
        above.push_back(at::zeros({1, 1, n.height, n.width}, picture.options()));
        out.push_back({kTapNames[static_cast<size_t>(t)], 0, {}});
    }
    for (size_t r = 0; r < regions.size(); ++r) {
        std::vector<at::Tensor> grams;
        for (const auto& sum : layers[r].sums) grams.push_back(sum.div(sum[-1][-1].item<double>() + 1e-12).to(at::kFloat));
        for (int t = 0; t < taps; ++t) {
            if (!context.proceed()) return std::vector<LayerLoss>{};
            layers[r].pulls.push_back(pullAt(t, net, params, regions[r].targets, grams));
            out[static_cast<size_t>(t)].style += layers[r].pulls.back().loss * layers[r].area;
        }
    }
    const bool again = eachTile(all, wide, context, [&](int t, const FeatureTiles::Tile& tile, const at::Tensor& own) {
        for (const auto& region : layers) {
            const TapPull& pull = region.pulls[static_cast<size_t>(t)];
            const at::Tensor share = shareOf(region, t, tile), part = pulledAt(own, pull.matrix) - pull.level;
            FeatureTiles::cut(above[static_cast<size_t>(t)], all.place(t, tile)).add_(share.defined() ? part * share : part);
        }
    });
    if (!again) return std::vector<LayerLoss>{};
    if (held.defined())
        for (int t = 0; t < taps; ++t) above[static_cast<size_t>(t)].mul_(1 - all.pooled(held, t));
    for (size_t t = 0; t < out.size(); ++t) out[t].map = mapOf(above[t], fitLongSide(size, kLargestMap));
    return out;
}

}  // namespace velatura
