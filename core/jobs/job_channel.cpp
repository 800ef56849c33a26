#include "core/jobs/job_channel.h"

#include <utility>

namespace velatura {

using Clock = std::chrono::steady_clock;

JobChannel::JobChannel() : start_(Clock::now()) {}

double JobChannel::elapsed() const {
    return std::chrono::duration<double>(Clock::now() - start_ - idle_).count();
}

double JobChannel::remaining(std::int64_t done, std::int64_t total, double elapsed) {
    if (total <= 0) return -1;
    const bool newWork = total != paceTotal_ || done < lastDone_;
    lastDone_ = done;
    if (newWork) {
        paceDone_ = done;
        paceTotal_ = total;
        paceElapsed_ = elapsed;
    }
    if (done >= total) return 0;
    if (done <= paceDone_) return -1;
    return (elapsed - paceElapsed_) * static_cast<double>(total - done) / static_cast<double>(done - paceDone_);
}

void JobChannel::restartClock() {
    const std::lock_guard lock(mutex_);
    start_ = Clock::now();
    idle_ = {};
}

void JobChannel::progress(std::int64_t done, std::int64_t total, std::string_view stage) {
    Progress p{done, total, std::string(stage), 0, -1};
    {
        const std::lock_guard lock(mutex_);
        p.elapsed = elapsed();
        p.remaining = remaining(done, total, p.elapsed);
    }
    progress_.put(std::move(p));
}

void JobChannel::preview(const Image& image) { preview_.put(image); }

void JobChannel::scalar(std::string_view name, std::int64_t step, double value) {
    double seconds = 0;
    {
        const std::lock_guard lock(mutex_);
        seconds = elapsed();
    }
    scalars_.add({std::string(name), step, value, seconds});
}

void JobChannel::checkpointed(const std::filesystem::path& path) { checkpoints_.add(path); }
void JobChannel::note(const Error& sentence) { notes_.add(sentence); }

bool JobChannel::proceed() {
    std::unique_lock lock(mutex_);
    heard_ = true;
    if (pause_ && !stop_) {
        const auto from = Clock::now();
        resumed_.wait(lock, [this] { return !pause_ || stop_; });
        idle_ += Clock::now() - from;
        heard_ = true;  // the order that ended the pause
    }
    return !stop_;
}

std::optional<ParamValues> JobChannel::takeChanges() {
    const std::lock_guard lock(mutex_);
    if (!hasChanges_) return std::nullopt;
    hasChanges_ = false;
    return std::exchange(changes_, {});
}

void JobChannel::stop() {
    {
        const std::lock_guard lock(mutex_);
        if (stop_) return;
        stop_ = true;
        heard_ = false;
    }
    resumed_.notify_all();
}

void JobChannel::pause(bool on) {
    {
        const std::lock_guard lock(mutex_);
        if (pause_ == on) return;
        pause_ = on;
        heard_ = false;
    }
    resumed_.notify_all();
}

void JobChannel::change(const ParamValues& values) {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, value] : values) changes_[key] = value;
    hasChanges_ = true;
}

bool JobChannel::stopRequested() const {
    const std::lock_guard lock(mutex_);
    return stop_;
}

bool JobChannel::paused() const {
    const std::lock_guard lock(mutex_);
    return pause_;
}

bool JobChannel::orderHeard() const {
    const std::lock_guard lock(mutex_);
    return heard_;
}

}  // namespace velatura
