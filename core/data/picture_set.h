// PictureSet: the training pictures of a folder or a packed set, as a list that can be read by index from any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/image/image.h"
#include "core/image/picture_reader.h"

namespace velatura {

class PictureSet {
public:
    virtual ~PictureSet() = default;
    virtual std::size_t count() const = 0;
    virtual Result<Image> read(std::size_t index, const ReadOptions& options) const = 0;
    virtual std::string name(std::size_t index) const = 0;
};

/// A folder (read recursively, in order of path) or a packed set file. Error: neither, or no picture in it.
Result<std::shared_ptr<PictureSet>> openPictureSet(const std::filesystem::path& path, const PictureReader* reader);

}  // namespace velatura
