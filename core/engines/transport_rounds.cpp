#include "core/engines/transport_rounds.h"

#include <torch/torch.h>

#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/base/random.h"
#include "core/engines/rounds_forecast.h"
#include "core/losses/gram.h"
#include "core/ops/bands.h"

namespace velatura {

namespace {

/// Encoder and decoder pad with zeros at every level; with this much around the picture none of it is seen inside: as far
/// as they see from each tap.
constexpr std::array<int, kTapCount> kMargins = {8, 16, 32, 48, 48}, kRoughMargins = {8, 8, 16, 16, 16};

/// Energy of strokes, in shares of what the picture had around there, above which they are something new.
constexpr double kMostDrawn = 4;

/// A region with fewer positions leaves its covariance to chance.
constexpr double kFewestPositions = 16;

static_assert(*std::max_element(kMargins.begin(), kMargins.end()) == kRoundHalo);

/// Mean over what each position of a tap covers, with the margin around it.
at::Tensor pooled(const at::Tensor& share, int around, std::int64_t stride) {
    return at::avg_pool2d(widen(share, around), {stride, stride});
}

/// One round: to a tap and back. @param picture [1,3,H,W]  @param part (done, all) of this round
at::Tensor round(const RoundsNetworks& networks, const at::Tensor& picture, const std::vector<RoundArea>& areas, int tap, const RoundsOptions& options, const std::function<bool(std::int64_t, std::int64_t)>& part) {
    const auto t = static_cast<size_t>(tap);
    const int around = (options.roughEdges ? kRoughMargins : kMargins)[t];
    const at::Tensor wide = widen(picture, around);
    const std::int64_t stride = kTapStride[t], margin = around / stride;
    const std::int64_t height = (picture.size(2) + stride - 1) / stride, width = (picture.size(3) + stride - 1) / stride;
    const auto strips = stripsOf(wide.size(2), roundRows(options.pixelsAtOnce, wide.size(3)), onRoundGrid(kMargins[t]));
    const auto count = static_cast<std::int64_t>(strips.size());
    // Where all rows come at once they are looked at once.
    at::Tensor here, &kept = tap == options.deepest && options.first && count == 1 ? *options.first : here;
    const auto featuresOf = [&](const Strip& s) {
        if (kept.defined()) return kept;
        const at::Tensor out = networks.encode(wide.narrow(2, s.first, s.seen), tap);
        if (count == 1) kept = out;
        return out;
    };
    // The last is the whole picture, for areas that are too small to have statistics.
    std::vector<at::Tensor> shares, sums(areas.size() + 1);
    for (const auto& a : areas) shares.push_back(a.share.defined() ? pooled(a.share, around, stride) : at::Tensor());
    const bool apart = std::any_of(shares.begin(), shares.end(), [](const at::Tensor& s) { return s.defined(); });
    shares.emplace_back();
    std::int64_t done = 0;
    for (const Strip& s : strips) {
        if (!part(done++, 2 * count)) return {};
        const at::Tensor seen = featuresOf(s);
        // Statistics of the picture alone: what lies around it is its reflection.
        const std::int64_t from = std::max(s.y / stride, margin), rows = std::min((s.y + s.rows) / stride, margin + height) - from;
        if (rows <= 0) continue;
        for (size_t i = 0; i < sums.size() - (apart ? 0 : 1); ++i) {
            const at::Tensor share = shares[i].defined() ? shares[i].narrow(2, from, rows).narrow(3, margin, width) : at::Tensor();
            const at::Tensor sum = augmentedSum(seen.narrow(2, from - s.first / stride, rows).narrow(3, margin, width), share).squeeze(0).to(at::kDouble);
            sums[i] = sums[i].defined() ? sums[i] + sum : sum;
        }
    }
    std::vector<RoundWay> ways(areas.size());
    bool noisy = false;
    for (size_t i = 0; i < areas.size(); ++i) {
        const bool few = shares[i].defined() && sums[i][-1][-1].item<double>() < kFewestPositions;
        const at::Tensor& sum = few ? sums.back() : sums[i];
        ways[i] = areas[i].way(tap, momentsOf(sum / sum[-1][-1].item<double>()));
        noisy = noisy || ways[i].noise.defined();
    }
    if (std::none_of(ways.begin(), ways.end(), [](const RoundWay& w) { return w.map.matrix.defined(); })) return picture;  // no round at all
    at::Tensor noise;
    if (noisy) {
        auto generator = at::detail::createCPUGenerator(mix(options.seed, t));
        noise = at::randn({1, 1, wide.size(2) / stride, wide.size(3) / stride}, generator, at::kFloat).to(wide.device());
    }
    at::Tensor out = at::empty_like(wide);
    for (const Strip& s : strips) {
        if (!part(done++, 2 * count)) return {};
        const at::Tensor seen = featuresOf(s);
        const std::int64_t first = s.first / stride, rows = s.seen / stride;
        at::Tensor moved = seen;
        for (size_t i = 0; i < areas.size(); ++i) {
            if (!ways[i].map.matrix.defined()) continue;
            at::Tensor there = applyMap(ways[i].map, seen, 1);
            if (ways[i].noise.defined()) there = there + noise.narrow(2, first, rows) * ways[i].noise.reshape({1, -1, 1, 1});
            moved = shares[i].defined() ? moved + (there - seen) * shares[i].narrow(2, first, rows) : there;
        }
        out.narrow(2, s.y, s.rows).copy_(networks.decoder->decode(moved.relu(), tap).narrow(2, s.y - s.first, s.rows));
    }
    return out.narrow(2, around, picture.size(2)).narrow(3, around, picture.size(3)).clamp(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

Result<RoundsNetworks> RoundsNetworks::load(const c10::Device& device) {
    const auto net = findData("models/perceptual.safetensors"), decoder = findData("models/decoder.safetensors");
    for (const auto* path : {&net, &decoder})
        if (!*path) return fail(path->error());
    const auto hash = sha256OfFile(*net);
    if (!hash) return fail(hash.error());
    const auto readNet = PerceptualNet::load(*net);
    if (!readNet) return fail(readNet.error());
    const auto readDecoder = FeatureDecoder::load(*decoder, *hash);
    if (!readDecoder) return fail(readDecoder.error());
    return RoundsNetworks{(*readNet)->copyTo(device), {}, (*readDecoder)->copyTo(device), {}}.in(at::kFloat);
}

RoundsNetworks RoundsNetworks::in(at::ScalarType type) const {
    return {net, type == at::kFloat ? net : net->copyIn(type), plainDecoder, std::make_shared<PreparedDecoder>(*plainDecoder, type)};
}

/// relu1_1 is a small part of the work: it is not worth the way to another type and back.
at::Tensor RoundsNetworks::encode(const at::Tensor& picture, int tap) const { return (tap > 0 ? quick : net)->forward(picture, tap).back().to(at::kFloat); }

at::Tensor transportPicture(const RoundsNetworks& networks, const at::Tensor& picture, const std::vector<RoundArea>& areas, const RoundsOptions& options) {
    at::NoGradGuard noGrad;
    at::Tensor out = picture;
    const std::int64_t rounds = options.deepest + 1;
    for (int tap = options.deepest; tap >= 0 && out.defined(); --tap) {
        out = round(networks, out, areas, tap, options, [&](std::int64_t done, std::int64_t all) { return options.proceed((options.deepest - tap) * all + done, rounds * all); });
        // Before the finest round, which has no strokes to draw.
        if (tap != 1 || !out.defined() || out.is_same(picture) || options.calm <= 0) continue;
        options.energies ? limitRelief(out, *options.energies, kMostDrawn, options.calm) : limitRelief(out, picture, kMostDrawn, options.calm);
        out.clamp_(0, 1);
    }
    return out;
}

std::vector<RoundArea> areasTowards(const std::vector<StyleRegion>& regions, const std::array<double, kTapCount>& strength) {
    std::vector<RoundArea> out;
    for (const auto& r : regions)
        out.push_back({r.share, [grams = r.targets.grams, strength](int tap, const FeatureMoments& own) -> RoundWay {
            const auto t = static_cast<size_t>(tap);
            if (strength[t] <= 0) return {};
            return {atStrength(transportMap(own, momentsOf(grams[t]), grams[t]), own.mean, strength[t]), {}};
        }});
    return out;
}

}  // namespace velatura
