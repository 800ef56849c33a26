// A PictureReader over pictures made on the spot, so that training and engines are tested without files or codecs.
#pragma once

#include <map>
#include <mutex>

#include "core/image/picture_reader.h"

namespace velatura::test {

/// 64 x 48 colour fields with stripes, different for each number.
Image stripedPicture(int number, int width = 64, int height = 48);

bool sameSamples(const Image& a, const Image& b);

/// Lists `count` pictures below any folder; reads them by number; keeps what is written in memory.
class MemoryPictures : public PictureReader {
public:
    explicit MemoryPictures(int count, int broken = -1) : count_(count), broken_(broken) {}
    Result<Image> read(const std::filesystem::path& path, const ReadOptions& options) const override;
    Result<Image> decode(const std::string& bytes, const ReadOptions& options) const override;
    Status write(const Image& image, const std::filesystem::path& path) const override;
    Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& folder) const override;

private:
    int count_, broken_;
};

}  // namespace velatura::test
