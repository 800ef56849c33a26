#include "core/engines/gatys_inputs.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <cmath>

#include "core/base/paths.h"
#include "core/engines/arbitrary.h"
#include "core/engines/arbitrary_params.h"
#include "core/engines/painting_cut.h"
#include "core/engines/transport_rounds.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/ops/resize.h"

namespace velatura {

namespace {

/// Where memory is little, so many pixels of a start by statistics are made at a time.
constexpr std::int64_t kFewPixels = 1 << 18;
/// Strength of the instant network's picture, as a share of the start's: it lays out strokes, statistics make them clear.
constexpr double kInstantShare = 0.75;
/// Key of the shipped network's features in the cache.
constexpr const char* kShipped = "shipped";
/// A start of at least this strength is painted, so that its strokes say how strong clear strokes are.
constexpr double kPainted = 0.5;

/// Long side of the paintings for a picture of this size.
int styleSide(const GatysParams& p, ImageSize size) {
    return std::max(16, static_cast<int>(std::lround(std::max(size.width, size.height) * p.styleScale)));
}

/// How far the paintings are given the photo's colours first.
double recolored(const GatysParams& p) { return p.colorsBy == PhotoColors::Hues ? 0 : p.photoColors; }

/// What the paintings of a group are like: all that is made from them alone is kept under it.
std::string paintingsKey(const GatysScene& scene, const StyleGroup& group, ImageSize size) {
    std::string key = std::to_string(styleSide(scene.params, size));
    if (scene.params.cropFrame) key += " without frame";
    if (const double recolor = recolored(scene.params); recolor > 0)
        key += fmt::format(" {} in the colours of {} {}x{}", recolor, scene.request.content.id(), size.width, size.height);
    for (const size_t i : group.styles) key += fmt::format(" {}:{}", scene.request.styles[i].image.id(), scene.request.styles[i].weight);
    return key;
}

/// Mean and covariance of a mixture's colours: raw second moments are what may be mixed, as in the targets.
std::vector<at::Tensor> coloursOf(const std::vector<WeightedStyle>& paintings) {
    double all = 0;
    at::Tensor mean = at::zeros({3}, at::kDouble), second = at::zeros({3, 3}, at::kDouble);
    for (const auto& s : paintings) {
        const FeatureMoments m = colorMoments(s.whole.defined() ? s.whole : s.picture, {}, kPaletteFloor);
        mean = mean + m.mean * s.weight;
        second = second + (m.covariance + at::outer(m.mean, m.mean)) * s.weight;
        all += s.weight;
    }
    mean = mean / all;
    return {mean, second / all - at::outer(mean, mean)};
}

/// A mixture's relief: lightness and colour.
std::vector<at::Tensor> strokesOf(const std::vector<WeightedStyle>& paintings) {
    std::vector<std::pair<Relief, double>> parts;
    for (const auto& s : paintings) parts.emplace_back(reliefOf(s.picture), s.weight);
    const Relief all = mixedRelief(parts);
    return {all.lightness, all.colour};
}

}  // namespace

void GatysInputs::useDevice(const c10::Device& device) {
    if (net_ && device_ == device) return;
    device_ = device;
    net_ = std::make_shared<PreparedEncoder>(source_->copyTo(device_));
    rounds_.reset();
    cache_.clear();
}

Result<Eyes> GatysInputs::eyesFor(const GatysParams& params, JobContext& context) {
    if (params.network.empty()) return Eyes{net_, kShipped};
    auto chosen = chosen_.get(params.network, device_);
    if (!chosen) return chosen;
    if (auto s = fitsNetwork(params, *chosen->net, context); !s) return fail(s.error());
    return chosen;
}

at::Tensor GatysInputs::pictureAt(const Image& image, ImageSize size) {
    const std::string key = fmt::format("picture {} {}x{} {}", image.id(), size.width, size.height, deviceName(device_));
    return cache_.get(key, [&] { return std::vector<at::Tensor>{toTensor(image, size).to(device_)}; })[0];
}

/// Style pictures at their size for this scale: the painting's long side is the scale's times the brush size, never
/// enlarged beyond its own pixels.
std::vector<WeightedStyle> GatysInputs::paintingsAt(const GatysScene& scene, const StyleGroup& group, ImageSize size) {
    const double recolor = recolored(scene.params);
    std::vector<WeightedStyle> out;
    for (const size_t i : group.styles) {
        const StyleInput& s = scene.request.styles[i];
        const at::Tensor whole = pictureAt(s.image, fitLongSide(s.image.size(), styleSide(scene.params, size)));
        const at::Tensor inner = scene.params.cropFrame ? withoutFrame(whole, s.image) : whole;
        const auto recoloured = [&](const at::Tensor& x) {
            return recolor > 0 ? at::lerp(x, matchColors(x, pictureAt(scene.request.content, size)), recolor).contiguous(at::MemoryFormat::ChannelsLast) : x;
        };
        out.push_back({recoloured(inner), s.weight, inner.is_same(whole) ? at::Tensor() : recoloured(whole)});
    }
    return out;
}

StyleTargets GatysInputs::targetsAt(const GatysScene& scene, const Eyes& eyes, const StyleGroup& group, ImageSize size) {
    const auto& p = scene.params;
    const StyleTargetNeeds needs{p.histogramWeight > 0, p.nearestWeight > 0, scene.memory.tile, static_cast<std::uint64_t>(p.seed)};
    std::string key = fmt::format("targets {} {} {}", eyes.key, scene.memory.tile, paintingsKey(scene, group, size));
    if (needs.quantiles) key += " quantiles";
    if (needs.patches) key += fmt::format(" patches {}", needs.seed);
    const auto paintings = [&] { return paintingsAt(scene, group, size); };
    const auto kept = cache_.get(key, [&] {
        const StyleTargets made = styleTargets(*eyes.net, paintings(), needs);
        std::vector<at::Tensor> all = made.grams;
        all.insert(all.end(), made.quantiles.begin(), made.quantiles.end());
        all.push_back(made.patches);
        all.push_back(made.patchScale);
        return all;
    });
    StyleTargets out{{kept.begin(), kept.begin() + kTapCount}, {}, kept[kept.size() - 2], kept.back(), {}};
    if (p.adversarialWeight > 0) out.paintings = paintings();
    out.quantiles.assign(kept.begin() + kTapCount, kept.end() - 2);
    return out;
}

std::vector<StyleRegion> GatysInputs::regionsAt(const GatysScene& scene, const Eyes& eyes, ImageSize size) {
    const auto shares = sharesOf(scene.groups, size);
    std::vector<StyleRegion> out;
    for (size_t i = 0; i < scene.groups.size(); ++i)
        out.push_back({shares[i].defined() ? shares[i].to(device_) : at::Tensor(), targetsAt(scene, eyes, scene.groups[i], size)});
    return out;
}

template <class Area, class F>
std::vector<Area> GatysInputs::areasAt(const GatysScene& scene, ImageSize size, const char* what, double share, F&& make) {
    const double amount = share * std::min(1.0, scene.params.styleWeight);
    std::vector<Area> out;
    if (amount <= 0) return out;
    const auto shares = sharesOf(scene.groups, size);
    for (size_t i = 0; i < scene.groups.size(); ++i) {
        const auto kept = cache_.get(fmt::format("{} {}", what, paintingsKey(scene, scene.groups[i], size)), [&] { return make(paintingsAt(scene, scene.groups[i], size)); });
        out.push_back({shares[i].defined() ? shares[i].to(device_) : at::Tensor(), {kept[0], kept[1]}, amount});
    }
    return out;
}

std::vector<PaletteArea> GatysInputs::palettesAt(const GatysScene& scene, ImageSize size) {
    return areasAt<PaletteArea>(scene, size, "palette", scene.params.palette, coloursOf);
}

std::vector<ReliefArea> GatysInputs::reliefsAt(const GatysScene& scene, ImageSize size) {
    return areasAt<ReliefArea>(scene, size, "relief", scene.params.relief, strokesOf);
}

Result<RoundsNetworks> GatysInputs::rounds() {
    if (!rounds_) {
        auto read = RoundsNetworks::load(device_);
        if (!read) return read;
        rounds_ = *read;
    }
    return *rounds_;
}

/// What the instant engine makes of the same photo and paintings. Undefined, and said, where that fails.
at::Tensor GatysInputs::instantPicture(const GatysScene& scene, ImageSize size) {
    const auto& p = scene.params;
    ArbitraryParams params;
    static_cast<PaintParams&>(params) = p;
    params.calm = ArbitraryParams().calm;
    params.paintedBy = PaintedBy::Network;  // rounds follow here
    params.evenTones = 0;
    params.strength = kInstantShare * p.startStrength * std::min(1.0, p.styleWeight);
    params.photoColors = recolored(p);  // hues come back at the end
    params.colorsBy = PhotoColors::Recolor;
    params.longSide = std::max(size.width, size.height);
    params.tile = scene.memory.tile;
    params.device = device_.str();
    RenderRequest request{scene.request.content, scene.request.styles, arbitrarySchema().write(params), {}, {}, {}, Purpose::Final};
    for (auto& style : request.styles) style.levels = StyleLevels::All;
    auto session = makeArbitrarySession(WorkHost{});
    if (!session) {
        scene.context.note(session.error());
        return {};
    }
    InnerContext quiet(scene.context);
    const auto made = (*session)->render(request, quiet);
    if (!made) scene.context.note(made.error());
    return made && !made->picture.empty() ? toTensor(made->picture, size).to(device_) : at::Tensor();
}

/// A picture of this size with the paintings' statistics in closed form. Undefined, and said, where that fails.
at::Tensor GatysInputs::transported(const GatysScene& scene, const at::Tensor& picture, ImageSize size) {
    auto networks = rounds();
    if (!networks) {
        scene.context.note(networks.error());
        return {};
    }
    RoundsOptions options;
    if (scene.memory.tile > 0) {
        options.pixelsAtOnce = kFewPixels;
        options.mostKept = 0;
    }
    options.proceed = [&](std::int64_t, std::int64_t) { return scene.context.proceed(); };
    std::array<double, kTapCount> strength;
    strength.fill(scene.params.startStrength * std::min(1.0, scene.params.styleWeight));
    return transportPicture(*networks, picture, areasTowards(regionsAt(scene, {net_, kShipped}, size), strength), options);
}

/// A new picture, before it has the paintings' colours.
GatysInputs::FirstPicture GatysInputs::laidOut(const GatysScene& scene, ImageSize size) {
    const auto& p = scene.params;
    if (p.start == StartFrom::Noise) {
        auto generator = at::detail::createCPUGenerator(static_cast<std::uint64_t>(p.seed));
        return {at::rand({1, 3, size.height, size.width}, generator, at::kFloat).mul_(0.5).add_(0.25).to(device_)};
    }
    if (p.styleWeight > 0 && (p.start == StartFrom::Instant || p.start == StartFrom::Transport)) {
        const at::Tensor instant = p.start == StartFrom::Instant ? instantPicture(scene, size) : at::Tensor();
        const at::Tensor moved = transported(scene, instant.defined() ? instant : pictureAt(scene.request.content, size), size);
        const at::Tensor painted = moved.defined() ? moved : instant;
        if (painted.defined()) return {painted, p.startStrength * std::min(1.0, p.styleWeight) >= kPainted};
    }
    return {pictureAt(scene.request.content, size)};
}

GatysInputs::FirstPicture GatysInputs::firstPicture(const GatysScene& scene, ImageSize size) {
    if (scene.params.start == StartFrom::Last) {
        if (!scene.request.start.empty()) return {pictureAt(scene.request.start, size)};
        scene.context.note({ErrorCode::Usage, "There is no last result yet, so it starts from the photo.", {}, {}});
    }
    FirstPicture out = laidOut(scene, size);
    // Colours in closed form: what the optimiser would spend its first steps on, without the ripple that it leaves on the way.
    if (const auto palettes = palettesAt(scene, size); !palettes.empty())
        out.picture = matchPalette(out.picture, palettes).clamp_(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
    return out;
}

}  // namespace velatura
