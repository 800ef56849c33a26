// One row of a picture in the depth and channels that a file format wants, without a copy of the whole picture.
#pragma once

#include "core/image/image.h"

namespace velatura::formats {

/// Fills `out` with row `y` as `depth` samples in `channels`. Grey is spread over RGB; where `channels` has no alpha,
/// the picture is laid over white. RGB is never made grey: `channels` of 1 or 2 needs a grey picture.
void convertRow(const Image& image, int y, Depth depth, int channels, std::uint8_t* out);

/// 1 or 3, or 2 or 4 where the format keeps alpha and the picture has it.
int savedChannels(const Image& image, bool alpha);

}  // namespace velatura::formats
