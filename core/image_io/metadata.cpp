#include "core/image_io/metadata.h"

#include <algorithm>
#include <cstring>

namespace velatura {

namespace {

/// TIFF-structured bytes, read with bounds; anything outside is 0.
class TiffBlock {
public:
    explicit TiffBlock(ByteView bytes) : bytes_(bytes) {
        if (bytes.size() < 8) return;
        little_ = bytes[0] == 'I' && bytes[1] == 'I';
        valid_ = (little_ || (bytes[0] == 'M' && bytes[1] == 'M')) && number(2, 2) == 42;
    }
    bool valid() const { return valid_; }

    std::uint32_t number(size_t at, size_t width) const {
        if (at > bytes_.size() || bytes_.size() - at < width) return 0;
        std::uint32_t v = 0;
        for (size_t i = 0; i < width; ++i) v = v << 8 | bytes_[little_ ? at + width - 1 - i : at + i];
        return v;
    }

private:
    ByteView bytes_;
    bool little_ = false, valid_ = false;
};

double rational(const TiffBlock& block, size_t at) {
    const double denominator = block.number(at + 4, 4);
    return denominator > 0 ? block.number(at, 4) / denominator : 0;
}

/// Copies stored pixel (x, y) to where `orientation` wants it. Blocks keep both sides of a transposition in the cache.
template <size_t N>
void turn(PixelBuffer& in, PixelBuffer& out, int orientation) {
    const int w = in.size().width, h = in.size().height;
    const bool transposed = orientation >= 5;
    const bool mirrorX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool mirrorY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    constexpr int kBlock = 32;
    for (int by = 0; by < h; by += kBlock) {
        for (int bx = 0; bx < w; bx += kBlock) {
            for (int y = by; y < std::min(h, by + kBlock); ++y) {
                const std::uint8_t* from = in.row(y);
                const int my = mirrorY ? h - 1 - y : y;
                for (int x = bx; x < std::min(w, bx + kBlock); ++x) {
                    const int mx = mirrorX ? w - 1 - x : x;
                    std::uint8_t* to = transposed ? out.row(mx) + static_cast<size_t>(my) * N
                                                  : out.row(my) + static_cast<size_t>(mx) * N;
                    std::memcpy(to, from + static_cast<size_t>(x) * N, N);
                }
            }
        }
    }
}

}  // namespace

ExifFacts readExif(ByteView exif) noexcept {
    ExifFacts facts;
    if (exif.size() >= 6 && std::memcmp(exif.data(), "Exif\0", 6) == 0) exif = exif.subspan(6);
    const TiffBlock block(exif);
    if (!block.valid()) return facts;
    const size_t directory = block.number(4, 4);
    const size_t entries = block.number(directory, 2);
    double unit = 1;  // 2 inch, 3 centimetre
    for (size_t i = 0; i < entries; ++i) {
        const size_t at = directory + 2 + 12 * i;
        if (at + 12 > exif.size()) break;
        const auto tag = block.number(at, 2), type = block.number(at + 2, 2);
        if (tag == 0x0112 && type == 3) {
            const auto v = block.number(at + 8, 2);
            facts.orientation = v >= 1 && v <= 8 ? static_cast<int>(v) : 1;
        } else if (tag == 0x011A && type == 5) {
            facts.dpiX = rational(block, block.number(at + 8, 4));
        } else if (tag == 0x011B && type == 5) {
            facts.dpiY = rational(block, block.number(at + 8, 4));
        } else if (tag == 0x0128 && type == 3) {
            unit = block.number(at + 8, 2) == 3 ? 2.54 : 1;
        }
    }
    facts.dpiX *= unit;
    facts.dpiY *= unit;
    return facts;
}

ImageSize orientedSize(ImageSize stored, int orientation) {
    return orientation >= 5 ? ImageSize{stored.height, stored.width} : stored;
}

PixelBuffer applyOrientation(PixelBuffer stored, int orientation) {
    if (orientation <= 1 || orientation > 8) return stored;
    PixelBuffer out(orientedSize(stored.size(), orientation), stored.channels(), stored.depth());
    switch (static_cast<size_t>(stored.channels()) * static_cast<size_t>(stored.depth())) {
        case 1:
            turn<1>(stored, out, orientation);
            break;
        case 2:
            turn<2>(stored, out, orientation);
            break;
        case 3:
            turn<3>(stored, out, orientation);
            break;
        case 4:
            turn<4>(stored, out, orientation);
            break;
        case 6:
            turn<6>(stored, out, orientation);
            break;
        case 8:
            turn<8>(stored, out, orientation);
            break;
        case 12:
            turn<12>(stored, out, orientation);
            break;
        case 16:
            turn<16>(stored, out, orientation);
            break;
        default:
            check(false, "no pixel of {} channels", stored.channels());
    }
    return out;
}

}  // namespace velatura
