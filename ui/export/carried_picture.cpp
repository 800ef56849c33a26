#include "ui/export/carried_picture.h"

#include <fmt/format.h>

#include <new>

#include "core/image_io/file_pictures.h"
#include "core/kept.h"
#include "core/matched_pictures.h"

namespace velatura {

Result<Image> CarriedPicture::at(const Image& painting, const RenderRequest& painted, const OutputSize& size,
                                 const std::function<bool(double)>& proceed) {
    if (painted.content.empty() || size == OutputSize{}) return painting;
    const std::string key = fmt::format("{}/{}/{}", painting.id(), painted.content.id(), toText(size));
    if (key_ == key) return image_;
    forget();  // two large ones at once would be one too many
    try {
        RenderRequest request = painted;
        if (auto s = MatchedPictures::matchColors(request, *filePictures()); !s) return fail(s.error());
        Image image = atOutputSize(painting, request, size, proceed);
        if (!image.empty()) {
            key_ = key;
            image_ = image;
        }
        return image;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory for a picture of this size.", {},
                    "Choose a smaller one.");
    }
}

void CarriedPicture::forget() {
    key_.clear();
    image_ = {};
}

}  // namespace velatura
