// GIF, read here: the first frame on its canvas, transparency kept. Frames behind it are counted, not unpacked.
#include <algorithm>
#include <array>
#include <cstring>

#include "core/image_io/formats/format.h"

namespace velatura::formats {

namespace {

constexpr const char* kLabel = "GIF";
constexpr std::uint64_t kMaxFileBytes = 1u << 30;
constexpr int kMaxCodes = 4096;

struct Rgb {
    std::uint8_t r = 0, g = 0, b = 0;
};

struct Frame {
    int x = 0, y = 0, width = 0, height = 0;
    bool interlaced = false;
    int transparent = -1;
    std::array<Rgb, 256> palette{};
    std::uint64_t dataOffset = 0;  ///< of the byte that says the code size
};

struct Gif {
    int width = 0, height = 0;
    Frame first;
    int frames = 0;
};

/// Bytes one after the other; `ended` once there are no more.
class Cursor {
public:
    explicit Cursor(ByteSource& source, std::uint64_t at = 0) : source_(source), at_(at) {}
    int byte() {
        std::uint8_t b = 0;
        if (source_.read(at_, &b, 1) != 1) {
            ended = true;
            return 0;
        }
        ++at_;
        return b;
    }
    int word() {
        const int low = byte();
        return low | byte() << 8;
    }
    void skip(std::uint64_t bytes) { at_ += bytes; }
    std::uint64_t position() const { return at_; }
    /// Over blocks up to the empty one that ends them.
    void skipBlocks() {
        while (!ended)
            if (const int n = byte(); n == 0)
                return;
            else
                skip(static_cast<unsigned>(n));
    }
    void palette(int bits, std::array<Rgb, 256>& out) {
        for (size_t i = 0; i < size_t{1} << bits; ++i) {
            out[i].r = static_cast<std::uint8_t>(byte());
            out[i].g = static_cast<std::uint8_t>(byte());
            out[i].b = static_cast<std::uint8_t>(byte());
        }
    }
    bool ended = false;

private:
    ByteSource& source_;
    std::uint64_t at_;
};

/// `countFrames`: all of them, else only what comes before the first.
Result<Gif> readHeader(ByteSource& source, bool countFrames) {
    Cursor c(source, 6);
    Gif g;
    g.width = c.word();
    g.height = c.word();
    const int flags = c.byte();
    c.skip(2);
    if (c.ended) return cutOff(source, kLabel);
    if (auto s = checkSize(source, g.width, g.height); !s) return fail(s.error());
    std::array<Rgb, 256> global{};
    if (flags & 0x80) c.palette((flags & 7) + 1, global);
    int transparent = -1;
    for (;;) {
        const int kind = c.byte();
        if (c.ended || kind == 0x3B) break;
        if (kind == 0x21) {
            if (c.byte() == 0xF9 && c.byte() == 4) {
                const int control = c.byte();
                c.skip(2);
                const int index = c.byte();
                transparent = control & 1 ? index : -1;
            }
            c.skipBlocks();
        } else if (kind == 0x2C) {
            Frame f;
            f.x = c.word();
            f.y = c.word();
            f.width = c.word();
            f.height = c.word();
            const int local = c.byte();
            f.interlaced = local & 0x40;
            f.transparent = transparent;
            f.palette = global;
            if (local & 0x80) c.palette((local & 7) + 1, f.palette);
            f.dataOffset = c.position();
            transparent = -1;
            if (g.frames++ == 0) g.first = f;
            if (!countFrames) break;
            c.skip(1);
            c.skipBlocks();
        } else {
            break;  // what is behind the frames is not GIF's
        }
    }
    if (g.frames == 0) return c.ended ? cutOff(source, kLabel) : damaged(source, kLabel, "no frame");
    if (auto s = checkSize(source, g.first.width, g.first.height); !s) return fail(s.error());
    return g;
}

bool hasAlpha(const Gif& g) {
    return g.first.transparent >= 0 || g.first.x > 0 || g.first.y > 0 || g.first.width < g.width ||
           g.first.height < g.height;
}

Result<PictureHeader> probe(ByteSource& source) {
    const auto g = readHeader(source, true);
    if (!g) return fail(g.error());
    PictureHeader h;
    h.format = "gif";
    h.size = {g->width, g->height};
    h.channels = hasAlpha(*g) ? 4 : 3;
    h.frames = g->frames;
    return h;
}

/// Codes of growing width out of blocks of at most 255 bytes.
class Codes {
public:
    Codes(ByteSource& source, std::uint64_t at) : cursor_(source, at) {}
    /// -1 at the end of the data.
    int next(int bits) {
        while (have_ < bits) {
            if (left_ == 0) left_ = cursor_.byte();
            if (left_ == 0 || cursor_.ended) return -1;
            buffer_ |= static_cast<std::uint32_t>(cursor_.byte()) << have_;
            if (cursor_.ended) return -1;
            --left_;
            have_ += 8;
        }
        const int code = static_cast<int>(buffer_ & ((1u << bits) - 1));
        buffer_ >>= bits;
        have_ -= bits;
        return code;
    }

private:
    Cursor cursor_;
    std::uint32_t buffer_ = 0;
    int have_ = 0, left_ = 0;
};

/// LZW: `put(index)` gets the pixels in turn and says whether it wants more. False where a code is impossible or the
/// data end too early.
template <class Put>
bool unpack(ByteSource& source, std::uint64_t at, Put&& put) {
    const int minimum = Cursor(source, at).byte();
    if (minimum < 1 || minimum > 11) return false;
    const int clear = 1 << minimum, end = clear + 1;
    std::array<std::uint16_t, kMaxCodes> before{};
    std::array<std::uint8_t, kMaxCodes> last{}, stack{};
    for (int i = 0; i < clear; ++i) last[static_cast<size_t>(i)] = static_cast<std::uint8_t>(i);
    Codes codes(source, at + 1);
    int bits = minimum + 1, count = end + 1, previous = -1;
    std::uint8_t first = 0;
    for (;;) {
        const int code = codes.next(bits);
        if (code < 0 || code == end) return false;
        if (code == clear) {
            bits = minimum + 1;
            count = end + 1;
            previous = -1;
            continue;
        }
        if (code > count || (code == count && previous < 0)) return false;
        size_t depth = 0;
        int walk = code;
        if (code == count) {  // the code being made: the previous one and its own first pixel
            stack[depth++] = first;
            walk = previous;
        }
        for (; walk > end && depth < kMaxCodes; walk = before[static_cast<size_t>(walk)])
            stack[depth++] = last[static_cast<size_t>(walk)];
        if (walk >= clear || depth >= kMaxCodes) return false;
        first = last[static_cast<size_t>(walk)];
        if (!put(first)) return true;
        while (depth > 0)
            if (!put(stack[--depth])) return true;
        if (previous >= 0 && count < kMaxCodes) {
            before[static_cast<size_t>(count)] = static_cast<std::uint16_t>(previous);
            last[static_cast<size_t>(count)] = first;
            ++count;
            if (count == 1 << bits && bits < 12) ++bits;
        }
        previous = code;
    }
}

/// The row that comes at place `i` of an interlaced frame.
int interlacedRow(int i, int height) {
    constexpr int kStart[] = {0, 4, 2, 1}, kStep[] = {8, 8, 4, 2};
    for (int pass = 0; pass < 4; ++pass) {
        const int rows = (height - kStart[pass] + kStep[pass] - 1) / kStep[pass];
        if (i < rows) return kStart[pass] + i * kStep[pass];
        i -= std::max(0, rows);
    }
    return height - 1;
}

Result<Decoded> decode(ByteSource& source, const ReadOptions&) {
    const auto g = readHeader(source, false);
    if (!g) return fail(g.error());
    if (source.size() > kMaxFileBytes) return unsupported(source, kLabel, "a file over 1 GiB");
    // LZW packs some thousand pixels into a code at most: what claims more is cut off or a trap.
    if (ImageSize{g->width, g->height}.pixels() / 8192 > static_cast<std::int64_t>(source.size()) + 128)
        return cutOff(source, kLabel);
    Decoded out;
    const Frame& f = g->first;
    const int channels = hasAlpha(*g) ? 4 : 3;
    out.pixels = PixelBuffer({g->width, g->height}, channels, Depth::U8);
    int x = 0, row = 0;
    const bool whole = unpack(source, f.dataOffset, [&](std::uint8_t index) {
        const int y = f.y + (f.interlaced ? interlacedRow(row, f.height) : row);
        if (f.x + x < g->width && y < g->height) {
            std::uint8_t* to = out.pixels.row(y) + static_cast<size_t>(f.x + x) * static_cast<size_t>(channels);
            const Rgb& colour = f.palette[index];
            to[0] = colour.r;
            to[1] = colour.g;
            to[2] = colour.b;
            if (channels == 4) to[3] = index == f.transparent ? 0 : 255;
        }
        if (++x == f.width) {
            x = 0;
            ++row;
        }
        return row < f.height;
    });
    if (!whole) return cutOff(source, kLabel);
    return out;
}

bool matches(ByteView head) {
    return head.size() >= 6 &&
           (std::memcmp(head.data(), "GIF87a", 6) == 0 || std::memcmp(head.data(), "GIF89a", 6) == 0);
}

}  // namespace

const Codec& gifCodec() {
    static const Codec codec = {
        {.key = "gif", .label = kLabel, .extensions = {"gif"}, .alpha = true}, matches, probe, decode, nullptr};
    return codec;
}

}  // namespace velatura::formats
