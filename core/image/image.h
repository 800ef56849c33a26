// Image: immutable, shared samples as they were decoded. Cheap to copy, safe on any thread.
// PixelBuffer: the one way to make an Image; filled by one owner, then frozen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/base/error.h"

namespace velatura {

enum class Depth : std::uint8_t { U8 = 1, U16 = 2, F32 = 4 };  ///< value: bytes a sample

struct ImageSize {
    int width = 0, height = 0;
    bool operator==(const ImageSize&) const = default;
    std::int64_t pixels() const { return std::int64_t{width} * height; }
};

struct Rect {
    int x = 0, y = 0, width = 0, height = 0;
    bool operator==(const Rect&) const = default;
};

/// What a file said beside its samples; shared by all images that come from it.
struct PictureInfo {
    int sourceBitDepth = 8;             ///< bits a sample in the file: 1 to 32
    std::string format;                 ///< "png", "jpeg", …
    std::vector<std::uint8_t> icc;      ///< of the samples as they stand; empty: they are gamma-coded sRGB
    std::vector<std::uint8_t> sourceIcc;  ///< as embedded in the file, empty if none
    std::vector<std::uint8_t> exif, xmp, iptc;
    std::string recipe;                 ///< JSON of the program that made the picture, as found in the file
    std::vector<Error> notes;           ///< what was wrong with the file and could be let pass
    double dpiX = 0, dpiY = 0;          ///< 0: not said
    std::string path;
};

class Image;

/// H x W x C samples, rows without padding, under construction.
class PixelBuffer {
public:
    PixelBuffer() = default;
    /// @throws std::bad_alloc; the border that calls it turns that into an Error.
    PixelBuffer(ImageSize size, int channels, Depth depth);

    ImageSize size() const { return size_; }
    int channels() const { return channels_; }
    Depth depth() const { return depth_; }
    size_t rowBytes() const { return static_cast<size_t>(size_.width) * channels_ * static_cast<size_t>(depth_); }
    std::uint8_t* row(int y) { return data_->data() + rowBytes() * static_cast<size_t>(y); }
    template <class T>
    T* rowAs(int y) {
        check(sizeof(T) == static_cast<size_t>(depth_), "row of {}-byte samples asked for as {}-byte samples",
              static_cast<int>(depth_), sizeof(T));
        return reinterpret_cast<T*>(row(y));
    }

private:
    friend class Image;
    ImageSize size_;
    int channels_ = 0;
    Depth depth_ = Depth::U8;
    std::shared_ptr<std::vector<std::uint8_t>> data_;
};

/// Grey (1), grey + alpha (2), RGB (3) or RGBA (4), straight alpha. Gamma-coded sRGB unless `info().icc` says otherwise;
/// u8 is 0..255, u16 0..65535, f32 0..1.
class Image {
public:
    Image() = default;
    /// Freezes `pixels`. The image gets an id that is never given twice in this process.
    explicit Image(PixelBuffer pixels, std::shared_ptr<const PictureInfo> info = {});

    bool empty() const { return !data_; }
    ImageSize size() const { return size_; }
    int width() const { return size_.width; }
    int height() const { return size_.height; }
    int channels() const { return channels_; }
    bool hasAlpha() const { return channels_ == 2 || channels_ == 4; }
    Depth depth() const { return depth_; }
    size_t rowBytes() const { return static_cast<size_t>(size_.width) * channels_ * static_cast<size_t>(depth_); }
    size_t bytes() const { return rowBytes() * static_cast<size_t>(size_.height); }
    const std::uint8_t* row(int y) const { return data_->data() + rowBytes() * static_cast<size_t>(y); }
    template <class T>
    const T* rowAs(int y) const {
        check(sizeof(T) == static_cast<size_t>(depth_), "row of {}-byte samples asked for as {}-byte samples",
              static_cast<int>(depth_), sizeof(T));
        return reinterpret_cast<const T*>(row(y));
    }
    std::uint64_t id() const { return id_; }
    const PictureInfo& info() const;
    std::shared_ptr<const PictureInfo> sharedInfo() const { return info_; }

    /// Same samples, other facts; keeps the id only if nothing that an engine sees (icc) differs.
    Image withInfo(std::shared_ptr<const PictureInfo> info) const;

private:
    ImageSize size_;
    int channels_ = 0;
    Depth depth_ = Depth::U8;
    std::uint64_t id_ = 0;
    std::shared_ptr<const std::vector<std::uint8_t>> data_;
    std::shared_ptr<const PictureInfo> info_;
};

/// Sample `v` of any depth as 0..1.
inline float toUnit(std::uint8_t v) { return static_cast<float>(v) / 255.0f; }
inline float toUnit(std::uint16_t v) { return static_cast<float>(v) / 65535.0f; }
inline float toUnit(float v) { return v; }

/// The picture in 8 bits with `channels` (3 or 4): for the screen and thumbnails. Grey is spread, alpha added as opaque
/// or kept; with 3, alpha is laid over white.
Image toU8(const Image& image, int channels);

/// The largest size with the proportions of `source` whose long side is at most `longSide`; never enlarged, never 0.
ImageSize fitLongSide(ImageSize source, int longSide);

/// A copy of the samples inside `rect`, which must lie inside the picture.
Image crop(const Image& image, Rect rect);

/// Area-averaged (shrinking) or bilinear (enlarging) u8 copy for thumbnails and previews. Engines use ops/resize.
Image thumbnail(const Image& image, ImageSize size);

}  // namespace velatura
