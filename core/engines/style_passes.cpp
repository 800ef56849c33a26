#include "core/engines/style_passes.h"

#include <torch/torch.h>

#include "core/engines/arbitrary_forecast.h"
#include "core/losses/gram.h"
#include "core/nn/feature_net.h"

namespace velatura {

namespace {

/// How far the encoder sees, rounded up to the deepest stride.
constexpr int kEncoderHalo = 64;
constexpr int kDeepest = kLevelStride[kStyleLevels - 1];
/// A region with fewer positions leaves its covariance to chance.
constexpr double kFewestPositions = 16;

struct Span {
    std::int64_t from = 0, length = 0;
    std::int64_t end() const { return from + length; }
};

/// A tile of the widened picture: what it owns, and what is looked at for that.
struct PassTile {
    Span ownY, ownX, seenY, seenX;
};

Span withHalo(Span own, std::int64_t halo, std::int64_t length) {
    const std::int64_t from = std::max<std::int64_t>(0, own.from - halo);
    return {from, std::min(length, own.end() + halo) - from};
}

std::vector<PassTile> tilesOf(const PassPicture& picture, int halo) {
    const std::int64_t height = picture.wide.size(2), width = picture.wide.size(3);
    const std::int64_t side = picture.tile > 0 ? picture.tile : std::max(height, width);
    std::vector<PassTile> out;
    for (std::int64_t y = 0; y < height; y += side)
        for (std::int64_t x = 0; x < width; x += side) {
            const Span ownY{y, std::min(side, height - y)}, ownX{x, std::min(side, width - x)};
            out.push_back({ownY, ownX, withHalo(ownY, halo, height), withHalo(ownX, halo, width)});
        }
    return out;
}

at::Tensor part(const at::Tensor& x, Span y, Span columns) { return x.narrow(2, y.from, y.length).narrow(3, columns.from, columns.length); }

/// Those positions of a level that a tile owns and that lie in the picture, not in its margin.
struct OwnPositions {
    Span y, x;
    OwnPositions(const PassTile& tile, const PassPicture& picture, int stride)
        : y(along(tile.ownY, tile.seenY, picture.size.height, stride)), x(along(tile.ownX, tile.seenX, picture.size.width, stride)) {}
    bool empty() const { return y.length <= 0 || x.length <= 0; }

private:
    static Span along(Span own, Span seen, std::int64_t length, int stride) {
        const std::int64_t first = std::max<std::int64_t>(own.from, kPassMargin), last = std::min<std::int64_t>(own.end(), kPassMargin + length);
        const std::int64_t from = first / stride, end = (last + stride - 1) / stride;
        return {from - seen.from / stride, end - from};
    }
};

std::vector<at::Tensor> widened(const std::vector<at::Tensor>& shares) {
    std::vector<at::Tensor> out;
    for (const auto& s : shares) out.push_back(s.defined() ? widen(s, kPassMargin) : s);
    return out;
}

}  // namespace

int passTile(int tile) { return (tile + kDeepest - 1) / kDeepest * kDeepest; }

PassPicture passPicture(const at::Tensor& picture, int tile) {
    return {widen(picture, kPassMargin).contiguous(at::MemoryFormat::ChannelsLast), {static_cast<int>(picture.size(3)), static_cast<int>(picture.size(2))},
            passTile(tile), {}};
}

std::array<AffineMap, kStyleLevels> stillMaps(const StyleTransferNet& net, const c10::Device& device) {
    std::array<AffineMap, kStyleLevels> out;
    const auto options = at::TensorOptions(device).dtype(at::kFloat);
    for (size_t l = 0; l < kStyleLevels; ++l) out[l] = {at::eye(net.widths()[l], options), at::zeros({net.widths()[l]}, options)};
    return out;
}

std::vector<StyleMoments> momentsPass(const StyleTransferNet& net, const PassPicture& picture, const std::vector<at::Tensor>& shares,
                                      std::vector<at::Tensor>* features, const PassProgress& proceed) {
    at::NoGradGuard noGrad;
    const auto wideShares = widened(shares);
    std::vector<std::array<at::Tensor, kStyleLevels>> sums(shares.size());
    const auto tiles = tilesOf(picture, kEncoderHalo);
    std::int64_t done = 0;
    for (const auto& tile : tiles) {
        if (!proceed(done++, static_cast<std::int64_t>(tiles.size()))) return {};
        const bool keep = features && picture.tile == 0;
        const auto seen = keep && !features->empty() ? *features : net.encode(part(picture.wide, tile.seenY, tile.seenX));
        if (keep) *features = seen;
        for (size_t l = 0; l < kStyleLevels; ++l) {
            const OwnPositions own(tile, picture, kLevelStride[l]);
            if (own.empty()) continue;
            const at::Tensor inside = part(seen[l], own.y, own.x);
            for (size_t a = 0; a < shares.size(); ++a) {
                at::Tensor weights;
                if (wideShares[a].defined()) {
                    const at::Tensor share = at::avg_pool2d(part(wideShares[a], tile.seenY, tile.seenX), {kLevelStride[l], kLevelStride[l]});
                    weights = part(share, own.y, own.x);
                }
                const at::Tensor sum = augmentedSum(inside, weights).squeeze(0).to(at::kDouble);
                sums[a][l] = sums[a][l].defined() ? sums[a][l] + sum : sum;
            }
        }
    }
    std::vector<StyleMoments> out(shares.size());
    for (size_t a = 0; a < out.size(); ++a)
        for (size_t l = 0; l < kStyleLevels; ++l) {
            const double positions = sums[a][l].defined() ? sums[a][l][-1][-1].item<double>() : 0;
            if (positions >= (shares[a].defined() ? kFewestPositions : 1)) out[a][l] = momentsOf(sums[a][l] / positions);
        }
    return out;
}

at::Tensor decodePass(const StyleTransferNet& net, const PassPicture& picture, const std::vector<AreaTransfer>& areas,
                      const std::vector<at::Tensor>* features, const PassProgress& proceed) {
    at::NoGradGuard noGrad;
    std::vector<at::Tensor> shares;
    for (const auto& a : areas) shares.push_back(a.share.defined() ? widen(a.share, kPassMargin) : at::Tensor());
    const auto tiles = tilesOf(picture, kStyleHalo);
    at::Tensor out;
    std::int64_t done = 0;
    for (const auto& tile : tiles) {
        if (!proceed(done++, static_cast<std::int64_t>(tiles.size()))) return {};
        const auto seen = features && picture.tile == 0 && !features->empty() ? *features : net.encode(part(picture.wide, tile.seenY, tile.seenX));
        std::vector<at::Tensor> skips(kStyleLevels);
        std::vector<StyleTransferNet::CodedArea> coded;
        for (size_t a = 0; a < areas.size(); ++a) {
            const at::Tensor share = shares[a].defined() ? part(shares[a], tile.seenY, tile.seenX).contiguous() : at::Tensor();
            coded.push_back({areas[a].code, share, areas[a].own, areas[a].noise});
            for (int l = 0; l < kStyleLevels; ++l) {
                const auto level = static_cast<size_t>(l);
                at::Tensor moved = net.skip(l, seen[level], areas[a].maps[level]);
                if (share.defined()) moved = moved * at::avg_pool2d(share, {kLevelStride[level], kLevelStride[level]});
                skips[level] = skips[level].defined() ? skips[level] + moved : moved;
            }
        }
        std::vector<at::Tensor> noise;
        for (size_t l = 0; l < picture.noise.size(); ++l) {
            const std::int64_t stride = kLevelStride[l];
            noise.push_back(part(picture.noise[l], {tile.seenY.from / stride, tile.seenY.length / stride}, {tile.seenX.from / stride, tile.seenX.length / stride}));
        }
        const at::Tensor painted = net.decode(skips, coded, noise);
        const at::Tensor own = part(painted, {tile.ownY.from - tile.seenY.from, tile.ownY.length}, {tile.ownX.from - tile.seenX.from, tile.ownX.length});
        if (tiles.size() == 1) {
            out = own;
        } else {
            if (!out.defined()) out = at::empty(picture.wide.sizes(), picture.wide.options());
            part(out, tile.ownY, tile.ownX).copy_(own);
        }
    }
    return part(out, {kPassMargin, picture.size.height}, {kPassMargin, picture.size.width});
}

}  // namespace velatura
