#include "core/engines/arbitrary.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <numeric>

#include "core/base/memory.h"
#include "core/base/paths.h"
#include "core/base/random.h"
#include "core/engines/arbitrary_forecast.h"
#include "core/engines/checked_styles.h"
#include "core/engines/feature_cache.h"
#include "core/engines/memory_fallback.h"
#include "core/engines/painting_cut.h"
#include "core/engines/style_passes.h"
#include "core/engines/style_regions.h"
#include "core/jobs/picture_taker.h"
#include "core/kept.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/ops/color.h"
#include "core/ops/detail.h"
#include "core/ops/finish.h"
#include "core/ops/palette.h"
#include "core/ops/relief.h"
#include "core/work/border.h"

namespace velatura {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kCacheBudget = 512u << 20;
/// Levels from here on are large forms, those before it fine texture.
constexpr int kFirstCoarse = 2;
/// How much of the painting a variation sees, and how far each level's strength may be off.
constexpr double kLeastPart = 0.55, kMostPart = 0.85, kStrengthSpread = 0.15;
/// Root mean square of two styles' difference, in deviations over pictures, from which they are different styles. Paintings
/// and photos are 0.5 and more apart.
constexpr double kOtherStyle = 0.2;
/// More than any GPU has: what fits there shows when it is tried.
constexpr std::int64_t kGpuBytes = std::int64_t{1} << 42;

double secondsSince(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

std::vector<at::Tensor> packed(const StyleMoments& moments) {
    std::vector<at::Tensor> out;
    for (const auto& m : moments) out.insert(out.end(), {m.mean, m.covariance});
    return out;
}

StyleMoments unpacked(const std::vector<at::Tensor>& tensors, size_t from = 0) {
    StyleMoments out;
    for (size_t l = 0; l < kStyleLevels; ++l) out[l] = {tensors[from + 2 * l], tensors[from + 2 * l + 1]};
    return out;
}

/// How far a style is from a picture's own: 0 the same, 1 another.
double strangeness(const at::Tensor& style, const at::Tensor& own) {
    return std::min(1.0, (style - own).square().mean().sqrt().item<double>() / kOtherStyle);
}

class ArbitrarySession : public EngineSession {
public:
    explicit ArbitrarySession(std::shared_ptr<StyleTransferNet> net) : source_(std::move(net)) {}

    Result<Rendered> render(const RenderRequest& request, JobContext& context) override {
        return guarded([&] { return paint(request, context); });
    }
    void clearCache() override { cache_.clear(); }

private:
    struct Scene;
    Result<Rendered> paint(const RenderRequest& request, JobContext& context);
    Result<Rendered> paintOn(const MemoryPlan& plan, Clock::time_point start, const ArbitraryParams& params, const RenderRequest& request, JobContext& context);
    void useDevice(const c10::Device& device);
    at::Tensor pictureAt(const Image& image, ImageSize size);
    bool lookAtContent(Scene& scene);
    /// A painting as it is asked for: its statistics, and what they are kept under.
    struct SeenStyle {
        StyleMoments moments;
        FeatureMoments colours;
        Relief relief;
        std::string key;
    };
    SeenStyle styleAt(const Scene& scene, const Image& style);
    std::array<AffineMap, kStyleLevels> mapsBetween(const Scene& scene, size_t area, const SeenStyle& style);
    AreaTransfer transferOf(const Scene& scene, size_t area);
    FeatureMoments paletteOf(const Scene& scene, size_t area);
    at::Tensor missed(Scene& scene);
    ReliefArea reliefOfArea(const Scene& scene, size_t area, double stays);
    at::Tensor finished(Scene& scene, at::Tensor painted);

    std::shared_ptr<StyleTransferNet> source_, net_;
    c10::Device device_ = c10::kCPU;
    FeatureCache cache_{kCacheBudget};
};

/// One rendering: what its stages share.
struct ArbitrarySession::Scene {
    const RenderRequest& request;
    JobContext& context;
    ArbitraryParams params;
    ImageSize size;
    int tile = 0;
    std::vector<StyleGroup> groups = {};
    std::vector<at::Tensor> shares = {};   ///< of the groups, and of what no style takes where there is such a place
    std::vector<StyleMoments> content = {};  ///< of each share, and of the whole
    PassPicture picture = {};
    std::vector<at::Tensor> features = {};
    std::array<double, kStyleLevels> strength = {};
    std::int64_t passes = 2, pass = 0;

    PassProgress progress() {
        const std::int64_t at = pass++;
        return [this, at](std::int64_t done, std::int64_t total) {
            context.progress(at * total + done, passes * total, at == 0 ? "Looking" : "Painting");
            return context.proceed();
        };
    }
    std::string placeKey() const { return fmt::format("{} {}x{}", request.content.id(), size.width, size.height); }
    /// The photo with its areas.
    std::string areasKey() const {
        std::string out = fmt::format("{} {}", placeKey(), tile);
        for (const auto& g : groups) out += fmt::format(" {}", g.mask.empty() ? 0 : g.mask.id());
        return out;
    }
};

void ArbitrarySession::useDevice(const c10::Device& device) {
    if (net_ && device_ == device) return;
    device_ = device;
    net_ = source_->copyTo(device_);
    cache_.clear();
}

at::Tensor ArbitrarySession::pictureAt(const Image& image, ImageSize size) {
    return cache_.get(fmt::format("picture {} {}x{}", image.id(), size.width, size.height),
                      [&] { return std::vector<at::Tensor>{toTensor(image, size).to(device_)}; })[0];
}

/// Features where the picture is seen whole, and statistics of each area. @return false when given up
bool ArbitrarySession::lookAtContent(Scene& scene) {
    const auto wide = cache_.get("wide " + scene.placeKey(), [&] { return std::vector<at::Tensor>{passPicture(pictureAt(scene.request.content, scene.size), 0).wide}; });
    const auto noise = cache_.get(fmt::format("noise {} {}x{}", scene.params.variation, wide[0].size(3), wide[0].size(2)), [&] {
        return StyleTransferNet::noiseFor(1, wide[0].size(2), wide[0].size(3), mix(static_cast<std::uint64_t>(scene.params.variation), 2), device_);
    });
    scene.picture = {wide[0], scene.size, passTile(scene.tile), noise};
    const auto progress = scene.progress();
    bool going = true;
    if (scene.tile == 0) scene.features = cache_.get("features " + scene.placeKey(), [&] { return net_->encode(scene.picture.wide); });
    const auto kept = cache_.get("content " + scene.areasKey(), [&] {
        std::vector<at::Tensor> all, areas = scene.shares;
        areas.emplace_back();  // the whole picture, for areas that are too small to have statistics
        for (const auto& m : momentsPass(*net_, scene.picture, areas, &scene.features, progress)) {
            const auto tensors = packed(m);
            all.insert(all.end(), tensors.begin(), tensors.end());
        }
        going = !all.empty();
        return all;
    });
    for (size_t i = 0; i < kept.size(); i += 2 * kStyleLevels) scene.content.push_back(unpacked(kept, i));
    for (auto& moments : scene.content)
        for (size_t l = 0; l < kStyleLevels; ++l)
            if (!moments[l].mean.defined()) moments[l] = scene.content.back()[l];
    if (!going) cache_.clear();  // what was given up is not kept
    return going;
}

/// Statistics of the painting, or of the part of it that a variation takes after, at the brush size.
ArbitrarySession::SeenStyle ArbitrarySession::styleAt(const Scene& scene, const Image& style) {
    const auto& p = scene.params;
    const int longSide = std::max(16, static_cast<int>(std::lround(std::max(scene.size.width, scene.size.height) * p.styleScale)));
    const ImageSize size = fitLongSide(style.size(), longSide);
    const double recolor = p.colorsBy == PhotoColors::Hues ? 0 : p.photoColors;
    std::string key = fmt::format("style {} {}x{} {}", style.id(), size.width, size.height, p.variation);
    if (p.cropFrame) key += " without frame";
    if (recolor > 0) key += fmt::format(" {} in the colours of {}", recolor, scene.placeKey());
    const auto kept = cache_.get(key, [&] {
        at::Tensor whole = pictureAt(style, size);
        if (recolor > 0) whole = at::lerp(whole, matchColors(whole, pictureAt(scene.request.content, scene.size)), recolor);
        at::Tensor inner = p.cropFrame ? withoutFrame(whole, style) : whole;
        if (p.variation > 0) {
            Random random(mix(static_cast<std::uint64_t>(p.variation), 0));
            const double share = kLeastPart + (kMostPart - kLeastPart) * random.unit();
            const auto cut = [&](std::int64_t length) {
                const std::int64_t part = std::max<std::int64_t>(std::min<std::int64_t>(length, 16), std::llround(share * static_cast<double>(length)));
                return std::pair{static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(length - part) + 1)), part};
            };
            const auto [y, height] = cut(inner.size(2));
            const auto [x, width] = cut(inner.size(3));
            whole = inner = inner.narrow(2, y, height).narrow(3, x, width);
        }
        const auto momentsIn = [&](const at::Tensor& picture) {
            return momentsPass(*net_, passPicture(picture, scene.tile), {at::Tensor()}, nullptr, [&](std::int64_t, std::int64_t) { return true; }).front();
        };
        StyleMoments moments = momentsIn(inner);
        if (!inner.is_same(whole)) {  // a frame's colour and grain are the painting's too, only its forms are not
            const StyleMoments framed = momentsIn(whole);
            std::copy_n(framed.begin(), kFirstCoarse, moments.begin());
        }
        auto all = packed(moments);
        const FeatureMoments colours = colorMoments(whole, {}, kPaletteFloor);
        const Relief relief = reliefOf(inner);
        all.insert(all.end(), {colours.mean, colours.covariance, relief.lightness, relief.colour});
        return all;
    });
    const auto more = kept.begin() + 2 * kStyleLevels;
    return {unpacked(kept), {more[0], more[1]}, {more[2], more[3]}, key};
}

/// Neither weights nor strengths have a part in them: what a slider moves does not solve for them again.
std::array<AffineMap, kStyleLevels> ArbitrarySession::mapsBetween(const Scene& scene, size_t area, const SeenStyle& style) {
    const auto kept = cache_.get(fmt::format("maps {} area {} to {}", scene.areasKey(), area, style.key), [&] {
        std::vector<at::Tensor> all;
        for (int l = 0; l < kStyleLevels; ++l) {
            const auto i = static_cast<size_t>(l);
            const AffineMap map = transportMap(net_->shrunk(scene.content[area][i], l), net_->shrunk(style.moments[i], l), scene.picture.wide);
            all.insert(all.end(), {map.matrix, map.bias});
        }
        return all;
    });
    std::array<AffineMap, kStyleLevels> out;
    for (size_t l = 0; l < kStyleLevels; ++l) out[l] = {kept[2 * l], kept[2 * l + 1]};
    return out;
}

/// Each level takes the mean of the ways to those of the group's styles that give it; a level that none gives stays as it is.
AreaTransfer ArbitrarySession::transferOf(const Scene& scene, size_t area) {
    const StyleMoments& content = scene.content[area];
    const at::Tensor own = net_->code(content);
    AreaTransfer out{stillMaps(*net_, device_), own, scene.shares[area], own, scene.params.texture};
    if (area >= scene.groups.size()) return out;  // what no style takes
    const auto& members = scene.groups[area].styles;
    const auto& styles = scene.request.styles;
    const auto gives = [&](size_t style, size_t level) {
        const StyleLevels levels = styles[style].levels;
        return levels == StyleLevels::All || (levels == StyleLevels::Coarse) == (level >= kFirstCoarse);
    };
    std::array<double, kStyleLevels> weights{};
    for (const size_t s : members)
        for (size_t l = 0; l < kStyleLevels; ++l) weights[l] += gives(s, l) ? styles[s].weight : 0;
    std::array<AffineMap, kStyleLevels> sum;
    for (const size_t s : members) {
        const SeenStyle style = styleAt(scene, styles[s].image);
        const auto maps = mapsBetween(scene, area, style);
        for (size_t l = 0; l < kStyleLevels; ++l) {
            if (!gives(s, l)) continue;
            const double share = styles[s].weight / weights[l];
            sum[l] = sum[l].matrix.defined() ? AffineMap{sum[l].matrix + maps[l].matrix * share, sum[l].bias + maps[l].bias * share} : AffineMap{maps[l].matrix * share, maps[l].bias * share};
        }
        if (gives(s, kFirstCoarse)) out.code = out.code + (net_->code(style.moments) - own) * (styles[s].weight / weights[kFirstCoarse] * scene.strength[kFirstCoarse]);
    }
    for (size_t l = 0; l < kStyleLevels; ++l)
        if (sum[l].matrix.defined()) out.maps[l] = atStrength(sum[l], content[l].mean, scene.strength[l]);
    return out;
}

/// The colours that an area is to have: the photo's, so far on the way to the paintings' as the strength says.
FeatureMoments ArbitrarySession::paletteOf(const Scene& scene, size_t area) {
    const auto kept = cache_.get(fmt::format("colours {} area {}", scene.areasKey(), area), [&] {
        const FeatureMoments m = colorMoments(pictureAt(scene.request.content, scene.size), scene.shares[area], kPaletteFloor);
        return std::vector<at::Tensor>{m.mean, m.covariance};
    });
    const FeatureMoments own{kept[0], kept[1]};
    const auto& styles = scene.request.styles;
    double all = 0;
    for (const size_t s : scene.groups[area].styles) all += styles[s].levels == StyleLevels::Coarse ? 0 : styles[s].weight;
    if (all <= 0) return own;
    AffineMap way{at::zeros({3, 3}), at::zeros({3})};
    for (const size_t s : scene.groups[area].styles) {
        if (styles[s].levels == StyleLevels::Coarse) continue;
        const AffineMap map = transportMap(own, styleAt(scene, styles[s].image).colours, way.matrix);
        way = {way.matrix + map.matrix * (styles[s].weight / all), way.bias + map.bias * (styles[s].weight / all)};
    }
    const AffineMap part = atStrength(way, own.mean, scene.strength[0]);
    const at::Tensor m = part.matrix.to(at::kDouble);
    return {at::mv(m, own.mean) + part.bias.to(at::kDouble), at::matmul(m, at::matmul(own.covariance, m.t()))};
}

/// How strong the strokes of an area are to be. @param stays how much of the photo stays there, 0 to 1
ReliefArea ArbitrarySession::reliefOfArea(const Scene& scene, size_t area, double stays) {
    ReliefArea out{scene.shares[area], {}, 0};
    if (area >= scene.groups.size()) return out;
    const auto& styles = scene.request.styles;
    std::vector<std::pair<Relief, double>> parts;
    for (const size_t s : scene.groups[area].styles)
        if (styles[s].levels != StyleLevels::Coarse) parts.emplace_back(styleAt(scene, styles[s].image).relief, styles[s].weight);
    if (parts.empty()) return out;
    out.relief = mixedRelief(parts);
    out.amount = scene.params.relief * (1 - stays);
    return out;
}

/// What the network loses of the photo on the way through it: given back by as much as the photo stays, at a low strength
/// and where the painting's style is the photo's own.
at::Tensor ArbitrarySession::missed(Scene& scene) {
    const auto make = [&]() -> std::vector<at::Tensor> {
        std::vector<AreaTransfer> still;
        for (size_t a = 0; a < scene.shares.size(); ++a) still.push_back({stillMaps(*net_, device_), net_->code(scene.content[a]), scene.shares[a], {}});
        const at::Tensor same = decodePass(*net_, scene.picture, still, &scene.features, scene.progress());
        if (!same.defined()) return {};
        return {pictureAt(scene.request.content, scene.size) - same};
    };
    if (scene.tile > 0) {
        const auto made = make();
        return made.empty() ? at::Tensor() : made[0];
    }
    const auto kept = cache_.get("missed " + scene.areasKey(), make);
    if (kept.empty()) cache_.clear();
    return kept.empty() ? at::Tensor() : kept[0];
}

at::Tensor ArbitrarySession::finished(Scene& scene, at::Tensor painted) {
    const auto& p = scene.params;
    const double hues = p.colorsBy == PhotoColors::Recolor ? 0 : p.photoColors;
    if (p.detail > 0) painted = withDetailOf(painted, pictureAt(scene.request.content, scene.size), p.detail);
    painted = painted.clamp(0, 1);
    if (p.calm > 0) painted = at::lerp(painted, calmColours(calmGrain(painted)), p.calm);
    if (hues > 0) painted = at::lerp(painted, withColorsOf(painted, pictureAt(scene.request.content, scene.size)), hues);
    return painted;
}

Result<Rendered> ArbitrarySession::paint(const RenderRequest& request, JobContext& context) {
    const auto params = arbitrarySchema().read(request.params);
    if (!params) return fail(params.error());
    if (auto s = checkStyles(request); !s) return fail(s.error());
    const auto device = pickDevice(params->device);
    if (!device) return fail(device.error());
    useThreads(params->threads);
    const auto start = Clock::now();
    const ImageSize size = fitLongSide(request.content.size(), params->longSide);
    return withinMemory(memoryPlans(*device, params->tile, size), [&](const MemoryPlan& plan) { return paintOn(plan, start, *params, request, context); },
                        [&](const Error& note) { context.note(note); });
}

Result<Rendered> ArbitrarySession::paintOn(const MemoryPlan& plan, Clock::time_point start, const ArbitraryParams& params, const RenderRequest& request, JobContext& context) {
    at::NoGradGuard noGrad;
    useDevice(plan.device);
    // A preview answers at half the size.
    const int longSide = request.purpose == Purpose::Preview ? std::max(params.longSide / 2, 64) : params.longSide;
    Scene scene{request, context, params, fitLongSide(request.content.size(), longSide)};
    scene.params.tile = plan.tile;
    const std::int64_t freeBytes = device_.is_cpu() ? availableMemory() : kGpuBytes;
    scene.params.longSide = longSide;
    scene.groups = groupStyles(request.styles);
    const ForecastRequest asked{arbitrarySchema().write(scene.params), request.content.size(), {}, freeBytes, static_cast<int>(scene.groups.size())};
    const Forecast expected = arbitraryForecast(asked);
    if (!expected.fits()) return fail(doesNotFit(expected, asked.params));
    scene.tile = expected.tile;
    // In tiles freed blocks go back; and a rendering in tiles before this one must not make this one slow.
    keepBlocksBelow(scene.tile > 0 ? kSmallBlocks : kKeepAllBlocks);

    Rendered out;
    const KeptPhoto kept = keptPhoto(request);
    const auto done = [&](const at::Tensor& picture) {
        const Depth depth = request.content.depth() == Depth::U8 ? Depth::U8 : Depth::U16;
        const at::Tensor alpha = alphaTensor(request.content, scene.size);
        if (auto* taker = PictureTaker::of(context)) taker->unfinished(toImage(picture, Depth::U16, alpha, request.content.sharedInfo()));
        out.picture = keepPhoto(toImage(picture, depth, alpha, request.content.sharedInfo()), request.content, kept, at::get_num_threads());
        context.preview(out.picture);
        out.facts = {{"seconds", secondsSince(start)}, {"device", deviceName(device_)}, {"width", std::int64_t{scene.size.width}}, {"height", std::int64_t{scene.size.height}}};
        if (scene.tile > 0) out.facts["used.tile"] = std::int64_t{scene.tile};
        return out;
    };
    if (params.strength <= 0) return done(finished(scene, pictureAt(request.content, scene.size)));

    Random random(mix(static_cast<std::uint64_t>(params.variation), 1));
    for (size_t l = 0; l < kStyleLevels; ++l) {
        const double off = params.variation > 0 ? (2 * random.unit() - 1) * kStrengthSpread : 0;
        scene.strength[l] = params.strength * (l >= kFirstCoarse ? params.coarse : params.fine) * (1 + off);
    }
    scene.shares = sharesOf(scene.groups, scene.size);
    for (auto& share : scene.shares)
        if (share.defined()) share = share.to(device_);
    // Where no style applies the photo goes through as it is.
    if (scene.shares.front().defined()) {
        at::Tensor rest = 1 - std::accumulate(scene.shares.begin() + 1, scene.shares.end(), scene.shares.front());
        if (rest.max().item<double>() > 1e-3) scene.shares.push_back(rest);
    }
    const auto stopped = [&] {
        out.stopped = true;
        return out;
    };
    if (!lookAtContent(scene)) return stopped();
    std::vector<AreaTransfer> areas;
    std::vector<ReliefArea> reliefs;
    at::Tensor photoShare = at::zeros({1, 1, 1, 1}, at::TensorOptions(device_));
    for (size_t a = 0; a < scene.shares.size(); ++a) {
        areas.push_back(transferOf(scene, a));
        const double stays = std::max(0.0, 1 - params.strength * strangeness(areas.back().code, net_->code(scene.content[a])));
        reliefs.push_back(reliefOfArea(scene, a, stays));
        photoShare = photoShare + (scene.shares[a].defined() ? scene.shares[a] * stays : at::full({1, 1, 1, 1}, stays, photoShare.options()));
    }
    const bool stays = photoShare.max().item<double>() > 0;
    if (stays) ++scene.passes;
    at::Tensor painted = decodePass(*net_, scene.picture, areas, &scene.features, scene.progress());
    if (!painted.defined()) return stopped();
    if (stays) {
        const at::Tensor rest = missed(scene);
        if (!rest.defined()) return stopped();
        painted = painted + rest * photoShare;
    }
    if (params.palette > 0) {
        std::vector<PaletteArea> palettes;
        for (size_t a = 0; a < scene.groups.size(); ++a) palettes.push_back({scene.shares[a], paletteOf(scene, a), params.palette});
        painted = matchPalette(painted, palettes);
    }
    keepBlocksBelow(kKeepAllBlocks);  // what it works with is as small as a tile, and used again and again
    painted = painted.clamp_(0, 1);  // strokes beyond black and white are not seen
    matchRelief(painted, pictureAt(request.content, scene.size), reliefs);
    return done(finished(scene, painted));
}

}  // namespace

Result<std::unique_ptr<EngineSession>> makeArbitrarySession(const WorkHost&) {
    auto path = findData("models/arbitrary.safetensors");
    if (!path) return fail(path.error());
    return guarded([&]() -> Result<std::unique_ptr<EngineSession>> {
        auto net = StyleTransferNet::load(*path);
        if (!net) return fail(net.error());
        return makeArbitrarySession(*net);
    });
}

std::unique_ptr<EngineSession> makeArbitrarySession(std::shared_ptr<StyleTransferNet> net) {
    return std::make_unique<ArbitrarySession>(std::move(net));
}

}  // namespace velatura
