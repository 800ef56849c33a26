// The jobs of window and terminal: a picture rendered, a network trained. They load the work library when they run, on
// the thread they run on, so that nobody waits for LibTorch earlier.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "core/forecast.h"
#include "core/frame_recorder.h"
#include "core/jobs/job.h"
#include "core/matched_pictures.h"
#include "core/work_library.h"

namespace velatura {

/// What `engine` will take for this request with the memory that is free now.
Result<Forecast> forecast(const std::string& engine, const RenderRequest& request);

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

/// What a rendering leaves besides its picture; `frames` is there where they are to be kept. Read when the job has ended.
struct RenderTraces {
    Image unfinished;  ///< see PictureTaker; empty where the engine gives none
    std::shared_ptr<FrameRecorder> frames;
};

class RenderJob : public Job {
public:
    /// `matched` brings the request's pictures into one colour space; null where they are in one. `device` is filled with
    /// where it is computed; may be null, to be read when the job has ended, as `traces`.
    RenderJob(std::shared_ptr<EngineSessions> sessions, std::string engine, RenderRequest request, std::string title,
              std::shared_ptr<MatchedPictures> matched = {}, std::shared_ptr<DeviceReport> device = {},
              std::shared_ptr<RenderTraces> traces = {})
        : sessions_(std::move(sessions)), engine_(std::move(engine)), request_(std::move(request)),
          title_(std::move(title)), matched_(std::move(matched)), device_(std::move(device)), traces_(std::move(traces)) {}
    std::string title() const override { return title_; }
    JobOutcome run(JobContext& context) override;

private:
    std::shared_ptr<EngineSessions> sessions_;
    std::string engine_;
    RenderRequest request_;
    std::string title_;
    std::shared_ptr<MatchedPictures> matched_;
    std::shared_ptr<DeviceReport> device_;
    std::shared_ptr<RenderTraces> traces_;
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
