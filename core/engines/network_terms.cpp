#include "core/engines/network_terms.h"

#include <torch/torch.h>

#include "core/engines/loss_units.h"
#include "core/losses/gram.h"
#include "core/losses/histogram.h"
#include "core/losses/nearest.h"
#include "core/ops/sums.h"

namespace velatura {

namespace {

/// Share of the photo in what the picture's places are compared with the painting by (NNST's alpha).
constexpr double kPatchContent = 0.75;

std::int64_t positionsOf(const at::Tensor& own) { return own.size(2) * own.size(3); }

}  // namespace

NetworkTerms::NetworkTerms(const FeatureNet& net, const GatysParams& params, std::vector<StyleRegion> regions)
    : net_(net), params_(params), contentTap_(tapOf(params.contentTap)), deepest_(std::min(deepestTap(params), net.tapCount() - 1)) {
    for (auto& r : regions) {
        StyleLoss loss(net, params, r.targets.grams);
        regions_.push_back({std::move(r), std::move(loss)});
    }
    if (comparesFeatures()) contentRoot_ = net.metricRoot(contentTap_);
}

void NetworkTerms::lay(const FeatureTiles& tiles, const at::Tensor& wideOfPhoto) {
    at::NoGradGuard noGrad;
    for (auto& r : regions_) {
        r.share.assign(kTapCount, {});
        r.positions.assign(kTapCount, 0);
        if (r.aim.share.defined()) r.area = r.aim.share.mean().item<double>();
        for (int t = 0; t <= deepest_; ++t) {
            auto& share = r.share[static_cast<size_t>(t)];
            if (r.aim.share.defined()) share = tiles.pooled(r.aim.share, t);
            r.positions[static_cast<size_t>(t)] = share.defined() ? share.sum(at::kDouble).item<double>() : static_cast<double>(tiles.positions(t).pixels());
        }
    }
    if (!comparesFeatures()) return;
    const ImageSize n = tiles.positions(contentTap_);
    contentTarget_ = at::empty({1, contentRoot_.size(0), n.height, n.width}, contentRoot_.options(), at::MemoryFormat::ChannelsLast);
    for (const auto& tile : tiles.tiles()) {
        const Rect r = tiles.place(contentTap_, tile);
        if (r.width == 0 || r.height == 0) continue;
        const auto features = net_.forward(FeatureTiles::cut(wideOfPhoto, tile.seen), contentTap_);
        FeatureTiles::cut(contentTarget_, r).copy_(inMetric(tiles.owned(features.back(), contentTap_, tile), contentRoot_));
    }
    contentSpread_ = spreadOf(contentTarget_);
}

void NetworkTerms::aimPatches(const FeatureTiles& tiles, const at::Tensor& wide, const at::Tensor& wideOfPhoto) {
    if (!usePatches()) return;
    at::NoGradGuard noGrad;
    const ImageSize n = tiles.positions(kPatchTap);
    at::Tensor mixed;
    for (const auto& tile : tiles.tiles()) {
        const Rect place = tiles.place(kPatchTap, tile);
        if (place.width == 0 || place.height == 0) continue;
        const auto stackOf = [&](const at::Tensor& picture) { return tiles.owned(stackFeatures(tiles.features(FeatureTiles::cut(picture, tile.seen))), kPatchTap, tile); };
        const at::Tensor own = at::lerp(stackOf(wide), stackOf(wideOfPhoto), kPatchContent);
        if (!mixed.defined()) mixed = at::empty({n.height, n.width, own.size(1)}, own.options());
        mixed.narrow(0, place.y, place.height).narrow(1, place.x, place.width).copy_(own.squeeze(0).permute({1, 2, 0}));
    }
    // Centred on the picture's own mean, or a dark photo would find only the painting's dark places.
    const at::Tensor rows = mixed.flatten(0, 1), centred = rows - rows.mean(0);
    for (auto& r : regions_) {
        const auto& patches = r.aim.targets.patches;
        const at::Tensor target = patches.index_select(0, velatura::nearest(centred * r.aim.targets.patchScale[1], patches));
        r.patchTarget = target.t().reshape({1, -1, n.height, n.width}).contiguous();
    }
}

void NetworkTerms::begin() {
    style_ = histogram_ = nearest_ = content_ = 0;
    for (auto& r : regions_) {
        r.sums.assign(kTapCount, {});
        r.byGram.assign(kTapCount, {});
        r.counts.assign(kTapCount, {});
        r.table.assign(kTapCount, {});
    }
}

at::Tensor NetworkTerms::ownShare(const Region& region, int tap, const FeatureTiles& tiles, const FeatureTiles::Tile& tile) const {
    const auto& share = region.share[static_cast<size_t>(tap)];
    return share.defined() ? FeatureTiles::cut(share, tiles.place(tap, tile)) : share;
}

void NetworkTerms::gather(const std::vector<at::Tensor>& features, const FeatureTiles& tiles, const FeatureTiles::Tile& tile) {
    at::NoGradGuard noGrad;
    for (auto& r : regions_) {
        for (int t = 0; t <= deepest_; ++t) {
            const auto i = static_cast<size_t>(t);
            if (!r.loss.counts(t) || r.positions[i] <= 0) continue;
            const at::Tensor own = tiles.owned(features[i], t, tile);
            if (own.numel() > 0) addTo(r.sums[i], augmentedSum(own.detach(), ownShare(r, t, tiles, tile)).squeeze(0).to(at::kDouble));
        }
        if (!useHistogram()) continue;
        for (const int t : kHistogramTaps) {
            const auto i = static_cast<size_t>(t);
            if (t > deepest_) continue;
            const at::Tensor own = tiles.owned(features[i], t, tile);
            if (own.numel() > 0) addTo(r.counts[i], velatura::histogram(own.detach(), ownShare(r, t, tiles, tile), r.aim.targets.quantiles[i].select(1, kQuantiles - 1)));
        }
    }
}

void NetworkTerms::settle() {
    for (auto& r : regions_) {
        at::AutoGradMode grad(true);
        std::vector<at::Tensor> grams(kTapCount), leaves;
        std::vector<size_t> taps;
        for (size_t i = 0; i < r.sums.size(); ++i) {
            if (!r.sums[i].defined()) continue;
            grams[i] = r.sums[i].div(r.positions[i]).to(at::kFloat).requires_grad_(true);
            leaves.push_back(grams[i]);
            taps.push_back(i);
        }
        if (!leaves.empty()) {
            const at::Tensor loss = r.loss.of(grams) * r.area;
            style_ += valueOf(loss);
            const auto by = torch::autograd::grad({loss}, leaves);
            for (size_t k = 0; k < taps.size(); ++k) r.byGram[taps[k]] = (by[k] + by[k].t()).div_(r.positions[taps[k]]);
        }
        for (size_t i = 0; i < r.counts.size(); ++i) {
            if (!r.counts[i].defined()) continue;
            const auto& quantiles = r.aim.targets.quantiles[i];
            r.table[i] = matchingTable(r.counts[i], quantiles);
            histogram_ += distributionDistance(r.counts[i], quantiles, quantiles.select(1, kQuantiles - 1)) * r.area / std::size(kHistogramTaps);
        }
    }
}

NetworkTerms::Pull NetworkTerms::pull(const std::vector<at::Tensor>& features, const FeatureTiles& tiles, const FeatureTiles::Tile& tile) {
    Pull out;
    at::Tensor sum;
    const double styleUnit = kStyleUnit * params_.styleWeight;
    for (int t = 0; t <= deepest_; ++t) {
        const auto i = static_cast<size_t>(t);
        const at::Tensor own = tiles.owned(features[i], t, tile);
        if (own.numel() == 0) continue;
        at::Tensor by;  // gradient of the style's second moments: f^T P f + 2 p f has 2 (P f + p)
        for (auto& r : regions_) {
            const at::Tensor share = ownShare(r, t, tiles, tile);
            if (r.byGram[i].defined()) {
                at::NoGradGuard noGrad;
                const std::int64_t c = own.size(1);
                const at::Tensor matrix = r.byGram[i].narrow(0, 0, c).narrow(1, 0, c).contiguous(), bias = r.byGram[i].narrow(0, 0, c).select(1, c).contiguous();
                // Of all that the tile sees: in one piece it is quicker than a view of what is owned, and so is its way back.
                at::Tensor part = at::conv2d(features[i].detach(), (matrix * styleUnit).unsqueeze(-1).unsqueeze(-1), bias * styleUnit);
                if (share.defined()) tiles.owned(part, t, tile).mul_(share);
                addTo(by, part);
            }
            if (r.table[i].defined()) addTo(sum, histogramTerm(r, t, own, share));
        }
        if (by.defined()) {
            tiles.keepOwned(by, t, tile);
            out.of.push_back(features[i]);
            out.by.push_back(by);
        }
        if (t != contentTap_ || !comparesFeatures()) continue;
        const double part = static_cast<double>(positionsOf(own)) / static_cast<double>(tiles.positions(t).pixels());
        const at::Tensor target = FeatureTiles::cut(contentTarget_, tiles.place(t, tile));
        const at::Tensor content = (inMetric(own, contentRoot_) - target).square().mean() * (part / contentSpread_);
        content_ += valueOf(content);
        addTo(sum, content * (kContentUnit * params_.contentWeight));
    }
    if (usePatches())
        if (const Rect place = tiles.place(kPatchTap, tile); place.width > 0 && place.height > 0) addTo(sum, patchTerm(stackFeatures(features), place, tiles, tile));
    if (sum.defined()) {
        out.of.push_back(sum);
        out.by.push_back(at::ones_like(sum));
    }
    return out;
}

at::Tensor NetworkTerms::histogramTerm(Region& region, int tap, const at::Tensor& own, const at::Tensor& share) {
    const auto i = static_cast<size_t>(tap);
    const auto& quantiles = region.aim.targets.quantiles[i];
    const at::Tensor target = matched(own, region.table[i], quantiles.select(1, kQuantiles - 1));
    const at::Tensor spread = varianceOf(quantiles).reshape({1, -1, 1, 1});
    at::Tensor apart = (own - target).square() / spread;
    if (share.defined()) apart = apart * share;
    const double taps = std::size(kHistogramTaps);
    // Only its gradient counts; the value, which must not jump where values leave 0, comes from the distributions.
    const double part = region.area / (std::max(1.0, region.positions[i]) * static_cast<double>(own.size(1)) * taps);
    return apart.sum() * part * (kHistogramUnit * params_.styleWeight * params_.histogramWeight);
}

at::Tensor NetworkTerms::patchTerm(const at::Tensor& stack, const Rect& place, const FeatureTiles& tiles, const FeatureTiles::Tile& tile) {
    const at::Tensor own = tiles.owned(stack, kPatchTap, tile);
    at::Tensor term;
    for (auto& r : regions_) {
        const auto& scale = r.aim.targets.patchScale;
        const at::Tensor centred = (own - scale[0].reshape({1, -1, 1, 1})) * scale[1].reshape({1, -1, 1, 1});
        const at::Tensor target = FeatureTiles::cut(r.patchTarget, place);
        at::Tensor apart = 1 - at::cosine_similarity(centred, target, 1, 1e-6);
        if (const at::Tensor share = ownShare(r, kPatchTap, tiles, tile); share.defined()) apart = apart * share.squeeze(1);
        addTo(term, apart.sum() * (r.area / std::max(1.0, r.positions[kPatchTap])));
    }
    nearest_ += valueOf(term);
    return term * (kNearestUnit * params_.styleWeight * params_.nearestWeight);
}

double NetworkTerms::total() const {
    const double style = kStyleUnit * style_ + kHistogramUnit * params_.histogramWeight * histogram_ + kNearestUnit * params_.nearestWeight * nearest_;
    return style * params_.styleWeight + content_ * kContentUnit * params_.contentWeight;
}

}  // namespace velatura
