#include "core/jobs/job_queue.h"

#include <algorithm>

#include "core/base/log.h"

namespace velatura {

struct JobQueue::Record {
    JobEntry entry;
    std::unique_ptr<Job> job;
};

namespace {

/// The job's edge: whatever escapes an algorithm becomes an Error here, never a crash.
JobOutcome runGuarded(Job& job, JobContext& context) {
    try {
        return job.run(context);
    } catch (const std::bad_alloc&) {
        return JobOutcome::failed({ErrorCode::OutOfMemory, "There is not enough memory for \"%1\".", {job.title()},
                                   "Choose a smaller working size."});
    } catch (const std::exception& e) {
        logError(e.what());
        return JobOutcome::failed({ErrorCode::Internal, "\"%1\" ended because of a fault in the program.",
                                   {job.title()}, "The log folder (Help) holds the details."});
    }
}

JobState stateOf(JobEnd end) {
    switch (end) {
        case JobEnd::Done: return JobState::Done;
        case JobEnd::Stopped: return JobState::Stopped;
        case JobEnd::Failed: return JobState::Failed;
    }
    return JobState::Failed;
}

}  // namespace

JobQueue::JobQueue(std::function<void()> changed, std::function<void()> threadStart)
    : changed_(std::move(changed)), worker_(std::make_unique<Worker>(std::move(threadStart))) {}

JobQueue::~JobQueue() {
    {
        const std::lock_guard lock(mutex_);
        changed_ = nullptr;
    }
    stopAll();
    worker_.reset();
}

void JobQueue::notify() const {
    std::function<void()> f;
    {
        const std::lock_guard lock(mutex_);
        f = changed_;
    }
    if (f) f();
}

JobId JobQueue::add(std::unique_ptr<Job> job) {
    auto record = std::make_shared<Record>();
    record->entry.title = job->title();
    record->entry.channel = std::make_shared<JobChannel>();
    record->job = std::move(job);
    {
        const std::lock_guard lock(mutex_);
        record->entry.id = ++nextId_;
        records_.push_back(record);
    }
    worker_->post([this] { runNext(); });
    notify();
    return record->entry.id;
}

void JobQueue::runNext() {
    std::shared_ptr<Record> record;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& r : records_)
            if (r->entry.state == JobState::Waiting) {
                record = r;
                break;
            }
        if (!record) return;
        record->entry.state = JobState::Running;
        // The clock of the channel starts with the job, not with its waiting.
        if (!record->entry.channel->stopRequested()) {
            auto fresh = std::make_shared<JobChannel>();
            if (record->entry.channel->paused()) fresh->pause(true);
            record->entry.channel = fresh;
        }
        busy_ = true;
    }
    notify();
    JobOutcome outcome = runGuarded(*record->job, *record->entry.channel);
    record->job.reset();
    {
        const std::lock_guard lock(mutex_);
        record->entry.state = stateOf(outcome.end);
        record->entry.outcome = std::move(outcome);
        busy_ = false;
    }
    notify();
}

std::vector<JobEntry> JobQueue::entries() const {
    const std::lock_guard lock(mutex_);
    std::vector<JobEntry> active, ended;
    for (const auto& r : records_)
        (r->entry.state == JobState::Waiting || r->entry.state == JobState::Running ? active : ended)
            .push_back(r->entry);
    std::stable_partition(active.begin(), active.end(), [](const auto& e) { return e.state == JobState::Running; });
    active.insert(active.end(), ended.begin(), ended.end());
    return active;
}

std::optional<JobEntry> JobQueue::entry(JobId id) const {
    const std::lock_guard lock(mutex_);
    for (const auto& r : records_)
        if (r->entry.id == id) return r->entry;
    return std::nullopt;
}

bool JobQueue::cancel(JobId id) {
    bool found = false;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& r : records_) {
            if (r->entry.id != id) continue;
            if (r->entry.state == JobState::Running) {
                r->entry.channel->stop();
                found = true;
            } else if (r->entry.state == JobState::Waiting) {
                r->entry.state = JobState::Stopped;
                r->entry.outcome = JobOutcome{};
                r->entry.outcome->end = JobEnd::Stopped;
                r->job.reset();
                found = true;
            }
        }
    }
    if (found) notify();
    return found;
}

void JobQueue::pause(JobId id, bool on) {
    {
        const std::lock_guard lock(mutex_);
        for (const auto& r : records_)
            if (r->entry.id == id) r->entry.channel->pause(on);
    }
    notify();
}

bool JobQueue::reorder(JobId id, size_t index) {
    {
        const std::lock_guard lock(mutex_);
        std::vector<std::shared_ptr<Record>> waiting, rest;
        std::shared_ptr<Record> moved;
        for (const auto& r : records_) {
            if (r->entry.state != JobState::Waiting)
                rest.push_back(r);
            else if (r->entry.id == id)
                moved = r;
            else
                waiting.push_back(r);
        }
        if (!moved) return false;
        const auto place = static_cast<std::ptrdiff_t>(std::min(index, waiting.size()));
        waiting.insert(waiting.begin() + place, moved);
        rest.insert(rest.end(), waiting.begin(), waiting.end());
        records_ = std::move(rest);
    }
    notify();
    return true;
}

void JobQueue::clearEnded() {
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(records_, [](const auto& r) {
            return r->entry.state != JobState::Waiting && r->entry.state != JobState::Running;
        });
    }
    notify();
}

bool JobQueue::idle() const {
    const std::lock_guard lock(mutex_);
    if (busy_) return false;
    return std::none_of(records_.begin(), records_.end(),
                        [](const auto& r) { return r->entry.state == JobState::Waiting; });
}

void JobQueue::stopAll() {
    std::vector<JobId> ids;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& r : records_) ids.push_back(r->entry.id);
    }
    for (JobId id : ids) cancel(id);
}

}  // namespace velatura
