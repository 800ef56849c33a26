// AVIF and HEIC by libheif, where the system has it: first picture, 8 bits or more, alpha, ICC or stated colours, EXIF
// and XMP. Read only. libheif turns pictures upright itself.
#ifdef VELATURA_HEIF

#include <libheif/heif.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "core/image_io/color_profile.h"
#include "core/image_io/formats/format.h"
#include "core/image_io/formats/heif_coded_size.h"
#include "core/image_io/formats/library.h"
#include "core/image_io/formats/rows.h"

namespace velatura::formats {

namespace {

constexpr std::uint64_t kMaxFileBytes = 1u << 30;
constexpr int kCodedPadding = 64;  // coded sides are rounded up to whole blocks
constexpr int kTileSide = 4096;  // a tile may be larger than the picture that it belongs to

struct Api {
    Library library{VELATURA_HEIF};
#define VELATURA_FIND(name) decltype(heif_##name)* name = library.find<decltype(heif_##name)>("heif_" #name)
    VELATURA_FIND(context_alloc);
    VELATURA_FIND(context_free);
    VELATURA_FIND(context_set_maximum_image_size_limit);
    VELATURA_FIND(context_read_from_memory_without_copy);
    VELATURA_FIND(context_get_number_of_top_level_images);
    VELATURA_FIND(context_get_primary_image_handle);
    VELATURA_FIND(image_handle_release);
    VELATURA_FIND(image_handle_get_width);
    VELATURA_FIND(image_handle_get_height);
    VELATURA_FIND(image_handle_get_ispe_width);
    VELATURA_FIND(image_handle_get_ispe_height);
    VELATURA_FIND(image_handle_has_alpha_channel);
    VELATURA_FIND(image_handle_is_premultiplied_alpha);
    VELATURA_FIND(image_handle_get_luma_bits_per_pixel);
    VELATURA_FIND(image_handle_get_color_profile_type);
    VELATURA_FIND(image_handle_get_raw_color_profile_size);
    VELATURA_FIND(image_handle_get_raw_color_profile);
    VELATURA_FIND(image_handle_get_nclx_color_profile);
    VELATURA_FIND(nclx_color_profile_free);
    VELATURA_FIND(image_handle_get_list_of_metadata_block_IDs);
    VELATURA_FIND(image_handle_get_metadata_size);
    VELATURA_FIND(image_handle_get_metadata);
    VELATURA_FIND(decode_image);
    VELATURA_FIND(image_get_plane_readonly);
    VELATURA_FIND(image_get_width);
    VELATURA_FIND(image_get_height);
    VELATURA_FIND(image_release);
#undef VELATURA_FIND
};

const Api& api() {
    static const Api loaded;
    return loaded;
}

struct ContextFree {
    void operator()(heif_context* c) const { api().context_free(c); }
};
struct HandleFree {
    void operator()(heif_image_handle* h) const { api().image_handle_release(h); }
};
struct ImageFree {
    void operator()(heif_image* i) const { api().image_release(i); }
};

struct Opened {
    std::vector<std::uint8_t> bytes;
    std::unique_ptr<heif_context, ContextFree> context;
    std::unique_ptr<heif_image_handle, HandleFree> handle;
    PictureHeader header;
};

tl::unexpected<Error> problem(const ByteSource& source, const char* label, const heif_error& e) {
    if (e.subcode == heif_suberror_End_of_data) return cutOff(source, label);
    if (e.code == heif_error_Unsupported_feature || e.code == heif_error_Unsupported_filetype ||
        e.code == heif_error_Plugin_loading_error)
        return unsupported(source, label, e.message ? e.message : "an unknown feature");
    return damaged(source, label, e.message ? e.message : "");
}

Result<Opened> open(ByteSource& source, const char* label, const char* key) {
    const Api& a = api();
    std::vector<std::uint8_t> head(64);
    head.resize(source.read(0, head.data(), head.size()));
    if (!a.library) return fail(refusal(source.name(), head));
    if (source.size() > kMaxFileBytes) return unsupported(source, label, "a file over 1 GiB");
    Opened o;
    o.bytes = source.readAll();
    if (source.failed()) return damaged(source, label);
    o.context.reset(a.context_alloc());
    if (!o.context) throw std::bad_alloc();
    // Side by side; the whole is checked below.
    a.context_set_maximum_image_size_limit(o.context.get(), 65535);
    if (const auto e =
            a.context_read_from_memory_without_copy(o.context.get(), o.bytes.data(), o.bytes.size(), nullptr);
        e.code != heif_error_Ok)
        return problem(source, label, e);
    heif_image_handle* handle = nullptr;
    if (const auto e = a.context_get_primary_image_handle(o.context.get(), &handle); e.code != heif_error_Ok)
        return problem(source, label, e);
    o.handle.reset(handle);
    const int width = a.image_handle_get_width(handle), height = a.image_handle_get_height(handle);
    if (auto s = checkSize(source, width, height); !s) return fail(s.error());
    // Before it is cropped the picture may be larger, and what a grid says of itself is another number again.
    const int wide = a.image_handle_get_ispe_width(handle), high = a.image_handle_get_ispe_height(handle);
    if (auto s = checkSize(source, std::max(1, wide), std::max(1, high)); !s) return fail(s.error());
    a.context_set_maximum_image_size_limit(o.context.get(), std::max({width, height, wide, high, kTileSide}));
    // The decoders take memory for what the coded data say, whatever the boxes around them say.
    const HeifSizes sizes = heifSizes(o.bytes);
    if (sizes.tangled || sizes.coded.width > std::max({sizes.declared.width, width, wide}) + kCodedPadding ||
        sizes.coded.height > std::max({sizes.declared.height, height, high}) + kCodedPadding)
        return damaged(source, label, "a coded picture larger than declared");
    o.header.format = key;
    o.header.size = {width, height};
    o.header.channels = a.image_handle_has_alpha_channel(handle) ? 4 : 3;
    o.header.bitDepth = std::clamp(a.image_handle_get_luma_bits_per_pixel(handle), 8, 16);
    o.header.frames = std::max(1, a.context_get_number_of_top_level_images(o.context.get()));
    return o;
}

std::vector<std::uint8_t> metadata(const heif_image_handle* handle, const char* type) {
    heif_item_id id = 0;
    if (api().image_handle_get_list_of_metadata_block_IDs(handle, type, &id, 1) != 1) return {};
    const size_t bytes = api().image_handle_get_metadata_size(handle, id);
    if (bytes == 0 || bytes > kMaxMetadataBytes) return {};
    std::vector<std::uint8_t> out(bytes);
    if (api().image_handle_get_metadata(handle, id, out.data()).code != heif_error_Ok) out.clear();
    return out;
}

void readInfo(const heif_image_handle* handle, Decoded& out) {
    const Api& a = api();
    const auto kind = a.image_handle_get_color_profile_type(handle);
    if (kind == heif_color_profile_type_prof || kind == heif_color_profile_type_rICC) {
        const size_t bytes = a.image_handle_get_raw_color_profile_size(handle);
        if (bytes > 0 && bytes <= kMaxMetadataBytes) {
            out.info.icc.resize(bytes);
            if (a.image_handle_get_raw_color_profile(handle, out.info.icc.data()).code != heif_error_Ok)
                out.info.icc.clear();
        }
    } else if (kind == heif_color_profile_type_nclx) {
        // libheif makes one also where it then says that its numbers are unknown.
        heif_color_profile_nclx* nclx = nullptr;
        const bool known = a.image_handle_get_nclx_color_profile(handle, &nclx).code == heif_error_Ok;
        if (known && nclx && nclx->color_primaries == heif_color_primaries_SMPTE_EG_432_1)
            out.statedIcc = builtinProfile(BuiltinProfile::DisplayP3);
        if (nclx) a.nclx_color_profile_free(nclx);
    }
    out.info.xmp = metadata(handle, "mime");
    // Four bytes say where the TIFF structure begins behind them.
    const auto exif = metadata(handle, "Exif");
    if (exif.size() < 8) return;
    const std::uint32_t skip = static_cast<std::uint32_t>(exif[0]) << 24 | exif[1] << 16 | exif[2] << 8 | exif[3];
    if (skip < exif.size() - 4) out.info.exif.assign(exif.begin() + 4 + skip, exif.end());
    const ExifFacts facts = readExif(out.info.exif);
    out.info.dpiX = facts.dpiX;
    out.info.dpiY = facts.dpiY;
}

/// Samples of `bits` in the full range of 16.
void widen(std::uint16_t* row, size_t count, int bits) {
    const unsigned top = (1u << bits) - 1;
    for (size_t i = 0; i < count; ++i)
        row[i] = static_cast<std::uint16_t>((std::min<unsigned>(row[i], top) * 65535u + top / 2) / top);
}

Result<Decoded> decodeAs(ByteSource& source, const char* label, const char* key) {
    auto o = open(source, label, key);
    if (!o) return fail(o.error());
    const Api& a = api();
    const PictureHeader& h = o->header;
    const bool deep = h.bitDepth > 8, alpha = h.channels == 4;
    const auto chroma = deep ? (alpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE)
                             : (alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB);
    heif_image* decoded = nullptr;
    if (const auto e = a.decode_image(o->handle.get(), &decoded, heif_colorspace_RGB, chroma, nullptr);
        e.code != heif_error_Ok)
        return problem(source, label, e);
    const std::unique_ptr<heif_image, ImageFree> owner(decoded);
    int stride = 0;
    const std::uint8_t* plane = a.image_get_plane_readonly(decoded, heif_channel_interleaved, &stride);
    if (!plane || a.image_get_width(decoded, heif_channel_interleaved) != h.size.width ||
        a.image_get_height(decoded, heif_channel_interleaved) != h.size.height)
        return damaged(source, label, "another size than declared");
    Decoded out;
    out.pixels = PixelBuffer(h.size, h.channels, deep ? Depth::U16 : Depth::U8);
    const bool premultiplied = alpha && a.image_handle_is_premultiplied_alpha(o->handle.get());
    for (int y = 0; y < h.size.height; ++y) {
        std::memcpy(out.pixels.row(y), plane + static_cast<std::ptrdiff_t>(stride) * y, out.pixels.rowBytes());
        if (deep) widen(out.pixels.rowAs<std::uint16_t>(y), out.pixels.rowBytes() / 2, h.bitDepth);
        if (premultiplied && deep) straighten(out.pixels.rowAs<std::uint16_t>(y), h.size.width, 3);
        if (premultiplied && !deep) straighten(out.pixels.row(y), h.size.width, 3);
    }
    readInfo(o->handle.get(), out);
    out.info.sourceBitDepth = h.bitDepth;
    return out;
}

bool brand(ByteView head, std::initializer_list<const char*> brands) {
    if (head.size() < 12 || std::memcmp(head.data() + 4, "ftyp", 4) != 0) return false;
    return std::any_of(brands.begin(), brands.end(),
                       [&](const char* b) { return std::memcmp(head.data() + 8, b, std::strlen(b)) == 0; });
}

template <auto Label, auto Key>
Result<PictureHeader> probe(ByteSource& source) {
    auto o = open(source, Label, Key);
    if (!o) return fail(o.error());
    return o->header;
}

template <auto Label, auto Key>
Result<Decoded> decode(ByteSource& source, const ReadOptions&) {
    return decodeAs(source, Label, Key);
}

constexpr char kAvif[] = "AVIF", kAvifKey[] = "avif", kHeic[] = "HEIC", kHeicKey[] = "heic";

}  // namespace

const Codec& avifCodec() {
    static const Codec codec = {{.key = kAvifKey, .label = kAvif, .extensions = {"avif"}, .alpha = true, .lossy = true},
                                [](ByteView head) {
                                    return brand(head, {"avif", "avis"});
                                },
                                probe<kAvif, kAvifKey>,
                                decode<kAvif, kAvifKey>,
                                nullptr};
    return codec;
}

const Codec& heifCodec() {
    static const Codec codec = {
        {.key = kHeicKey, .label = kHeic, .extensions = {"heic", "heif"}, .alpha = true, .lossy = true},
        [](ByteView head) {
            return brand(head, {"hei", "hev", "mif1", "msf1"});
        },
        probe<kHeic, kHeicKey>,
        decode<kHeic, kHeicKey>,
        nullptr};
    return codec;
}

}  // namespace velatura::formats

#endif
