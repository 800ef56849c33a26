#include "core/engines/style_targets.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "core/engines/feature_tiles.h"
#include "core/losses/histogram.h"
#include "core/losses/nearest.h"
#include "core/ops/resize.h"
#include "core/ops/sums.h"

namespace velatura {

namespace {

constexpr double kQuantilePositions = 1 << 18;
/// Taps before it hold colour and grain, from it on forms: as many as can be drawn as a line of a frame.
constexpr int kFirstFormTap = 2;

/// Values of all positions of some taps, [C,N], and the stack, [h,w,D]: what cannot be summed over tiles.
struct Gathered {
    std::vector<std::vector<at::Tensor>> values = std::vector<std::vector<at::Tensor>>(kTapCount);
    at::Tensor stack;
};

/// Every so many positions of the picture, enough for quantiles and few enough for memory. @return [C,n]
at::Tensor thinned(const at::Tensor& own, const Rect& place, ImageSize all) {
    const std::int64_t step = std::max<std::int64_t>(1, std::llround(std::ceil(std::sqrt(static_cast<double>(all.pixels()) / kQuantilePositions))));
    const auto from = [step](int at) { return (step - at % step) % step; };
    const std::int64_t y = from(place.y), x = from(place.x);
    if (y >= own.size(2) || x >= own.size(3)) return own.squeeze(0).flatten(1).narrow(1, 0, 0);
    return own.squeeze(0).slice(1, y, own.size(2), step).slice(2, x, own.size(3), step).flatten(1).contiguous();
}

Gathered gather(const FeatureTiles& all, const at::Tensor& wide, const StyleTargetNeeds& needs) {
    Gathered out;
    for (const auto& tile : all.tiles()) {
        const auto features = all.features(FeatureTiles::cut(wide, tile.seen));
        for (const int t : kHistogramTaps)
            if (needs.quantiles && t < static_cast<int>(features.size())) {
                const at::Tensor own = all.owned(features[static_cast<size_t>(t)], t, tile);
                if (own.numel() > 0) out.values[static_cast<size_t>(t)].push_back(thinned(own, all.place(t, tile), all.positions(t)));
            }
        if (needs.patches && features.size() > kPatchTap) {
            const at::Tensor own = all.owned(stackFeatures(features), kPatchTap, tile);
            if (own.numel() == 0) continue;
            // In the picture's order: which are chosen must not depend on the tiles.
            const ImageSize n = all.positions(kPatchTap);
            const Rect r = all.place(kPatchTap, tile);
            if (!out.stack.defined()) out.stack = at::empty({n.height, n.width, own.size(1)}, own.options());
            out.stack.narrow(0, r.y, r.height).narrow(1, r.x, r.width).copy_(own.squeeze(0).permute({1, 2, 0}));
        }
    }
    return out;
}

}  // namespace

StyleTargets styleTargets(const FeatureNet& net, const std::vector<WeightedStyle>& styles, const StyleTargetNeeds& needs) {
    at::NoGradGuard noGrad;
    StyleTargets out;
    out.grams.resize(kTapCount);
    if (needs.quantiles) out.quantiles.resize(kTapCount);
    double sum = 0;
    for (const auto& s : styles) sum += s.weight;
    const int deepest = std::min(needs.deepest, net.tapCount() - 1);
    std::vector<at::Tensor> stacks;
    for (const auto& s : styles) {
        if (s.weight <= 0) continue;
        const FeatureTiles all(net, sizeOf(s.picture), {}, deepest, needs.tile);
        const at::Tensor wide = widen(s.picture, kMargin);
        auto grams = all.grams(wide);
        if (s.whole.defined()) {
            const FeatureTiles framed(net, sizeOf(s.whole), {}, std::min(kFirstFormTap - 1, deepest), needs.tile);
            const auto fine = framed.grams(widen(s.whole, kMargin));
            std::copy(fine.begin(), fine.end(), grams.begin());
        }
        for (size_t t = 0; t < grams.size(); ++t) addTo(out.grams[t], grams[t] * (s.weight / sum));
        if (!needs.quantiles && !needs.patches) continue;
        const Gathered more = gather(all, wide, needs);
        for (const int t : kHistogramTaps)
            if (const auto& v = more.values[static_cast<size_t>(t)]; !v.empty()) addTo(out.quantiles[static_cast<size_t>(t)], quantilesOf(at::cat(v, 1)) * (s.weight / sum));
        if (more.stack.defined()) stacks.push_back(more.stack.flatten(0, 1));
    }
    if (!stacks.empty()) {
        at::Tensor all = at::cat(stacks);
        if (all.size(0) > kMostPatches) {
            auto generator = at::detail::createCPUGenerator(needs.seed);
            all = all.index_select(0, at::randperm(all.size(0), generator, at::kLong).narrow(0, 0, kMostPatches).to(all.device()));
        }
        std::vector<std::int64_t> channels;
        for (int t = kFirstPatchTap; t <= kPatchTap; ++t) channels.push_back(net.channels(t));
        out.patchScale = stackScale(all, channels);
        out.patches = (all - out.patchScale[0]) * out.patchScale[1];
    }
    return out;
}

}  // namespace velatura
