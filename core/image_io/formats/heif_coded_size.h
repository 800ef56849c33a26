// How large the pictures inside an AVIF or HEIC file are coded, read from the coded data itself (AV1 sequence headers,
// HEVC sequence parameter sets). libheif tells only what the boxes say, and its decoders take memory for what the data
// say: a few hundred bytes could ask for gigabytes. No library needed; never throws, whatever the bytes are.
#pragma once

#include "core/image_io/formats/format.h"

namespace velatura::formats {

struct HeifSizes {
    ImageSize declared;  ///< each side the largest of all `ispe` boxes
    ImageSize coded;     ///< each side the largest that coded pictures announce; 0 where none was found
    bool tangled = false;  ///< more parts or bytes than the file can hold once: not to be decoded
};

HeifSizes heifSizes(ByteView file);

}  // namespace velatura::formats
