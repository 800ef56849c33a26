#include "core/engines/fast_style.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <chrono>

#include "core/base/memory.h"
#include "core/engines/fast_style_forecast.h"
#include "core/engines/feature_cache.h"
#include "core/engines/memory_fallback.h"
#include "core/engines/painting_network.h"
#include "core/jobs/picture_taker.h"
#include "core/kept.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/nn/tile_memory.h"
#include "core/ops/color.h"
#include "core/ops/finish.h"
#include "core/work/border.h"

namespace velatura {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kCacheBudget = 256u << 20;
/// A preview is painted at half the size, but not smaller than this.
constexpr int kSmallestPreview = 64;
/// More than any GPU has: what fits there shows when it is tried.
constexpr std::int64_t kGpuBytes = std::int64_t{1} << 42;

class FastStyleSession : public EngineSession {
public:
    Result<Rendered> render(const RenderRequest& request, JobContext& context) override {
        return guarded([&] { return paint(request, context); });
    }
    void clearCache() override { cache_.clear(); }

private:
    Result<Rendered> paint(const RenderRequest& request, JobContext& context);
    Result<Rendered> paintOn(const MemoryPlan& plan, Clock::time_point start, FastStyleParams params,
                             const RenderRequest& request, JobContext& context);
    Result<at::Tensor> painted(const FastStyleParams& params, const at::Tensor& photo, const std::string& place,
                               int tile, const c10::Device& device, JobContext& context);

    PaintingNetwork network_;
    FeatureCache cache_{kCacheBudget};
};

/// What the network makes of the photo, from the cache where nothing that it depends on has changed. Undefined:
/// stopped.
Result<at::Tensor> FastStyleSession::painted(const FastStyleParams& params, const at::Tensor& photo,
                                             const std::string& place, int tile, const c10::Device& device,
                                             JobContext& context) {
    const auto painter = network_.get(params.model, device);
    if (!painter) return fail(painter.error());
    const auto shares = styleShares(params.blend, painter->net->styleNames());
    if (!shares) return fail(shares.error());
    const at::Tensor style = at::tensor(at::ArrayRef<double>(*shares), at::kFloat).to(device);
    std::string key = fmt::format("{} {} {}", place, tile, painter->key);
    for (const double share : *shares) key += fmt::format(" {}", share);
    const auto kept = cache_.get(key, [&]() -> std::vector<at::Tensor> {
        return {paintedBy(*painter->net, photo, style, tile, [&](std::int64_t done, std::int64_t total) {
            context.progress(done, total, "Painting");
            return context.proceed();
        })};
    });
    if (!kept[0].defined()) cache_.clear();  // what was given up is not kept
    return kept[0];
}

Result<Rendered> FastStyleSession::paint(const RenderRequest& request, JobContext& context) {
    const auto params = fastStyleSchema().read(request.params);
    if (!params) return fail(params.error());
    if (request.content.empty()) return fail(ErrorCode::Usage, "A photo is needed.", {}, "Choose one.");
    const auto device = pickDevice(params->device);
    if (!device) return fail(device.error());
    useThreads(params->threads);
    const auto start = Clock::now();
    return withinMemory(
        memoryPlans(*device, params->tile, fitLongSide(request.content.size(), params->longSide)),
        [&](const MemoryPlan& plan) { return paintOn(plan, start, *params, request, context); },
        [&](const Error& note) { context.note(note); });
}

Result<Rendered> FastStyleSession::paintOn(const MemoryPlan& plan, Clock::time_point start, FastStyleParams params,
                                           const RenderRequest& request, JobContext& context) {
    at::NoGradGuard noGrad;
    if (request.purpose == Purpose::Preview) params.longSide = std::max(params.longSide / 2, kSmallestPreview);
    params.tile = plan.tile;
    const ImageSize size = fitLongSide(request.content.size(), params.longSide);
    const std::int64_t freeBytes = plan.device.is_cpu() ? availableMemory() : kGpuBytes;
    const ForecastRequest asked{fastStyleSchema().write(params), request.content.size(), {}, freeBytes};
    if (const Forecast expected = fastStyleForecast(asked); !expected.fits())
        return fail(doesNotFit(expected, asked.params));
    const int tile = fastStyleTile(params, size, freeBytes);
    const TileMemory memory(tile > 0);

    const std::string place =
        fmt::format("{} {}x{} {}", request.content.id(), size.width, size.height, deviceName(plan.device));
    const at::Tensor photo = cache_.get(
        "photo " + place, [&] { return std::vector<at::Tensor>{toTensor(request.content, size).to(plan.device)}; })[0];
    at::Tensor picture = photo;
    Rendered out;
    if (params.strength > 0) {
        const auto made = painted(params, photo, place, tile, plan.device, context);
        if (!made) return fail(made.error());
        if (!made->defined()) {
            out.stopped = true;
            return out;
        }
        picture = params.strength < 1 ? at::lerp(photo, *made, params.strength) : *made;
        if (params.calm > 0) picture = at::lerp(picture, calmColours(calmGrain(picture)), params.calm);
        if (params.photoColors > 0) picture = at::lerp(picture, withColorsOf(picture, photo), params.photoColors);
    }
    const Depth depth = request.content.depth() == Depth::U8 ? Depth::U8 : Depth::U16;
    const at::Tensor alpha = alphaTensor(request.content, size);
    if (auto* taker = PictureTaker::of(context); taker)
        taker->unfinished(toImage(picture, Depth::U16, alpha, request.content.sharedInfo()));
    out.picture = keepPhoto(toImage(picture, depth, alpha, request.content.sharedInfo()), request.content,
                            keptPhoto(request), at::get_num_threads());
    context.preview(out.picture);
    out.facts = {{"seconds", std::chrono::duration<double>(Clock::now() - start).count()},
                 {"device", deviceName(plan.device)},
                 {"width", std::int64_t{size.width}},
                 {"height", std::int64_t{size.height}}};
    if (tile > 0) out.facts["used.tile"] = std::int64_t{tile};
    return out;
}

}  // namespace

Result<std::unique_ptr<EngineSession>> makeFastStyleSession(const WorkHost&) {
    return std::make_unique<FastStyleSession>();
}

}  // namespace velatura
