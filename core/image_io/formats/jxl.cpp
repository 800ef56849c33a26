// JPEG XL by libjxl, where the system has it: first frame, 8 or 16 bits, grey or RGB, alpha, ICC. Read only. libjxl
// turns pictures upright itself.
#ifdef VELATURA_JXL

#include <jxl/decode.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "core/image_io/formats/format.h"
#include "core/image_io/formats/library.h"

namespace velatura::formats {

namespace {

constexpr const char* kLabel = "JPEG XL";
constexpr std::uint64_t kMaxFileBytes = 1u << 30;

struct Api {
    Library library{VELATURA_JXL};
#define VELATURA_FIND(name) \
    decltype(JxlDecoder##name)* name = library.find<decltype(JxlDecoder##name)>("JxlDecoder" #name)
    VELATURA_FIND(Create);
    VELATURA_FIND(Destroy);
    VELATURA_FIND(SubscribeEvents);
    VELATURA_FIND(SetUnpremultiplyAlpha);
    VELATURA_FIND(SetInput);
    VELATURA_FIND(ProcessInput);
    VELATURA_FIND(GetBasicInfo);
    VELATURA_FIND(GetICCProfileSize);
    VELATURA_FIND(GetColorAsICCProfile);
    VELATURA_FIND(ImageOutBufferSize);
    VELATURA_FIND(SetImageOutBuffer);
#undef VELATURA_FIND
};

const Api& api() {
    static const Api loaded;
    return loaded;
}

struct DecoderFree {
    void operator()(JxlDecoder* d) const { api().Destroy(d); }
};

class Reader {
public:
    explicit Reader(ByteSource& source) : source_(source) {}

    Status open(int events) {
        std::vector<std::uint8_t> head(64);
        head.resize(source_.read(0, head.data(), head.size()));
        if (!api().library) return fail(refusal(source_.name(), head));
        if (source_.size() > kMaxFileBytes) return unsupported(source_, kLabel, "a file over 1 GiB");
        bytes_ = source_.readAll();
        if (source_.failed()) return damaged(source_, kLabel);
        decoder_.reset(api().Create(nullptr));
        if (!decoder_) throw std::bad_alloc();
        if (api().SubscribeEvents(decoder_.get(), events) != JXL_DEC_SUCCESS ||
            api().SetUnpremultiplyAlpha(decoder_.get(), JXL_TRUE) != JXL_DEC_SUCCESS ||
            api().SetInput(decoder_.get(), bytes_.data(), bytes_.size()) != JXL_DEC_SUCCESS)
            return damaged(source_, kLabel, "the decoder takes no data");
        if (auto s = next(JXL_DEC_BASIC_INFO); !s) return s;
        if (api().GetBasicInfo(decoder_.get(), &info_) != JXL_DEC_SUCCESS) return damaged(source_, kLabel, "header");
        if (auto s = checkSize(source_, info_.xsize, info_.ysize); !s) return s;
        return checkChannels();
    }

    PictureHeader header() const {
        PictureHeader h;
        h.format = "jxl";
        h.size = {static_cast<int>(info_.xsize), static_cast<int>(info_.ysize)};
        h.channels = (info_.num_color_channels == 1 ? 1 : 3) + (info_.alpha_bits > 0 ? 1 : 0);
        h.bitDepth = static_cast<int>(std::min(info_.bits_per_sample, 16u));
        return h;
    }

    std::vector<std::uint8_t> profile() {
        if (!next(JXL_DEC_COLOR_ENCODING)) return {};
        size_t bytes = 0;
        const JxlPixelFormat f = format();
        if (api().GetICCProfileSize(decoder_.get(), &f, JXL_COLOR_PROFILE_TARGET_DATA, &bytes) != JXL_DEC_SUCCESS ||
            bytes == 0 || bytes > kMaxMetadataBytes)
            return {};
        std::vector<std::uint8_t> out(bytes);
        if (api().GetColorAsICCProfile(decoder_.get(), &f, JXL_COLOR_PROFILE_TARGET_DATA, out.data(), bytes) !=
            JXL_DEC_SUCCESS)
            out.clear();
        return out;
    }

    Status read(PixelBuffer& pixels) {
        const JxlPixelFormat f = format();
        if (auto s = next(JXL_DEC_NEED_IMAGE_OUT_BUFFER); !s) return s;
        size_t needed = 0;
        const size_t have = pixels.rowBytes() * static_cast<size_t>(pixels.size().height);
        if (api().ImageOutBufferSize(decoder_.get(), &f, &needed) != JXL_DEC_SUCCESS || needed != have ||
            api().SetImageOutBuffer(decoder_.get(), &f, pixels.row(0), have) != JXL_DEC_SUCCESS)
            return damaged(source_, kLabel, "another size than declared");
        return next(JXL_DEC_FULL_IMAGE);
    }

private:
    JxlPixelFormat format() const {
        return {static_cast<std::uint32_t>(header().channels),
                info_.bits_per_sample > 8 ? JXL_TYPE_UINT16 : JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
    }

    /// libjxl keeps every channel of the whole picture as floats, wanted here or not.
    Status checkChannels() {
        const std::uint64_t pixels = std::uint64_t{info_.xsize} * info_.ysize;
        if (info_.num_extra_channels > kMaxPixels * 4 / pixels)
            return unsupported(source_, kLabel, std::to_string(info_.num_extra_channels) + " extra channels");
        // Each group of a megapixel at most has an entry of 12 bits in the table of contents.
        if (pixels >> 20 > source_.size()) return cutOff(source_, kLabel);
        return {};
    }

    Status next(JxlDecoderStatus wanted) {
        const auto got = api().ProcessInput(decoder_.get());
        if (got == wanted) return {};
        if (got == JXL_DEC_NEED_MORE_INPUT) return cutOff(source_, kLabel);
        return damaged(source_, kLabel, "status " + std::to_string(got));
    }

    ByteSource& source_;
    std::vector<std::uint8_t> bytes_;
    std::unique_ptr<JxlDecoder, DecoderFree> decoder_;
    JxlBasicInfo info_{};
};

Result<PictureHeader> probe(ByteSource& source) {
    Reader reader(source);
    if (auto s = reader.open(JXL_DEC_BASIC_INFO); !s) return fail(s.error());
    return reader.header();
}

Result<Decoded> decode(ByteSource& source, const ReadOptions&) {
    Reader reader(source);
    if (auto s = reader.open(JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING | JXL_DEC_FULL_IMAGE); !s)
        return fail(s.error());
    const PictureHeader h = reader.header();
    Decoded out;
    out.info.icc = reader.profile();
    out.info.sourceBitDepth = h.bitDepth;
    out.pixels = PixelBuffer(h.size, h.channels, h.bitDepth > 8 ? Depth::U16 : Depth::U8);
    if (auto s = reader.read(out.pixels); !s) return fail(s.error());
    return out;
}

bool matches(ByteView head) {
    return (head.size() >= 12 && std::memcmp(head.data(), "\0\0\0\x0CJXL \r\n\x87\n", 12) == 0) ||
           (head.size() >= 2 && head[0] == 0xFF && head[1] == 0x0A);
}

}  // namespace

const Codec& jxlCodec() {
    static const Codec codec = {
        {.key = "jxl", .label = kLabel, .extensions = {"jxl"}, .alpha = true, .sixteenBit = true},
        matches,
        probe,
        decode,
        nullptr};
    return codec;
}

}  // namespace velatura::formats

#endif
