// Reading JPEG by libjpeg-turbo: grey, RGB, CMYK and YCCK, progressive and arithmetic-coded, reduced decoding, EXIF,
// XMP, IPTC and ICC. A file that is cut off or damaged is an error: libjpeg alone would return a grey rest and a
// warning.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "core/image_io/formats/guarded.h"
#include "core/image_io/formats/jpeg_common.h"
#include "core/image_io/ink_rows.h"

namespace velatura::formats {

namespace {

constexpr const char* kLabel = kJpegLabel;
constexpr int kMaxScans = 500;  // a few kilobytes of empty scans would keep a decoder busy for hours
constexpr double kCentimetresPerInch = 2.54;

struct Source {
    jpeg_source_mgr base;
    ByteSource* bytes = nullptr;
    std::uint64_t offset = 0;
    bool ended = false;
    JOCTET buffer[16 * 1024];
};

boolean fillBuffer(j_decompress_ptr c) {
    auto* source = reinterpret_cast<Source*>(c->src);
    size_t n = source->bytes->read(source->offset, source->buffer, sizeof source->buffer);
    source->offset += n;
    if (n == 0) {
        // An end marker lets the decoder finish; what was lost is told from its warnings.
        source->ended = true;
        source->buffer[0] = 0xFF;
        source->buffer[1] = JPEG_EOI;
        n = 2;
    }
    source->base.next_input_byte = source->buffer;
    source->base.bytes_in_buffer = n;
    return TRUE;
}

void skip(j_decompress_ptr c, long bytes) {
    auto* source = reinterpret_cast<Source*>(c->src);
    if (bytes <= 0) return;
    const auto n = static_cast<size_t>(bytes);
    if (n <= source->base.bytes_in_buffer) {
        source->base.next_input_byte += n;
        source->base.bytes_in_buffer -= n;
    } else {
        source->offset += n - source->base.bytes_in_buffer;
        source->base.bytes_in_buffer = 0;
    }
}

void ignore(j_decompress_ptr) {}

void onProgress(j_common_ptr c) {
    if (c->is_decompressor && reinterpret_cast<j_decompress_ptr>(c)->input_scan_number > kMaxScans)
        ERREXIT(c, JERR_BAD_PROGRESSION);
}

std::uint32_t big(ByteView v, size_t at) {
    return static_cast<std::uint32_t>(v[at]) << 24 | v[at + 1] << 16 | v[at + 2] << 8 | v[at + 3];
}

bool startsWith(ByteView v, const char* prefix, size_t bytes) {
    return v.size() >= bytes && std::memcmp(v.data(), prefix, bytes) == 0;
}

/// A picture of one colour needs a bit a block and component, unless it is coded arithmetically.
bool plausible(const jpeg_decompress_struct& c, std::uint64_t fileBytes) {
    if (c.arith_code) return true;
    const std::uint64_t blocks = (std::uint64_t{c.image_width} + 7) / 8 * ((std::uint64_t{c.image_height} + 7) / 8);
    return blocks / 8 <= fileBytes;
}

class Reader {
public:
    explicit Reader(ByteSource& bytes) {
        c_.err = install(errors_);
        source_.bytes = &bytes;
        if (!guarded(errors_.jump, [&] { jpeg_create_decompress(&c_); })) throw std::bad_alloc();
        source_.base.init_source = ignore;
        source_.base.fill_input_buffer = fillBuffer;
        source_.base.skip_input_data = skip;
        source_.base.resync_to_restart = jpeg_resync_to_restart;
        source_.base.term_source = ignore;
        source_.base.bytes_in_buffer = 0;
        source_.base.next_input_byte = nullptr;
        c_.src = &source_.base;
        progress_.progress_monitor = onProgress;
        c_.progress = &progress_;
    }
    ~Reader() { jpeg_destroy_decompress(&c_); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    Status readHeader(bool allMetadata) {
        const bool ok = guarded(errors_.jump, [&] {
            jpeg_save_markers(&c_, JPEG_APP0 + 1, 0xFFFF);
            if (allMetadata) {
                jpeg_save_markers(&c_, JPEG_APP0 + 2, 0xFFFF);
                jpeg_save_markers(&c_, JPEG_APP0 + 13, 0xFFFF);
            }
            jpeg_read_header(&c_, TRUE);
        });
        // The size is known even where libjpeg then stops, and says more.
        if (!ok && (c_.image_width == 0 || c_.image_height == 0)) return problem();
        if (auto s = checkSize(*source_.bytes, c_.image_width, c_.image_height); !s) return s;
        if (!ok) return problem();
        if (!plausible(c_, source_.bytes->size())) return cutOff(*source_.bytes, kLabel);
        if (c_.num_components != 1 && c_.num_components != 3 && c_.num_components != 4)
            return unsupported(*source_.bytes, kLabel, std::to_string(c_.num_components) + " components");
        return {};
    }

    PictureHeader header() const {
        PictureHeader h;
        h.format = "jpeg";
        h.size = {static_cast<int>(c_.image_width), static_cast<int>(c_.image_height)};
        h.channels = c_.num_components;
        h.bitDepth = c_.data_precision;
        h.orientation = readExif(exif()).orientation;
        return h;
    }

    /// The smallest of the eighths that libjpeg decodes to whose short side is still `minShortSide`.
    Status start(int minShortSide) {
        const bool ok = guarded(errors_.jump, [&] {
            c_.out_color_space = c_.num_components == 1 ? JCS_GRAYSCALE : c_.num_components == 3 ? JCS_RGB : JCS_CMYK;
            c_.scale_denom = 8;
            c_.scale_num = 8;
            const auto shortSide = std::min(c_.image_width, c_.image_height);
            if (minShortSide > 0) {
                c_.scale_num = 1;
                while (c_.scale_num < 8 && (shortSide * c_.scale_num + 7) / 8 < static_cast<unsigned>(minShortSide))
                    ++c_.scale_num;
            }
            jpeg_start_decompress(&c_);
        });
        if (!ok) return problem();
        return {};
    }

    ImageSize outputSize() const { return {static_cast<int>(c_.output_width), static_cast<int>(c_.output_height)}; }
    int outputChannels() const { return c_.num_components == 1 ? 1 : 3; }

    bool inks() const { return c_.num_components == 4; }

    /// Inks become sRGB through `icc`, their profile.
    Status readPixels(PixelBuffer& pixels, ByteView icc) {
        std::unique_ptr<InkRows> converter;
        std::vector<std::uint8_t> row;
        if (inks()) {
            converter = std::make_unique<InkRows>(InkRows::Space::Cmyk, icc, false, Depth::U8);
            row.resize(static_cast<size_t>(c_.output_width) * 4);
        }
        const bool ok = guarded(errors_.jump, [&] {
            while (c_.output_scanline < c_.output_height) {
                std::uint8_t* to = pixels.row(static_cast<int>(c_.output_scanline));
                JSAMPROW target = converter ? row.data() : to;
                if (jpeg_read_scanlines(&c_, &target, 1) != 1) ERREXIT(&c_, JERR_CANT_SUSPEND);
                if (!converter) continue;
                // Without an Adobe marker 0 means no ink; with one, 255 does.
                if (c_.saw_Adobe_marker)
                    for (auto& v : row) v = static_cast<std::uint8_t>(~v);
                converter->convert(row.data(), to, pixels.size().width);
            }
        });
        if (!ok || errors_.corrupt || (source_.ended && !complete())) return problem();
        return {};
    }

    std::vector<std::uint8_t> profile() {
        JOCTET* data = nullptr;
        unsigned bytes = 0;
        bool found = false;
        guarded(errors_.jump, [&] { found = jpeg_read_icc_profile(&c_, &data, &bytes); });
        const std::unique_ptr<JOCTET, decltype(&std::free)> owner(data, &std::free);
        return found ? std::vector<std::uint8_t>(data, data + bytes) : std::vector<std::uint8_t>();
    }

    /// The parts of the packet that the main one names, put together; empty where one is missing.
    std::string extendedXmp(const std::vector<std::uint8_t>& xmp) const {
        const std::string_view main(reinterpret_cast<const char*>(xmp.data()), xmp.size());
        if (main.find("HasExtendedXMP") == std::string_view::npos) return {};
        std::string out;
        size_t have = 0;
        for (auto* m = c_.marker_list; m; m = m->next) {
            const ByteView data(m->data, m->data_length);
            if (m->marker != JPEG_APP0 + 1 || !startsWith(data, kExtended, kExtendedBytes)) continue;
            const ByteView part = data.subspan(kExtendedBytes);
            if (part.size() < 40) return {};
            const std::string_view guid(reinterpret_cast<const char*>(part.data()), 32);
            if (main.find(guid) == std::string_view::npos) continue;
            const size_t total = big(part, 32), offset = big(part, 36), bytes = part.size() - 40;
            if (total > kMaxMetadataBytes || offset > total || bytes > total - offset) return {};
            if (out.empty()) out.resize(total);
            if (out.size() != total) return {};
            std::copy_n(part.begin() + 40, bytes, out.begin() + static_cast<std::ptrdiff_t>(offset));
            have += bytes;
        }
        return have == out.size() ? out : std::string();
    }

    void readInfo(PictureInfo& info) {
        info.sourceBitDepth = c_.data_precision;
        const ByteView e = exif();
        info.exif.assign(e.begin(), e.end());
        const ByteView x = marker(JPEG_APP0 + 1, kXmp, kXmpBytes);
        info.xmp.assign(x.begin(), x.end());
        const ByteView i = marker(JPEG_APP0 + 13, kPhotoshop, kPhotoshopBytes);
        info.iptc.assign(i.begin(), i.end());
        const ExifFacts facts = readExif(info.exif);
        info.dpiX = facts.dpiX;
        info.dpiY = facts.dpiY;
        if (c_.saw_JFIF_marker && c_.density_unit != 0) {
            const double unit = c_.density_unit == 2 ? kCentimetresPerInch : 1;
            info.dpiX = c_.X_density * unit;
            info.dpiY = c_.Y_density * unit;
        }
    }

private:
    /// The first marker of that kind which begins so, without its prefix.
    ByteView marker(int kind, const char* prefix, size_t prefixBytes) const {
        for (auto* m = c_.marker_list; m; m = m->next) {
            const ByteView data(m->data, m->data_length);
            if (m->marker == kind && startsWith(data, prefix, prefixBytes)) return data.subspan(prefixBytes);
        }
        return {};
    }
    ByteView exif() const { return marker(JPEG_APP0 + 1, kExif, kExifBytes); }

    /// Nothing is missing although the end marker is: asked where the file ended and no warning came.
    bool complete() const {
        if (c_.arith_code) return false;  // it goes on over lost bytes without a warning
        if (!c_.progressive_mode) return c_.comps_in_scan == c_.num_components;
        for (int i = 0; i < c_.num_components; ++i)
            for (int k = 0; k < DCTSIZE2; ++k)
                if (c_.coef_bits[i][k] != 0) return false;
        return true;
    }

    tl::unexpected<Error> problem() {
        switch (errors_.code) {
            case JERR_OUT_OF_MEMORY:
                return outOfMemory(*source_.bytes);
            case JERR_BAD_PRECISION:
                return unsupported(*source_.bytes, kLabel, "not 8 bits a sample");
            case JERR_SOF_UNSUPPORTED:
                return unsupported(*source_.bytes, kLabel, "lossless or hierarchical");
            case JERR_CONVERSION_NOTIMPL:
                return unsupported(*source_.bytes, kLabel, "its colour space");
            case JERR_IMAGE_TOO_BIG:
                return fail(ErrorCode::TooLarge, "%1 is too large: its longest side is over %2 pixels.",
                            {source_.bytes->name(), std::to_string(JPEG_MAX_DIMENSION)},
                            "Make it smaller in another program first.");
            default:
                break;
        }
        if (source_.ended) return cutOff(*source_.bytes, kLabel);
        return damaged(*source_.bytes, kLabel, errors_.text);
    }

    jpeg_decompress_struct c_{};
    JpegErrors errors_{};
    Source source_{};
    jpeg_progress_mgr progress_{};
};

Result<PictureHeader> probe(ByteSource& source) {
    Reader reader(source);
    if (auto s = reader.readHeader(false); !s) return fail(s.error());
    return reader.header();
}

Result<Decoded> decode(ByteSource& source, const ReadOptions& options) {
    Reader reader(source);
    if (auto s = reader.readHeader(true); !s) return fail(s.error());
    const int orientation = reader.header().orientation;
    if (auto s = reader.start(options.minShortSide); !s) return fail(s.error());
    Decoded out;
    out.pixels = PixelBuffer(reader.outputSize(), reader.outputChannels(), Depth::U8);
    out.info.icc = reader.profile();
    if (auto s = reader.readPixels(out.pixels, out.info.icc); !s) return fail(s.error());
    reader.readInfo(out.info);
    out.extendedXmp = reader.extendedXmp(out.info.xmp);
    out.converted = reader.inks();
    out.orientation = orientation;
    return out;
}

bool matches(ByteView head) {
    return head.size() >= 3 && head[0] == 0xFF && head[1] == 0xD8 && head[2] == 0xFF;
}

}  // namespace

const Codec& jpegCodec() {
    static const Codec codec = {{.key = "jpeg",
                                 .label = kLabel,
                                 .extensions = {"jpg", "jpeg", "jpe"},
                                 .maxSide = JPEG_MAX_DIMENSION,
                                 .lossy = true},
                                matches,
                                probe,
                                decode,
                                encodeJpeg,
                                /*holdsProfile=*/true,
                                {.exif = kMaxSegment - kExifBytes,
                                 .xmp = kMaxSegment - kXmpBytes,
                                 .iptc = kMaxSegment - kPhotoshopBytes - 13,
                                 .extendedXmp = true}};
    return codec;
}

}  // namespace velatura::formats
