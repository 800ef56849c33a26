// AviWriter: a video of JPEG pictures (Motion JPEG in a RIFF AVI with an index), which every player and editor opens.
// Written as it goes; nothing stands at the target before commit(). One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/image/image.h"

namespace velatura::formats {

class AviWriter {
public:
    /// Sizes in such a file have 32 bits; readers stumble over the last of them.
    static constexpr std::int64_t kMostBytes = std::int64_t{2000} << 20;

    static Result<AviWriter> create(const std::filesystem::path& target, ImageSize size, double fps);
    /// One picture as a JPEG file of the video's size.
    Status add(const std::string& jpeg);
    Status commit();

private:
    AviWriter(AtomicFile file, ImageSize size, double fps) : file_(std::move(file)), size_(size), fps_(fps) {}
    std::string header() const;

    struct Entry {
        std::uint32_t offset = 0, bytes = 0;
    };
    AtomicFile file_;
    ImageSize size_;
    double fps_;
    std::vector<Entry> index_;
    std::int64_t movi_ = 4;  ///< bytes of the list of pictures, its name included
    std::uint32_t largest_ = 0;
};

}  // namespace velatura::formats
