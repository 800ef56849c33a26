// Mask: where something applies in a photo: grey, 8 bit, in the photo's proportions and at most kMaxMaskSide long, so
// that a photo of 24 megapixels costs no more than a small one. A value whose tiles are shared: undo keeps whole masks
// and pays for what a stroke touched. Thread-safe as a value.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <vector>

#include "core/image/image.h"

namespace velatura {

inline constexpr int kMaxMaskSide = 2048;
inline constexpr int kMaskTile = 128;
/// Rounding to whole pixels, and no more, may make the proportions of a mask and its photo differ.
inline constexpr double kMaskProportions = 0.02;

class Mask {
public:
    Mask() = default;  ///< no mask at all, which is not the same as a black one
    explicit Mask(ImageSize size, std::uint8_t value = 0);
    /// A grey 8-bit picture as it stands.
    explicit Mask(const Image& grey);

    bool empty() const { return tiles_.empty(); }
    ImageSize size() const { return size_; }
    std::uint8_t at(int x, int y) const;
    /// The samples inside `area`, row after row.
    std::vector<std::uint8_t> part(Rect area) const;
    /// The same mask with `samples` (row after row) inside `area`.
    Mask with(Rect area, const std::vector<std::uint8_t>& samples) const;
    /// White nowhere.
    bool black() const;
    /// As one picture; made once, so that whoever keeps things by image id knows it again. It stays as long as this
    /// mask does: for what is painted with.
    const Image& image() const;
    /// The same, made anew and not kept: for files.
    Image picture() const;
    /// The areas in which `other`, of the same size, may differ: tiles that are not shared.
    std::vector<Rect> changedSince(const Mask& other) const;
    bool operator==(const Mask& other) const;

private:
    using Tile = std::array<std::uint8_t, static_cast<size_t>(kMaskTile) * kMaskTile>;
    struct Whole {
        std::once_flag once;
        Image image;
    };
    int across() const { return (size_.width + kMaskTile - 1) / kMaskTile; }
    Rect tileRect(size_t index) const;

    ImageSize size_;
    std::vector<std::shared_ptr<const Tile>> tiles_;
    std::shared_ptr<Whole> whole_;
};

/// The size of a mask for a photo of that size.
inline ImageSize maskSizeFor(ImageSize photo) {
    return fitLongSide(photo, kMaxMaskSide);
}
bool sameProportions(ImageSize mask, ImageSize photo);
/// Any picture as a mask of `size`: its luma, dark where it is transparent.
Image maskFromPicture(const Image& picture, ImageSize size);
/// The part of `area` that lies inside `size`.
Rect clipped(Rect area, ImageSize size);
Rect united(Rect a, Rect b);

}  // namespace velatura
