#include "core/image/mask.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/image/resample.h"

namespace velatura {

Mask::Mask(ImageSize size, std::uint8_t value) : size_(size), whole_(std::make_shared<Whole>()) {
    check(size.width > 0 && size.height > 0, "a mask of {} x {} px", size.width, size.height);
    auto tile = std::make_shared<Tile>();
    tile->fill(value);
    const size_t rows = static_cast<size_t>((size.height + kMaskTile - 1) / kMaskTile);
    tiles_.assign(static_cast<size_t>(across()) * rows, tile);
}

Mask::Mask(const Image& grey) : Mask(grey.size(), 0) {
    check(grey.channels() == 1 && grey.depth() == Depth::U8, "a mask is grey and of 8 bits, not of {} channels",
          grey.channels());
    for (size_t i = 0; i < tiles_.size(); ++i) {
        const Rect r = tileRect(i);
        auto tile = std::make_shared<Tile>();
        tile->fill(0);
        for (int y = 0; y < r.height; ++y)
            std::memcpy(tile->data() + static_cast<size_t>(y) * kMaskTile, grey.row(r.y + y) + r.x,
                        static_cast<size_t>(r.width));
        tiles_[i] = std::move(tile);
    }
    std::call_once(whole_->once, [&] { whole_->image = grey; });
}

Rect Mask::tileRect(size_t index) const {
    const int x = static_cast<int>(index) % across() * kMaskTile, y = static_cast<int>(index) / across() * kMaskTile;
    return {x, y, std::min(kMaskTile, size_.width - x), std::min(kMaskTile, size_.height - y)};
}

std::uint8_t Mask::at(int x, int y) const {
    const auto& tile = *tiles_[static_cast<size_t>(y / kMaskTile) * across() + static_cast<size_t>(x / kMaskTile)];
    return tile[static_cast<size_t>(y % kMaskTile) * kMaskTile + static_cast<size_t>(x % kMaskTile)];
}

std::vector<std::uint8_t> Mask::part(Rect area) const {
    std::vector<std::uint8_t> out(static_cast<size_t>(area.width) * static_cast<size_t>(area.height));
    for (int y = 0; y < area.height; ++y)
        for (int x = 0; x < area.width;) {
            const int px = area.x + x, py = area.y + y, run = std::min(kMaskTile - px % kMaskTile, area.width - x);
            const Tile& tile =
                *tiles_[static_cast<size_t>(py / kMaskTile) * across() + static_cast<size_t>(px / kMaskTile)];
            std::memcpy(out.data() + static_cast<size_t>(y) * area.width + x,
                        tile.data() + static_cast<size_t>(py % kMaskTile) * kMaskTile + px % kMaskTile,
                        static_cast<size_t>(run));
            x += run;
        }
    return out;
}

Mask Mask::with(Rect area, const std::vector<std::uint8_t>& samples) const {
    check(clipped(area, size_) == area, "a part that lies outside its mask");
    check(samples.size() == static_cast<size_t>(area.width) * static_cast<size_t>(area.height),
          "{} samples for {} x {} px", samples.size(), area.width, area.height);
    Mask out = *this;
    out.whole_ = std::make_shared<Whole>();
    for (size_t i = 0; i < tiles_.size(); ++i) {
        const Rect tile = tileRect(i);
        const int x0 = std::max(tile.x, area.x), x1 = std::min(tile.x + tile.width, area.x + area.width);
        const int y0 = std::max(tile.y, area.y), y1 = std::min(tile.y + tile.height, area.y + area.height);
        if (x0 >= x1 || y0 >= y1) continue;
        auto changed = std::make_shared<Tile>(*tiles_[i]);
        for (int y = y0; y < y1; ++y)
            std::memcpy(changed->data() + static_cast<size_t>(y - tile.y) * kMaskTile + (x0 - tile.x),
                        samples.data() + static_cast<size_t>(y - area.y) * area.width + (x0 - area.x),
                        static_cast<size_t>(x1 - x0));
        if (*changed != *tiles_[i]) out.tiles_[i] = std::move(changed);
    }
    return out;
}

bool Mask::black() const {
    for (size_t i = 0; i < tiles_.size(); ++i) {
        const Rect r = tileRect(i);
        for (int y = 0; y < r.height; ++y) {
            const auto* row = tiles_[i]->data() + static_cast<size_t>(y) * kMaskTile;
            if (std::any_of(row, row + r.width, [](std::uint8_t v) { return v != 0; })) return false;
        }
    }
    return true;
}

const Image& Mask::image() const {
    static const Image none;
    if (empty()) return none;
    std::call_once(whole_->once, [this] { whole_->image = picture(); });
    return whole_->image;
}

Image Mask::picture() const {
    if (empty()) return {};
    PixelBuffer out(size_, 1, Depth::U8);
    for (int y = 0; y < size_.height; ++y) {
        const auto row = part({0, y, size_.width, 1});
        std::memcpy(out.row(y), row.data(), row.size());
    }
    return Image(std::move(out));
}

std::vector<Rect> Mask::changedSince(const Mask& other) const {
    check(size_ == other.size_, "masks of two sizes are compared");
    std::vector<Rect> out;
    for (size_t i = 0; i < tiles_.size(); ++i)
        if (tiles_[i] != other.tiles_[i]) out.push_back(tileRect(i));
    return out;
}

bool Mask::operator==(const Mask& other) const {
    if (size_ != other.size_) return false;
    for (size_t i = 0; i < tiles_.size(); ++i) {
        if (tiles_[i] == other.tiles_[i]) continue;
        // What lies beyond the mask's edge in its last tiles is nothing of it.
        const Rect r = tileRect(i);
        for (int y = 0; y < r.height; ++y)
            if (std::memcmp(tiles_[i]->data() + static_cast<size_t>(y) * kMaskTile,
                            other.tiles_[i]->data() + static_cast<size_t>(y) * kMaskTile,
                            static_cast<size_t>(r.width)) != 0)
                return false;
    }
    return true;
}

bool sameProportions(ImageSize mask, ImageSize photo) {
    if (mask.width < 1 || mask.height < 1 || photo.width < 1 || photo.height < 1) return false;
    // A side of a few pixels is rounded by more than the share that is let pass.
    const double a = static_cast<double>(mask.width) / mask.height, b = static_cast<double>(photo.width) / photo.height;
    const double rounding = 0.5 / std::min(mask.width, mask.height) + 0.5 / std::min(photo.width, photo.height);
    return std::abs(std::log(a / b)) <= std::max(kMaskProportions, rounding);
}

Image maskFromPicture(const Image& picture, ImageSize size) {
    const Image small = resized(picture, size, Kernel::Area);
    const int channels = small.channels();
    std::vector<float> row(static_cast<size_t>(size.width) * static_cast<size_t>(channels)),
        grey(static_cast<size_t>(size.width));
    PixelBuffer out(size, 1, Depth::U8);
    for (int y = 0; y < size.height; ++y) {
        readRow(small, y, row.data());
        for (int x = 0; x < size.width; ++x) {
            const float* p = row.data() + static_cast<size_t>(x) * channels;
            const float luma = channels < 3 ? p[0] : 0.299f * p[0] + 0.587f * p[1] + 0.114f * p[2];
            grey[static_cast<size_t>(x)] = luma * (small.hasAlpha() ? p[channels - 1] : 1.0f);
        }
        writeRow(out, y, grey.data());
    }
    return Image(std::move(out));
}

Rect clipped(Rect area, ImageSize size) {
    const int x0 = std::clamp(area.x, 0, size.width), x1 = std::clamp(area.x + area.width, x0, size.width);
    const int y0 = std::clamp(area.y, 0, size.height), y1 = std::clamp(area.y + area.height, y0, size.height);
    return {x0, y0, x1 - x0, y1 - y0};
}

Rect united(Rect a, Rect b) {
    if (a.width <= 0 || a.height <= 0) return b;
    if (b.width <= 0 || b.height <= 0) return a;
    const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.width, b.x + b.width) - x, std::max(a.y + a.height, b.y + b.height) - y};
}

}  // namespace velatura
