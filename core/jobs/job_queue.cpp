#include "core/jobs/job_queue.h"

#include <algorithm>
#include <iterator>

#include "core/base/check.h"
#include "core/base/log.h"

namespace velatura {

struct JobQueue::Record {
    JobEntry entry;
    std::unique_ptr<Job> job;
};

namespace {

/// The job's edge: whatever escapes an algorithm becomes an Error here, never a crash.
JobOutcome runGuarded(Job& job, const std::string& title, JobContext& context) {
    try {
        return job.run(context);
    } catch (const std::bad_alloc&) {
        return JobOutcome::failed({ErrorCode::OutOfMemory, "There is not enough memory for \"%1\".", {title},
                                   "Choose a smaller working size."});
    } catch (const std::exception& e) {
        logError(e.what());
    } catch (...) {
        logError("a job threw something that is no std::exception");
    }
    return JobOutcome::failed({ErrorCode::Internal, "\"%1\" ended because of a fault in the program.", {title},
                               "The log folder (Help) holds the details."});
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

/// Ended jobs stand at the end in the order in which they ended; mutex_ held.
void JobQueue::moveToBack(JobId id) {
    std::stable_partition(records_.begin(), records_.end(), [id](const auto& r) { return r->entry.id != id; });
}

JobId JobQueue::add(std::unique_ptr<Job> job) {
    check(job != nullptr, "an empty job was added to the queue");
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
        record->entry.channel->restartClock();
        busy_ = true;
    }
    notify();
    JobOutcome outcome = runGuarded(*record->job, record->entry.title, *record->entry.channel);
    record->job.reset();
    {
        const std::lock_guard lock(mutex_);
        record->entry.state = stateOf(outcome.end);
        record->entry.outcome = std::move(outcome);
        moveToBack(record->entry.id);
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
    std::unique_ptr<Job> dropped;  // destroyed outside the lock: it holds pictures and may ask the queue
    {
        const std::lock_guard lock(mutex_);
        const auto at = std::find_if(records_.begin(), records_.end(), [id](const auto& r) { return r->entry.id == id; });
        if (at == records_.end()) return false;
        Record& record = **at;
        if (record.entry.state == JobState::Running) {
            record.entry.channel->stop();
        } else if (record.entry.state == JobState::Waiting) {
            record.entry.channel->stop();
            record.entry.state = JobState::Stopped;
            record.entry.outcome = JobOutcome{};
            record.entry.outcome->end = JobEnd::Stopped;
            dropped = std::move(record.job);
            moveToBack(id);
        } else {
            return false;
        }
    }
    notify();
    return true;
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
    std::vector<std::shared_ptr<Record>> dropped;  // destroyed outside the lock
    {
        const std::lock_guard lock(mutex_);
        const auto ended = std::stable_partition(records_.begin(), records_.end(), [](const auto& r) {
            return r->entry.state == JobState::Waiting || r->entry.state == JobState::Running;
        });
        std::move(ended, records_.end(), std::back_inserter(dropped));
        records_.erase(ended, records_.end());
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
    // From the back: a waiting job must not begin because the one before it was stopped.
    for (auto id = ids.rbegin(); id != ids.rend(); ++id) cancel(*id);
}

}  // namespace velatura
