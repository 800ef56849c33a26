// What image_io needs of EXIF to show a picture: orientation and resolution, read without a library, since every header
// probe asks. Values only, any thread; hostile bytes give the defaults.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/image/image.h"

namespace velatura {

using ByteView = std::span<const std::uint8_t>;

struct ExifFacts {
    int orientation = 1;        ///< 1 to 8; anything else in the file counts as 1
    double dpiX = 0, dpiY = 0;  ///< 0: not said
};

/// Reads IFD0 of an EXIF block, with or without its "Exif\0\0" prefix.
ExifFacts readExif(ByteView exif) noexcept;

/// Rearranges stored samples so that they are upright. Orientation 1 costs nothing, the others a second buffer.
PixelBuffer applyOrientation(PixelBuffer stored, int orientation);

/// Width and height exchanged where the orientation turns by 90 degrees.
ImageSize orientedSize(ImageSize stored, int orientation);

}  // namespace velatura
