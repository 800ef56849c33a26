#include "core/work_jobs.h"

#include "core/base/memory.h"
#include "core/catalog.h"
#include "core/engines/going_on_params.h"
#include "core/image/same_samples.h"
#include "core/jobs/picture_taker.h"

namespace velatura {

namespace {

/// Styles that apply in the same place make one region.
int regionsOf(const std::vector<StyleInput>& styles) {
    std::vector<const Image*> masks;
    for (const auto& style : styles) {
        const auto same = [&](const Image* mask) { return sameSamples(*mask, style.mask); };
        if (style.weight > 0 && std::none_of(masks.begin(), masks.end(), same)) masks.push_back(&style.mask);
    }
    return std::max<int>(1, static_cast<int>(masks.size()));
}

}  // namespace

Result<Forecast> forecast(const std::string& engine, const RenderRequest& request) {
    auto info = findEngine(engine);
    if (!info) return fail(info.error());
    const auto params = (*info)->schema().normalise(request.params);
    if (!params) return fail(params.error());
    const bool goesOn = !request.start.empty() && startsFromLast(*params);
    ForecastRequest asked{goesOn ? asGoingOn(*params, request.content.size(), request.start.size()) : *params,
                          request.content.size(), {}, availableMemory()};
    for (const auto& style : request.styles) asked.styles.push_back(style.image.size());
    asked.regions = regionsOf(request.styles);
    return (*info)->forecast(asked);
}

namespace {

/// A shorter rendering tells more of loading than of speed.
constexpr double kTellingSeconds = 2;

/// What this rendering tells of the machine's speed. One that was cut short, or told to take so long, tells nothing.
void calibrate(const std::string& engine, const RenderRequest& request, const Rendered& rendered) {
    if (request.purpose == Purpose::Preview) return;  // painted smaller than was forecast
    const auto* took = valueIf<double>(rendered.facts, "seconds");
    const auto* limit = valueIf<double>(request.params, "time");
    if (!took || *took < kTellingSeconds || rendered.stopped || (limit && *limit > 0)) return;
    if (const auto expected = forecast(engine, request)) Calibration::measured(engine, request.params, *took, expected->work);
}

/// The context of a job, which takes the pictures that the engine hands over besides.
class TracingContext : public JobContext, public PictureTaker {
public:
    TracingContext(JobContext& inner, RenderTraces& traces) : inner_(inner), traces_(traces) {}

    void progress(std::int64_t done, std::int64_t total, std::string_view stage) override { inner_.progress(done, total, stage); }
    void preview(const Image& image) override { inner_.preview(image); }
    void scalar(std::string_view name, std::int64_t step, double value) override { inner_.scalar(name, step, value); }
    void checkpointed(const std::filesystem::path& path) override { inner_.checkpointed(path); }
    void note(const Error& sentence) override { inner_.note(sentence); }
    bool proceed() override { return inner_.proceed(); }
    std::optional<ParamValues> takeChanges() override { return inner_.takeChanges(); }

    void frame(std::int64_t step, const Image& image) override {
        if (!traces_.frames) return;
        traces_.frames->add(step, image);
        tell();
    }
    void unfinished(const Image& image) override { traces_.unfinished = image; }
    void tell() {
        if (auto problem = traces_.frames->takeProblem()) inner_.note(*problem);
    }

private:
    JobContext& inner_;
    RenderTraces& traces_;
};

}  // namespace

Result<EngineSession*> EngineSessions::session(const std::string& engine) {
    auto& slot = sessions_[engine];
    if (!slot) {
        auto work = library_.work();
        if (!work) return fail(work.error());
        auto made = (*work)->engine(engine);
        if (!made) return fail(made.error());
        slot = std::move(*made);
    }
    return slot.get();
}

Result<DeviceReport> EngineSessions::device(const ParamValues& params) {
    auto work = library_.work();
    if (!work) return fail(work.error());
    const auto* wanted = valueIf<std::string>(params, "device");
    DeviceReport report = (*work)->device(wanted ? *wanted : "auto");
    const auto* threads = valueIf<std::int64_t>(params, "threads");
    if (threads && *threads > 0) report.threads = static_cast<int>(*threads);
    return report;
}

JobOutcome RenderJob::run(JobContext& context) {
    context.progress(0, 0, "Loading");
    // Without a library there is no device either; the session says so.
    if (device_)
        if (auto report = sessions_->device(request_.params)) *device_ = std::move(*report);
    if (matched_)
        if (auto s = matched_->match(request_); !s) return JobOutcome::failed(s.error());
    auto session = sessions_->session(engine_);
    if (!session) return JobOutcome::failed(session.error());
    RenderTraces unwatched;
    TracingContext tracing(context, traces_ ? *traces_ : unwatched);
    auto rendered = (*session)->render(request_, tracing);
    if (traces_ && traces_->frames) {
        traces_->frames->finish();
        tracing.tell();
    }
    if (!rendered) return JobOutcome::failed(rendered.error());
    calibrate(engine_, request_, *rendered);
    JobOutcome out;
    out.end = rendered->stopped ? JobEnd::Stopped : JobEnd::Done;
    out.picture = rendered->picture;
    out.facts = std::move(rendered->facts);
    return out;
}

JobOutcome TrainingJob::run(JobContext& context) {
    context.progress(0, 0, "Loading");
    auto work = library_.work();
    if (!work) return JobOutcome::failed(work.error());
    auto job = (*work)->trainJob(request_);
    if (!job) return JobOutcome::failed(job.error());
    return (*job)->run(context);
}

}  // namespace velatura
