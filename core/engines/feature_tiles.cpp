#include "core/engines/feature_tiles.h"

#include <torch/torch.h>

#include "core/engines/gatys_forecast.h"
#include "core/losses/gram.h"

namespace velatura {

namespace {

int roundUp(int n) { return (n + 15) / 16 * 16; }

Rect intersected(const Rect& a, const Rect& b) {
    const int x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::max(0, std::min(a.x + a.width, b.x + b.width) - x), std::max(0, std::min(a.y + a.height, b.y + b.height) - y)};
}

}  // namespace

FeatureTiles::FeatureTiles(const FeatureNet& net, ImageSize picture, GridPhase phase, int deepest, int tile)
    : net_(net), picture_(picture), phase_(phase), deepest_(deepest) {
    const int width = roundUp(picture.width + 2 * kMargin + phase.x), height = roundUp(picture.height + 2 * kMargin + phase.y);
    widened_ = {width, height};
    const Rect whole{0, 0, width, height};
    const int side = tile <= 0 ? std::max(width, height) : roundUp(tile), halo = kTileHalo[static_cast<size_t>(deepest)];
    for (int y = 0; y < height; y += side)
        for (int x = 0; x < width; x += side) {
            const Rect owned = intersected({x, y, side, side}, whole);
            tiles_.push_back({owned, intersected({x - halo, y - halo, owned.width + 2 * halo, owned.height + 2 * halo}, whole)});
        }
}

ImageSize FeatureTiles::positions(int tap) const {
    const int stride = kTapStride[static_cast<size_t>(tap)];
    return {(picture_.width + stride - 1) / stride, (picture_.height + stride - 1) / stride};
}

/// The picture's positions among the widened one's.
Rect FeatureTiles::window(int tap) const {
    const int stride = kTapStride[static_cast<size_t>(tap)];
    const ImageSize n = positions(tap);
    return {std::min((kMargin + phase_.x) / stride, widened_.width / stride - n.width),
            std::min((kMargin + phase_.y) / stride, widened_.height / stride - n.height), n.width, n.height};
}

Rect FeatureTiles::place(int tap, const Tile& tile) const {
    const int stride = kTapStride[static_cast<size_t>(tap)];
    const Rect whole = window(tap);
    Rect r = intersected({tile.owned.x / stride, tile.owned.y / stride, tile.owned.width / stride, tile.owned.height / stride}, whole);
    r.x -= whole.x;
    r.y -= whole.y;
    return r;
}

/// What the tile owns among the features that it sees.
Rect FeatureTiles::ownedOf(int tap, const Tile& tile) const {
    const int stride = kTapStride[static_cast<size_t>(tap)];
    const Rect whole = window(tap), r = place(tap, tile);
    return {r.x + whole.x - tile.seen.x / stride, r.y + whole.y - tile.seen.y / stride, r.width, r.height};
}

at::Tensor FeatureTiles::owned(const at::Tensor& features, int tap, const Tile& tile) const {
    const Rect r = ownedOf(tap, tile);
    if (r.width == 0 || r.height == 0) return features.narrow(2, 0, 0);
    return cut(features, r);
}

void FeatureTiles::keepOwned(at::Tensor& features, int tap, const Tile& tile) const {
    const Rect r = ownedOf(tap, tile);
    const std::int64_t below = r.y + r.height, right = r.x + r.width;
    features.narrow(2, 0, r.y).zero_();
    features.narrow(2, below, features.size(2) - below).zero_();
    const at::Tensor rows = features.narrow(2, r.y, r.height);
    rows.narrow(3, 0, r.x).zero_();
    rows.narrow(3, right, features.size(3) - right).zero_();
}

at::Tensor FeatureTiles::pooled(const at::Tensor& mask, int tap) const {
    const int stride = kTapStride[static_cast<size_t>(tap)];
    const Rect r = window(tap);
    return at::avg_pool2d(widen(mask, kMargin, phase_), {stride, stride}).narrow(2, r.y, r.height).narrow(3, r.x, r.width).contiguous();
}

std::vector<at::Tensor> FeatureTiles::grams(const at::Tensor& widened) const {
    at::NoGradGuard noGrad;
    std::vector<at::Tensor> sums(static_cast<size_t>(deepest_) + 1);
    for (const auto& tile : tiles_) {
        const auto all = features(cut(widened, tile.seen));
        for (int t = 0; t <= deepest_; ++t) {
            const at::Tensor own = owned(all[static_cast<size_t>(t)], t, tile);
            if (own.numel() == 0) continue;
            const at::Tensor gram = augmentedSum(own).squeeze(0).to(at::kDouble) / static_cast<double>(positions(t).pixels());
            auto& sum = sums[static_cast<size_t>(t)];
            sum = sum.defined() ? sum + gram : gram;
        }
    }
    for (auto& s : sums) s = s.to(at::kFloat);
    return sums;
}

}  // namespace velatura
