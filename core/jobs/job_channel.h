// JobChannel: the JobContext between a job's thread and whoever watches. The job writes, the watcher reads at its own
// pace (the window 30 times a second) and gives orders. Every member is safe on any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

#include "core/base/mailbox.h"
#include "core/base/series.h"
#include "core/jobs/job.h"

namespace velatura {

struct Progress {
    std::int64_t done = 0, total = 0;
    std::string stage;
    double elapsed = 0;     ///< seconds that the job has run, pauses left out
    double remaining = -1;  ///< seconds left as far as the pace tells; below 0: not known yet
};

struct Scalar {
    std::string name;
    std::int64_t step = 0;
    double value = 0;
    double seconds = 0;  ///< since the job started, pauses left out
};

class JobChannel : public JobContext {
public:
    JobChannel();

    // The job's side
    void progress(std::int64_t done, std::int64_t total, std::string_view stage) override;
    void preview(const Image& image) override;
    void scalar(std::string_view name, std::int64_t step, double value) override;
    void checkpointed(const std::filesystem::path& path) override;
    void note(const Error& sentence) override;
    bool proceed() override;
    std::optional<ParamValues> takeChanges() override;

    // The queue's side
    void restartClock();  ///< the job begins now; its waiting does not count

    // The watcher's side
    void stop();
    void pause(bool on);
    void change(const ParamValues& values);  ///< merged with changes not yet taken
    bool stopRequested() const;
    bool paused() const;
    /// The job has asked proceed() since the last order: the window may say that it heard.
    bool orderHeard() const;

    Mailbox<Progress>& progressBox() { return progress_; }
    Mailbox<Image>& previewBox() { return preview_; }
    Series<Scalar>& scalars() { return scalars_; }
    Series<std::filesystem::path>& checkpoints() { return checkpoints_; }
    Series<Error>& notes() { return notes_; }

private:
    double elapsed() const;  // mutex_ held
    double remaining(std::int64_t done, std::int64_t total, double elapsed);  // mutex_ held

    Mailbox<Progress> progress_;
    Mailbox<Image> preview_;
    Series<Scalar> scalars_;
    Series<std::filesystem::path> checkpoints_;
    Series<Error> notes_;

    mutable std::mutex mutex_;
    std::condition_variable resumed_;
    bool stop_ = false, pause_ = false, heard_ = true;
    ParamValues changes_;
    bool hasChanges_ = false;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::duration idle_{};  // time spent paused
    // Where the pace is measured from: a resumed run starts at step 5000, not 0.
    std::int64_t paceDone_ = 0, paceTotal_ = 0, lastDone_ = 0;
    double paceElapsed_ = 0;
};

}  // namespace velatura
