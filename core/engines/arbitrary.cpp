#include "core/engines/arbitrary.h"

#include <torch/torch.h>

#include <chrono>
#include <numeric>

#include "core/base/memory.h"
#include "core/base/paths.h"
#include "core/base/random.h"
#include "core/engines/arbitrary_forecast.h"
#include "core/engines/arbitrary_inputs.h"
#include "core/engines/checked_styles.h"
#include "core/engines/memory_fallback.h"
#include "core/jobs/picture_taker.h"
#include "core/kept.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/nn/tile_memory.h"
#include "core/ops/color.h"
#include "core/ops/detail.h"
#include "core/ops/finish.h"
#include "core/ops/tones.h"
#include "core/work/border.h"

namespace velatura {

namespace {

using Clock = std::chrono::steady_clock;

/// More than any GPU has: what fits there shows when it is tried.
constexpr std::int64_t kGpuBytes = std::int64_t{1} << 42;
/// How far each level's strength of a variation may be off.
constexpr double kStrengthSpread = 0.15;

double secondsSince(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

class ArbitrarySession : public EngineSession {
public:
    explicit ArbitrarySession(std::shared_ptr<StyleTransferNet> net) : inputs_(std::move(net)) {}

    Result<Rendered> render(const RenderRequest& request, JobContext& context) override {
        return guarded([&] { return paint(request, context); });
    }
    void clearCache() override { inputs_.clear(); }

private:
    Result<Rendered> paint(const RenderRequest& request, JobContext& context);
    Result<Rendered> paintOn(const MemoryPlan& plan, Clock::time_point start, const ArbitraryParams& params, const RenderRequest& request, JobContext& context);
    Result<at::Tensor> byNetwork(ArbitraryScene& scene);
    at::Tensor finished(ArbitraryScene& scene, at::Tensor painted);

    ArbitraryInputs inputs_;
};

/// The photo in one pass of the network. Undefined when given up.
Result<at::Tensor> ArbitrarySession::byNetwork(ArbitraryScene& scene) {
    std::vector<AreaTransfer> areas;
    for (size_t a = 0; a < scene.shares.size(); ++a) {
        areas.push_back(inputs_.transferOf(scene, a));
        scene.setStrange(a, strangeness(inputs_.codeOf(scene, a), inputs_.net().code(scene.content[a])));
    }
    return decodePass(inputs_.net(), scene.picture, areas, &scene.features, scene.progress());
}

at::Tensor ArbitrarySession::finished(ArbitraryScene& scene, at::Tensor painted) {
    const auto& p = scene.params;
    const double hues = p.colorsBy == PhotoColors::Recolor ? 0 : p.photoColors;
    if (p.detail > 0) painted = withDetailOf(painted, inputs_.pictureAt(scene.request.content, scene.size), p.detail);
    painted = painted.clamp(0, 1);
    if (p.calm > 0) painted = at::lerp(painted, calmColours(calmGrain(painted)), p.calm);
    if (hues > 0) painted = at::lerp(painted, withColorsOf(painted, inputs_.pictureAt(scene.request.content, scene.size)), hues);
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
    inputs_.useDevice(plan.device);
    // A preview answers at half the size.
    const int longSide = request.purpose == Purpose::Preview ? std::max(params.longSide / 2, 64) : params.longSide;
    ArbitraryScene scene{request, context, params, fitLongSide(request.content.size(), longSide)};
    scene.params.tile = plan.tile;
    const std::int64_t freeBytes = inputs_.device().is_cpu() ? availableMemory() : kGpuBytes;
    scene.params.longSide = longSide;
    scene.groups = groupStyles(request.styles);
    const ForecastRequest asked{arbitrarySchema().write(scene.params), request.content.size(), {}, freeBytes, static_cast<int>(scene.groups.size())};
    const Forecast expected = arbitraryForecast(asked);
    if (!expected.fits()) return fail(doesNotFit(expected, asked.params));
    scene.tile = expected.tile;
    scene.roundPixels = roundPixels(freeBytes, scene.tile);
    const TileMemory memory(scene.tile > 0);

    Rendered out;
    const KeptPhoto kept = keptPhoto(request);
    const auto done = [&](const at::Tensor& picture) {
        const Depth depth = request.content.depth() == Depth::U8 ? Depth::U8 : Depth::U16;
        const at::Tensor alpha = alphaTensor(request.content, scene.size);
        if (auto* taker = PictureTaker::of(context)) taker->unfinished(toImage(picture, Depth::U16, alpha, request.content.sharedInfo()));
        out.picture = keepPhoto(toImage(picture, depth, alpha, request.content.sharedInfo()), request.content, kept, at::get_num_threads());
        context.preview(out.picture);
        out.facts = {{"seconds", secondsSince(start)}, {"device", deviceName(inputs_.device())}, {"width", std::int64_t{scene.size.width}}, {"height", std::int64_t{scene.size.height}}};
        if (scene.tile > 0) out.facts["used.tile"] = std::int64_t{scene.tile};
        return out;
    };
    if (params.strength <= 0) return done(finished(scene, inputs_.pictureAt(request.content, scene.size)));

    Random random(mix(static_cast<std::uint64_t>(params.variation), 1));
    for (size_t l = 0; l < kStyleLevels; ++l) {
        const double off = params.variation > 0 ? (2 * random.unit() - 1) * kStrengthSpread : 0;
        scene.strength[l] = params.strength * (l >= kFirstCoarse ? params.coarse : params.fine) * (1 + off);
    }
    scene.shares = sharesOf(scene.groups, scene.size);
    for (auto& share : scene.shares)
        if (share.defined()) share = share.to(inputs_.device());
    // Where no style applies the photo goes through as it is.
    if (scene.shares.front().defined()) {
        at::Tensor rest = (1 - std::accumulate(scene.shares.begin() + 1, scene.shares.end(), scene.shares.front())).clamp_min(0);
        if (rest.max().item<double>() > 1e-3) scene.shares.push_back(rest);
    }
    const auto stopped = [&] {
        out.stopped = true;
        return out;
    };
    const bool inRounds = params.paintedBy == PaintedBy::Rounds;
    if (params.strength < 1) scene.willGiveBack();  // known before the first pass tells how far it is
    if (!inRounds) {
        ++scene.passes;
        if (!inputs_.lookAtContent(scene)) return stopped();
    }
    const auto made = inRounds ? inputs_.inRounds(scene) : byNetwork(scene);
    if (!made) return fail(made.error());
    if (!made->defined()) return stopped();
    at::Tensor painted = *made;
    std::vector<ReliefArea> reliefs;
    at::Tensor photoShare = at::zeros({1, 1, 1, 1}, at::TensorOptions(inputs_.device()));
    for (size_t a = 0; a < scene.shares.size(); ++a) {
        const double stays = scene.stays(a);
        reliefs.push_back(inputs_.reliefOf(scene, a, stays));
        photoShare = photoShare + (scene.shares[a].defined() ? scene.shares[a] * stays : at::full({1, 1, 1, 1}, stays, photoShare.options()));
    }
    if (scene.givesBack) {
        const auto rest = inRounds ? inputs_.missedInRounds(scene) : inputs_.missed(scene);
        if (!rest) return fail(rest.error());
        if (!rest->defined()) return stopped();
        painted = painted + *rest * photoShare;
    }
    if (params.evenTones > 0) {
        std::vector<ToneArea> tones;
        for (size_t a = 0; a < scene.groups.size(); ++a) tones.push_back({scene.shares[a], params.evenTones * (1 - scene.stays(a))});
        evenTones(painted, inputs_.pictureAt(request.content, scene.size), tones);
    }
    if (params.palette > 0) {
        std::vector<PaletteArea> palettes;
        for (size_t a = 0; a < scene.groups.size(); ++a) palettes.push_back({scene.shares[a], inputs_.paletteOf(scene, a), params.palette});
        painted = matchPalette(painted, palettes);
    }
    painted = painted.clamp(0, 1);  // strokes beyond black and white are not seen
    if (std::any_of(reliefs.begin(), reliefs.end(), [](const ReliefArea& r) { return r.amount > 0; })) matchRelief(painted, inputs_.energiesAt(scene), reliefs);
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
