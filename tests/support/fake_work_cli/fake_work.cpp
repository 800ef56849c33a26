// A work library that computes almost nothing, for process tests of the terminal program: same border, same factory,
// no LibTorch. Each step takes one millisecond and asks proceed(); the picture is the content at its working size, laid
// over with the styles' mean colour, inside their masks and outside what is protected. A style of exactly 3 x 3 px
// makes it fail as the real engine may.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <thread>

#include "core/base/json_file.h"
#include "core/catalog.h"
#include "core/engines/going_on_params.h"
#include "core/jobs/picture_taker.h"
#include "core/style_levels.h"
#include "core/work.h"

namespace {

using namespace velatura;
namespace fs = std::filesystem;

void shortRest() {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

std::int64_t wholeNumber(const ParamValues& values, const char* key) {
    return std::get<std::int64_t>(values.at(key));
}

/// "all coarse": what each style gives.
std::string levelsOf(const std::vector<StyleInput>& styles) {
    std::string out;
    for (const auto& style : styles) out += (out.empty() ? "" : " ") + toText(style.levels);
    return out;
}

/// 0..1 at the place of a pixel of `size`; everywhere `otherwise` where there is no mask.
double maskAt(const Image& mask, ImageSize size, int x, int y, double otherwise) {
    return mask.empty() ? otherwise : toUnit(mask.row(y * mask.height() / size.height)[x * mask.width() / size.width]);
}

Image blend(const Image& content, const StyleInput& input, const Image& protect, double most) {
    const Image& style = input.image;
    const Image small = thumbnail(toU8(style, 3), {1, 1});
    PixelBuffer out(content.size(), 3, Depth::U8);
    for (int y = 0; y < content.height(); ++y)
        for (int x = 0; x < content.width() * 3; ++x) {
            const double share = most * maskAt(input.mask, content.size(), x / 3, y, 1) *
                                 (1 - maskAt(protect, content.size(), x / 3, y, 0));
            out.row(y)[x] =
                static_cast<std::uint8_t>(std::lround((1 - share) * content.row(y)[x] + share * small.row(0)[x % 3]));
        }
    return Image(std::move(out));
}

class FakeSession : public EngineSession {
public:
    explicit FakeSession(const Schema& schema) : schema_(schema) {}
    Result<Rendered> render(const RenderRequest& request, JobContext& context) override {
        auto values = schema_.normalise(request.params);
        if (!values) return fail(values.error());
        for (const auto& style : request.styles)
            if (style.image.size() == ImageSize{3, 3})
                return fail(ErrorCode::OutOfMemory, "There is not enough memory for this size.");
        const auto steps = static_cast<std::int64_t>(numberOr(*values, "steps", 1));  // one pass is one step
        int longSide = static_cast<int>(wholeNumber(*values, "long-side"));
        const bool goesOn = startsFromLast(*values) && !request.start.empty();
        if (goesOn) longSide = goingOnLongSide(longSide, request.content.size(), request.start.size());
        const ImageSize size = fitLongSide(request.content.size(), longSide);
        Rendered out;
        const Image small = thumbnail(toU8(goesOn ? request.start : request.content, 3), size);
        std::int64_t done = 0;
        const auto every = static_cast<std::int64_t>(numberOr(*values, "frame-every", 0));
        auto* taker = every > 0 ? PictureTaker::of(context) : nullptr;
        const auto frame = [&] {
            if (taker && done % every == 0)
                taker->frame(done, blend(small, request.styles.front(), request.protect, 0.5 * static_cast<double>(done) / static_cast<double>(steps)));
        };
        frame();
        for (; done < steps; ++done) {
            if (!context.proceed()) {
                out.stopped = true;
                break;
            }
            shortRest();
            context.scalar("total", done + 1, 1.0 / static_cast<double>(done + 1));
            context.progress(done + 1, steps, "Painting");
            ++done;
            frame();
            --done;
        }
        const double share = 0.5 * static_cast<double>(done) / static_cast<double>(steps);
        out.picture = small;
        for (const auto& style : request.styles) out.picture = blend(out.picture, style, request.protect, share);
        if (auto* t = PictureTaker::of(context)) t->unfinished(out.picture);
        out.facts = {{"steps", done},
                     {"went-on", goesOn},
                     {"seconds", 0.001 * static_cast<double>(done)},
                     {"device", std::string("cpu")},
                     {"styles", static_cast<std::int64_t>(request.styles.size())},
                     {"weight", request.styles.front().weight},
                     {"kept", static_cast<std::int64_t>(request.keptColors.size())}};
        for (const auto& [fact, key] : {std::pair{"strength", "style-strength"}, {"seed", "seed"}})
            if (const ParamInfo* info = schema_.find(key)) out.facts[fact] = values->at(info->key);
        out.facts["levels"] = levelsOf(request.styles);
        return out;
    }
    Result<std::vector<LayerLoss>> layerLosses(const RenderRequest& request, const Image& picture, JobContext&) override {
        auto values = schema_.normalise(request.params);
        if (!values) return fail(values.error());
        PixelBuffer map(picture.size(), 1, Depth::U8);
        for (int y = 0; y < picture.height(); ++y) std::fill_n(map.row(y), map.rowBytes(), std::uint8_t{200});
        const Image shared(std::move(map));
        // The loss says what was asked for, so that a test sees it.
        return std::vector<LayerLoss>{{"relu1_1", static_cast<double>(wholeNumber(*values, "long-side")), shared},
                                      {"relu2_1", std::get<double>(values->at("style-scale")), shared}};
    }
    void clearCache() override {}

private:
    const Schema& schema_;
};

class FakeTraining : public Job {
public:
    explicit FakeTraining(TrainRequest request) : request_(std::move(request)) {}
    std::string title() const override { return "fake"; }
    JobOutcome run(JobContext& context) override {
        const std::int64_t steps = wholeNumber(request_.params, "steps");
        fs::create_directories(request_.run / "checkpoints");
        const nlohmann::json json{{"trainer", request_.trainer},
                                  {"params", toJson(request_.params)},
                                  {"data", request_.data.string()},
                                  {"teachers", request_.teachers.string()}};
        if (auto s = writeJsonFile(request_.run / "run.json", json); !s) return JobOutcome::failed(s.error());
        JobOutcome out;
        std::int64_t done = 0;
        for (; done < steps; ++done) {
            if (!context.proceed()) {
                out.end = JobEnd::Stopped;
                break;
            }
            shortRest();
            context.scalar("total", done + 1, 1.0);
            context.progress(done + 1, steps, "Training");
        }
        const fs::path checkpoint = request_.run / "checkpoints" / "last";
        std::ofstream(checkpoint) << done;
        context.checkpointed(checkpoint);
        out.file = request_.run / "weights.safetensors";
        std::ofstream(out.file) << "weights";
        out.facts = {{"steps", done}};
        return out;
    }

private:
    TrainRequest request_;
};

class FakeWork : public Work {
public:
    DeviceReport device(const std::string&) override {
        return {"cpu", "0.0-fake", "No GPU is used because this library never computes.", 1};
    }
    Result<std::unique_ptr<EngineSession>> engine(const std::string& key) override {
        const auto info = findEngine(key);
        if (!info) return fail(info.error());
        return std::make_unique<FakeSession>((*info)->schema());
    }
    Result<std::unique_ptr<Job>> trainJob(const TrainRequest& request) override {
        const auto info = findTrainer(request.trainer);
        if (!info) return fail(info.error());
        auto values = (*info)->schema().normalise(request.params);
        if (!values) return fail(values.error());
        TrainRequest checked = request;
        checked.params = *values;
        return std::make_unique<FakeTraining>(std::move(checked));
    }
    Result<NetworkReport> inspectNetwork(const std::filesystem::path& file) override {
        return NetworkReport{
            "vgg19", "torchvision", {"relu1_1"}, {64}, static_cast<std::int64_t>(std::filesystem::file_size(file))};
    }
    Result<StyleCode> styleCode(const Image&) override { return StyleCode{{0}, "fake"}; }
    Result<std::map<std::string, double>> metrics(const MetricRequest& request, JobContext&) override {
        const Image a = thumbnail(toU8(request.a, 3), {8, 8}), b = thumbnail(toU8(request.b, 3), {8, 8});
        double sum = 0;
        for (int y = 0; y < 8; ++y)
            for (int x = 0; x < 24; ++x) sum += std::abs(toUnit(a.row(y)[x]) - toUnit(b.row(y)[x]));
        std::map<std::string, double> out;
        for (const auto& key : request.metrics)
            out[key] =
                key == "psnr" ? -10 * std::log10(sum) : sum / 192;  // infinity for the same picture, as the real one
        return out;
    }
    Result<BenchResult> bench(const std::string& name, int repeats, const ParamValues& options, JobContext& context) override {
        if (std::get<bool>(options.at("profile"))) context.scalar("fake::resize", 2, 0.001);
        return BenchResult{name, std::vector<double>(static_cast<size_t>(repeats), 0.002), 0.002, 1 << 20};
    }
    std::vector<std::string> benchNames() const override { return {"resize", "convolution"}; }
};

}  // namespace

extern "C" __attribute__((visibility("default"))) velatura::Work* velatura_create_work(int abiVersion,
                                                                                       const velatura::WorkHost*) {
    return abiVersion == velatura::kWorkAbiVersion ? new FakeWork : nullptr;
}
