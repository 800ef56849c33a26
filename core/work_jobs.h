// The jobs of window and terminal: a picture rendered, a network trained. They load the work library when they run, on
// the thread they run on, so that nobody waits for LibTorch earlier.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "core/jobs/job.h"
#include "core/work_library.h"

namespace velatura {

/// The engine sessions of one window or one terminal run: made at the first render, kept for their features.
/// Used from one job at a time.
class EngineSessions {
public:
    explicit EngineSessions(WorkLibrary& library) : library_(library) {}
    Result<EngineSession*> session(const std::string& engine);
    /// What the work library says of the device that `params` ask for, as far as they do.
    Result<DeviceReport> device(const ParamValues& params);

private:
    WorkLibrary& library_;
    std::map<std::string, std::unique_ptr<EngineSession>> sessions_;
};

class RenderJob : public Job {
public:
    /// What has to be done to a request before it is rendered, and may take long; runs on the job's thread.
    using Prepare = std::function<Status(RenderRequest&)>;
    RenderJob(std::shared_ptr<EngineSessions> sessions, std::string engine, RenderRequest request, std::string title,
              Prepare prepare = {})
        : sessions_(std::move(sessions)), engine_(std::move(engine)), request_(std::move(request)),
          title_(std::move(title)), prepare_(std::move(prepare)) {}
    std::string title() const override { return title_; }
    JobOutcome run(JobContext& context) override;

private:
    std::shared_ptr<EngineSessions> sessions_;
    std::string engine_;
    RenderRequest request_;
    std::string title_;
    Prepare prepare_;
};

class TrainingJob : public Job {
public:
    TrainingJob(WorkLibrary& library, TrainRequest request, std::string title)
        : library_(library), request_(std::move(request)), title_(std::move(title)) {}
    std::string title() const override { return title_; }
    JobOutcome run(JobContext& context) override;

private:
    WorkLibrary& library_;
    TrainRequest request_;
    std::string title_;
};

}  // namespace velatura
