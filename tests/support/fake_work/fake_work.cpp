#include "tests/support/fake_work/fake_work.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/base/param_values.h"
#include "core/engines/going_on_params.h"
#include "core/jobs/picture_taker.h"

namespace velatura::test {

namespace {

/// Photo moved towards the style's mean colour by `share`, posterised so that an eye sees which one it is.
Image mixed(const Image& photo, const Image& style, double share, ImageSize size) {
    const Image base = thumbnail(toU8(photo, 3), size);
    const Image tiny = thumbnail(toU8(style, 3), {8, 8});
    PixelBuffer out(size, 3, Depth::U8);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            for (int c = 0; c < 3; ++c) {
                const double tint = tiny.row(y * tiny.height() / size.height)[(x * tiny.width() / size.width) * 3 + c];
                const double grey = std::round(base.row(y)[x * 3 + c] / 32.0) * 32.0;
                out.row(y)[x * 3 + c] = static_cast<std::uint8_t>(std::min(255.0, grey * (1 - share) + tint * share));
            }
    return Image(std::move(out));
}

class FakeSession : public EngineSession {
public:
    explicit FakeSession(FakePlan& plan) : plan_(plan) {}

    Result<Rendered> render(const RenderRequest& request, JobContext& context) override {
        ++plan_.renders;
        plan_.mostAtOnce = std::max<int>(plan_.mostAtOnce, ++plan_.atOnce);
        struct Leave {
            std::atomic<int>& count;
            ~Leave() { --count; }
        } leave{plan_.atOnce};
        plan_.lastStyles = request.styles.size();
        plan_.wentOn = startsFromLast(request.params) && !request.start.empty();
        {
            const std::lock_guard lock(plan_.mutex);
            plan_.lastRender = request;
            plan_.asked.push_back(request);
        }
        auto* taker = PictureTaker::of(context);
        const auto every = static_cast<int>(numberOr(request.params, "frame-every", 0));
        if (plan_.fail)
            return fail(ErrorCode::OutOfMemory, "There is not enough memory to paint at %1 px.", {"4096"},
                        "Choose a smaller working size.");
        const auto side = request.params.find("long-side");
        const int whole = side == request.params.end() ? 256 : static_cast<int>(std::get<std::int64_t>(side->second));
        const int longSide = request.purpose == Purpose::Preview ? whole / 2 : whole;
        const ImageSize size = fitLongSide(request.content.size(), longSide);
        const int steps = plan_.steps;
        Rendered out;
        for (int step = 1; step <= steps; ++step) {
            if (!context.proceed()) {
                out.stopped = true;
                break;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(plan_.stepMs));
            const double share = 0.5 * step / steps;
            context.progress(step, steps, step * 2 < steps ? "Painting small" : "Painting");
            context.scalar("content", step, 0.2 + 0.6 * share);
            context.scalar("style", step, 3.0 * std::exp(-6.0 * share));
            if (step % 4 == 1 || step == steps)
                out.picture = mixed(request.content, request.styles.front().image, share,
                                    step * 2 < steps ? fitLongSide(size, longSide / 2) : size);
            context.preview(out.picture);
            if (taker && every > 0 && step % every == 0) taker->frame(step, out.picture);
        }
        if (!out.picture.empty() && out.picture.size() != size)
            out.picture = mixed(request.content, request.styles.front().image, 0.25, size);
        if (taker && !out.picture.empty()) taker->unfinished(out.picture);
        out.facts["steps"] = std::int64_t{steps};
        out.facts["seconds"] = steps * plan_.stepMs / 1000.0;
        return out;
    }
    /// Layer i has the loss 0.1 (i + 1), all of it in the left half.
    Result<std::vector<LayerLoss>> layerLosses(const RenderRequest&, const Image& picture, JobContext& context) override {
        ++plan_.looks;
        if (plan_.failLooks) return fail(ErrorCode::OutOfMemory, "There is not enough memory to look at it.", {}, "Close other pictures.");
        std::vector<LayerLoss> out;
        for (int i = 0; i < 5; ++i) {
            if (!context.proceed()) return std::vector<LayerLoss>{};
            std::this_thread::sleep_for(std::chrono::milliseconds(plan_.stepMs));
            PixelBuffer map(fitLongSide(picture.size(), 64), 1, Depth::U8);
            for (int y = 0; y < map.size().height; ++y)
                for (int x = 0; x < map.size().width; ++x) map.row(y)[x] = 2 * x < map.size().width ? 255 : 0;
            out.push_back({"relu" + std::to_string(i + 1) + "_1", 0.1 * (i + 1), Image(std::move(map))});
        }
        return out;
    }
    void clearCache() override {}

private:
    FakePlan& plan_;
};

/// Leaves a run folder as the real one does: run.json, a curve, a checkpoint at its end.
class FakeTraining : public Job {
public:
    FakeTraining(FakePlan& plan, TrainRequest request) : plan_(plan), request_(std::move(request)) {}
    std::string title() const override { return request_.trainer; }
    JobOutcome run(JobContext& context) override {
        namespace fs = std::filesystem;
        JobOutcome out;
        int step = 0;
        const fs::path from = request_.resume ? newest(request_.run / "checkpoints") : request_.branchFrom;
        if (!from.empty()) step = std::stoi(from.stem().string().substr(5));
        fs::create_directories(request_.run / "checkpoints");
        std::ofstream(request_.run / "run.json") << nlohmann::json{{"trainer", request_.trainer},
                                                                   {"params", toJson(request_.params)},
                                                                   {"data", request_.data.string()},
                                                                   {"teachers", request_.teachers.string()}};
        const int steps = std::max<int>(plan_.steps, step);
        while (step < steps) {
            if (!context.proceed()) {
                out.end = JobEnd::Stopped;
                break;
            }
            ++step;
            std::this_thread::sleep_for(std::chrono::milliseconds(plan_.stepMs));
            context.progress(step, steps, "Training");
            context.scalar("loss", step, std::exp(-3.0 * step / steps));
        }
        char name[40];
        std::snprintf(name, sizeof name, "step-%08d.safetensors", step);
        std::ofstream(request_.run / "checkpoints" / name) << "x";
        out.facts["steps"] = std::int64_t{step};
        return out;
    }

private:
    static std::filesystem::path newest(const std::filesystem::path& folder) {
        std::filesystem::path out;
        for (const auto& e : std::filesystem::directory_iterator(folder)) out = std::max(out, e.path());
        return out;
    }

    FakePlan& plan_;
    TrainRequest request_;
};

class FakeWork : public Work {
public:
    explicit FakeWork(FakePlan& plan) : plan_(plan) {}
    DeviceReport device(const std::string&) override { return {"cpu", "none", "This is a test.", 1}; }
    Result<std::unique_ptr<EngineSession>> engine(const std::string&) override {
        return std::make_unique<FakeSession>(plan_);
    }
    Result<std::unique_ptr<Job>> trainJob(const TrainRequest& request) override {
        const std::lock_guard lock(plan_.mutex);
        plan_.lastTraining = request;
        return std::make_unique<FakeTraining>(plan_, request);
    }
    Result<NetworkReport> inspectNetwork(const std::filesystem::path& file) override {
        return NetworkReport{"vgg19", "torchvision", {"relu1_1"}, {64}, static_cast<std::int64_t>(std::filesystem::file_size(file))};
    }
    /// The picture's mean colours.
    Result<StyleCode> styleCode(const Image& picture) override {
        if (plan_.noNetwork) return noNetwork();
        ++plan_.codes;
        const Image tiny = thumbnail(toU8(picture, 3), {1, 1});
        return StyleCode{{tiny.row(0)[0] / 255.f, tiny.row(0)[1] / 255.f, tiny.row(0)[2] / 255.f}, "fake" + std::to_string(plan_.model)};
    }
    /// 0.25 of content; of style as many hundredths as the reference is wide.
    Result<std::map<std::string, double>> metrics(const MetricRequest& request, JobContext&) override {
        if (plan_.noNetwork) return noNetwork();
        std::map<std::string, double> out;
        for (const std::string& key : request.metrics) out[key] = key == "content" ? 0.25 : request.b.width() / 100.0;
        return out;
    }
    Result<BenchResult> bench(const std::string& name, int, const ParamValues&, JobContext&) override {
        BenchResult out;
        out.name = name;
        return out;
    }
    std::vector<std::string> benchNames() const override { return {}; }

private:
    static tl::unexpected<Error> noNetwork() {
        return fail(ErrorCode::NotFound, "%1 was not found in %2.", {"models/fake.safetensors", "nowhere"}, "Install the program again.");
    }

    FakePlan& plan_;
};

}  // namespace

std::unique_ptr<Work> makeFakeWork(FakePlan& plan) { return std::make_unique<FakeWork>(plan); }

}  // namespace velatura::test
