#include "core/frame_recorder.h"

#include <fmt/format.h>

namespace velatura {

namespace fs = std::filesystem;

namespace {

/// Pictures that may wait for the disk; beyond, the run waits too, because memory is worth more than speed.
constexpr std::int64_t kMostWaiting = 256 << 20;

/// Samples alone: what the photo's file said beside them has no business in a cache.
Image bare(const Image& image) {
    auto info = std::make_shared<PictureInfo>();
    info->icc = image.info().icc;
    return image.withInfo(std::move(info));
}

}  // namespace

FrameRecorder::FrameRecorder(std::shared_ptr<const PictureFiles> files, std::function<Result<fs::path>()> folder,
                             std::int64_t budget)
    : files_(std::move(files)), makeFolder_(std::move(folder)), budget_(budget), worker_(std::make_unique<Worker>()) {}

FrameRecorder::~FrameRecorder() {
    worker_.reset();
    std::error_code ec;
    if (!folder_.empty()) fs::remove_all(folder_, ec);
}

void FrameRecorder::add(std::int64_t step, const Image& image) {
    std::unique_lock lock(mutex_);
    if (step <= lastStep_) beginAnew();
    lastStep_ = step;
    const Place place{index_++, attempt_};
    if (!wanted(place)) return;
    const auto bytes = static_cast<std::int64_t>(image.bytes());
    written_.wait(lock, [&] { return waiting_ == 0 || waiting_ + bytes <= kMostWaiting; });
    waiting_ += bytes;
    lock.unlock();
    worker_->post([this, step, image, place, bytes] {
        write(step, image, place);
        const std::lock_guard guard(mutex_);
        waiting_ -= bytes;
        written_.notify_all();
    });
}

void FrameRecorder::finish() {
    std::unique_lock lock(mutex_);
    written_.wait(lock, [&] { return waiting_ == 0; });
}

bool FrameRecorder::wanted(Place place) const {
    return !ended_ && place.attempt == attempt_ && place.index % stride_ == 0;
}

/// Those that still wait are left out when their turn comes.
void FrameRecorder::beginAnew() {
    ++attempt_;
    std::error_code ec;
    for (const Kept& frame : kept_) fs::remove(frame.file, ec);
    kept_.clear();
    index_ = 0;
    stride_ = 1;
    bytes_ = 0;
}

void FrameRecorder::write(std::int64_t step, const Image& image, Place place) {
    {
        const std::lock_guard guard(mutex_);
        if (!wanted(place)) return;  // thinned out, or of an attempt that failed, while it waited
    }
    try {
        if (folder_.empty()) {
            auto folder = makeFolder_();
            if (!folder) return giveUp(folder.error());
            const std::lock_guard guard(mutex_);
            folder_ = *folder;
        }
        const fs::path file = folder_ / fmt::format("frame-{:08}.jpg", step);
        if (auto s = files_->save(bare(image), file, {}); !s)
            return giveUp({ErrorCode::Disk, "Frames for the time-lapse cannot be kept in %1 any more, so it ends there.", {folder_.string()}, "Make room on that disk."});
        std::error_code ec;
        const auto size = static_cast<std::int64_t>(fs::file_size(file, ec));
        const std::lock_guard guard(mutex_);
        if (!wanted(place)) {
            fs::remove(file, ec);
            return;
        }
        Kept frame;
        frame.step = step;
        frame.file = file;
        frame.index = place.index;
        frame.bytes = ec ? 0 : size;
        bytes_ += frame.bytes;
        kept_.push_back(std::move(frame));
        while (bytes_ > budget_ && kept_.size() > 2) thin();
    } catch (const std::exception&) {
        giveUp({ErrorCode::OutOfMemory, "There is not enough memory to keep more frames for the time-lapse, so it ends there.", {}, {}});
    }
}

void FrameRecorder::giveUp(const Error& error) {
    const std::lock_guard guard(mutex_);
    ended_ = true;
    problem_ = error;
}

void FrameRecorder::thin() {
    stride_ *= 2;
    std::erase_if(kept_, [&](const Kept& frame) {
        if (frame.index % stride_ == 0) return false;
        std::error_code ec;
        fs::remove(frame.file, ec);
        bytes_ -= frame.bytes;
        return true;
    });
}

std::vector<RecordedFrame> FrameRecorder::frames() const {
    const std::lock_guard guard(mutex_);
    return {kept_.begin(), kept_.end()};
}

std::optional<Error> FrameRecorder::takeProblem() {
    const std::lock_guard guard(mutex_);
    return std::exchange(problem_, std::nullopt);
}

}  // namespace velatura
