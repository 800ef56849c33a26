// Pictures and files that the tests make themselves.
#pragma once

#include <cstdint>
#include <string>

#include "core/image/image.h"

namespace velatura::test {

/// A smooth picture without any symmetry, alpha included.
Image pattern(int width, int height, int channels, Depth depth);

/// Largest difference of two pictures of one size and channel count, samples as 0..1; above 1 where they differ in
/// kind.
double maxDifference(const Image& a, const Image& b);
double meanDifference(const Image& a, const Image& b);

/// An EXIF block (TIFF structure) that says an orientation and 300 dpi.
std::string exifBlock(int orientation);
/// A plausible RGB or grey profile: header and one tag.
std::vector<std::uint8_t> profileBytes(const char* space);

std::string jpegWithExif(const std::string& jpeg, const std::string& exif);
std::string pngWithExif(const std::string& png, const std::string& exif);
std::string webpWithExif(const std::string& webp, int width, int height, const std::string& exif);
std::string tiffWithOrientation(std::string tiff, int orientation);

/// Length and checksum around type and data.
std::string pngChunk(const std::string& typeAndData);
/// Signature and IHDR of a PNG, nothing behind.
std::string pngHeader(std::uint32_t width, std::uint32_t height);

/// One entry of a hand-made TIFF: type 3 is SHORT, 4 LONG.
struct TiffTag {
    int tag, type;
    std::vector<std::uint32_t> values;
};
/// An uncompressed little-endian TIFF: `data` lies at byte 8, the directory behind it.
std::string madeTiff(const std::string& data, std::vector<TiffTag> tags);

void writeText(const std::string& path, const std::string& bytes);
std::string readText(const std::string& path);

}  // namespace velatura::test
