// BMP, read and written here: OpenCV's reader prints to standard error on damaged files, and linking it costs 60 ms
// before main (it brings GDAL and 120 other libraries), more than the first paint may take.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "core/image_io/formats/format.h"
#include "core/image_io/formats/rows.h"

namespace velatura::formats {

namespace {

constexpr const char* kLabel = "BMP";
constexpr double kInch = 0.0254;  // metres
constexpr std::uint64_t kMaxPacked = 1u << 30;

enum Compression : std::uint32_t { kRgb = 0, kRle8 = 1, kRle4 = 2, kBitFields = 3, kAlphaBitFields = 6 };

/// One channel of a pixel packed in 16 or 32 bits.
struct Mask {
    std::uint32_t mask = 0;
    std::uint8_t of(std::uint32_t pixel) const {
        if (mask == 0) return 0;
        const int shift = std::countr_zero(mask);
        return static_cast<std::uint8_t>((std::uint64_t{(pixel & mask) >> shift} * 255 + (mask >> shift) / 2) /
                                         (mask >> shift));
    }
};

struct Bmp {
    std::int64_t width = 0, height = 0;
    bool topDown = false;
    std::uint32_t bits = 0, compression = kRgb, dataOffset = 0;
    std::uint64_t paletteOffset = 0;
    std::uint32_t paletteEntries = 0, paletteEntryBytes = 4;
    std::array<Mask, 4> masks{};
    double dpiX = 0, dpiY = 0;
    int channels() const { return masks[3].mask ? 4 : 3; }
    std::uint64_t rowBytes() const { return (static_cast<std::uint64_t>(width) * bits + 31) / 32 * 4; }
    bool packed() const { return compression == kRle8 || compression == kRle4; }
};

std::uint32_t number(ByteView v, size_t at, size_t bytes) {
    std::uint32_t out = 0;
    for (size_t i = bytes; i-- > 0;) out = out << 8 | (at + i < v.size() ? v[at + i] : 0);
    return out;
}

Status readMasks(const ByteSource& source, ByteView head, Bmp& b, std::uint32_t infoBytes) {
    if (b.compression == kBitFields || b.compression == kAlphaBitFields) {
        const int count = infoBytes >= 56 || b.compression == kAlphaBitFields ? 4 : 3;
        for (int i = 0; i < count; ++i)
            b.masks[static_cast<size_t>(i)].mask = number(head, 54 + 4u * static_cast<size_t>(i), 4);
        for (int i = 0; i < 4; ++i) {
            // A channel is one run of bits; anything else is no mask.
            const std::uint32_t m = b.masks[static_cast<size_t>(i)].mask;
            const std::uint32_t run = m ? m >> std::countr_zero(m) : 0;
            if ((i < 3 && m == 0) || (run & (run + 1)) != 0) return damaged(source, kLabel, "masks");
        }
    } else if (b.bits == 16) {
        b.masks = {Mask{0x7C00}, Mask{0x03E0}, Mask{0x001F}, Mask{0}};
    } else {
        b.masks = {Mask{0xFF0000}, Mask{0xFF00}, Mask{0xFF}, Mask{0}};
    }
    return {};
}

bool known(const Bmp& b) {
    switch (b.compression) {
        case kRgb:
            return b.bits == 1 || b.bits == 2 || b.bits == 4 || b.bits == 8 || b.bits == 16 || b.bits == 24 ||
                   b.bits == 32;
        case kRle8:
            return b.bits == 8;
        case kRle4:
            return b.bits == 4;
        case kBitFields:
        case kAlphaBitFields:
            return b.bits == 16 || b.bits == 32;
        default:
            return false;
    }
}

Result<Bmp> readHeader(ByteSource& source) {
    std::vector<std::uint8_t> head(138);
    head.resize(source.read(0, head.data(), head.size()));
    if (head.size() < 26) return cutOff(source, kLabel);
    const std::uint32_t infoBytes = number(head, 14, 4);
    if (head.size() < std::min<size_t>(138, 14 + infoBytes)) return cutOff(source, kLabel);
    Bmp b;
    b.dataOffset = number(head, 10, 4);
    const bool core = infoBytes == 12;
    if (core) {
        b.width = number(head, 18, 2);
        b.height = number(head, 20, 2);
        b.bits = number(head, 24, 2);
        b.paletteEntryBytes = 3;
    } else {
        b.width = static_cast<std::int32_t>(number(head, 18, 4));
        b.height = static_cast<std::int32_t>(number(head, 22, 4));
        b.bits = number(head, 28, 2);
        b.compression = number(head, 30, 4);
        b.dpiX = static_cast<std::int32_t>(number(head, 38, 4)) * kInch;
        b.dpiY = static_cast<std::int32_t>(number(head, 42, 4)) * kInch;
    }
    b.topDown = b.height < 0;
    b.height = std::abs(b.height);
    if (auto s = checkSize(source, b.width, b.height); !s) return fail(s.error());
    if (!known(b) || (b.packed() && b.topDown))
        return unsupported(source, kLabel,
                           std::to_string(b.bits) + " bits with compression " + std::to_string(b.compression));
    if (auto s = readMasks(source, head, b, infoBytes); !s) return fail(s.error());
    if (b.bits <= 8) {
        b.paletteOffset = 14 + std::uint64_t{infoBytes};
        const std::uint32_t declared = core ? 0 : number(head, 46, 4);
        b.paletteEntries = declared == 0 || declared > (1u << b.bits) ? 1u << b.bits : declared;
    }
    return b;
}

Result<PictureHeader> probe(ByteSource& source) {
    const auto b = readHeader(source);
    if (!b) return fail(b.error());
    PictureHeader h;
    h.format = "bmp";
    h.size = {static_cast<int>(b->width), static_cast<int>(b->height)};
    h.channels = b->channels();
    return h;
}

using Palette = std::array<std::array<std::uint8_t, 3>, 256>;

Palette readPalette(ByteSource& source, const Bmp& b) {
    Palette out{};
    std::vector<std::uint8_t> raw(std::size_t{b.paletteEntries} * b.paletteEntryBytes);
    // A palette that runs into the samples or the end leaves the rest black.
    raw.resize(source.read(b.paletteOffset, raw.data(), raw.size()));
    for (size_t i = 0; (i + 1) * b.paletteEntryBytes <= raw.size(); ++i)
        for (size_t c = 0; c < 3; ++c) out[i][c] = raw[i * b.paletteEntryBytes + 2 - c];
    return out;
}

/// `index(x)` gives the palette entry of column x.
template <class Index>
void fromPalette(const Palette& palette, std::int64_t width, std::uint8_t* out, Index&& index) {
    for (std::int64_t x = 0; x < width; ++x, out += 3) std::copy_n(palette[index(x)].data(), 3, out);
}

void convertStored(const Bmp& b, const Palette& palette, const std::uint8_t* in, std::uint8_t* out) {
    if (b.bits <= 8) {
        const unsigned perByte = 8 / b.bits, low = (1u << b.bits) - 1;
        fromPalette(palette, b.width, out, [&](std::int64_t x) -> size_t {
            const auto i = static_cast<std::uint64_t>(x);
            return in[i / perByte] >> (8 - b.bits * (i % perByte + 1)) & low;
        });
        return;
    }
    if (b.bits == 24) {
        for (std::int64_t x = 0; x < b.width; ++x, in += 3, out += 3)
            for (int c = 0; c < 3; ++c) out[c] = in[2 - c];
        return;
    }
    const size_t bytes = b.bits / 8;
    const int channels = b.channels();
    for (std::int64_t x = 0; x < b.width; ++x, in += bytes, out += channels) {
        const std::uint32_t pixel = number({in, bytes}, 0, bytes);
        for (int c = 0; c < channels; ++c) out[c] = b.masks[static_cast<size_t>(c)].of(pixel);
    }
}

/// Run lengths into one byte a pixel, lowest row first. False where the data end before the picture does.
bool unpack(const Bmp& b, ByteView in, std::vector<std::uint8_t>& out) {
    const bool four = b.compression == kRle4;
    std::int64_t x = 0, y = 0;
    const auto put = [&](std::uint8_t v) {
        if (x < b.width && y < b.height) out[static_cast<size_t>(y * b.width + x)] = v;
        ++x;
    };
    const auto nibble = [&](std::uint8_t byte, unsigned i) -> std::uint8_t {
        return four ? (i % 2 == 0 ? byte >> 4 : byte & 15) : byte;
    };
    for (size_t at = 0; at + 1 < in.size();) {
        const unsigned count = in[at], value = in[at + 1];
        at += 2;
        if (count > 0) {
            for (unsigned i = 0; i < count; ++i) put(nibble(static_cast<std::uint8_t>(value), i));
        } else if (value == 0) {
            x = 0;
            if (++y >= b.height) return true;
        } else if (value == 1) {
            return true;
        } else if (value == 2) {
            if (at + 1 >= in.size()) return false;
            x += in[at];
            y += in[at + 1];
            at += 2;
        } else {
            const size_t bytes = four ? (value + 1) / 2 : value;
            if (at + bytes > in.size()) return false;
            for (unsigned i = 0; i < value; ++i) put(nibble(in[at + (four ? i / 2 : i)], i));
            at += bytes + bytes % 2;
        }
    }
    return y >= b.height - 1 && x >= b.width;
}

Status readPacked(ByteSource& source, const Bmp& b, const Palette& palette, PixelBuffer& pixels) {
    const std::uint64_t bytes = source.size() > b.dataOffset ? source.size() - b.dataOffset : 0;
    if (bytes > kMaxPacked) return unsupported(source, kLabel, "over 1 GiB of packed data");
    std::vector<std::uint8_t> in(bytes);
    in.resize(source.read(b.dataOffset, in.data(), in.size()));
    // A pair of bytes packs 255 pixels at most; jumps may skip more, but nobody stores an empty picture so.
    if (static_cast<std::uint64_t>(b.width * b.height) / 1024 > in.size() + 1024) return cutOff(source, kLabel);
    std::vector<std::uint8_t> indices(static_cast<size_t>(b.width * b.height));
    if (!unpack(b, in, indices)) return cutOff(source, kLabel);
    for (std::int64_t y = 0; y < b.height; ++y) {
        const std::uint8_t* row = indices.data() + y * b.width;
        fromPalette(palette, b.width, pixels.row(static_cast<int>(b.height - 1 - y)),
                    [&](std::int64_t x) { return row[x]; });
    }
    return {};
}

/// Programs that know no alpha write zeros there; a picture that is all transparent is meant to be seen.
void mendAlpha(PixelBuffer& pixels) {
    const auto each = [&](auto&& visit) {
        for (int y = 0; y < pixels.size().height; ++y)
            for (int x = 0; x < pixels.size().width; ++x)
                if (visit(pixels.row(y)[4 * x + 3])) return true;
        return false;
    };
    if (each([](std::uint8_t& a) { return a != 0; })) return;
    each([](std::uint8_t& a) {
        a = 255;
        return false;
    });
}

Result<Decoded> decode(ByteSource& source, const ReadOptions&) {
    const auto b = readHeader(source);
    if (!b) return fail(b.error());
    // Uncompressed samples must all be there before memory is taken for them.
    if (!b->packed() && b->dataOffset + b->rowBytes() * static_cast<std::uint64_t>(b->height) > source.size())
        return cutOff(source, kLabel);
    const Palette palette = readPalette(source, *b);
    Decoded out;
    out.pixels = PixelBuffer({static_cast<int>(b->width), static_cast<int>(b->height)}, b->channels(), Depth::U8);
    out.info.dpiX = std::max(0.0, b->dpiX);
    out.info.dpiY = std::max(0.0, b->dpiY);
    if (b->packed()) {
        if (auto s = readPacked(source, *b, palette, out.pixels); !s) return fail(s.error());
        return out;
    }
    std::vector<std::uint8_t> row(b->rowBytes());
    for (std::int64_t y = 0; y < b->height; ++y) {
        if (source.read(b->dataOffset + row.size() * static_cast<std::uint64_t>(y), row.data(), row.size()) !=
            row.size())
            return cutOff(source, kLabel);
        convertStored(*b, palette, row.data(), out.pixels.row(static_cast<int>(b->topDown ? y : b->height - 1 - y)));
    }
    if (b->channels() == 4) mendAlpha(out.pixels);
    return out;
}

void append(std::string& out, std::uint32_t v, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> (8 * i));
}

Result<std::string> encode(const Image& image, const Extras& extras) {
    const size_t stored = (static_cast<size_t>(image.width()) * 3 + 3) / 4 * 4;
    const size_t bytes = stored * static_cast<size_t>(image.height());
    const bool dpi = extras.dpiX > 0 && extras.dpiY > 0;
    std::string out;
    out.reserve(54 + bytes);
    out += "BM";
    append(out, static_cast<std::uint32_t>(54 + bytes), 4);
    append(out, 0, 4);
    append(out, 54, 4);
    append(out, 40, 4);
    append(out, static_cast<std::uint32_t>(image.width()), 4);
    append(out, static_cast<std::uint32_t>(image.height()), 4);
    append(out, 1, 2);
    append(out, 24, 2);
    append(out, kRgb, 4);
    append(out, static_cast<std::uint32_t>(bytes), 4);
    append(out, dpi ? static_cast<std::uint32_t>(extras.dpiX / kInch + 0.5) : 0, 4);
    append(out, dpi ? static_cast<std::uint32_t>(extras.dpiY / kInch + 0.5) : 0, 4);
    append(out, 0, 4);
    append(out, 0, 4);
    std::vector<std::uint8_t> row(stored);
    for (int y = image.height() - 1; y >= 0; --y) {
        convertRow(image, y, Depth::U8, 3, row.data());
        for (int x = 0; x < image.width(); ++x)
            std::swap(row[3 * static_cast<size_t>(x)], row[3 * static_cast<size_t>(x) + 2]);
        out.append(reinterpret_cast<const char*>(row.data()), stored);
    }
    return out;
}

/// "BM" begins texts too; the size of the second header tells.
bool matches(ByteView head) {
    if (head.size() < 18 || head[0] != 'B' || head[1] != 'M') return false;
    const std::uint32_t info = number(head, 14, 4);
    return info == 12 || info == 16 || info == 40 || info == 52 || info == 56 || info == 64 || info == 108 ||
           info == 124;
}

}  // namespace

const Codec& bmpCodec() {
    static const Codec codec = {{.key = "bmp", .label = kLabel, .extensions = {"bmp"}}, matches, probe, decode, encode};
    return codec;
}

}  // namespace velatura::formats
