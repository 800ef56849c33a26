// JobQueue: the jobs of the window, one at a time in an order that the person can change. Every member is safe on any
// thread; `changed` is called from whichever thread changed something and must only post (ui/bridge does).
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/jobs/job.h"
#include "core/jobs/job_channel.h"
#include "core/jobs/worker.h"

namespace velatura {

enum class JobState { Waiting, Running, Done, Stopped, Failed };

using JobId = std::uint64_t;

/// What a job list shows; a copy, never a live reference.
struct JobEntry {
    JobId id = 0;
    std::string title;
    JobState state = JobState::Waiting;
    std::shared_ptr<JobChannel> channel;
    std::optional<JobOutcome> outcome;  ///< once ended
};

class JobQueue {
public:
    explicit JobQueue(std::function<void()> changed = {}, std::function<void()> threadStart = {});
    ~JobQueue();  ///< stops the running job, drops the waiting ones, waits

    JobId add(std::unique_ptr<Job> job);
    std::vector<JobEntry> entries() const;  ///< running and waiting in order, then ended ones, newest last
    std::optional<JobEntry> entry(JobId id) const;
    /// Waiting: removed as Stopped. Running: told to stop. Ended: false.
    bool cancel(JobId id);
    void pause(JobId id, bool on);
    /// Moves a waiting job to place `index` among the waiting ones.
    bool reorder(JobId id, size_t index);
    /// Forgets ended jobs.
    void clearEnded();
    bool idle() const;
    /// Tells everything to stop; returns at once.
    void stopAll();

private:
    struct Record;
    void runNext();
    void notify() const;
    void moveToBack(JobId id);

    mutable std::mutex mutex_;
    std::vector<std::shared_ptr<Record>> records_;
    std::function<void()> changed_;
    JobId nextId_ = 0;
    bool busy_ = false;
    std::unique_ptr<Worker> worker_;  // last: its thread must end before the rest goes
};

}  // namespace velatura
