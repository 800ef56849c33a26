#include "core/train/train_loop.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <chrono>
#include <cmath>

#include "core/base/json_file.h"
#include "core/base/version.h"
#include "core/data/loader.h"
#include "core/base/random.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/train/checkpoint.h"
#include "core/train/run_recorder.h"
#include "core/train/schedule.h"
#include "core/work/border.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr int kCheckpointsKept = 3;
/// A run that gives this many steps without a finite loss is beyond help.
constexpr int kBadStepsAllowed = 20;
constexpr std::uint64_t kStylesSeed = 0x57e1e5;

at::Tensor batchTensor(const std::vector<Image>& squares, const c10::Device& device) {
    std::vector<at::Tensor> parts;
    for (const auto& s : squares) parts.push_back(toTensor(s));
    return at::cat(parts, 0).to(device).contiguous(at::MemoryFormat::ChannelsLast);
}

class TrainJob : public Job {
public:
    TrainJob(TrainRequest request, TrainerDoor door, WorkHost host)
        : request_(std::move(request)), door_(std::move(door)), host_(host) {}
    std::string title() const override { return request_.run.filename().string(); }

    JobOutcome run(JobContext& context) override {
        auto outcome = guarded([&]() -> Result<JobOutcome> { return train(context); });
        if (!outcome) return JobOutcome::failed(outcome.error());
        return std::move(*outcome);
    }

private:
    Result<JobOutcome> train(JobContext& context);
    Result<std::int64_t> restore();
    Status applyChanges(JobContext& context, std::int64_t step);
    Status writeRunFile() const;
    Status checkpoint(JobContext& context, std::int64_t step);
    Status preview(JobContext& context, std::int64_t step);
    Status exportWeights(JobContext& context);

    TrainRequest request_;
    TrainerDoor door_;
    WorkHost host_;
    TrainParams params_;
    std::unique_ptr<Trainer> trainer_;
    std::unique_ptr<RunRecorder> recorder_;
    nlohmann::json changes_ = nlohmann::json::array();
    double earlierSeconds_ = 0;
};

/// Reads run.json of a run that goes on: its parameters hold, but those given anew win (more steps, another rate).
Result<std::int64_t> TrainJob::restore() {
    std::vector<fs::path> candidates;
    if (!request_.branchFrom.empty()) {
        candidates.push_back(request_.branchFrom);
    } else if (request_.resume) {
        candidates = checkpointsOf(request_.run);
        if (candidates.empty())
            return fail(ErrorCode::NotFound, "There is no checkpoint in %1 to go on from.", {request_.run.string()},
                        "Start the run without resume.");
    }
    std::optional<Error> first;
    for (auto it = candidates.rbegin(); it != candidates.rend(); ++it) {
        auto loaded = loadCheckpoint(*it, *trainer_, door_.key);
        if (loaded) {
            if (const auto s = loaded->facts.find("seconds"); s != loaded->facts.end()) earlierSeconds_ = std::strtod(s->second.c_str(), nullptr);
            if (const auto c = loaded->facts.find("changes"); c != loaded->facts.end()) {
                auto json = nlohmann::json::parse(c->second, nullptr, false);
                if (json.is_array()) changes_ = json;
            }
            return loaded->step;
        }
        if (!first) first = loaded.error();
    }
    if (first) return fail(*first);
    return 0;
}

Status TrainJob::writeRunFile() const {
    nlohmann::json json = {{"trainer", door_.key},
                           {"params", toJson(request_.params)},
                           {"data", request_.data.string()},
                           {"changes", changes_},
                           {"program", versionNumber()},
                           {"commit", versionCommit()}};
    if (!request_.styles.empty()) json["styles"] = request_.styles.string();
    if (!request_.teachers.empty()) json["teachers"] = request_.teachers.string();
    if (!request_.branchFrom.empty()) json["branch-from"] = request_.branchFrom.string();
    return writeJsonFile(request_.run / "run.json", json);
}

Status TrainJob::applyChanges(JobContext& context, std::int64_t step) {
    const auto changes = context.takeChanges();
    if (!changes) return {};
    ParamValues merged = request_.params;
    for (const auto& [key, value] : *changes) {
        const ParamInfo* info = door_.schema().find(key);
        if (info && info->live) merged[info->key] = value;
    }
    auto checked = door_.schema().normalise(merged);
    if (!checked) {
        context.note(checked.error());
        return {};
    }
    request_.params = *checked;
    params_ = *door_.read(request_.params);
    trainer_->setParams(request_.params);
    changes_.push_back({{"step", step}, {"params", toJson(*changes)}});
    return writeRunFile();
}

Status TrainJob::exportWeights(JobContext& context) {
    const fs::path path = request_.run / trainer_->exportName();
    if (auto s = writeSafetensors(path, trainer_->exported()); !s) return s;
    context.checkpointed(path);
    return {};
}

Status TrainJob::checkpoint(JobContext& context, std::int64_t step) {
    const fs::path path = checkpointPath(request_.run, step);
    if (auto s = recorder_->flush(); !s) return s;
    const std::map<std::string, std::string> facts = {{"trainer", door_.key},
                                                      {"params", toJson(request_.params).dump()},
                                                      {"changes", changes_.dump()},
                                                      {"seconds", fmt::format("{:.1f}", earlierSeconds_)}};
    if (auto s = saveCheckpoint(path, *trainer_, step, facts); !s) return s;
    context.checkpointed(path);
    auto all = checkpointsOf(request_.run);
    std::error_code ec;
    for (size_t i = 0; i + kCheckpointsKept < all.size(); ++i) fs::remove(all[i], ec);
    return exportWeights(context);
}

Status TrainJob::preview(JobContext& context, std::int64_t step) {
    const Image picture = toImage(trainer_->sample());
    context.preview(picture);
    return recorder_->sample(step, picture);
}

Result<JobOutcome> TrainJob::train(JobContext& context) {
    using Clock = std::chrono::steady_clock;
    context.progress(0, params_.steps, "Preparing");
    auto params = door_.read(request_.params);
    if (!params) return fail(params.error());
    params_ = *params;
    auto device = pickDevice(params_.device);
    if (!device) return fail(device.error());
    useThreads(params_.threads);
    auto set = openPictureSet(request_.data, host_.pictures);
    if (!set) return fail(set.error());

    trainer_ = door_.make(host_);
    if (auto s = trainer_->build(request_, *device); !s) return fail(s.error());
    trainer_->setParams(request_.params);
    auto first = restore();
    if (!first) return fail(first.error());
    std::int64_t step = *first;

    auto recorder = RunRecorder::open(request_.run, request_.resume ? step : 0, host_.pictures);
    if (!recorder) return fail(recorder.error());
    recorder_ = std::move(*recorder);
    if (auto s = writeRunFile(); !s) return fail(s.error());

    const auto seed = static_cast<std::uint64_t>(params_.seed);
    Loader loader(*set, {.seed = seed, .size = params_.size, .batch = params_.batch, .threads = params_.loaders}, step);
    std::unique_ptr<Loader> styles;
    if (trainer_->wantsStyleSquares()) {
        auto paintings = openPictureSet(request_.styles, host_.pictures);
        if (!paintings) return fail(paintings.error());
        // Another order than the photos': no pair meets twice in step.
        styles = std::make_unique<Loader>(*paintings, LoaderOptions{.seed = mix(seed, kStylesSeed), .size = params_.size, .batch = params_.batch, .threads = params_.loaders}, step);
    }
    JobOutcome outcome;
    int badSteps = 0;
    std::int64_t saved = request_.resume ? step : -1;
    auto mark = Clock::now();
    while (step < params_.steps) {
        if (!context.proceed()) {
            outcome.end = JobEnd::Stopped;
            break;
        }
        if (auto s = applyChanges(context, step); !s) return fail(s.error());
        auto squares = loader.next();
        if (!squares) return fail(squares.error());
        for (const auto& e : loader.takeUnreadable()) context.note(e);
        const Schedule schedule{params_.learningRate, params_.warmup, params_.steps, params_.finalRate};
        StepInput input{step, mix(seed, static_cast<std::uint64_t>(step)), schedule.at(step), batchTensor(*squares, *device), {}};
        if (styles) {
            auto paintings = styles->next();
            if (!paintings) return fail(paintings.error());
            for (const auto& e : styles->takeUnreadable()) context.note(e);
            input.styles = batchTensor(*paintings, *device);
        }
        Scalars values = trainer_->step(input);
        values.emplace_back("learning rate", input.learningRate);
        ++step;
        const auto now = Clock::now();
        earlierSeconds_ += std::min(60.0, std::chrono::duration<double>(now - mark).count());
        mark = now;

        for (const auto& [name, value] : values) context.scalar(name, step, value);
        if (auto s = recorder_->scalars(step, earlierSeconds_, values); !s) return fail(s.error());
        context.progress(step, params_.steps, "Training");
        badSteps = std::isfinite(values.front().second) ? 0 : badSteps + 1;
        if (badSteps >= kBadStepsAllowed)
            return fail(ErrorCode::Model, "The training left the numbers: %1 steps in a row without a finite loss.",
                        {std::to_string(badSteps)}, "Branch from an earlier checkpoint with a lower learning rate.");
        if (step % params_.previewEvery == 0 || step == params_.steps)
            if (auto s = preview(context, step); !s) return fail(s.error());
        if (badSteps == 0 && (step % params_.checkpointEvery == 0 || step == params_.steps)) {
            if (auto s = checkpoint(context, step); !s) return fail(s.error());
            saved = step;
        }
    }
    if (saved != step && badSteps == 0)
        if (auto s = checkpoint(context, step); !s) return fail(s.error());
    if (auto s = recorder_->flush(); !s) return fail(s.error());
    outcome.picture = toImage(trainer_->sample());
    outcome.file = request_.run / trainer_->exportName();
    std::error_code ec;
    if (badSteps == 0 && !fs::exists(outcome.file, ec))  // nothing was left to do, and what had been done is gone
        if (auto s = exportWeights(context); !s) return fail(s.error());
    outcome.facts = {{"steps", step}, {"seconds", earlierSeconds_}, {"device", deviceName(*device)}};
    return outcome;
}

}  // namespace

Result<std::unique_ptr<Job>> makeTrainJob(const TrainRequest& request, const TrainerDoor& door, const WorkHost& host) {
    auto params = door.schema().normalise(request.params);
    if (!params) return fail(params.error());
    TrainRequest checked = request;
    checked.params = *params;
    std::error_code ec;
    const bool exists = fs::exists(request.run / "run.json", ec);
    if (request.resume && !exists)
        return fail(ErrorCode::NotFound, "%1 holds no run to go on with.", {request.run.string()},
                    "Start it without resume, or choose another folder.");
    if (!request.resume && exists)
        return fail(ErrorCode::Usage, "%1 already holds a run.", {request.run.string()},
                    "Resume it or choose another folder.");
    if (!request.branchFrom.empty() && !fs::exists(request.branchFrom, ec))
        return fail(ErrorCode::NotFound, "There is no checkpoint %1.", {request.branchFrom.string()}, "Check the name.");
    fs::create_directories(request.run, ec);
    if (ec || !fs::is_directory(request.run))
        return fail(ErrorCode::Disk, "The run folder %1 could not be made.", {request.run.string()},
                    "Choose another folder or check its permissions.");
    return std::make_unique<TrainJob>(std::move(checked), door, host);
}

}  // namespace velatura
