#include "tests/support/fake_work/fake_work.h"

#include <chrono>
#include <cmath>
#include <thread>

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
        plan_.lastStyles = request.styles.size();
        if (plan_.fail)
            return fail(ErrorCode::OutOfMemory, "There is not enough memory to paint at %1 px.", {"4096"},
                        "Choose a smaller working size.");
        const auto side = request.params.find("long-side");
        const int longSide = side == request.params.end() ? 256 : static_cast<int>(std::get<std::int64_t>(side->second));
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
        }
        if (!out.picture.empty() && out.picture.size() != size)
            out.picture = mixed(request.content, request.styles.front().image, 0.25, size);
        out.facts["steps"] = std::int64_t{steps};
        out.facts["seconds"] = steps * plan_.stepMs / 1000.0;
        return out;
    }
    void clearCache() override {}

private:
    FakePlan& plan_;
};

class FakeTraining : public Job {
public:
    FakeTraining(FakePlan& plan, std::string title) : plan_(plan), title_(std::move(title)) {}
    std::string title() const override { return title_; }
    JobOutcome run(JobContext& context) override {
        JobOutcome out;
        const int steps = plan_.steps;
        for (int step = 1; step <= steps; ++step) {
            if (!context.proceed()) {
                out.end = JobEnd::Stopped;
                break;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(plan_.stepMs));
            context.progress(step, steps, "Training");
            context.scalar("loss", step, std::exp(-3.0 * step / steps));
        }
        return out;
    }

private:
    FakePlan& plan_;
    std::string title_;
};

class FakeWork : public Work {
public:
    explicit FakeWork(FakePlan& plan) : plan_(plan) {}
    DeviceReport device(const std::string&) override { return {"cpu", "none", "This is a test.", 1}; }
    Result<std::unique_ptr<EngineSession>> engine(const std::string&) override {
        return std::make_unique<FakeSession>(plan_);
    }
    Result<std::unique_ptr<Job>> trainJob(const TrainRequest& request) override {
        return std::make_unique<FakeTraining>(plan_, request.trainer);
    }
    Result<std::map<std::string, double>> metrics(const MetricRequest&, JobContext&) override {
        return std::map<std::string, double>{};
    }
    Result<BenchResult> bench(const std::string& name, int, const ParamValues&, JobContext&) override {
        BenchResult out;
        out.name = name;
        return out;
    }
    std::vector<std::string> benchNames() const override { return {}; }

private:
    FakePlan& plan_;
};

}  // namespace

std::unique_ptr<Work> makeFakeWork(FakePlan& plan) { return std::make_unique<FakeWork>(plan); }

}  // namespace velatura::test
