#include "ui/masks/mask_files.h"

#include <fmt/format.h>

#include "core/image_io/image_io.h"

namespace velatura {

Result<Mask> importMask(const QString& path, ImageSize photo) {
    try {
        const auto picture = loadPicture(path.toStdString(), {.minShortSide = 0, .toSrgb = true});
        if (!picture) return fail(picture.error());
        if (!sameProportions(picture->size(), photo))
            return fail(ErrorCode::Usage, "The mask %1 is %2 px, which are not the proportions of the photo (%3 px).",
                        {path.toStdString(), fmt::format("{} x {}", picture->width(), picture->height()),
                         fmt::format("{} x {}", photo.width, photo.height)},
                        "Draw it over the photo itself, at any size.");
        return Mask(maskFromPicture(*picture, maskSizeFor(photo)));
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory to open %1.", {path.toStdString()},
                    "Close other pictures or choose a smaller one.");
    }
}

Status exportMask(const Mask& mask, const QString& path) {
    return savePicture(mask.picture(), path.toStdString(), {.metadata = SaveMetadata::Strip});
}

}  // namespace velatura
