// PNG by libpng: every depth, palettes and tRNS expanded, interlaced, 16 bits kept, eXIf, iCCP, gAMA and cHRM, XMP,
// pHYs and the recipe as a text of its own.
#include <png.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "core/image_io/formats/format.h"
#include "core/image_io/formats/guarded.h"
#include "core/image_io/formats/row_reducer.h"
#include "core/image_io/formats/rows.h"
#include "core/image_io/profile_handle.h"

namespace velatura::formats {

namespace {

constexpr const char* kLabel = "PNG";
constexpr double kInch = 0.0254;  // metres
constexpr const char* kXmpKey = "XML:com.adobe.xmp";
constexpr const char* kRecipeKey = "Velatura-Recipe";
// A few kilobytes of zeros packed in a chunk unpack to gigabytes: so much for one, and so many of them.
constexpr png_alloc_size_t kMaxChunkBytes = 24u << 20;
constexpr png_uint_32 kMaxChunks = 32;
// Texts that are not read, compressed ones among them, are not even unpacked.
constexpr png_byte kUnread[] = {'z', 'T', 'X', 't', 0, 't', 'E', 'X', 't', 0, 's', 'P', 'L', 'T', 0};

/// What libpng's callbacks share; plain data, so that jumps over it are sound.
struct Shared {
    std::jmp_buf jump;
    ByteSource* source = nullptr;
    std::uint64_t offset = 0;
    bool ended = false;
    std::string* out = nullptr;
    bool outOfMemory = false;
    bool badProfile = false;
    char text[160] = "";
};

[[noreturn]] void onError(png_structp png, png_const_charp text) {
    auto* shared = static_cast<Shared*>(png_get_error_ptr(png));
    std::strncpy(shared->text, text, sizeof shared->text - 1);
    if (std::strstr(text, "emory")) shared->outOfMemory = true;
    std::longjmp(shared->jump, 1);
}

/// What is wrong with a profile is a warning to libpng, which then leaves it out.
void onWarning(png_structp png, png_const_charp text) {
    auto* shared = static_cast<Shared*>(png_get_error_ptr(png));
    if (std::strstr(text, "iCCP") || std::strstr(text, "profile")) shared->badProfile = true;
}

void onRead(png_structp png, png_bytep out, size_t bytes) {
    auto* shared = static_cast<Shared*>(png_get_io_ptr(png));
    const size_t n = shared->source->read(shared->offset, out, bytes);
    shared->offset += n;
    if (n == bytes) return;
    shared->ended = true;
    png_error(png, "the data end too early");
}

void onWrite(png_structp png, png_bytep data, size_t bytes) {
    auto* shared = static_cast<Shared*>(png_get_io_ptr(png));
    try {
        shared->out->append(reinterpret_cast<const char*>(data), bytes);
        return;
    } catch (...) {
        shared->outOfMemory = true;
    }
    png_error(png, "out of memory");
}

void onFlush(png_structp) {}

std::uint32_t big(const std::uint8_t* p) {
    return static_cast<std::uint32_t>(p[0]) << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

/// libpng takes memory for as many bytes as a chunk declares, up to gigabytes, before it looks whether they are there.
/// `whole`: to the end of the file, else to the samples.
Status checkChunks(ByteSource& source, bool whole) {
    std::uint8_t head[8];
    for (std::uint64_t at = 8; source.read(at, head, 8) == 8;) {
        const std::uint64_t length = big(head);
        const bool samples = std::memcmp(head + 4, "IDAT", 4) == 0;
        if (std::memcmp(head + 4, "IEND", 4) == 0 || (samples && !whole)) break;
        if (std::memcmp(head + 4, "IHDR", 4) == 0) {
            std::uint8_t size[8] = {};
            if (source.read(at + 8, size, 8) != 8) return cutOff(source, kLabel);
            if (auto s = checkSize(source, big(size), big(size + 4)); !s) return s;
        }
        at += 12 + length;
        if (!samples && at > source.size()) return cutOff(source, kLabel);
    }
    return {};
}

class Reader {
public:
    explicit Reader(ByteSource& source) {
        shared_.source = &source;
        png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &shared_, onError, onWarning);
        if (png_) info_ = png_create_info_struct(png_);
        if (info_) return;
        png_destroy_read_struct(&png_, nullptr, nullptr);
        throw std::bad_alloc();
    }
    ~Reader() { png_destroy_read_struct(&png_, &info_, nullptr); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    Status readHeader(bool whole) {
        if (auto s = checkChunks(*shared_.source, whole); !s) return s;
        const bool ok = guarded(shared_.jump, [&] {
            png_set_read_fn(png_, &shared_, onRead);
            png_set_benign_errors(png_, 1);
            png_set_option(png_, PNG_SKIP_sRGB_CHECK_PROFILE, PNG_OPTION_ON);
            // Our own limit speaks, in a sentence of its own.
            png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
            png_set_chunk_malloc_max(png_, kMaxChunkBytes);
            png_set_chunk_cache_max(png_, kMaxChunks);
            png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, kUnread, sizeof kUnread / 5);
            png_read_info(png_, info_);
        });
        // A header out of range stops libpng, but the size is known and says more.
        const auto width = png_get_image_width(png_, info_), height = png_get_image_height(png_, info_);
        if (!ok && width == 0 && height == 0) return problem();
        if (auto s = checkSize(*shared_.source, width, height); !s) return s;
        if (!ok) return problem();
        return {};
    }

    PictureHeader header() {
        PictureHeader h;
        h.format = "png";
        h.size = {static_cast<int>(png_get_image_width(png_, info_)),
                  static_cast<int>(png_get_image_height(png_, info_))};
        const int type = png_get_color_type(png_, info_);
        const bool palette = type == PNG_COLOR_TYPE_PALETTE;
        const bool alpha = (type & PNG_COLOR_MASK_ALPHA) || png_get_valid(png_, info_, PNG_INFO_tRNS);
        h.channels = (palette || (type & PNG_COLOR_MASK_COLOR) ? 3 : 1) + (alpha ? 1 : 0);
        h.bitDepth = palette ? 8 : png_get_bit_depth(png_, info_);
        h.orientation = readExif(exif()).orientation;
        return h;
    }

    bool interlaced() { return png_get_interlace_type(png_, info_) != PNG_INTERLACE_NONE; }

    Status readReduced(const PictureHeader& header, RowReducer& reducer, size_t rowBytes) {
        std::vector<std::uint8_t> row(rowBytes);
        bool fits = true;
        const bool ok = guarded(shared_.jump, [&] {
            png_set_expand(png_);
            if constexpr (std::endian::native == std::endian::little) png_set_swap(png_);
            png_read_update_info(png_, info_);
            fits = png_get_rowbytes(png_, info_) == rowBytes;
            for (int y = 0; fits && y < header.size.height; ++y) {
                png_read_row(png_, row.data(), nullptr);
                reducer.add(row.data());
            }
            if (fits) png_read_end(png_, info_);
        });
        check(fits, "libpng's rows do not fit the picture");
        if (!ok) return problem();
        return {};
    }

    Status readPixels(PixelBuffer& pixels) {
        const ImageSize size = pixels.size();
        const size_t rowBytes = pixels.rowBytes();
        bool fits = true;
        const bool ok = guarded(shared_.jump, [&] {
            png_set_expand(png_);
            if constexpr (std::endian::native == std::endian::little) png_set_swap(png_);
            const int passes = png_set_interlace_handling(png_);
            png_read_update_info(png_, info_);
            fits = png_get_rowbytes(png_, info_) == rowBytes;
            if (!fits) return;
            for (int pass = 0; pass < passes; ++pass)
                for (int y = 0; y < size.height; ++y) png_read_row(png_, pixels.row(y), nullptr);
            // The checksum of the last block and text behind the samples are read here.
            png_read_end(png_, info_);
        });
        check(fits, "libpng's rows do not fit the picture");
        if (!ok) return problem();
        return {};
    }

    void readInfo(PictureInfo& info) {
        char* name = nullptr;
        int compression = 0;
        png_bytep profile = nullptr;
        png_uint_32 bytes = 0;
        if (png_get_iCCP(png_, info_, &name, &compression, &profile, &bytes)) info.icc.assign(profile, profile + bytes);
        const ByteView e = exif();
        info.exif.assign(e.begin(), e.end());
        png_textp texts = nullptr;
        const int count = png_get_text(png_, info_, &texts, nullptr);
        for (int i = 0; i < count; ++i) {
            if (!texts[i].text) continue;
            const size_t length = std::max(texts[i].itxt_length, texts[i].text_length);
            if (std::strcmp(texts[i].key, kXmpKey) == 0) info.xmp.assign(texts[i].text, texts[i].text + length);
            if (std::strcmp(texts[i].key, kRecipeKey) == 0 && length <= kMaxRecipeBytes)
                info.recipe.assign(texts[i].text, length);
        }
        if (shared_.badProfile)
            info.notes.emplace_back(
                ErrorCode::Unreadable,
                "The colour profile in %1 is damaged or of another kind; the picture is read as sRGB.",
                std::vector<std::string>{shared_.source->name()});
        png_uint_32 x = 0, y = 0;
        int unit = 0;
        if (png_get_pHYs(png_, info_, &x, &y, &unit) && unit == PNG_RESOLUTION_METER) {
            info.dpiX = x * kInch;
            info.dpiY = y * kInch;
        }
    }

    /// What gAMA and cHRM say where there is no profile; empty where that is sRGB.
    std::vector<std::uint8_t> statedProfile(int channels) {
        int intent = 0;
        if (png_get_valid(png_, info_, PNG_INFO_iCCP) || png_get_sRGB(png_, info_, &intent) || shared_.badProfile)
            return {};
        Chroma c;
        png_fixed_point gamma = 0;
        const bool hasGamma = png_get_gAMA_fixed(png_, info_, &gamma) != 0 && gamma > 0;
        // 1/2.2 is how gAMA says sRGB's curve, which it cannot say exactly.
        if (hasGamma && std::abs(gamma - 45455) > 500) c.gamma = 100000.0 / gamma;
        const Chroma srgb = c;
        const bool hasChroma = png_get_cHRM(png_, info_, &c.white[0], &c.white[1], &c.red[0], &c.red[1], &c.green[0],
                                            &c.green[1], &c.blue[0], &c.blue[1]) != 0;
        const auto near = [](const double* a, const double* b) {
            return std::abs(a[0] - b[0]) < 0.001 && std::abs(a[1] - b[1]) < 0.001;
        };
        const bool srgbColours = !hasChroma || (near(c.white, srgb.white) && near(c.red, srgb.red) &&
                                                near(c.green, srgb.green) && near(c.blue, srgb.blue));
        if (c.gamma == 0 && (srgbColours || channels <= 2)) return {};
        return chromaProfile(c, channels <= 2 ? 1 : 3);
    }

private:
    ByteView exif() {
        png_uint_32 bytes = 0;
        png_bytep data = nullptr;
        if (!png_get_eXIf_1(png_, info_, &bytes, &data)) return {};
        return {data, bytes};
    }

    tl::unexpected<Error> problem() {
        if (shared_.ended) return cutOff(*shared_.source, kLabel);
        if (shared_.outOfMemory) return outOfMemory(*shared_.source);
        return damaged(*shared_.source, kLabel, shared_.text);
    }

    Shared shared_;
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
};

Result<PictureHeader> probe(ByteSource& source) {
    Reader reader(source);
    if (auto s = reader.readHeader(false); !s) return fail(s.error());
    return reader.header();
}

Result<Decoded> decode(ByteSource& source, const ReadOptions& options) {
    Reader reader(source);
    if (auto s = reader.readHeader(true); !s) return fail(s.error());
    const PictureHeader header = reader.header();
    // Deflate packs at most 1032 to 1, and a sample takes an eighth of a byte at least: what claims more is cut off,
    // and no memory is taken for it.
    if (static_cast<std::uint64_t>(header.size.pixels()) / 8 / 1032 > source.size()) return cutOff(source, kLabel);
    Decoded out;
    const Depth depth = header.bitDepth == 16 ? Depth::U16 : Depth::U8;
    const int factor = reader.interlaced() ? 1 : reduction(header.size, options.minShortSide);
    if (factor > 1) {
        RowReducer reducer(header.size, header.channels, depth, factor);
        const size_t rowBytes = static_cast<size_t>(header.size.width) * header.channels * static_cast<size_t>(depth);
        if (auto s = reader.readReduced(header, reducer, rowBytes); !s) return fail(s.error());
        out.pixels = reducer.take();
    } else {
        out.pixels = PixelBuffer(header.size, header.channels, depth);
        if (auto s = reader.readPixels(out.pixels); !s) return fail(s.error());
    }
    reader.readInfo(out.info);
    out.statedIcc = reader.statedProfile(header.channels);
    out.info.sourceBitDepth = header.bitDepth;
    out.orientation = header.orientation;
    return out;
}

/// A text for png_set_text; XMP must not be compressed, so that others find it by scanning.
png_text textOf(const char* key, const std::string& text, bool compressed) {
    png_text out{};
    out.compression = compressed ? PNG_ITXT_COMPRESSION_zTXt : PNG_ITXT_COMPRESSION_NONE;
    out.key = const_cast<char*>(key);
    out.text = const_cast<char*>(text.c_str());
    out.itxt_length = text.size();
    static char none[1] = "";
    out.lang = none;
    out.lang_key = none;
    return out;
}

void setExtras(png_structp png, png_infop info, const Extras& extras) {
    if (!extras.icc.empty())
        png_set_iCCP(png, info, "icc", PNG_COMPRESSION_TYPE_BASE, extras.icc.data(),
                     static_cast<png_uint_32>(extras.icc.size()));
    if (extras.dpiX > 0 && extras.dpiY > 0)
        png_set_pHYs(png, info, static_cast<png_uint_32>(extras.dpiX / kInch + 0.5),
                     static_cast<png_uint_32>(extras.dpiY / kInch + 0.5), PNG_RESOLUTION_METER);
    if (!extras.exif.empty())
        png_set_eXIf_1(png, info, static_cast<png_uint_32>(extras.exif.size()),
                       const_cast<png_bytep>(extras.exif.data()));
    if (!extras.xmp.empty()) {
        const png_text text = textOf(kXmpKey, extras.xmp, false);
        png_set_text(png, info, &text, 1);
    }
    if (!extras.recipe.empty()) {
        const png_text text = textOf(kRecipeKey, extras.recipe, extras.recipe.size() > 1024);
        png_set_text(png, info, &text, 1);
    }
}

Result<std::string> encode(const Image& image, const Extras& extras) {
    const Depth depth = extras.depth == Depth::U8 ? Depth::U8 : Depth::U16;
    const int channels = savedChannels(image, true);
    constexpr int kTypes[] = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
    std::vector<std::uint8_t> row(static_cast<size_t>(image.width()) * channels * static_cast<size_t>(depth));
    std::string out;
    Shared shared;
    shared.out = &out;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &shared, onError, onWarning);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    if (!info) {
        png_destroy_write_struct(&png, nullptr);
        throw std::bad_alloc();
    }
    const bool ok = guarded(shared.jump, [&] {
        png_set_write_fn(png, &shared, onWrite, onFlush);
        png_set_benign_errors(png, 1);
        png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        // Measured on a photo and a painting: at most 6 % larger than level 6 with all filters, in a quarter of its
        // time.
        png_set_compression_level(png, 3);
        png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
        png_set_IHDR(png, info, static_cast<png_uint_32>(image.width()), static_cast<png_uint_32>(image.height()),
                     static_cast<int>(depth) * 8, kTypes[channels - 1], PNG_INTERLACE_NONE,
                     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        setExtras(png, info, extras);
        png_write_info(png, info);
        if constexpr (std::endian::native == std::endian::little) png_set_swap(png);
        for (int y = 0; y < image.height(); ++y) {
            convertRow(image, y, depth, channels, row.data());
            png_write_row(png, row.data());
        }
        png_write_end(png, nullptr);
    });
    png_destroy_write_struct(&png, &info);
    if (shared.outOfMemory) throw std::bad_alloc();
    if (!ok) return notEncoded(kLabel, shared.text);
    return out;
}

bool matches(ByteView head) {
    return head.size() >= 8 && png_sig_cmp(head.data(), 0, 8) == 0;
}

}  // namespace

const Codec& pngCodec() {
    static const Codec codec = {
        {.key = "png", .label = kLabel, .extensions = {"png"}, .alpha = true, .sixteenBit = true},
        matches,
        probe,
        decode,
        encode,
        /*holdsProfile=*/true,
        {.exif = kMaxChunkBytes / 2, .xmp = kMaxChunkBytes / 2}};
    return codec;
}

}  // namespace velatura::formats
