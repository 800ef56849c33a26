#include "core/jobs/worker.h"

#include <exception>

#include "core/base/log.h"

namespace velatura {

Worker::Worker(std::function<void()> threadStart)
    : thread_([this, start = std::move(threadStart)] { loop(start); }) {}

Worker::~Worker() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void Worker::post(std::function<void()> task) {
    {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
}

size_t Worker::waiting() const {
    const std::lock_guard lock(mutex_);
    return tasks_.size();
}

void Worker::loop(const std::function<void()>& threadStart) {
    if (threadStart) threadStart();
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return quit_ || !tasks_.empty(); });
        if (quit_) return;
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        try {
            task();
        } catch (const std::exception& e) {
            logError(e.what());
            throw;  // nobody can catch it in this thread: the program ends, and the log says why
        }
        task = nullptr;  // destroyed outside the lock
        lock.lock();
    }
}

}  // namespace velatura
