// The samples of a TIFF on their way into a picture, row by row: strips and tiles, together or in planes; inks and Lab
// become sRGB, white-is-zero is turned, alpha made straight, rows reduced. Internal to the format.
#pragma once

#include "core/image_io/formats/tiff_layout.h"

namespace velatura::formats {

/// @param icc     profile of inks and Lab
/// @param factor  so many pixels a side become one
Result<PixelBuffer> readSamples(TiffStream& stream, const TiffLayout& l, ByteView icc, int factor);

}  // namespace velatura::formats
