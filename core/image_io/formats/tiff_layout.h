// How the samples of a TIFF lie in it, as far as its header says. Internal to the format.
#pragma once

#include "core/image_io/formats/tiff_stream.h"

namespace velatura::formats {

enum class TiffSamples {
    Direct,     ///< grey or RGB, taken as they are
    Inks,       ///< CMYK
    Lab,        ///< CIE L*a*b*
    Converted,  ///< by libtiff, to 8-bit RGB or grey
};

struct TiffLayout {
    std::uint32_t width = 0, height = 0;
    std::uint16_t bits = 1, samples = 1, format = SAMPLEFORMAT_UINT, photometric = 0, planar = PLANARCONFIG_CONTIG;
    std::uint16_t compression = COMPRESSION_NONE;
    TiffSamples kind = TiffSamples::Converted;
    int stored = 1;           ///< colours in the file
    int alpha = -1;           ///< index of the sample, or none
    bool associated = false;  ///< colours are multiplied by alpha
    Depth depth = Depth::U8;
    int colours() const { return stored == 1 ? 1 : 3; }
    int channels() const { return colours() + (alpha >= 0 ? 1 : 0); }
    int storedChannels() const { return stored + (alpha >= 0 ? 1 : 0); }
    size_t storedRowBytes() const {
        return size_t{width} * static_cast<size_t>(storedChannels()) * static_cast<size_t>(depth);
    }
    bool planes() const { return planar == PLANARCONFIG_SEPARATE && samples > 1; }
};

TiffLayout readLayout(TIFF* tiff);

/// Whether a file of that many bytes can hold the samples and the tiles that it declares; asked before memory is taken
/// for them.
bool plausible(TIFF* tiff, const TiffLayout& l, std::uint64_t fileBytes);

/// Files of cameras are TIFF with a small picture in front of the raw data.
bool cameraRaw(TIFF* tiff);

}  // namespace velatura::formats
