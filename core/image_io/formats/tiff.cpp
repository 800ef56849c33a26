// Reading TIFF by libtiff: the first page, strips or tiles, together or in planes, 8 and 16 bits and 32-bit float as
// they are, CMYK and Lab through their profiles; palettes, few bits and YCbCr by libtiff's own conversion to 8-bit RGB.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "core/image_io/exif_block.h"
#include "core/image_io/formats/format.h"
#include "core/image_io/formats/row_reducer.h"
#include "core/image_io/formats/tiff_rows.h"

namespace velatura::formats {

namespace {

constexpr const char* kLabel = kTiffLabel;
constexpr double kCentimetresPerInch = 2.54;

struct OpenTiff {
    std::unique_ptr<TiffStream> stream;
    TiffLayout layout;
};

Result<OpenTiff> open(ByteSource& source) {
    OpenTiff out{TiffStream::reading(source), {}};
    if (!out.stream->tiff()) return out.stream->problem();
    if (cameraRaw(out.stream->tiff())) return unsupported(source, kLabel, "a camera's raw picture");
    out.layout = readLayout(out.stream->tiff());
    if (auto s = checkSize(source, out.layout.width, out.layout.height); !s) return fail(s.error());
    if (!plausible(out.stream->tiff(), out.layout, source.size())) return cutOff(source, kLabel);
    return out;
}

PictureHeader headerOf(const OpenTiff& t) {
    PictureHeader h;
    const TiffLayout& l = t.layout;
    h.format = "tiff";
    h.size = {static_cast<int>(l.width), static_cast<int>(l.height)};
    h.channels = l.kind == TiffSamples::Converted ? l.colours() : l.storedChannels();
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

/// Palettes, few bits, YCbCr: through libtiff's conversion.
Result<PixelBuffer> readConverted(TiffStream& stream, const ByteSource& source, const TiffLayout& l) {
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
    const TiffLayout& l = t->layout;
    Decoded out;
    readInfo(t->stream->tiff(), out.info);
    const bool converted = l.kind == TiffSamples::Converted;
    auto pixels = converted ? readConverted(*t->stream, source, l)
                            : readSamples(*t->stream, l, out.info.icc, reduction(header.size, options.minShortSide));
    if (!pixels) return fail(pixels.error());
    out.pixels = std::move(*pixels);
    out.orientation = header.orientation;
    out.converted = l.kind == TiffSamples::Inks || l.kind == TiffSamples::Lab;
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
