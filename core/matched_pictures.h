// MatchedPictures: brings the pictures of a request into the colour space of its photo, where the engine compares them,
// and its masks to the size at which a recipe records them.
// Keeps what it made: a new copy for each run would be a new picture to the engine, which would look at it all over
// again. Window, terminal and batch share this one way. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "core/image/picture_files.h"
#include "core/recipe_masks.h"
#include "core/work.h"

namespace velatura {

class MatchedPictures {
public:
    explicit MatchedPictures(std::shared_ptr<const PictureFiles> files) : files_(std::move(files)) {}
    /// Styles, start, masks and kept colours of `request`. Takes as long as a conversion: call it on the job's thread.
    Status match(RenderRequest& request);
    /// Kept colours alone, which a request has in sRGB, as the photo's own samples have them.
    static Status matchColors(RenderRequest& request, const PictureFiles& files);

private:
    Status match(Image& image, const Image& photo);

    struct Entry {
        std::uint64_t id = 0;
        Image image;
    };
    static constexpr std::size_t kMost = 6;
    std::shared_ptr<const PictureFiles> files_;
    SettledMasks masks_;
    std::mutex mutex_;
    std::vector<Entry> entries_;  ///< oldest first
};

}  // namespace velatura
