// Worker: one thread that runs tasks in order. The job queue uses one for jobs; image_io's callers use one for decoding.
// Deferred tasks are dropped, not run, when the worker goes; the running one is waited for.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace velatura {

class Worker {
public:
    /// `threadStart` runs first in the new thread (flush denormals, thread name).
    explicit Worker(std::function<void()> threadStart = {});
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Any thread. A task must not throw: an exception that leaves it ends the program with its text in the log.
    void post(std::function<void()> task);
    size_t waiting() const;

private:
    void loop(const std::function<void()>& threadStart);

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> tasks_;
    bool quit_ = false;
    std::thread thread_;
};

}  // namespace velatura
