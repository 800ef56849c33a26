#include "core/engines/gatys.h"

#include <torch/torch.h>

#include <chrono>
#include <cmath>

#include "core/base/memory.h"
#include "core/base/paths.h"
#include "core/engines/checked_styles.h"
#include "core/engines/gatys_forecast.h"
#include "core/engines/gatys_inputs.h"
#include "core/engines/going_on_params.h"
#include "core/engines/layer_losses.h"
#include "core/engines/memory_fallback.h"
#include "core/engines/scale_plan.h"
#include "core/engines/style_objective.h"
#include "core/image/carry.h"
#include "core/jobs/picture_taker.h"
#include "core/kept.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/nn/tile_memory.h"
#include "core/ops/bands.h"
#include "core/ops/color.h"
#include "core/ops/finish.h"
#include "core/ops/resize.h"
#include "core/train/lbfgs.h"
#include "core/train/optim.h"
#include "core/work/border.h"

namespace velatura {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kPreviewSeconds = 0.4;
/// Largest change of a variable in the first step of L-BFGS at a size.
constexpr double kFirstStep = 0.05;
/// Steps before the picture is laid elsewhere on the grid of the network's strides: what one phase leaves, the next
/// wears off. Less often costs less, since loss and gradient have to be taken anew.
constexpr int kStepsAPhase = 10;
/// The finish works on bands with so many rows around them, as far as its filters see.
constexpr std::int64_t kFinishMargin = 16;
/// Energy of strokes after the first size, in shares of what a clear start has around the same place: beyond it lies ripple.
/// After so many steps; after more the limit grows with them, for whoever asks for more wants what they add, and many steps
/// leave less ripple than few.
constexpr double kMostOfStart = 1.5, kStepsForIt = 18;
/// More than any GPU has: what fits there shows when it is tried.
constexpr std::int64_t kGpuBytes = std::int64_t{1} << 42;

double secondsSince(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

/// Adam over the picture with the averaged iterate that is shown. Moments go on from size to size.
struct PictureAdam {
    Adam adam{.beta1 = 0.9, .beta2 = 0.99};
    at::Tensor average;
    double weight = 0;
};

class GatysSession : public EngineSession {
public:
    explicit GatysSession(std::shared_ptr<PerceptualNet> net) : inputs_(std::move(net)) {}

    Result<Rendered> render(const RenderRequest& request, JobContext& context) override {
        return guarded([&] { return paint(request, context); });
    }
    Result<std::vector<LayerLoss>> layerLosses(const RenderRequest& request, const Image& picture, JobContext& context) override {
        return guarded([&] { return lookAtLayers(request, picture, context); });
    }
    void clearCache() override { inputs_.clear(); }

private:
    struct Run;
    Result<GatysParams> prepare(const RenderRequest& request);
    Result<std::vector<LayerLoss>> lookAtLayers(const RenderRequest& request, const Image& picture, JobContext& context);
    Result<Rendered> paint(const RenderRequest& request, JobContext& context);
    Result<Rendered> paintOn(const MemoryPlan& plan, Clock::time_point start, GatysParams params, const RenderRequest& request, JobContext& context);
    bool optimise(Run& run, const ScaleStep& scale, bool last);
    void show(Run& run, const at::Tensor& picture) const;
    void keepFrame(Run& run, const at::Tensor& picture);
    bool refine(Run& run, ImageSize size);
    static at::Tensor withoutRipple(const Run& run, const at::Tensor& picture);
    Image finished(const Run& run, const at::Tensor& picture);

    GatysInputs inputs_;
};

/// One render: what all its sizes share.
struct GatysSession::Run : GatysScene {
    ImageSize full;
    KeptPhoto kept;
    Clock::time_point start, lastPreview;
    int stepsDone = 0;
    std::int64_t cost = 0, costDone = 0;  // in pixels times steps: a step at half the side takes a quarter of the time
    bool cut = false;     // the time limit ended it before its steps were done
    double deadline = 0;  // of the sizes up to the working size, then of all; seconds from the start, where time is limited
    at::Tensor current;  // [1,3,H,W]: the best picture so far, at the size reached
    at::Tensor clear;    // what the first size started from, where that has no ripple; undefined: it has, or is another size's
    LossParts losses;
    PictureAdam adam;
};

void GatysSession::show(Run& run, const at::Tensor& picture) const {
    run.lastPreview = Clock::now();
    run.context.preview(toImage(picture, Depth::U8, {}, run.request.content.sharedInfo()));
}

void GatysSession::keepFrame(Run& run, const at::Tensor& picture) {
    if (auto* taker = PictureTaker::of(run.context)) taker->frame(run.stepsDone, finished(run, withoutRipple(run, picture)));
}

/// Optimises `run.current` at one size. @return false when told to stop
bool GatysSession::optimise(Run& run, const ScaleStep& scale, bool last) {
    const auto& p = run.params;
    const at::Tensor content = inputs_.pictureAt(run.request.content, scale.size);
    const at::Tensor held = run.kept.protect.empty() ? at::Tensor() : maskAt(run.kept.protect, scale.size).to(inputs_.device());
    StyleObjective objective(run.eyes.net, p, content, inputs_.regionsAt(run, run.eyes, scale.size), run.memory.tile, held);
    at::Tensor z = objective.variables(run.current);
    run.current.reset();  // large pictures: nothing is kept that is not needed
    objective.aimFrom(z);
    // L-BFGS never goes up within a phase, so where it stands is its best; of Adam the averaged iterate is the result.
    at::Tensor best = z;
    Lbfgs lbfgs(run.memory.history, kFirstStep);
    at::Tensor gradient = p.optimiser == OptimiserKind::Adam ? at::zeros_like(z) : at::Tensor();  // L-BFGS has its own
    const auto begin = Clock::now();
    const bool limited = p.time > 0;
    const double allowed = last ? run.deadline - secondsSince(run.start) : run.deadline * scale.timeShare;
    bool going = true;
    int turn = 0, turnedAt = 0;
    const std::int64_t pixels = scale.size.pixels(), costBefore = run.costDone;
    for (int i = 0; i < scale.steps; ++i) {
        going = run.context.proceed();
        if (!going) break;
        if (limited && i > 0 && secondsSince(begin) >= allowed) {
            run.cut = true;
            break;
        }
        const bool stuck = p.optimiser == OptimiserKind::Lbfgs && lbfgs.stuck();
        if (i - turnedAt >= kStepsAPhase || stuck) {
            objective.shiftGrid(++turn, z);
            turnedAt = i;
            lbfgs.objectiveChanged();
        }
        at::Tensor shown = z;
        double loss = 0;
        if (p.optimiser == OptimiserKind::Lbfgs) {
            loss = lbfgs.iterate(z, [&](const at::Tensor& x, at::Tensor& g) { return objective.evaluate(x, g); });
        } else {
            loss = objective.evaluate(z, gradient);
            run.adam.adam.step(z, gradient, p.learningRate);
            const double keep = std::min(p.average, (run.adam.weight + 1) / (run.adam.weight + 10));
            run.adam.average = run.adam.average.defined() ? run.adam.average * keep + z * (1 - keep) : z.clone();
            run.adam.weight += 1;
            shown = run.adam.average;
        }
        ++run.stepsDone;
        run.losses = objective.parts();
        for (const auto& [name, value] : {std::pair<const char*, double>{"total", loss}, {"content", run.losses.content}, {"style", run.losses.style}, {"smoothness", run.losses.smoothness}, {"colour smoothness", run.losses.colourSmoothness}})
            run.context.scalar(name, run.stepsDone, value);
        if (p.histogramWeight > 0) run.context.scalar("histograms", run.stepsDone, run.losses.histogram);
        if (p.nearestWeight > 0) run.context.scalar("patches", run.stepsDone, run.losses.nearest);
        if (p.adversarialWeight > 0) {
            run.context.scalar("adversarial", run.stepsDone, run.losses.adversarial);
            run.context.scalar("critic", run.stepsDone, objective.criticLoss());
        }
        run.costDone += pixels;
        run.context.progress(run.costDone, run.cost, last ? "Fine strokes" : "Large strokes");
        if (p.optimiser == OptimiserKind::Adam && std::isfinite(loss)) best = shown;
        if (p.frameEvery > 0 && run.stepsDone % p.frameEvery == 0) keepFrame(run, objective.picture(shown).clamp(0, 1));
        if (secondsSince(run.lastPreview) >= kPreviewSeconds) show(run, objective.picture(shown));
    }
    if (going) run.costDone = costBefore + pixels * scale.steps;  // also when time or the optimiser ended it sooner
    run.current = objective.picture(best).clamp(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
    return going;
}

/// Carries the picture to `size` with the photo's edges and optimises it there. @return false when told to stop
bool GatysSession::refine(Run& run, ImageSize size) {
    const Image painted = toImage(run.current, Depth::U16, {}, run.request.content.sharedInfo());
    const Image carried = carryToSize(painted, run.request.content, size, {.threads = at::get_num_threads()}, [&](double) { return run.context.proceed(); });
    if (carried.empty()) return false;
    run.full = size;
    run.current = toTensor(carried).to(inputs_.device());
    run.adam = {};  // its moments belong to another size
    run.deadline = run.params.time;
    return optimise(run, {size, run.params.refine, 1}, true);
}

/// Strokes beyond what a clear start has around the same place are ripple. @param picture at the size reached
at::Tensor GatysSession::withoutRipple(const Run& run, const at::Tensor& picture) {
    if (!run.clear.defined() || run.stepsDone == 0 || run.params.clear <= 0) return picture;
    at::Tensor within = picture.clone();
    const StrokeEnergies start = energiesOf(run.clear);
    // Octaves overlap: what is left of one after its neighbours were lowered is lowered in its turn.
    for (int pass = 0; pass < 2; ++pass) limitRelief(within, start, kMostOfStart * std::max(1.0, run.stepsDone / kStepsForIt));
    if (run.params.clear < 1) within.lerp_(picture, 1 - run.params.clear);
    return within.clamp_(0, 1);
}

Image GatysSession::finished(const Run& run, const at::Tensor& picture) {
    const Image& content = run.request.content;
    const double hues = run.params.colorsBy == PhotoColors::Recolor ? 0 : run.params.photoColors;
    const auto reliefs = inputs_.reliefsAt(run, run.full);
    const at::Tensor whole = resizePicture(picture, run.full);
    const at::Tensor photo = hues > 0 || !reliefs.empty() ? inputs_.pictureAt(content, run.full) : at::Tensor();
    at::Tensor out = whole;
    if (run.params.calm > 0) {
        out = at::empty_like(whole);
        for (const Strip& s : stripsOf(whole.size(2), std::max<std::int64_t>(4 * kFinishMargin, kBandPixels / whole.size(3)), kFinishMargin)) {
            const at::Tensor seen = whole.narrow(2, s.first, s.seen);
            out.narrow(2, s.y, s.rows).copy_(at::lerp(seen, calmColours(calmGrain(seen)), run.params.calm).narrow(2, s.y - s.first, s.rows));
        }
    } else if (!reliefs.empty() || hues > 0) {
        out = whole.clone();  // what is shown is not what the optimiser goes on from
    }
    matchRelief(out, photo, reliefs);
    if (hues > 0)
        inBands(out.size(2), out.size(3), [&](std::int64_t y, std::int64_t rows) {
            const at::Tensor done = out.narrow(2, y, rows).clamp(0, 1);
            out.narrow(2, y, rows).copy_(at::lerp(done, withColorsOf(done, photo.narrow(2, y, rows)), hues));
        });
    const at::Tensor alpha = alphaTensor(content, run.full);
    const Image painted = toImage(out, content.depth() == Depth::U8 ? Depth::U8 : Depth::U16, alpha, content.sharedInfo());
    return keepPhoto(painted, content, run.kept, at::get_num_threads());
}

/// What can be wrong with a request, and the network on the device that it asks for.
Result<GatysParams> GatysSession::prepare(const RenderRequest& request) {
    auto params = gatysSchema().read(request.params);
    if (!params) return fail(params.error());
    if (auto s = checkStyles(request); !s) return fail(s.error());
    const bool goesOn = params->start == StartFrom::Last && !request.start.empty();
    if (goesOn && !sameProportions(request.content.size(), request.start.size()))
        return fail(ErrorCode::Usage, "The picture to go on from has other proportions than the photo.", {}, "Choose a result of this photo.");
    if (goesOn) {
        params->scales = 1;
        params->longSide = goingOnLongSide(params->longSide, request.content.size(), request.start.size());
    }
    auto device = pickDevice(params->device);
    if (!device) return fail(device.error());
    useThreads(params->threads);
    inputs_.useDevice(*device);
    return params;
}

Result<std::vector<LayerLoss>> GatysSession::lookAtLayers(const RenderRequest& request, const Image& picture, JobContext& context) {
    auto params = prepare(request);
    if (!params) return fail(params.error());
    if (picture.empty()) return fail(ErrorCode::Usage, "There is no picture to look at.", {}, "Choose a result.");
    const auto eyes = inputs_.eyesFor(*params, context);
    if (!eyes) return fail(eyes.error());
    const ImageSize size = fitLongSide(picture.size(), params->longSide);
    Run run{{request, context, *params, groupStyles(request.styles), *eyes}, size, {}};
    run.memory.tile = gatysMemory(*params, size, availableMemory(), static_cast<int>(run.groups.size())).tile;
    if (run.memory.tile == 0 && std::max(size.width, size.height) > kLayerTile) run.memory.tile = kLayerTile;
    const at::Tensor held = request.protect.empty() ? at::Tensor() : maskAt(request.protect, size).to(inputs_.device());
    return velatura::layerLosses(*eyes->net, *params, inputs_.regionsAt(run, *eyes, size), toTensor(picture, size).to(inputs_.device()), run.memory.tile, context, held);
}

Result<Rendered> GatysSession::paint(const RenderRequest& request, JobContext& context) {
    const auto params = prepare(request);
    if (!params) return fail(params.error());
    const ImageSize largest = params->refine > 0 ? request.content.size() : fitLongSide(request.content.size(), params->longSide);
    const auto start = Clock::now();  // a time limit counts over all attempts
    return withinMemory(memoryPlans(inputs_.device(), params->tile, largest), [&](const MemoryPlan& plan) { return paintOn(plan, start, *params, request, context); },
                        [&](const Error& note) { context.note(note); });
}

Result<Rendered> GatysSession::paintOn(const MemoryPlan& where, Clock::time_point start, GatysParams params, const RenderRequest& request, JobContext& context) {
    inputs_.useDevice(where.device);
    params.tile = where.tile;
    const auto eyes = inputs_.eyesFor(params, context);
    if (!eyes) return fail(eyes.error());
    Run run{{request, context, params, groupStyles(request.styles), *eyes}, fitLongSide(request.content.size(), params.longSide), keptPhoto(request)};
    run.start = start;
    std::vector<ImageSize> styleSizes;
    for (const auto& s : request.styles) styleSizes.push_back(s.image.size());
    // A GPU's memory is not known beforehand: it is tried.
    const std::int64_t freeBytes = inputs_.device().is_cpu() ? availableMemory() : kGpuBytes;
    const int regions = static_cast<int>(run.groups.size());
    if (const auto expected = gatysForecast(params, request.content.size(), styleSizes, freeBytes, regions); !expected.fits())
        return fail(doesNotFit(expected, gatysSchema().write(params)));
    run.memory = gatysMemory(params, run.full, freeBytes, regions);
    const ImageSize refined = gatysRefineSize(params, request.content.size(), freeBytes, regions);
    if (refined.pixels() > 0) {
        // One plan for both sizes: what the recipe says then holds for the whole run.
        const GatysMemory large = gatysMemory(params, refined, freeBytes, regions);
        run.memory = {large.tile, std::min(large.history, run.memory.history), std::max(large.bytes, run.memory.bytes)};
    }
    if (refined.pixels() > 0 && refined != request.content.size())
        context.note({ErrorCode::OutOfMemory, "There is memory to refine up to %1 px; what is larger is enlarged.", {std::to_string(std::max(refined.width, refined.height))}, {}});
    const auto plan = params.steps == 0 ? std::vector<ScaleStep>{{run.full, 0, 1}} : planScales(run.full, params.scales, params.steps);
    for (const auto& scale : plan) run.cost += scale.steps * scale.size.pixels();
    const double ladder = static_cast<double>(run.cost);
    run.cost += params.refine * refined.pixels();
    run.deadline = params.time * (run.cost > 0 ? ladder / static_cast<double>(run.cost) : 1);
    context.progress(0, run.cost, "Preparing");
    const TileMemory memory(run.memory.tile > 0);
    const ImageSize first = plan.front().size;
    const auto started = inputs_.firstPicture(run, first);
    run.current = started.picture;
    if (started.clear) run.clear = started.picture;
    show(run, run.current);
    if (params.frameEvery > 0) keepFrame(run, run.current);

    Rendered out;
    for (size_t i = 0; i < plan.size(); ++i) {
        if (i > 0) run.current = resizePicture(run.current, plan[i].size);
        if (params.variable == VariableKind::Pyramid) run.adam = {};  // its moments belong to levels of another size
        if (run.adam.adam.first.defined() && i > 0) {
            // Moments and average belong to pixels: they are resized with the picture (mean up, variance kept positive).
            const auto resized = [&](const at::Tensor& flat) {
                const at::Tensor nchw = flat.reshape({1, plan[i - 1].size.height, plan[i - 1].size.width, 3}).permute({0, 3, 1, 2});
                return resizePlain(nchw, plan[i].size).permute({0, 2, 3, 1}).contiguous().flatten();
            };
            run.adam.adam.first = resized(run.adam.adam.first);
            run.adam.adam.second = resized(run.adam.adam.second).clamp_min(0);
            run.adam.average = resized(run.adam.average);
        }
        out.stopped = !optimise(run, plan[i], i + 1 == plan.size());
        run.current = withoutRipple(run, run.current);
        run.clear.reset();  // a larger size has strokes that it knows nothing of
        if (out.stopped) break;
    }
    if (!out.stopped && refined.pixels() > 0) out.stopped = !refine(run, refined);
    out.picture = finished(run, run.current);
    if (auto* taker = PictureTaker::of(context))
        taker->unfinished(toImage(resizePicture(run.current, run.full), Depth::U16, alphaTensor(request.content, run.full), request.content.sharedInfo()));
    context.preview(out.picture);
    out.facts = {{"steps", static_cast<std::int64_t>(run.stepsDone)}, {"seconds", secondsSince(run.start)}, {"device", deviceName(inputs_.device())},
                 {"content", run.losses.content}, {"style", run.losses.style}, {"width", static_cast<std::int64_t>(run.full.width)}, {"height", static_cast<std::int64_t>(run.full.height)}, {"cut", run.cut}};
    // What little memory decided changes rounding or more: the recipe asks for the same again.
    if (run.memory.tile > 0) out.facts["used.tile"] = static_cast<std::int64_t>(run.memory.tile);
    if (run.memory.history < params.history && params.optimiser == OptimiserKind::Lbfgs)
        out.facts["used.history"] = static_cast<std::int64_t>(run.memory.history);
    return out;
}

}  // namespace

Result<std::unique_ptr<EngineSession>> makeGatysSession(const WorkHost&) {
    auto path = findData("models/perceptual.safetensors");
    if (!path) return fail(path.error());
    return guarded([&]() -> Result<std::unique_ptr<EngineSession>> {
        auto net = PerceptualNet::load(*path);
        if (!net) return fail(net.error());
        return std::make_unique<GatysSession>(*net);
    });
}

}  // namespace velatura
