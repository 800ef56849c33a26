#include "core/engines/gatys.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <chrono>
#include <cmath>

#include "core/base/hash.h"
#include "core/base/memory.h"
#include "core/base/paths.h"
#include "core/engines/feature_cache.h"
#include "core/engines/gatys_forecast.h"
#include "core/engines/gatys_params.h"
#include "core/engines/going_on_params.h"
#include "core/engines/scale_plan.h"
#include "core/engines/style_objective.h"
#include "core/engines/transport_start.h"
#include "core/image/carry.h"
#include "core/jobs/picture_taker.h"
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
    void clearCache() override { cache_.clear(); }

private:
    struct Run;
    Result<Rendered> paint(const RenderRequest& request, JobContext& context);
    StyleTargets targetsAt(const Run& run, ImageSize size);
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
    FeatureCache cache_{kCacheBudget};
};

/// One render: what all its sizes share.
struct GatysSession::Run {
    const RenderRequest& request;
    JobContext& context;
    GatysParams params;
    ImageSize full;
    GatysMemory memory;
    Clock::time_point start = Clock::now(), lastPreview;
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
StyleTargets GatysSession::targetsAt(const Run& run, ImageSize size) {
    const int longSide = std::max(16, static_cast<int>(std::lround(std::max(size.width, size.height) * run.params.styleScale)));
    std::string key = fmt::format("targets {} {} {}", longSide, run.memory.tile, deviceName(device_));
    if (run.params.preserveColor) key += fmt::format(" in the colours of {} {}x{}", run.request.content.id(), size.width, size.height);
    for (const auto& s : run.request.styles) key += fmt::format(" {}:{}", s.image.id(), s.weight);
    return {cache_.get(key, [&] {
        std::vector<WeightedStyle> styles;
        for (const auto& s : run.request.styles) {
            at::Tensor picture = pictureAt(s.image, fitLongSide(s.image.size(), longSide), device_);
            if (run.params.preserveColor) picture = matchColors(picture, pictureAt(run.request.content, size, device_));
            styles.push_back({picture, s.weight});
        }
        return styleTargets(*net_, styles, run.memory.tile).grams;
    })};
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
            return resizePicture(transportPicture(*net_, **way, pictureAt(run.request.content, small, device_), targetsAt(run, small).grams, options), size);
        } else {
            run.context.note(way.error());
        }
    }
    if (p.preserveColor) return photo;
    // The painting's colours in closed form: what the optimiser would spend its first steps on, without the ripple
    // that it leaves on the way.
    const auto heaviest = std::max_element(run.request.styles.begin(), run.request.styles.end(), [](const auto& a, const auto& b) { return a.weight < b.weight; });
    const at::Tensor style = pictureAt(heaviest->image, fitLongSide(heaviest->image.size(), std::max(size.width, size.height)), device_);
    const double share = kStartColours * std::min(1.0, p.styleWeight);
    return (photo * (1 - share) + matchColors(photo, style) * share).contiguous(at::MemoryFormat::ChannelsLast);
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
    const at::Tensor content = pictureAt(run.request.content, scale.size, device_);
    StyleObjective objective(net_, p, content, targetsAt(run, scale.size), run.memory.tile);
    at::Tensor z = objective.variables(run.current);
    at::Tensor best = z.clone();
    double bestLoss = std::numeric_limits<double>::infinity();
    Lbfgs lbfgs(run.memory.history, kFirstStep);
    at::Tensor gradient = at::zeros_like(z);
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
            objective.shiftGrid(++turn);
            turnedAt = i;
            lbfgs.objectiveChanged();
            bestLoss = std::numeric_limits<double>::infinity();
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
        run.costDone += pixels;
        run.context.progress(run.costDone, run.cost, last ? "Fine strokes" : "Large strokes");
        // Adam's averaged iterate is the result whatever a single loss says; L-BFGS never goes up within a phase.
        if (p.optimiser == OptimiserKind::Adam || loss < bestLoss) {
            if (std::isfinite(loss)) {
                best.copy_(shown);
                bestLoss = loss;
            }
        }
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
    const at::Tensor whole = resizePicture(picture, run.full);
    at::Tensor out = at::empty_like(whole);
    const std::int64_t height = whole.size(2), band = std::max<std::int64_t>(64, kFinishPixels / whole.size(3));
    for (std::int64_t y = 0; y < height; y += band) {
        const std::int64_t rows = std::min(band, height - y), first = std::max<std::int64_t>(0, y - kFinishMargin);
        const at::Tensor seen = whole.narrow(2, first, std::min(height, y + rows + kFinishMargin) - first);
        at::Tensor done = run.params.calm > 0 ? at::lerp(seen, calmColours(calmGrain(seen)), run.params.calm) : seen;
        done = done.narrow(2, y - first, rows);
        if (run.params.preserveColor) done = withColorsOf(done, pictureAt(content, run.full, device_).narrow(2, y, rows));
        out.narrow(2, y, rows).copy_(done);
    }
    const at::Tensor alpha = alphaTensor(content, run.full);
    return toImage(out, content.depth() == Depth::U8 ? Depth::U8 : Depth::U16, alpha, content.sharedInfo());
}

Result<Rendered> GatysSession::paint(const RenderRequest& request, JobContext& context) {
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
    if (!net_ || device_ != *device) {
        device_ = *device;
        net_ = source_->copyTo(device_);
        decoder_.reset();
        cache_.clear();
    }

    Run run{request, context, *params, fitLongSide(request.content.size(), params->longSide)};
    std::vector<ImageSize> styleSizes;
    for (const auto& s : request.styles) styleSizes.push_back(s.image.size());
    const std::int64_t freeBytes = availableMemory();
    if (const auto expected = gatysForecast(*params, request.content.size(), styleSizes, freeBytes); !expected.fits())
        return fail(doesNotFit(expected, gatysSchema().write(*params)));
    run.memory = gatysMemory(*params, run.full, freeBytes);
    const ImageSize refined = gatysRefineSize(*params, request.content.size(), freeBytes);
    if (refined.pixels() > 0 && refined != request.content.size())
        context.note({ErrorCode::OutOfMemory, "There is memory to refine up to %1 px; what is larger is enlarged.", {std::to_string(std::max(refined.width, refined.height))}, {}});
    const auto plan = params->steps == 0 ? std::vector<ScaleStep>{{run.full, 0, 1}} : planScales(run.full, params->scales, params->steps);
    for (const auto& scale : plan) run.cost += scale.steps * scale.size.pixels();
    const double ladder = static_cast<double>(run.cost);
    run.cost += params->refine * refined.pixels();
    run.deadline = params->time * (run.cost > 0 ? ladder / static_cast<double>(run.cost) : 1);
    context.progress(0, run.cost, "Preparing");
    const ImageSize first = plan.front().size;
    run.current = firstPicture(run, first);
    show(run, run.current);
    if (params->frameEvery > 0) keepFrame(run, run.current);

    Rendered out;
    for (size_t i = 0; i < plan.size(); ++i) {
        if (i > 0) run.current = resizePicture(run.current, plan[i].size);
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
    if (run.memory.history < params->history && params->optimiser == OptimiserKind::Lbfgs)
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
