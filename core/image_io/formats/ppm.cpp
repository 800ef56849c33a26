// PPM, PGM and PBM (P1 to P6), read and written here: other readers leave samples below an odd maximum unscaled.
#include <algorithm>
#include <bit>
#include <cctype>
#include <cstring>

#include "core/image_io/formats/format.h"
#include "core/image_io/formats/rows.h"

namespace velatura::formats {

namespace {

constexpr const char* kLabel = "PPM";

/// Bytes one after the other, read ahead.
class Cursor {
public:
    explicit Cursor(ByteSource& source) : source_(source) {}
    int next() {
        if (at_ == have_) {
            offset_ += have_;
            have_ = source_.read(offset_, buffer_, sizeof buffer_);
            at_ = 0;
            if (have_ == 0) return -1;
        }
        return buffer_[at_++];
    }
    std::uint64_t position() const { return offset_ + at_; }

    /// A decimal number and the one character behind it; -1 at the end, -2 where there is none.
    std::int64_t number() {
        int c = next();
        while (std::isspace(c) || c == '#') {
            if (c == '#')
                while (c != '\n' && c != '\r' && c >= 0) c = next();
            else
                c = next();
        }
        if (c < 0) return -1;
        if (!std::isdigit(c)) return -2;
        std::int64_t v = 0;
        for (; std::isdigit(c); c = next()) v = std::min<std::int64_t>(v * 10 + (c - '0'), 1'000'000'000);
        return v;
    }
    /// PBM texts need no space between their digits.
    std::int64_t bit() {
        int c = next();
        while (std::isspace(c)) c = next();
        return c < 0 ? -1 : c == '0' || c == '1' ? c - '0' : -2;
    }

private:
    ByteSource& source_;
    std::uint64_t offset_ = 0;
    size_t at_ = 0, have_ = 0;
    std::uint8_t buffer_[4096];
};

struct Pnm {
    int kind = 6;  ///< the digit of P1 to P6
    std::int64_t width = 0, height = 0, top = 1;
    std::uint64_t dataOffset = 0;
    bool bitmap() const { return kind == 1 || kind == 4; }
    bool text() const { return kind <= 3; }
    int channels() const { return kind == 3 || kind == 6 ? 3 : 1; }
    Depth depth() const { return top > 255 ? Depth::U16 : Depth::U8; }
    std::uint64_t rowSamples() const { return static_cast<std::uint64_t>(width) * static_cast<unsigned>(channels()); }
    std::uint64_t rowBytes() const {
        return kind == 4 ? (static_cast<std::uint64_t>(width) + 7) / 8 : rowSamples() * (top > 255 ? 2 : 1);
    }
};

Result<Pnm> readHeader(ByteSource& source) {
    Cursor cursor(source);
    Pnm p;
    cursor.next();
    p.kind = cursor.next() - '0';
    std::int64_t values[3] = {0, 0, 1};
    for (int i = 0; i < (p.bitmap() ? 2 : 3); ++i) {
        values[i] = cursor.number();
        if (values[i] == -1) return cutOff(source, kLabel);
        if (values[i] == -2) return damaged(source, kLabel, "header");
    }
    p.width = values[0];
    p.height = values[1];
    p.top = values[2];
    if (auto s = checkSize(source, p.width, p.height); !s) return fail(s.error());
    if (p.top < 1 || p.top > 65535) return damaged(source, kLabel, "maximum");
    p.dataOffset = cursor.position();
    // A text needs a digit a sample, and a space between them unless they are bits.
    const std::uint64_t rows = static_cast<std::uint64_t>(p.height);
    const std::uint64_t needed = p.text() ? p.rowSamples() * rows * (p.bitmap() ? 1 : 2) - 1 : p.rowBytes() * rows;
    if (p.dataOffset + needed > source.size()) return cutOff(source, kLabel);
    return p;
}

int bitsOf(std::int64_t top) {
    return std::bit_width(static_cast<std::uint64_t>(top));
}

Result<PictureHeader> probe(ByteSource& source) {
    const auto p = readHeader(source);
    if (!p) return fail(p.error());
    PictureHeader h;
    h.format = "ppm";
    h.size = {static_cast<int>(p->width), static_cast<int>(p->height)};
    h.channels = p->channels();
    h.bitDepth = bitsOf(p->top);
    return h;
}

/// Sample `v` of `top` in the full range of the picture's depth.
void store(const Pnm& p, PixelBuffer& pixels, int y, size_t i, std::int64_t v) {
    if (p.bitmap()) v = 1 - v;  // 1 is black there
    const std::int64_t full = p.depth() == Depth::U16 ? 65535 : 255;
    v = std::min(v, p.top);
    const std::int64_t scaled = p.top == full ? v : (v * full + p.top / 2) / p.top;
    if (p.depth() == Depth::U16)
        pixels.rowAs<std::uint16_t>(y)[i] = static_cast<std::uint16_t>(scaled);
    else
        pixels.row(y)[i] = static_cast<std::uint8_t>(scaled);
}

Status readText(ByteSource& source, const Pnm& p, PixelBuffer& pixels) {
    Cursor cursor(source);
    while (cursor.position() < p.dataOffset) cursor.next();
    for (int y = 0; y < pixels.size().height; ++y)
        for (size_t i = 0; i < p.rowSamples(); ++i) {
            const std::int64_t v = p.bitmap() ? cursor.bit() : cursor.number();
            if (v == -1) return cutOff(source, kLabel);
            if (v == -2) return damaged(source, kLabel, "a sample is no number");
            store(p, pixels, y, i, v);
        }
    return {};
}

Status readBinary(ByteSource& source, const Pnm& p, PixelBuffer& pixels) {
    std::vector<std::uint8_t> row(p.rowBytes());
    for (int y = 0; y < pixels.size().height; ++y) {
        if (source.read(p.dataOffset + p.rowBytes() * static_cast<unsigned>(y), row.data(), row.size()) != row.size())
            return cutOff(source, kLabel);
        if (p.kind != 4 && p.top == 255) {
            std::memcpy(pixels.row(y), row.data(), row.size());
            continue;
        }
        for (size_t i = 0; i < p.rowSamples(); ++i) {
            const std::int64_t v = p.kind == 4   ? row[i / 8] >> (7 - i % 8) & 1
                                   : p.top > 255 ? row[2 * i] << 8 | row[2 * i + 1]
                                                 : row[i];
            store(p, pixels, y, i, v);
        }
    }
    return {};
}

Result<Decoded> decode(ByteSource& source, const ReadOptions&) {
    const auto p = readHeader(source);
    if (!p) return fail(p.error());
    Decoded out;
    out.pixels = PixelBuffer({static_cast<int>(p->width), static_cast<int>(p->height)}, p->channels(), p->depth());
    out.info.sourceBitDepth = bitsOf(p->top);
    const Status status = p->text() ? readText(source, *p, out.pixels) : readBinary(source, *p, out.pixels);
    if (!status) return fail(status.error());
    return out;
}

Result<std::string> encode(const Image& image, const Extras& extras) {
    const Depth depth = extras.depth == Depth::U8 ? Depth::U8 : Depth::U16;
    const int channels = savedChannels(image, false);
    const size_t rowBytes = static_cast<size_t>(image.width()) * channels * static_cast<size_t>(depth);
    std::string out = std::string(channels == 1 ? "P5\n" : "P6\n") + std::to_string(image.width()) + ' ' +
                      std::to_string(image.height()) + (depth == Depth::U8 ? "\n255\n" : "\n65535\n");
    out.reserve(out.size() + rowBytes * static_cast<size_t>(image.height()));
    std::vector<std::uint8_t> row(rowBytes);
    for (int y = 0; y < image.height(); ++y) {
        convertRow(image, y, depth, channels, row.data());
        if (depth == Depth::U16 && std::endian::native == std::endian::little)
            for (size_t i = 0; i + 1 < rowBytes; i += 2) std::swap(row[i], row[i + 1]);
        out.append(reinterpret_cast<const char*>(row.data()), rowBytes);
    }
    return out;
}

/// "P1" begins texts too; a space and then a number or a comment must follow.
bool matches(ByteView head) {
    if (head.size() < 4 || head[0] != 'P' || head[1] < '1' || head[1] > '6' || !std::isspace(head[2])) return false;
    const auto* c =
        std::find_if(head.data() + 3, head.data() + head.size(), [](std::uint8_t b) { return !std::isspace(b); });
    return c != head.data() + head.size() && (std::isdigit(*c) || *c == '#');
}

}  // namespace

const Codec& ppmCodec() {
    static const Codec codec = {
        {.key = "ppm", .label = kLabel, .extensions = {"ppm", "pgm", "pnm"}, .sixteenBit = true},
        matches,
        probe,
        decode,
        encode};
    return codec;
}

}  // namespace velatura::formats
