// Reading TIFF by libtiff: the first page, strips or tiles, together or in planes, 8 and 16 bits and 32-bit float as
// they are; palettes, few bits, CMYK, YCbCr and Lab by libtiff's own conversion to 8-bit RGB.
#include "core/image_io/formats/tiff_stream.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <type_traits>

#include "core/image_io/formats/format.h"

namespace velatura::formats {

namespace {

constexpr const char* kLabel = kTiffLabel;
constexpr double kCentimetresPerInch = 2.54;
constexpr std::uint64_t kMaxTileBytes = 256u << 20;

struct Layout {
    std::uint32_t width = 0, height = 0;
    std::uint16_t bits = 1, samples = 1, format = SAMPLEFORMAT_UINT, photometric = 0, planar = PLANARCONFIG_CONTIG;
    int colours = 1;
    int alpha = -1;           ///< index of the sample, or none
    bool associated = false;  ///< colours are multiplied by alpha
    bool direct = false;      ///< samples are taken as they are
    Depth depth = Depth::U8;
    int channels() const { return colours + (alpha >= 0 ? 1 : 0); }
};

Layout readLayout(TIFF* tiff) {
    Layout l;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &l.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &l.height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &l.bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &l.samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &l.format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &l.planar);
    if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &l.photometric))
        l.photometric = l.samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
    const bool grey = l.photometric == PHOTOMETRIC_MINISBLACK || l.photometric == PHOTOMETRIC_MINISWHITE;
    l.colours = grey ? 1 : 3;
    std::uint16_t extras = 0, *kinds = nullptr;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
    // Extra samples of no stated kind are masks of the program that wrote them, not transparency.
    for (int i = 0; i < extras && l.alpha < 0; ++i) {
        if (l.colours + i >= l.samples || (kinds[i] != EXTRASAMPLE_ASSOCALPHA && kinds[i] != EXTRASAMPLE_UNASSALPHA))
            continue;
        l.alpha = l.colours + i;
        l.associated = kinds[i] == EXTRASAMPLE_ASSOCALPHA;
    }
    const bool integer = l.format == SAMPLEFORMAT_UINT || l.format == SAMPLEFORMAT_VOID;
    l.direct = (grey || l.photometric == PHOTOMETRIC_RGB) && l.samples >= l.colours &&
               ((integer && (l.bits == 8 || l.bits == 16)) || (l.format == SAMPLEFORMAT_IEEEFP && l.bits == 32));
    if (l.direct)
        l.depth = l.bits == 8 ? Depth::U8 : l.bits == 16 ? Depth::U16 : Depth::F32;
    else
        l.alpha = -1;
    return l;
}

/// Files of cameras are TIFF with a small picture in front of the raw data.
bool cameraRaw(TIFF* tiff) {
    std::uint8_t* version = nullptr;
    std::uint32_t kind = 0;
    std::uint16_t count = 0;
    void* offsets = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_DNGVERSION, &version)) return true;
    return TIFFGetField(tiff, TIFFTAG_SUBFILETYPE, &kind) && (kind & FILETYPE_REDUCEDIMAGE) &&
           TIFFGetField(tiff, TIFFTAG_SUBIFD, &count, &offsets) && count > 0;
}

struct OpenTiff {
    std::unique_ptr<TiffStream> stream;
    Layout layout;
};

Result<OpenTiff> open(ByteSource& source) {
    OpenTiff out{TiffStream::reading(source), {}};
    if (!out.stream->tiff()) return out.stream->problem();
    if (cameraRaw(out.stream->tiff())) return unsupported(source, kLabel, "a camera's raw picture");
    out.layout = readLayout(out.stream->tiff());
    if (auto s = checkSize(source, out.layout.width, out.layout.height); !s) return fail(s.error());
    return out;
}

PictureHeader headerOf(const OpenTiff& t) {
    PictureHeader h;
    const Layout& l = t.layout;
    h.format = "tiff";
    h.size = {static_cast<int>(l.width), static_cast<int>(l.height)};
    h.channels = l.direct ? l.channels() : l.photometric == PHOTOMETRIC_SEPARATED ? l.samples : l.colours;
    h.bitDepth = l.photometric == PHOTOMETRIC_PALETTE ? 8 : l.bits;
    std::uint16_t orientation = 1;
    TIFFGetFieldDefaulted(t.stream->tiff(), TIFFTAG_ORIENTATION, &orientation);
    h.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    return h;
}

Result<PictureHeader> probe(ByteSource& source) {
    auto t = open(source);
    if (!t) return fail(t.error());
    PictureHeader h = headerOf(*t);
    h.frames = static_cast<int>(TIFFNumberOfDirectories(t->stream->tiff()));
    return h;
}

template <class T>
void spread(const std::uint8_t* in, size_t inStep, std::uint8_t* out, size_t outStep, size_t count) {
    for (size_t i = 0; i < count; ++i)
        std::memcpy(out + i * outStep * sizeof(T), in + i * inStep * sizeof(T), sizeof(T));
}

/// Takes the wanted samples of `count` pixels from stored ones. `plane` below 0: all samples lie together.
void place(const Layout& l, const std::uint8_t* in, int plane, std::uint8_t* out, size_t count) {
    const size_t bytes = static_cast<size_t>(l.depth);
    const auto channels = static_cast<size_t>(l.channels());
    const size_t step = plane < 0 ? l.samples : 1;
    if (step == channels) {
        std::memcpy(out, in, count * channels * bytes);
        return;
    }
    for (size_t c = 0; c < channels; ++c) {
        const int sample = c < static_cast<size_t>(l.colours) ? static_cast<int>(c) : l.alpha;
        if (plane >= 0 && plane != sample) continue;
        const std::uint8_t* from = plane < 0 ? in + static_cast<size_t>(sample) * bytes : in;
        switch (l.depth) {
            case Depth::U8:
                spread<std::uint8_t>(from, step, out + c * bytes, channels, count);
                break;
            case Depth::U16:
                spread<std::uint16_t>(from, step, out + c * bytes, channels, count);
                break;
            case Depth::F32:
                spread<float>(from, step, out + c * bytes, channels, count);
                break;
        }
    }
}

bool wanted(const Layout& l, int plane) {
    return plane < l.colours || plane == l.alpha;
}

Status readRows(TiffStream& stream, const Layout& l, PixelBuffer& pixels) {
    const bool planes = l.planar == PLANARCONFIG_SEPARATE && l.samples > 1;
    const std::uint64_t needed = std::uint64_t{l.width} * (planes ? 1 : l.samples) * static_cast<size_t>(l.depth);
    if (TIFFScanlineSize64(stream.tiff()) != needed) return stream.damagedFile("row size");
    std::vector<std::uint8_t> row(needed);
    for (int plane = 0; plane < (planes ? l.samples : 1); ++plane) {
        if (planes && !wanted(l, plane)) continue;
        for (std::uint32_t y = 0; y < l.height; ++y) {
            if (TIFFReadScanline(stream.tiff(), row.data(), y, static_cast<std::uint16_t>(plane)) < 0)
                return stream.problem();
            place(l, row.data(), planes ? plane : -1, pixels.row(static_cast<int>(y)), l.width);
        }
    }
    return {};
}

Status readTiles(TiffStream& stream, const Layout& l, PixelBuffer& pixels) {
    TIFF* tiff = stream.tiff();
    const bool planes = l.planar == PLANARCONFIG_SEPARATE && l.samples > 1;
    std::uint32_t tileWidth = 0, tileHeight = 0;
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &tileWidth);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &tileHeight);
    const std::uint64_t pixelBytes = (planes ? 1u : l.samples) * static_cast<size_t>(l.depth);
    const std::uint64_t tileBytes = TIFFTileSize64(tiff);
    if (tileWidth == 0 || tileHeight == 0 || tileBytes > kMaxTileBytes ||
        tileBytes != std::uint64_t{tileWidth} * tileHeight * pixelBytes)
        return stream.damagedFile("tile size");
    std::vector<std::uint8_t> tile(tileBytes);
    const size_t outBytes = static_cast<size_t>(l.channels()) * static_cast<size_t>(l.depth);
    for (int plane = 0; plane < (planes ? l.samples : 1); ++plane) {
        if (planes && !wanted(l, plane)) continue;
        for (std::uint32_t y = 0; y < l.height; y += tileHeight) {
            for (std::uint32_t x = 0; x < l.width; x += tileWidth) {
                if (TIFFReadTile(tiff, tile.data(), x, y, 0, static_cast<std::uint16_t>(plane)) < 0)
                    return stream.problem();
                const std::uint32_t rows = std::min(tileHeight, l.height - y),
                                    columns = std::min(tileWidth, l.width - x);
                for (std::uint32_t r = 0; r < rows; ++r)
                    place(l, tile.data() + std::uint64_t{r} * tileWidth * pixelBytes, planes ? plane : -1,
                          pixels.row(static_cast<int>(y + r)) + x * outBytes, columns);
            }
        }
    }
    return {};
}

template <class T>
void invert(PixelBuffer& pixels, int colours) {
    for (int y = 0; y < pixels.size().height; ++y) {
        T* row = pixels.rowAs<T>(y);
        for (int x = 0; x < pixels.size().width; ++x, row += pixels.channels())
            for (int c = 0; c < colours; ++c) {
                if constexpr (std::is_floating_point_v<T>)
                    row[c] = 1 - row[c];
                else
                    row[c] = static_cast<T>(~row[c]);
            }
    }
}

/// Colours divided by their alpha, as all else here expects them.
template <class T>
void straighten(PixelBuffer& pixels, int colours) {
    constexpr double kTop = std::is_floating_point_v<T> ? 1.0 : static_cast<double>(std::numeric_limits<T>::max());
    for (int y = 0; y < pixels.size().height; ++y) {
        T* row = pixels.rowAs<T>(y);
        for (int x = 0; x < pixels.size().width; ++x, row += pixels.channels()) {
            const double a = row[colours];
            for (int c = 0; c < colours; ++c) {
                const double v = a > 0 ? row[c] * kTop / a : 0;
                row[c] = std::is_floating_point_v<T> ? static_cast<T>(v) : static_cast<T>(std::min(kTop, v) + 0.5);
            }
        }
    }
}

template <class T>
void finish(PixelBuffer& pixels, const Layout& l) {
    if (l.photometric == PHOTOMETRIC_MINISWHITE) invert<T>(pixels, l.colours);
    if (l.associated) straighten<T>(pixels, l.colours);
}

Result<PixelBuffer> readDirect(TiffStream& stream, const Layout& l) {
    PixelBuffer pixels({static_cast<int>(l.width), static_cast<int>(l.height)}, l.channels(), l.depth);
    const Status status = TIFFIsTiled(stream.tiff()) ? readTiles(stream, l, pixels) : readRows(stream, l, pixels);
    if (!status) return fail(status.error());
    switch (l.depth) {
        case Depth::U8:
            finish<std::uint8_t>(pixels, l);
            break;
        case Depth::U16:
            finish<std::uint16_t>(pixels, l);
            break;
        case Depth::F32:
            finish<float>(pixels, l);
            break;
    }
    return pixels;
}

/// Everything that is not plain grey or RGB samples, through libtiff's conversion.
Result<PixelBuffer> readConverted(TiffStream& stream, const ByteSource& source, const Layout& l) {
    char why[1024] = "";
    if (!TIFFRGBAImageOK(stream.tiff(), why)) return unsupported(source, kLabel, why);
    std::vector<std::uint32_t> raster(std::uint64_t{l.width} * l.height);
    TIFFRGBAImage converter;
    if (!TIFFRGBAImageBegin(&converter, stream.tiff(), 1, why)) return stream.problem();
    converter.req_orientation = converter.orientation;  // as stored; turned upright once, with all other formats
    const bool ok = TIFFRGBAImageGet(&converter, raster.data(), l.width, l.height);
    TIFFRGBAImageEnd(&converter);
    if (!ok) return stream.problem();
    PixelBuffer pixels({static_cast<int>(l.width), static_cast<int>(l.height)}, l.colours, Depth::U8);
    const std::uint32_t* from = raster.data();
    for (int y = 0; y < pixels.size().height; ++y) {
        std::uint8_t* to = pixels.row(y);
        for (int x = 0; x < pixels.size().width; ++x, ++from) {
            *to++ = static_cast<std::uint8_t>(TIFFGetR(*from));
            if (l.colours == 1) continue;
            *to++ = static_cast<std::uint8_t>(TIFFGetG(*from));
            *to++ = static_cast<std::uint8_t>(TIFFGetB(*from));
        }
    }
    return pixels;
}

void readInfo(TIFF* tiff, PictureInfo& info) {
    std::uint32_t count = 0;
    void* data = nullptr;
    const auto bytes = [&](std::uint64_t n) {
        const auto* p = static_cast<const std::uint8_t*>(data);
        return std::vector<std::uint8_t>(p, p + n);
    };
    if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &count, &data)) info.icc = bytes(count);
    if (TIFFGetField(tiff, TIFFTAG_XMLPACKET, &count, &data)) info.xmp = bytes(count);
    float x = 0, y = 0;
    std::uint16_t unit = RESUNIT_INCH;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
    if (unit == RESUNIT_NONE || !TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &x) ||
        !TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &y))
        return;
    const double factor = unit == RESUNIT_CENTIMETER ? kCentimetresPerInch : 1;
    if (std::isfinite(x) && std::isfinite(y) && x > 0 && y > 0) {
        info.dpiX = x * factor;
        info.dpiY = y * factor;
    }
}

Result<Decoded> decode(ByteSource& source, const ReadOptions&) {
    auto t = open(source);
    if (!t) return fail(t.error());
    const PictureHeader header = headerOf(*t);
    auto pixels = t->layout.direct ? readDirect(*t->stream, t->layout) : readConverted(*t->stream, source, t->layout);
    if (!pixels) return fail(pixels.error());
    Decoded out;
    out.pixels = std::move(*pixels);
    out.orientation = header.orientation;
    readInfo(t->stream->tiff(), out.info);
    out.info.sourceBitDepth = header.bitDepth;
    return out;
}

bool matches(ByteView head) {
    static constexpr const char* kMagics[] = {"II*\0", "MM\0*", "II+\0", "MM\0+"};
    if (head.size() < 8) return false;
    if (head.size() >= 10 && std::memcmp(head.data() + 8, "CR", 2) == 0) return false;  // Canon raw
    return std::any_of(std::begin(kMagics), std::end(kMagics),
                       [&](const char* magic) { return std::memcmp(head.data(), magic, 4) == 0; });
}

}  // namespace

const Codec& tiffCodec() {
    static const Codec codec = {
        {.key = "tiff", .label = kLabel, .extensions = {"tif", "tiff"}, .alpha = true, .sixteenBit = true},
        matches,
        probe,
        decode,
        encodeTiff};
    return codec;
}

}  // namespace velatura::formats
