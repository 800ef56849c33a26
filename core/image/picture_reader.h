// PictureReader: how layers that may not know the codecs (work, jobs) get at pictures. The programs implement it with
// image_io, the server build with its packed sets. Called from loader threads; implementations are thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/image/image.h"

namespace velatura {

struct ReadOptions {
    /// Decode reduced when the codec can, so long as the short side stays at least this; 0 decodes in full.
    int minShortSide = 0;
    /// Convert to sRGB, clipping what it cannot show: for training, thumbnails and all that knows no profiles.
    bool toSrgb = false;
};

class PictureReader {
public:
    virtual ~PictureReader() = default;
    virtual Result<Image> read(const std::filesystem::path& path, const ReadOptions& options) const = 0;
    virtual Result<Image> decode(const std::string& bytes, const ReadOptions& options) const = 0;
    /// Writes atomically; the ending of `path` says the format.
    virtual Status write(const Image& image, const std::filesystem::path& path) const = 0;
    /// All pictures below `folder` by ending and content-free check, sorted by path, hidden files left out.
    virtual Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& folder) const = 0;
};

}  // namespace velatura
