// Reading TIFF by libtiff: the first page, strips or tiles, together or in planes, 8 and 16 bits and 32-bit float as
// they are, CMYK and Lab through their profiles; palettes, few bits and YCbCr by libtiff's own conversion to 8-bit RGB.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <type_traits>

#include "core/image_io/exif_block.h"
#include "core/image_io/formats/format.h"
#include "core/image_io/formats/row_reducer.h"
#include "core/image_io/formats/tiff_stream.h"
#include "core/image_io/ink_rows.h"

namespace velatura::formats {

namespace {

constexpr const char* kLabel = kTiffLabel;
constexpr double kCentimetresPerInch = 2.54;
constexpr std::uint64_t kMaxTileBytes = 256u << 20;

enum class Samples {
    Direct,     ///< grey or RGB, taken as they are
    Inks,       ///< CMYK
    Lab,        ///< CIE L*a*b*
    Converted,  ///< by libtiff, to 8-bit RGB or grey
};

struct Layout {
    std::uint32_t width = 0, height = 0;
    std::uint16_t bits = 1, samples = 1, format = SAMPLEFORMAT_UINT, photometric = 0, planar = PLANARCONFIG_CONTIG;
    std::uint16_t compression = COMPRESSION_NONE;
    Samples kind = Samples::Converted;
    int stored = 1;           ///< colours in the file
    int alpha = -1;           ///< index of the sample, or none
    bool associated = false;  ///< colours are multiplied by alpha
    Depth depth = Depth::U8;
    int colours() const { return stored == 1 ? 1 : 3; }
    int channels() const { return colours() + (alpha >= 0 ? 1 : 0); }
    int storedChannels() const { return stored + (alpha >= 0 ? 1 : 0); }
    size_t storedRowBytes() const {
        return size_t{width} * static_cast<size_t>(storedChannels()) * static_cast<size_t>(depth);
    }
    bool planes() const { return planar == PLANARCONFIG_SEPARATE && samples > 1; }
};

Samples kindOf(TIFF* tiff, const Layout& l) {
    const bool integer = l.format == SAMPLEFORMAT_UINT || l.format == SAMPLEFORMAT_VOID;
    const bool whole = integer && (l.bits == 8 || l.bits == 16);
    const bool real = l.format == SAMPLEFORMAT_IEEEFP && l.bits == 32;
    if (l.samples < l.stored) return Samples::Converted;
    switch (l.photometric) {
        case PHOTOMETRIC_MINISBLACK:
        case PHOTOMETRIC_MINISWHITE:
        case PHOTOMETRIC_RGB:
            return whole || real ? Samples::Direct : Samples::Converted;
        case PHOTOMETRIC_SEPARATED: {
            std::uint16_t inks = INKSET_CMYK;
            TIFFGetFieldDefaulted(tiff, TIFFTAG_INKSET, &inks);
            return whole && inks == INKSET_CMYK ? Samples::Inks : Samples::Converted;
        }
        case PHOTOMETRIC_CIELAB:
        case PHOTOMETRIC_ICCLAB:
            return (whole || l.format == SAMPLEFORMAT_INT) && (l.bits == 8 || l.bits == 16) ? Samples::Lab
                                                                                            : Samples::Converted;
        default:
            return Samples::Converted;
    }
}

Layout readLayout(TIFF* tiff) {
    Layout l;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &l.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &l.height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &l.bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &l.samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &l.format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &l.planar);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &l.compression);
    if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &l.photometric))
        l.photometric = l.samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
    // libjpeg turns its own YCbCr into RGB while it decodes.
    if (l.photometric == PHOTOMETRIC_YCBCR && l.compression == COMPRESSION_JPEG && l.planar == PLANARCONFIG_CONTIG &&
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB))
        l.photometric = PHOTOMETRIC_RGB;
    const bool grey = l.photometric == PHOTOMETRIC_MINISBLACK || l.photometric == PHOTOMETRIC_MINISWHITE;
    l.stored = grey ? 1 : l.photometric == PHOTOMETRIC_SEPARATED ? 4 : 3;
    l.kind = kindOf(tiff, l);
    if (l.kind == Samples::Converted) {
        l.stored = grey ? 1 : 3;
        return l;
    }
    l.depth = l.bits == 8 ? Depth::U8 : l.bits == 16 ? Depth::U16 : Depth::F32;
    std::uint16_t extras = 0, *kinds = nullptr;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
    // Extra samples of no stated kind are masks of the program that wrote them, not transparency.
    for (int i = 0; i < extras && l.alpha < 0; ++i) {
        if (l.stored + i >= l.samples || (kinds[i] != EXTRASAMPLE_ASSOCALPHA && kinds[i] != EXTRASAMPLE_UNASSALPHA))
            continue;
        l.alpha = l.stored + i;
        l.associated = kinds[i] == EXTRASAMPLE_ASSOCALPHA;
    }
    return l;
}

/// Whether a file of that many bytes can hold the samples it declares; asked before memory is taken for them.
bool plausible(const Layout& l, std::uint64_t fileBytes) {
    const std::uint64_t bits = std::uint64_t{l.width} * l.height * l.samples * l.bits;
    switch (l.compression) {
        case COMPRESSION_NONE:
            // Colour may be stored at a quarter of the size.
            return bits / 8 / (l.photometric == PHOTOMETRIC_YCBCR ? 4 : 1) <= fileBytes;
        case COMPRESSION_PACKBITS:
            return bits / 8 / 64 <= fileBytes;
        case COMPRESSION_LZW:
            return bits / 8 / 4096 <= fileBytes;
        case COMPRESSION_ADOBE_DEFLATE:
        case COMPRESSION_DEFLATE:
            return bits / 8 / 1032 <= fileBytes;
        default:
            return bits / 8 / 100'000 <= fileBytes;
    }
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
    if (!plausible(out.layout, source.size())) return cutOff(source, kLabel);
    return out;
}

PictureHeader headerOf(const OpenTiff& t) {
    PictureHeader h;
    const Layout& l = t.layout;
    h.format = "tiff";
    h.size = {static_cast<int>(l.width), static_cast<int>(l.height)};
    h.channels = l.kind == Samples::Converted ? l.colours() : l.storedChannels();
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
    const auto channels = static_cast<size_t>(l.storedChannels());
    const size_t step = plane < 0 ? l.samples : 1;
    if (step == channels) {
        std::memcpy(out, in, count * channels * bytes);
        return;
    }
    for (size_t c = 0; c < channels; ++c) {
        const int sample = c < static_cast<size_t>(l.stored) ? static_cast<int>(c) : l.alpha;
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
    return plane < l.stored || plane == l.alpha;
}

template <class T>
void invert(T* row, const Layout& l) {
    const int step = l.storedChannels();
    for (std::uint32_t x = 0; x < l.width; ++x, row += step) {
        if constexpr (std::is_floating_point_v<T>)
            row[0] = 1 - row[0];
        else
            row[0] = static_cast<T>(~row[0]);
    }
}

/// Colours divided by their alpha, as all else here expects them.
template <class T>
void straighten(T* row, const Layout& l) {
    constexpr double kTop = std::is_floating_point_v<T> ? 1.0 : static_cast<double>(std::numeric_limits<T>::max());
    for (std::uint32_t x = 0; x < l.width; ++x, row += l.storedChannels()) {
        const double a = row[l.stored];
        for (int c = 0; c < l.stored; ++c) {
            const double v = a > 0 ? row[c] * kTop / a : 0;
            row[c] = std::is_floating_point_v<T> ? static_cast<T>(v) : static_cast<T>(std::min(kTop, v) + 0.5);
        }
    }
}

template <class T>
void mend(std::uint8_t* row, const Layout& l) {
    if (l.photometric == PHOTOMETRIC_MINISWHITE) invert(reinterpret_cast<T*>(row), l);
    if (l.associated) straighten(reinterpret_cast<T*>(row), l);
}

/// L*a*b* as TIFF stores it (a and b signed, or by ICCLAB offset) in the 16 bits of ICC version 4.
template <class T>
void labRow(const std::uint8_t* bytes, const Layout& l, std::uint16_t* out) {
    const T* in = reinterpret_cast<const T*>(bytes);
    const bool offset = l.photometric == PHOTOMETRIC_ICCLAB;
    constexpr bool kEight = sizeof(T) == 1;
    for (std::uint32_t x = 0; x < l.width; ++x) {
        // ICCLAB of 16 bits has version 2's range: 0xFF00 is 100.
        const int light = kEight ? in[0] * 257 : offset ? static_cast<int>(in[0] * 65535.0 / 65280.0) : in[0];
        *out++ = static_cast<std::uint16_t>(std::min(light, 65535));
        for (int c = 1; c < 3; ++c) {
            const double v = offset ? in[c] / (kEight ? 1.0 : 256.0) - 128.0
                                    : static_cast<std::make_signed_t<T>>(in[c]) / (kEight ? 1.0 : 256.0);
            *out++ = static_cast<std::uint16_t>(std::clamp((v + 128.0) * 257.0, 0.0, 65535.0) + 0.5);
        }
        if (l.alpha >= 0) *out++ = kEight ? static_cast<std::uint16_t>(in[3] * 257) : in[3];
        in += l.storedChannels();
    }
}

/// Rows of stored samples on their way into the picture: mended, converted to RGB, reduced.
class RowSink {
public:
    RowSink(const Layout& l, ByteView icc, int factor) : layout_(l) {
        // L*a*b* of 8 bits is finer than RGB of 8 bits.
        const Depth depth = l.kind == Samples::Lab ? Depth::U16 : l.depth;
        const ImageSize size{static_cast<int>(l.width), static_cast<int>(l.height)};
        if (l.kind == Samples::Inks || l.kind == Samples::Lab) {
            converter_ = std::make_unique<InkRows>(l.kind == Samples::Inks ? InkRows::Space::Cmyk : InkRows::Space::Lab,
                                                   icc, l.alpha >= 0, depth);
            rgb_.resize(size_t{l.width} * static_cast<size_t>(l.channels()) * static_cast<size_t>(depth));
            if (l.kind == Samples::Lab) lab_.resize(size_t{l.width} * static_cast<size_t>(l.storedChannels()));
        }
        if (factor > 1)
            reducer_ = std::make_unique<RowReducer>(size, l.channels(), depth, factor);
        else
            pixels_ = PixelBuffer(size, l.channels(), depth);
        if (!plain()) row_.resize(l.storedRowBytes());
    }

    /// The stored samples may be put straight into the picture.
    bool plain() const { return !converter_ && !reducer_; }
    /// Where the samples of row `y` go before done(y); rows are done from the top.
    std::uint8_t* target(int y) { return plain() ? pixels_.row(y) : row_.data(); }

    void done(int y) {
        std::uint8_t* row = target(y);
        if (layout_.depth == Depth::U8)
            mend<std::uint8_t>(row, layout_);
        else if (layout_.depth == Depth::U16)
            mend<std::uint16_t>(row, layout_);
        else
            mend<float>(row, layout_);
        if (plain()) return;
        const auto width = static_cast<int>(layout_.width);
        if (layout_.kind == Samples::Lab) {
            if (layout_.depth == Depth::U8)
                labRow<std::uint8_t>(row, layout_, lab_.data());
            else
                labRow<std::uint16_t>(row, layout_, lab_.data());
            row = reinterpret_cast<std::uint8_t*>(lab_.data());
        }
        if (converter_) {
            std::uint8_t* to = reducer_ ? rgb_.data() : pixels_.row(y);
            converter_->convert(row, to, width);
            row = to;
        }
        if (reducer_) reducer_->add(row);
    }

    PixelBuffer take() { return reducer_ ? reducer_->take() : std::move(pixels_); }

private:
    const Layout& layout_;
    std::unique_ptr<InkRows> converter_;
    std::unique_ptr<RowReducer> reducer_;
    PixelBuffer pixels_;
    std::vector<std::uint8_t> row_, rgb_;
    std::vector<std::uint16_t> lab_;
};

/// Several rows side by side, filled piece by piece before the sink gets them: in the picture itself where that can be.
class Band {
public:
    Band(RowSink& sink, const Layout& l, std::uint32_t rows) : sink_(sink), rowBytes_(l.storedRowBytes()) {
        if (!sink.plain()) bytes_.resize(rowBytes_ * rows);
    }
    /// Row `y` of the picture, which is row `inside` of the band.
    std::uint8_t* row(std::uint32_t y, std::uint32_t inside) {
        return sink_.plain() ? sink_.target(static_cast<int>(y)) : bytes_.data() + rowBytes_ * inside;
    }
    void hand(std::uint32_t first, std::uint32_t rows) {
        for (std::uint32_t r = 0; r < rows; ++r) {
            const auto y = static_cast<int>(first + r);
            if (!sink_.plain()) std::memcpy(sink_.target(y), row(first + r, r), rowBytes_);
            sink_.done(y);
        }
    }

private:
    RowSink& sink_;
    size_t rowBytes_;
    std::vector<std::uint8_t> bytes_;
};

Status readRows(TiffStream& stream, const Layout& l, RowSink& sink) {
    const std::uint64_t needed = std::uint64_t{l.width} * (l.planes() ? 1 : l.samples) * static_cast<size_t>(l.depth);
    if (TIFFScanlineSize64(stream.tiff()) != needed) return stream.damagedFile("row size");
    std::vector<std::uint8_t> row(needed);
    Band band(sink, l, l.planes() ? l.height : 1);
    for (int plane = 0; plane < (l.planes() ? l.samples : 1); ++plane) {
        if (l.planes() && !wanted(l, plane)) continue;
        for (std::uint32_t y = 0; y < l.height; ++y) {
            if (TIFFReadScanline(stream.tiff(), row.data(), y, static_cast<std::uint16_t>(plane)) < 0)
                return stream.problem();
            place(l, row.data(), l.planes() ? plane : -1, band.row(y, l.planes() ? y : 0), l.width);
            if (!l.planes()) band.hand(y, 1);
        }
    }
    if (l.planes()) band.hand(0, l.height);
    return {};
}

Status readTiles(TiffStream& stream, const Layout& l, RowSink& sink) {
    TIFF* tiff = stream.tiff();
    std::uint32_t tileWidth = 0, tileHeight = 0;
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &tileWidth);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &tileHeight);
    const std::uint64_t pixelBytes = (l.planes() ? 1u : l.samples) * static_cast<size_t>(l.depth);
    const std::uint64_t tileBytes = TIFFTileSize64(tiff);
    if (tileWidth == 0 || tileHeight == 0 || tileBytes > kMaxTileBytes ||
        tileBytes != std::uint64_t{tileWidth} * tileHeight * pixelBytes)
        return stream.damagedFile("tile size");
    std::vector<std::uint8_t> tile(tileBytes);
    Band band(sink, l, l.planes() ? l.height : std::min(tileHeight, l.height));
    const size_t outBytes = static_cast<size_t>(l.storedChannels()) * static_cast<size_t>(l.depth);
    for (int plane = 0; plane < (l.planes() ? l.samples : 1); ++plane) {
        if (l.planes() && !wanted(l, plane)) continue;
        for (std::uint32_t y = 0; y < l.height; y += tileHeight) {
            const std::uint32_t rows = std::min(tileHeight, l.height - y);
            for (std::uint32_t x = 0; x < l.width; x += tileWidth) {
                if (TIFFReadTile(tiff, tile.data(), x, y, 0, static_cast<std::uint16_t>(plane)) < 0)
                    return stream.problem();
                for (std::uint32_t r = 0; r < rows; ++r)
                    place(l, tile.data() + std::uint64_t{r} * tileWidth * pixelBytes, l.planes() ? plane : -1,
                          band.row(y + r, l.planes() ? y + r : r) + x * outBytes, std::min(tileWidth, l.width - x));
            }
            if (!l.planes()) band.hand(y, rows);
            if (tileHeight > l.height - y) break;  // no overflow past the last row
        }
    }
    if (l.planes()) band.hand(0, l.height);
    return {};
}

Result<PixelBuffer> readSamples(TiffStream& stream, const Layout& l, ByteView icc, int factor) {
    RowSink sink(l, icc, factor);
    const Status status = TIFFIsTiled(stream.tiff()) ? readTiles(stream, l, sink) : readRows(stream, l, sink);
    if (!status) return fail(status.error());
    return sink.take();
}

/// Palettes, few bits, YCbCr: through libtiff's conversion.
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
    PixelBuffer pixels({static_cast<int>(l.width), static_cast<int>(l.height)}, l.colours(), Depth::U8);
    const std::uint32_t* from = raster.data();
    for (int y = 0; y < pixels.size().height; ++y) {
        std::uint8_t* to = pixels.row(y);
        for (int x = 0; x < pixels.size().width; ++x, ++from) {
            *to++ = static_cast<std::uint8_t>(TIFFGetR(*from));
            if (l.colours() == 1) continue;
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

Result<Decoded> decode(ByteSource& source, const ReadOptions& options) {
    auto t = open(source);
    if (!t) return fail(t.error());
    const PictureHeader header = headerOf(*t);
    const Layout& l = t->layout;
    Decoded out;
    readInfo(t->stream->tiff(), out.info);
    const bool converted = l.kind == Samples::Converted;
    auto pixels = converted ? readConverted(*t->stream, source, l)
                            : readSamples(*t->stream, l, out.info.icc, reduction(header.size, options.minShortSide));
    if (!pixels) return fail(pixels.error());
    out.pixels = std::move(*pixels);
    out.orientation = header.orientation;
    out.converted = l.kind == Samples::Inks || l.kind == Samples::Lab;
    out.info.sourceBitDepth = header.bitDepth;
    TiffMetadata metadata = gatherTiffMetadata(source);
    out.info.exif = std::move(metadata.exif);
    out.info.iptc = std::move(metadata.iptc);
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
        encodeTiff,
        /*holdsProfile=*/true,
        {.exif = kMaxMetadataBytes / 2, .xmp = kMaxMetadataBytes / 2, .iptc = kMaxMetadataBytes / 2}};
    return codec;
}

}  // namespace velatura::formats
