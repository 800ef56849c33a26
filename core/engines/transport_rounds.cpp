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
/// How much of that the encoder alone needs: what it makes of it is left out before the way down.
constexpr std::array<int, kTapCount> kEncoderMargins = {0, 0, 16, 0, 0};

/// Energy of strokes, in shares of what the picture had around there, above which they are something new.
constexpr double kMostDrawn = 4;

/// What is added to the variance of every direction, in shares of the style's mean one.
constexpr double kAddedVariance = 0.03;

/// A region with fewer positions leaves its covariance to chance.
constexpr double kFewestPositions = 16;

static_assert(*std::max_element(kMargins.begin(), kMargins.end()) == kRoundHalo);

using Part = std::function<bool()>;

int beyondAt(int tap, bool rough) { return rough ? 0 : kEncoderMargins[static_cast<size_t>(tap)]; }

/// With which features come down.
int aroundAt(int tap, bool rough) { return (rough ? kRoughMargins : kMargins)[static_cast<size_t>(tap)] - beyondAt(tap, rough); }

/// One way down: from a tap to pixels, and the features of each level on the way get the areas' statistics.
class Descent {
public:
    /// @param picture [1,3,H,W]  @param from tap where it begins
    Descent(const RoundsNetworks& networks, const at::Tensor& picture, const std::vector<RoundArea>& areas, int from, const RoundsOptions& options);
    /// How many parts run() asks before.
    static std::int64_t parts(const at::Tensor& picture, int from, const RoundsOptions& options) {
        return (from - lastFrom(from) + 2) * static_cast<std::int64_t>(stripsOf(picture, from, options).size());
    }
    /// @param part asked before each; false gives up  @return [1,3,H,W]; undefined when given up
    at::Tensor run(const Part& part);

private:
    /// What an area's features at a level become, and where.
    struct Moved {
        RoundWay way;
        at::Tensor share;  ///< [1,1,h,w] of the wide picture; undefined: everywhere
    };
    using Level = std::vector<Moved>;

    /// relu1_1 is no level of a longer way: what the others drew is calmed before it.
    static int lastFrom(int tap) { return tap > 0 ? 1 : 0; }
    int last() const { return lastFrom(from_); }
    /// Of the picture with its margin.
    static std::vector<Strip> stripsOf(const at::Tensor& picture, int from, const RoundsOptions& options) {
        const int around = aroundAt(from, options.roughEdges);
        const std::int64_t height = onRoundGrid(picture.size(2) + 2 * around), width = onRoundGrid(picture.size(3) + 2 * around);  // as widen() makes it
        return velatura::stripsOf(height, roundRows(options.pixelsAtOnce, width), onRoundGrid(kMargins[static_cast<size_t>(from)]));
    }
    at::Tensor encoded(size_t strip);
    at::Tensor seenAt(size_t strip, int tap);
    /// As the decoder takes them: after the ReLU.
    at::Tensor moved(const at::Tensor& features, const Strip& strip, int tap) const;
    std::vector<at::Tensor> sharesAt(int tap) const;
    bool takeWays(int tap);

    const RoundsNetworks& networks_;
    const std::vector<RoundArea>& areas_;
    const RoundsOptions& options_;
    const int from_, around_, beyond_;
    const std::int64_t height_, width_;
    const at::Tensor picture_, wide_;                  ///< as it is, and with what is around it and beyond
    const std::int64_t wideHeight_, wideWidth_;        ///< without what is beyond
    const std::vector<Strip> strips_;
    const bool keeps_;                    ///< whether features of the first level are kept
    std::vector<at::Tensor> kept_;        ///< the same, a strip each
    at::Tensor here_;                     ///< where all rows come at once: what is seen at the level that was reached
    int reached_;
    std::array<Level, kTapCount> levels_;
    std::array<at::Tensor, kTapCount> noise_;
    std::vector<at::Tensor> sums_;        ///< second moments at a level, an area each, and the whole picture's
    std::vector<at::Tensor> shares_;      ///< at the same level
};

/// Of the features of all strips, which overlap.
std::int64_t bytesAt(int tap, const std::vector<Strip>& strips, std::int64_t width, int channels) {
    const std::int64_t stride = kTapStride[static_cast<size_t>(tap)];
    std::int64_t rows = 0;
    for (const Strip& s : strips) rows += s.seen / stride;
    return rows * (width / stride) * channels * static_cast<std::int64_t>(sizeof(float));
}

Descent::Descent(const RoundsNetworks& networks, const at::Tensor& picture, const std::vector<RoundArea>& areas, int from, const RoundsOptions& options)
    : networks_(networks),
      areas_(areas),
      options_(options),
      from_(from),
      around_(aroundAt(from, options.roughEdges)),
      beyond_(beyondAt(from, options.roughEdges)),
      height_(picture.size(2)),
      width_(picture.size(3)),
      picture_(picture),
      wide_(widen(picture, around_ + beyond_)),
      wideHeight_(wide_.size(2) - 2 * beyond_),
      wideWidth_(wide_.size(3) - 2 * beyond_),
      strips_(stripsOf(picture, from, options)),
      keeps_(strips_.size() == 1 || bytesAt(from, strips_, wideWidth_, networks.net->channels(from)) <= options.mostKept),
      kept_(strips_.size()),
      reached_(from) {
    if (from == options.deepest && options.first && strips_.size() == 1) kept_[0] = *options.first;
}

/// Of the first level.
at::Tensor Descent::encoded(size_t strip) {
    if (kept_[strip].defined()) return kept_[strip];
    const std::int64_t stride = kTapStride[static_cast<size_t>(from_)], beyond = beyond_ / stride;
    const at::Tensor all = networks_.encoder->encode(wide_.narrow(2, strips_[strip].first, strips_[strip].seen + 2 * beyond_), from_);
    const at::Tensor out = all.narrow(2, beyond, strips_[strip].seen / stride).narrow(3, beyond, wideWidth_ / stride).contiguous(at::MemoryFormat::ChannelsLast);
    if (keeps_) kept_[strip] = out;
    if (from_ == options_.deepest && options_.first && strips_.size() == 1) *options_.first = out;
    return out;
}

/// Features at a tap, all levels before which are moved.
at::Tensor Descent::seenAt(size_t strip, int tap) {
    const bool whole = strips_.size() == 1;
    const bool on = whole && here_.defined();
    at::Tensor y = on ? here_ : encoded(strip);
    for (int t = on ? reached_ : from_; t > tap; --t) y = networks_.decoder->up(moved(y, strips_[strip], t), t).to(at::kFloat);
    if (whole) {
        here_ = y;
        reached_ = tap;
    }
    return y;
}

at::Tensor Descent::moved(const at::Tensor& features, const Strip& strip, int tap) const {
    const std::int64_t stride = kTapStride[static_cast<size_t>(tap)], first = strip.first / stride, rows = strip.seen / stride;
    const Level& level = levels_[static_cast<size_t>(tap)];
    if (level.size() == 1 && level[0].way.map.matrix.defined() && !level[0].way.noise.defined() && !level[0].share.defined() && features.is_cpu() && hasOneDnnConvolutions())
        return OneDnnConvolution(level[0].way.map.matrix.unsqueeze(-1).unsqueeze(-1), level[0].way.map.bias, {.padding = 0, .slope = 0, .blocks = false})(features);
    at::Tensor out = features;
    for (const auto& [way, share] : level) {
        if (!way.map.matrix.defined()) continue;
        at::Tensor there = applyMap(way.map, features, 1);
        if (way.noise.defined()) there = there + noise_[static_cast<size_t>(tap)].narrow(2, first, rows) * way.noise.reshape({1, -1, 1, 1});
        out = share.defined() ? out + (there - features) * share.narrow(2, first, rows) : there;
    }
    return out.is_same(features) ? out.relu() : out.relu_();  // what comes in is kept
}

/// Mean of each area's share over what a position of the tap covers, with the margin around it.
std::vector<at::Tensor> Descent::sharesAt(int tap) const {
    const std::int64_t stride = kTapStride[static_cast<size_t>(tap)];
    std::vector<at::Tensor> out;
    for (const auto& a : areas_) out.push_back(a.share.defined() ? at::avg_pool2d(widen(a.share, around_), {stride, stride}) : at::Tensor());
    return out;
}

/// Asks the areas for their ways at a level whose sums are known. @return whether there is one
bool Descent::takeWays(int tap) {
    const auto t = static_cast<size_t>(tap);
    bool any = false, noisy = false;
    for (size_t i = 0; i < areas_.size(); ++i) {
        const bool few = shares_[i].defined() && sums_[i][-1][-1].item<double>() < kFewestPositions;
        const at::Tensor& sum = few ? sums_.back() : sums_[i];
        levels_[t].push_back({areas_[i].way(tap, momentsOf(sum / sum[-1][-1].item<double>())), shares_[i]});
        any = any || levels_[t].back().way.map.matrix.defined();
        noisy = noisy || levels_[t].back().way.noise.defined();
    }
    if (noisy) {
        auto generator = at::detail::createCPUGenerator(mix(options_.seed, t));
        noise_[t] = at::randn({1, 1, wideHeight_ / kTapStride[t], wideWidth_ / kTapStride[t]}, generator, at::kFloat).to(wide_.device());
    }
    return any;
}

at::Tensor Descent::run(const Part& part) {
    for (int tap = from_; tap >= last(); --tap) {
        const std::int64_t stride = kTapStride[static_cast<size_t>(tap)], margin = around_ / stride;
        const std::int64_t height = (height_ + stride - 1) / stride, width = (width_ + stride - 1) / stride;
        shares_ = sharesAt(tap);
        sums_.assign(areas_.size() + 1, {});  // the last is the whole picture's, for areas that are too small to have statistics
        const bool apart = std::any_of(shares_.begin(), shares_.end(), [](const at::Tensor& s) { return s.defined(); });
        for (size_t i = 0; i < strips_.size(); ++i) {
            if (!part()) return {};
            const Strip& s = strips_[i];
            const at::Tensor seen = seenAt(i, tap);
            // Statistics of the picture alone: what lies around it is its reflection.
            const std::int64_t from = std::max(s.y / stride, margin), rows = std::min((s.y + s.rows) / stride, margin + height) - from;
            if (rows <= 0) continue;
            for (size_t a = 0; a < sums_.size() - (apart ? 0 : 1); ++a) {
                const at::Tensor share = a < shares_.size() && shares_[a].defined() ? shares_[a].narrow(2, from, rows).narrow(3, margin, width) : at::Tensor();
                const at::Tensor sum = augmentedSumByRows(seen.narrow(2, from - s.first / stride, rows).narrow(3, margin, width), share);
                sums_[a] = sums_[a].defined() ? sums_[a] + sum : sum;
            }
        }
        if (takeWays(tap) || tap < from_) continue;
        // No style gives the level where it would begin.
        kept_.clear();
        here_.reset();
        return tap > last() ? Descent(networks_, picture_, areas_, tap - 1, options_).run(part) : picture_;
    }
    at::Tensor out = at::empty({1, 3, wideHeight_, wideWidth_}, wide_.options(), at::MemoryFormat::ChannelsLast);
    for (size_t i = 0; i < strips_.size(); ++i) {
        if (!part()) return {};
        const Strip& s = strips_[i];
        out.narrow(2, s.y, s.rows).copy_(networks_.decoder->decode(moved(seenAt(i, last()), s, last()), last()).narrow(2, s.y - s.first, s.rows));
    }
    return out.narrow(2, around_, height_).narrow(3, around_, width_).clamp(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
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
    return {net, std::make_shared<PreparedEncoder>(net, type, plainDecoder->reach()), plainDecoder, std::make_shared<PreparedDecoder>(*plainDecoder, type)};
}

bool RoundsNetworks::inBytes() const {
    for (int tap = kFirstRound; tap > 0; --tap)
        if (!decoder->inBytes(tap)) return false;
    return encoder->inBytes(kFirstRound);
}

at::Tensor transportPicture(const RoundsNetworks& networks, const at::Tensor& picture, const std::vector<RoundArea>& areas, const RoundsOptions& options) {
    at::NoGradGuard noGrad;
    at::Tensor out = picture;
    std::int64_t done = 0, all = Descent::parts(picture, 0, options);
    const Part part = [&] { return options.proceed(done++, all); };
    if (options.deepest > 0) {
        all += Descent::parts(picture, options.deepest, options);
        out = Descent(networks, picture, areas, options.deepest, options).run(part);
        if (!out.defined()) return {};
        if (options.calm > 0 && !out.is_same(picture)) {
            options.energies ? limitRelief(out, *options.energies, kMostDrawn, options.calm) : limitRelief(out, picture, kMostDrawn, options.calm);
            out.clamp_(0, 1);
        }
    }
    return Descent(networks, out, areas, 0, options).run(part);
}

AffineMap roundMap(const FeatureMoments& own, const FeatureMoments& style, const at::Tensor& like) {
    const at::Tensor added = at::eye(style.mean.size(0), style.mean.options()) * (style.covariance.diagonal().mean() * kAddedVariance);
    return transportMap({own.mean, own.covariance + added}, {style.mean, style.covariance + added}, like);
}

std::vector<RoundArea> areasTowards(const std::vector<StyleRegion>& regions, const std::array<double, kTapCount>& strength) {
    std::vector<RoundArea> out;
    for (const auto& r : regions)
        out.push_back({r.share, [grams = r.targets.grams, strength](int tap, const FeatureMoments& own) -> RoundWay {
            const auto t = static_cast<size_t>(tap);
            if (strength[t] <= 0) return {};
            return {atStrength(roundMap(own, momentsOf(grams[t]), grams[t]), own.mean, strength[t]), {}};
        }});
    return out;
}

}  // namespace velatura
