// EXIF in TIFF files is not one block but directories spread over the file. These gather them into a block such as all
// other formats hold, and put such a block into a TIFF that is being written. Values only, any thread; what is outside
// the file or too large is left out.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/image_io/byte_source.h"

namespace velatura {

struct TiffMetadata {
    std::vector<std::uint8_t> exif;  ///< a block in the file's byte order: what describes the picture, EXIF, GPS
    std::vector<std::uint8_t> iptc;  ///< IPTC datasets, or Photoshop's resources around them
};

/// From the first directory of a plain or big TIFF.
TiffMetadata gatherTiffMetadata(ByteSource& source);

struct PlacedExif {
    std::uint32_t exif = 0, gps = 0;                 ///< offsets of the directories; 0: none
    std::vector<std::pair<int, std::string>> texts;  ///< tags of the first directory: maker, model, artist, …
};

/// Appends a little-endian block to `out`, the beginning of a plain TIFF, with all its offsets set right.
PlacedExif placeExif(std::string& out, const std::vector<std::uint8_t>& block);

}  // namespace velatura
