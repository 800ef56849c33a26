// FrameRecorder: the frames of one run on disk, for its time-lapse. Takes them on the job's thread and writes them on one
// of its own, so that steps do not wait; over its budget of bytes it keeps every second frame and goes on with those
// alone. Frames are chosen by step, never by time: the same run leaves the same frames. The files go with it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/image/picture_files.h"
#include "core/jobs/worker.h"

namespace velatura {

struct RecordedFrame {
    std::int64_t step = 0;
    std::filesystem::path file;
};

class FrameRecorder {
public:
    static constexpr std::int64_t kBudget = std::int64_t{1} << 30;

    /// `folder` is asked for when the first frame comes; it may block, and the folder in it belongs to the recorder.
    FrameRecorder(std::shared_ptr<const PictureFiles> files, std::function<Result<std::filesystem::path>()> folder,
                  std::int64_t budget = kBudget);
    ~FrameRecorder();
    FrameRecorder(const FrameRecorder&) = delete;
    FrameRecorder& operator=(const FrameRecorder&) = delete;

    /// Steps ascend; one that does not begins another attempt at the same run, and the frames of the one before go.
    /// Waits only where the disk is far behind.
    void add(std::int64_t step, const Image& image);
    /// Waits until all is written.
    void finish();

    /// Those that stand, oldest first. Any thread.
    std::vector<RecordedFrame> frames() const;
    /// Why nothing more is kept, if something went wrong; once.
    std::optional<Error> takeProblem();

private:
    struct Place {
        std::int64_t index = 0;
        int attempt = 0;
    };
    void write(std::int64_t step, const Image& image, Place place);
    bool wanted(Place place) const;  // mutex_ held
    void beginAnew();                // mutex_ held
    void giveUp(const Error& error);
    void thin();  // mutex_ held

    struct Kept : RecordedFrame {
        std::int64_t index = 0, bytes = 0;
    };
    std::shared_ptr<const PictureFiles> files_;
    std::function<Result<std::filesystem::path>()> makeFolder_;
    const std::int64_t budget_;
    mutable std::mutex mutex_;
    std::condition_variable written_;
    std::filesystem::path folder_;
    std::vector<Kept> kept_;
    std::int64_t index_ = 0, stride_ = 1, bytes_ = 0, lastStep_ = -1;
    int attempt_ = 0;
    std::int64_t waiting_ = 0;  ///< bytes of pictures not yet written
    bool ended_ = false;        ///< something went wrong: nothing more is taken
    std::optional<Error> problem_;
    std::unique_ptr<Worker> worker_;  // last: its thread ends first
};

}  // namespace velatura
