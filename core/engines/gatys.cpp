#include "core/engines/gatys.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <chrono>
#include <cmath>

#include "core/base/hash.h"
#include "core/base/memory.h"
#include "core/base/paths.h"
#include "core/engines/chosen_network.h"
#include "core/engines/feature_cache.h"
#include "core/engines/gatys_forecast.h"
#include "core/engines/gatys_params.h"
#include "core/engines/going_on_params.h"
#include "core/engines/layer_losses.h"
#include "core/engines/memory_fallback.h"
#include "core/engines/scale_plan.h"
#include "core/engines/style_objective.h"
#include "core/engines/style_regions.h"
#include "core/engines/transport_start.h"
#include "core/image/carry.h"
#include "core/jobs/picture_taker.h"
#include "core/kept.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/nn/perceptual.h"
#include "core/ops/color.h"
#include "core/ops/finish.h"
#include "core/ops/resize.h"
#include "core/train/lbfgs.h"
#include "core/train/optim.h"
#include "core/work/border.h"

namespace velatura {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kCacheBudget = 512u << 20;
constexpr double kPreviewSeconds = 0.4;
/// Largest change of a variable in the first step of L-BFGS at a size.
constexpr double kFirstStep = 0.05;
/// Steps before the picture is laid elsewhere on the grid of the network's strides: what one phase leaves, the next
/// wears off. Less often costs less, since loss and gradient have to be taken anew.
constexpr int kStepsAPhase = 10;
/// Largest long side of a start by statistics, px.
constexpr int kStartSide = 768;
/// The finish works on bands of so many pixels, with rows around them as far as its filters see.
constexpr std::int64_t kFinishPixels = 1 << 18, kFinishMargin = 16;
/// More than any GPU has: what fits there shows when it is tried.
constexpr std::int64_t kGpuBytes = std::int64_t{1} << 42;
/// Smaller blocks are never mapped for themselves.
constexpr std::int64_t kLeastMapped = 24 << 20;
/// Key of the shipped network's features in the cache.
constexpr const char* kShipped = "shipped";
/// Share of the painting's colours that the start already has at strength 1.
constexpr double kStartColours = 0.8;

double secondsSince(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

/// Adam over the picture with the averaged iterate that is shown. Moments go on from size to size.
struct PictureAdam {
    Adam adam{.beta1 = 0.9, .beta2 = 0.99};
    at::Tensor average;
    double weight = 0;
};

class GatysSession : public EngineSession {
public:
    GatysSession(std::shared_ptr<PerceptualNet> net, std::string netHash) : source_(std::move(net)), netHash_(std::move(netHash)) {}

    Result<Rendered> render(const RenderRequest& request, JobContext& context) override {
        return guarded([&] { return paint(request, context); });
    }
    Result<std::vector<LayerLoss>> layerLosses(const RenderRequest& request, const Image& picture, JobContext& context) override {
        return guarded([&] { return lookAtLayers(request, picture, context); });
    }
    void clearCache() override { cache_.clear(); }

private:
    struct Run;
    Result<GatysParams> prepare(const RenderRequest& request);
    Result<std::vector<LayerLoss>> lookAtLayers(const RenderRequest& request, const Image& picture, JobContext& context);
    Result<Rendered> paint(const RenderRequest& request, JobContext& context);
    Result<Rendered> paintOn(const MemoryPlan& plan, Clock::time_point start, GatysParams params, const RenderRequest& request, JobContext& context);
    void useDevice(const c10::Device& device);
    Result<Eyes> eyesFor(const GatysParams& params, JobContext& context);
    StyleTargets targetsAt(const Run& run, const Eyes& eyes, const StyleGroup& group, ImageSize size);
    std::vector<StyleRegion> regionsAt(const Run& run, const Eyes& eyes, ImageSize size);
    at::Tensor pictureAt(const Image& image, ImageSize size, const c10::Device& device);
    at::Tensor firstPicture(const Run& run, ImageSize size);
    Result<std::shared_ptr<FeatureDecoder>> decoder();
    bool optimise(Run& run, const ScaleStep& scale, bool last);
    void show(Run& run, const at::Tensor& picture) const;
    void keepFrame(Run& run, const at::Tensor& picture);
    bool refine(Run& run, ImageSize size, std::int64_t freeBytes);
    Image finished(const Run& run, const at::Tensor& picture);

    std::shared_ptr<PerceptualNet> source_, net_;
    std::string netHash_;
    std::shared_ptr<FeatureDecoder> decoder_;  ///< on device_, once a start needs it
    c10::Device device_ = c10::kCPU;
    ChosenNetwork chosen_;
    FeatureCache cache_{kCacheBudget};
};

/// One render: what all its sizes share.
struct GatysSession::Run {
    const RenderRequest& request;
    JobContext& context;
    GatysParams params;
    ImageSize full;
    std::vector<StyleGroup> groups;
    KeptPhoto kept;
    Eyes eyes;  // what the optimiser looks through; a start by statistics has the shipped network and its decoder
    GatysMemory memory;
    Clock::time_point start, lastPreview;
    int stepsDone = 0;
    std::int64_t cost = 0, costDone = 0;  // in pixels times steps: a step at half the side takes a quarter of the time
    bool cut = false;     // the time limit ended it before its steps were done
    double deadline = 0;  // of the sizes up to the working size, then of all; seconds from the start, where time is limited
    at::Tensor current;  // [1,3,H,W]: the best picture so far, at the size reached
    LossParts losses;
    PictureAdam adam;
};

at::Tensor GatysSession::pictureAt(const Image& image, ImageSize size, const c10::Device& device) {
    const std::string key = fmt::format("picture {} {}x{} {}", image.id(), size.width, size.height, deviceName(device));
    return cache_.get(key, [&] { return std::vector<at::Tensor>{toTensor(image, size).to(device)}; })[0];
}

/// Style pictures at their size for this scale: the painting's long side is the scale's times the brush size, never
/// enlarged beyond its own pixels.
StyleTargets GatysSession::targetsAt(const Run& run, const Eyes& eyes, const StyleGroup& group, ImageSize size) {
    const auto& p = run.params;
    const int longSide = std::max(16, static_cast<int>(std::lround(std::max(size.width, size.height) * p.styleScale)));
    const StyleTargetNeeds needs{p.histogramWeight > 0, p.nearestWeight > 0, run.memory.tile, static_cast<std::uint64_t>(p.seed)};
    const double recolor = p.colorsBy == PhotoColors::Hues ? 0 : p.photoColors;
    std::string key = fmt::format("targets {} {} {} {}", eyes.key, longSide, run.memory.tile, deviceName(device_));
    if (needs.quantiles) key += " quantiles";
    if (needs.patches) key += fmt::format(" patches {}", needs.seed);
    if (recolor > 0) key += fmt::format(" {} in the colours of {} {}x{}", recolor, run.request.content.id(), size.width, size.height);
    for (const size_t i : group.styles) key += fmt::format(" {}:{}", run.request.styles[i].image.id(), run.request.styles[i].weight);
    const auto kept = cache_.get(key, [&] {
        std::vector<WeightedStyle> styles;
        for (const size_t i : group.styles) {
            const StyleInput& s = run.request.styles[i];
            at::Tensor picture = pictureAt(s.image, fitLongSide(s.image.size(), longSide), device_);
            if (recolor > 0) picture = at::lerp(picture, matchColors(picture, pictureAt(run.request.content, size, device_)), recolor).contiguous(at::MemoryFormat::ChannelsLast);
            styles.push_back({picture, s.weight});
        }
        const StyleTargets made = styleTargets(*eyes.net, styles, needs);
        std::vector<at::Tensor> all = made.grams;
        all.insert(all.end(), made.quantiles.begin(), made.quantiles.end());
        all.push_back(made.patches);
        all.push_back(made.patchScale);
        return all;
    });
    StyleTargets out{{kept.begin(), kept.begin() + kTapCount}, {}, kept[kept.size() - 2], kept.back()};
    out.quantiles.assign(kept.begin() + kTapCount, kept.end() - 2);
    return out;
}

std::vector<StyleRegion> GatysSession::regionsAt(const Run& run, const Eyes& eyes, ImageSize size) {
    const auto shares = sharesOf(run.groups, size);
    std::vector<StyleRegion> out;
    for (size_t i = 0; i < run.groups.size(); ++i)
        out.push_back({shares[i].defined() ? shares[i].to(device_) : at::Tensor(), targetsAt(run, eyes, run.groups[i], size)});
    return out;
}

Result<std::shared_ptr<FeatureDecoder>> GatysSession::decoder() {
    if (decoder_) return decoder_;
    auto path = findData("models/decoder.safetensors");
    if (!path) return fail(path.error());
    auto read = FeatureDecoder::load(*path, netHash_);
    if (read) decoder_ = (*read)->copyTo(device_);
    return read ? Result<std::shared_ptr<FeatureDecoder>>(decoder_) : read;
}

/// Where the first size starts.
at::Tensor GatysSession::firstPicture(const Run& run, ImageSize size) {
    const auto& p = run.params;
    if (p.start == StartFrom::Noise) {
        auto generator = at::detail::createCPUGenerator(static_cast<std::uint64_t>(p.seed));
        return at::rand({1, 3, size.height, size.width}, generator, at::kFloat).mul_(0.5).add_(0.25).to(device_);
    }
    if (p.start == StartFrom::Last && !run.request.start.empty()) return pictureAt(run.request.start, size, device_);
    if (p.start == StartFrom::Last)
        run.context.note({ErrorCode::Usage, "There is no last result yet, so it starts from the photo.", {}, {}});
    const at::Tensor photo = pictureAt(run.request.content, size, device_);
    if (p.styleWeight <= 0) return photo;
    if (p.start == StartFrom::Transport) {
        if (auto way = decoder()) {
            TransportOptions options;
            options.strength.fill(p.startStrength);
            // The decoder sees the whole at once; beyond some size the optimiser does not need its detail.
            const ImageSize small = fitLongSide(size, std::min(kStartSide, std::max(size.width, size.height)));
            return resizePicture(transportPicture(*net_, **way, pictureAt(run.request.content, small, device_), regionsAt(run, {net_, kShipped}, small), options), size);
        } else {
            run.context.note(way.error());
        }
    }
    if (p.photoColors >= 1) return photo;
    // The painting's colours in closed form: what the optimiser would spend its first steps on, without the ripple
    // that it leaves on the way.
    const double share = kStartColours * std::min(1.0, p.styleWeight) * (1 - p.photoColors);
    const auto shares = sharesOf(run.groups, size);
    at::Tensor out = photo;
    for (size_t i = 0; i < run.groups.size(); ++i) {
        const auto& styles = run.request.styles;
        const auto& members = run.groups[i].styles;
        const size_t heaviest = *std::max_element(members.begin(), members.end(), [&](size_t a, size_t b) { return styles[a].weight < styles[b].weight; });
        const Image& image = styles[heaviest].image;
        const at::Tensor style = pictureAt(image, fitLongSide(image.size(), std::max(size.width, size.height)), device_);
        const at::Tensor moved = (matchColors(photo, style) - photo) * share;
        out = out + (shares[i].defined() ? moved * shares[i].to(device_) : moved);
    }
    return out.contiguous(at::MemoryFormat::ChannelsLast);
}

void GatysSession::show(Run& run, const at::Tensor& picture) const {
    run.lastPreview = Clock::now();
    run.context.preview(toImage(picture, Depth::U8, {}, run.request.content.sharedInfo()));
}

void GatysSession::keepFrame(Run& run, const at::Tensor& picture) {
    if (auto* taker = PictureTaker::of(run.context)) taker->frame(run.stepsDone, finished(run, picture));
}

/// Optimises `run.current` at one size. @return false when told to stop
bool GatysSession::optimise(Run& run, const ScaleStep& scale, bool last) {
    const auto& p = run.params;
    // What is freed stays with the process, except large pictures, of which the gaps between would add up.
    keepBlocksBelow(run.memory.tile > 0 ? std::max<std::int64_t>(kLeastMapped, scale.size.pixels() * 11) : kKeepAllBlocks);
    const at::Tensor content = pictureAt(run.request.content, scale.size, device_);
    const at::Tensor held = run.kept.protect.empty() ? at::Tensor() : maskAt(run.kept.protect, scale.size).to(device_);
    StyleObjective objective(run.eyes.net, p, content, regionsAt(run, run.eyes, scale.size), run.memory.tile, held);
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
bool GatysSession::refine(Run& run, ImageSize size, std::int64_t freeBytes) {
    const Image painted = toImage(run.current, Depth::U16, {}, run.request.content.sharedInfo());
    const Image carried = carryToSize(painted, run.request.content, size, {.threads = at::get_num_threads()}, [&](double) { return run.context.proceed(); });
    if (carried.empty()) return false;
    run.full = size;
    run.memory = gatysMemory(run.params, size, freeBytes);
    run.current = toTensor(carried).to(device_);
    run.adam = {};  // its moments belong to another size
    run.deadline = run.params.time;
    return optimise(run, {size, run.params.refine, 1}, true);
}

Image GatysSession::finished(const Run& run, const at::Tensor& picture) {
    const Image& content = run.request.content;
    const double hues = run.params.colorsBy == PhotoColors::Recolor ? 0 : run.params.photoColors;
    const at::Tensor whole = resizePicture(picture, run.full), photo = hues > 0 ? pictureAt(content, run.full, device_) : at::Tensor();
    at::Tensor out = at::empty_like(whole);
    const std::int64_t height = whole.size(2), band = std::max<std::int64_t>(64, kFinishPixels / whole.size(3));
    for (std::int64_t y = 0; y < height; y += band) {
        const std::int64_t rows = std::min(band, height - y), first = std::max<std::int64_t>(0, y - kFinishMargin);
        const at::Tensor seen = whole.narrow(2, first, std::min(height, y + rows + kFinishMargin) - first);
        at::Tensor done = run.params.calm > 0 ? at::lerp(seen, calmColours(calmGrain(seen)), run.params.calm) : seen;
        done = done.narrow(2, y - first, rows);
        if (hues > 0) done = at::lerp(done, withColorsOf(done, photo.narrow(2, y, rows)), hues);
        out.narrow(2, y, rows).copy_(done);
    }
    const at::Tensor alpha = alphaTensor(content, run.full);
    const Image painted = toImage(out, content.depth() == Depth::U8 ? Depth::U8 : Depth::U16, alpha, content.sharedInfo());
    return keepPhoto(painted, content, run.kept, at::get_num_threads());
}

/// What can be wrong with a request, and the network on the device that it asks for.
Result<GatysParams> GatysSession::prepare(const RenderRequest& request) {
    auto params = gatysSchema().read(request.params);
    if (!params) return fail(params.error());
    if (request.content.empty() || request.styles.empty())
        return fail(ErrorCode::Usage, "A photo and at least one style are needed.", {}, "Choose both.");
    double weights = 0;
    for (const auto& s : request.styles) {
        if (s.image.empty() || !(s.weight >= 0)) return fail(ErrorCode::Usage, "A style has no picture or a negative weight.", {}, "Choose another one.");
        weights += s.weight;
    }
    if (!(weights > 0)) return fail(ErrorCode::Usage, "All styles have the weight 0.", {}, "Give at least one of them some weight.");
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
    useDevice(*device);
    return params;
}

void GatysSession::useDevice(const c10::Device& device) {
    if (net_ && device_ == device) return;
    device_ = device;
    net_ = source_->copyTo(device_);
    decoder_.reset();
    cache_.clear();
}

Result<Eyes> GatysSession::eyesFor(const GatysParams& params, JobContext& context) {
    if (params.network.empty()) return Eyes{net_, kShipped};
    auto chosen = chosen_.get(params.network, device_);
    if (!chosen) return chosen;
    if (auto s = fitsNetwork(params, *chosen->net, context); !s) return fail(s.error());
    return chosen;
}

Result<std::vector<LayerLoss>> GatysSession::lookAtLayers(const RenderRequest& request, const Image& picture, JobContext& context) {
    auto params = prepare(request);
    if (!params) return fail(params.error());
    if (picture.empty()) return fail(ErrorCode::Usage, "There is no picture to look at.", {}, "Choose a result.");
    const auto eyes = eyesFor(*params, context);
    if (!eyes) return fail(eyes.error());
    const ImageSize size = fitLongSide(picture.size(), params->longSide);
    Run run{request, context, *params, size, groupStyles(request.styles), {}, *eyes};
    run.memory.tile = gatysMemory(*params, size, availableMemory()).tile;
    if (run.memory.tile == 0 && std::max(size.width, size.height) > kLayerTile) run.memory.tile = kLayerTile;
    return velatura::layerLosses(*eyes->net, *params, regionsAt(run, *eyes, size), toTensor(picture, size).to(device_), run.memory.tile, context);
}

Result<Rendered> GatysSession::paint(const RenderRequest& request, JobContext& context) {
    const auto params = prepare(request);
    if (!params) return fail(params.error());
    const ImageSize largest = params->refine > 0 ? request.content.size() : fitLongSide(request.content.size(), params->longSide);
    const auto start = Clock::now();  // a time limit counts over all attempts
    return withinMemory(memoryPlans(device_, params->tile, largest), [&](const MemoryPlan& plan) { return paintOn(plan, start, *params, request, context); },
                        [&](const Error& note) { context.note(note); });
}

Result<Rendered> GatysSession::paintOn(const MemoryPlan& where, Clock::time_point start, GatysParams params, const RenderRequest& request, JobContext& context) {
    useDevice(where.device);
    params.tile = where.tile;
    const auto eyes = eyesFor(params, context);
    if (!eyes) return fail(eyes.error());
    Run run{request, context, params, fitLongSide(request.content.size(), params.longSide), groupStyles(request.styles), keptPhoto(request), *eyes};
    run.start = start;
    std::vector<ImageSize> styleSizes;
    for (const auto& s : request.styles) styleSizes.push_back(s.image.size());
    // A GPU's memory is not known beforehand: it is tried.
    const std::int64_t freeBytes = device_.is_cpu() ? availableMemory() : kGpuBytes;
    if (const auto expected = gatysForecast(params, request.content.size(), styleSizes, freeBytes); !expected.fits())
        return fail(doesNotFit(expected, gatysSchema().write(params)));
    run.memory = gatysMemory(params, run.full, freeBytes);
    const ImageSize refined = gatysRefineSize(params, request.content.size(), freeBytes);
    if (refined.pixels() > 0 && refined != request.content.size())
        context.note({ErrorCode::OutOfMemory, "There is memory to refine up to %1 px; what is larger is enlarged.", {std::to_string(std::max(refined.width, refined.height))}, {}});
    const auto plan = params.steps == 0 ? std::vector<ScaleStep>{{run.full, 0, 1}} : planScales(run.full, params.scales, params.steps);
    for (const auto& scale : plan) run.cost += scale.steps * scale.size.pixels();
    const double ladder = static_cast<double>(run.cost);
    run.cost += params.refine * refined.pixels();
    run.deadline = params.time * (run.cost > 0 ? ladder / static_cast<double>(run.cost) : 1);
    context.progress(0, run.cost, "Preparing");
    const ImageSize first = plan.front().size;
    run.current = firstPicture(run, first);
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
        if (!optimise(run, plan[i], i + 1 == plan.size())) {
            out.stopped = true;
            break;
        }
    }
    if (!out.stopped && refined.pixels() > 0) out.stopped = !refine(run, refined, freeBytes);
    out.picture = finished(run, run.current);
    if (auto* taker = PictureTaker::of(context))
        taker->unfinished(toImage(resizePicture(run.current, run.full), Depth::U16, alphaTensor(request.content, run.full), request.content.sharedInfo()));
    context.preview(out.picture);
    out.facts = {{"steps", static_cast<std::int64_t>(run.stepsDone)}, {"seconds", secondsSince(run.start)}, {"device", deviceName(device_)},
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
        auto hash = sha256OfFile(*path);
        if (!hash) return fail(hash.error());
        return std::make_unique<GatysSession>(*net, *hash);
    });
}

}  // namespace velatura
