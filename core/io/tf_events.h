// TensorBoard event files: scalars and pictures of a training run, as `tensorboard --logdir` reads them. TFRecord
// framing with masked CRC-32C around hand-encoded Event messages. TfEventsWriter belongs to the training thread;
// readTfEvents is for tests and checks every sum.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace velatura {

class TfEventsWriter {
public:
    /// Opens <folder>/events.out.tfevents.velatura for appending, or begins it. A record that a crash left incomplete
    /// at its end is cut off first. The folder must exist.
    static Result<TfEventsWriter> create(const std::filesystem::path& folder);
    TfEventsWriter(TfEventsWriter&& other) noexcept;
    TfEventsWriter& operator=(TfEventsWriter&&) = delete;
    ~TfEventsWriter();  ///< flushes; call flush() to hear of errors

    /// `wallSeconds` since 1970.
    Status scalar(std::string_view tag, std::int64_t step, double value, double wallSeconds);
    Status imagePng(std::string_view tag, std::int64_t step, int width, int height, std::string_view pngBytes,
                    double wallSeconds);
    /// A run goes on from an older checkpoint: TensorBoard then drops what it has of `step` and later.
    Status restart(std::int64_t step, double wallSeconds);
    /// Hands what is kept to the system. Called by the others from time to time; after a failure the file ends with
    /// the last whole record.
    Status flush();
    const std::filesystem::path& path() const { return path_; }

private:
    TfEventsWriter(std::filesystem::path path, int fd, std::uint64_t end)
        : path_(std::move(path)), fd_(fd), end_(end) {}
    Status record(std::string_view event);
    std::filesystem::path path_;
    int fd_ = -1;
    std::uint64_t end_ = 0;  // of the last whole record in the file
    std::string kept_;
};

struct TfEvent {
    double wallSeconds = 0;
    std::int64_t step = 0;
    std::string fileVersion;
    bool restart = false;
    std::string tag;  ///< of the one value that a record of ours holds
    bool hasScalar = false;
    float scalar = 0;
    int width = 0, height = 0;
    std::string png;
};

Result<std::vector<TfEvent>> readTfEvents(const std::filesystem::path& path);

}  // namespace velatura
