// WebP by libwebp: lossy and lossless, alpha, the first frame of an animation, ICC, EXIF and XMP.
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "core/image_io/formats/format.h"
#include "core/image_io/formats/row_reducer.h"
#include "core/image_io/formats/rows.h"

namespace velatura::formats {

namespace {

constexpr const char* kLabel = "WebP";
constexpr size_t kMaxFileBytes = size_t{1} << 30;  // 16383 x 16383 pixels in full are 1 GiB

tl::unexpected<Error> problem(const ByteSource& source, VP8StatusCode status) {
    switch (status) {
        case VP8_STATUS_OUT_OF_MEMORY:
            return outOfMemory(source);
        case VP8_STATUS_NOT_ENOUGH_DATA:
            return cutOff(source, kLabel);
        case VP8_STATUS_UNSUPPORTED_FEATURE:
            return unsupported(source, kLabel, "an unknown feature");
        default:
            return damaged(source, kLabel, "status " + std::to_string(status));
    }
}

struct DemuxerClose {
    void operator()(WebPDemuxer* d) const { WebPDemuxDelete(d); }
};
using Demuxer = std::unique_ptr<WebPDemuxer, DemuxerClose>;

std::vector<std::uint8_t> chunk(const WebPDemuxer* demuxer, const char* name) {
    WebPChunkIterator it;
    std::vector<std::uint8_t> out;
    if (WebPDemuxGetChunk(demuxer, name, 1, &it)) out.assign(it.chunk.bytes, it.chunk.bytes + it.chunk.size);
    WebPDemuxReleaseChunkIterator(&it);
    return out;
}

/// The RIFF header tells where the file ends; what follows is not WebP's.
Status checkWhole(const ByteSource& source, const std::vector<std::uint8_t>& bytes) {
    if (bytes.size() < 12) return cutOff(source, kLabel);
    const std::uint32_t declared =
        bytes[4] | bytes[5] << 8 | bytes[6] << 16 | static_cast<std::uint32_t>(bytes[7]) << 24;
    if (std::uint64_t{declared} + 8 > bytes.size()) return cutOff(source, kLabel);
    return {};
}

struct Contents {
    std::vector<std::uint8_t> bytes;
    WebPBitstreamFeatures features{};
    Demuxer demuxer;
};

Result<Contents> open(ByteSource& source) {
    if (source.size() > kMaxFileBytes) return unsupported(source, kLabel, "a file over 1 GiB");
    Contents c;
    c.bytes.resize(std::min<std::uint64_t>(kHeadBytes, source.size()));
    c.bytes.resize(source.read(0, c.bytes.data(), c.bytes.size()));
    if (const auto status = WebPGetFeatures(c.bytes.data(), c.bytes.size(), &c.features); status != VP8_STATUS_OK)
        return problem(source, status);
    if (auto s = checkSize(source, c.features.width, c.features.height); !s) return fail(s.error());
    c.bytes = source.readAll();
    if (auto s = checkWhole(source, c.bytes); !s) return fail(s.error());
    const WebPData data{c.bytes.data(), c.bytes.size()};
    c.demuxer.reset(WebPDemux(&data));
    if (!c.demuxer) return damaged(source, kLabel, "no chunks found");
    return c;
}

PictureHeader headerOf(const Contents& c) {
    PictureHeader h;
    h.format = "webp";
    h.size = {c.features.width, c.features.height};
    h.channels = c.features.has_alpha ? 4 : 3;
    h.orientation = readExif(chunk(c.demuxer.get(), "EXIF")).orientation;
    h.frames = static_cast<int>(WebPDemuxGetI(c.demuxer.get(), WEBP_FF_FRAME_COUNT));
    return h;
}

Result<PictureHeader> probe(ByteSource& source) {
    auto c = open(source);
    if (!c) return fail(c.error());
    return headerOf(*c);
}

/// One frame, or the picture itself, at its place; around a smaller first frame all is transparent, or white. A frame
/// that fills the canvas is reduced to the size of `pixels` by the library.
Status decodeFrame(const ByteSource& source, const WebPIterator& frame, ImageSize canvas, PixelBuffer& pixels) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return damaged(source, kLabel, "library version");
    const auto status = WebPGetFeatures(frame.fragment.bytes, frame.fragment.size, &config.input);
    if (status != VP8_STATUS_OK) return problem(source, status);
    const ImageSize size = pixels.size();
    if (frame.x_offset < 0 || frame.y_offset < 0 || config.input.width > canvas.width - frame.x_offset ||
        config.input.height > canvas.height - frame.y_offset)
        return damaged(source, kLabel, "frame outside the canvas");
    if (size != canvas) {
        config.options.use_scaling = 1;
        config.options.scaled_width = size.width;
        config.options.scaled_height = size.height;
    }
    if (config.input.width != canvas.width || config.input.height != canvas.height)
        for (int y = 0; y < size.height; ++y)
            std::memset(pixels.row(y), pixels.channels() == 4 ? 0 : 255, pixels.rowBytes());
    const size_t before = static_cast<size_t>(frame.x_offset) * static_cast<size_t>(pixels.channels());
    config.output.colorspace = pixels.channels() == 4 ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = pixels.row(frame.y_offset) + before;
    config.output.u.RGBA.stride = static_cast<int>(pixels.rowBytes());
    config.output.u.RGBA.size = pixels.rowBytes() * static_cast<size_t>(size.height - frame.y_offset) - before;
    const auto decoded = WebPDecode(frame.fragment.bytes, frame.fragment.size, &config);
    WebPFreeDecBuffer(&config.output);
    if (decoded != VP8_STATUS_OK) return problem(source, decoded);
    return {};
}

ImageSize reducedSize(const WebPIterator& frame, ImageSize canvas, int minShortSide) {
    const int factor = reduction(canvas, minShortSide);
    if (frame.width != canvas.width || frame.height != canvas.height) return canvas;
    return {(canvas.width + factor - 1) / factor, (canvas.height + factor - 1) / factor};
}

Result<Decoded> decode(ByteSource& source, const ReadOptions& options) {
    auto c = open(source);
    if (!c) return fail(c.error());
    const PictureHeader header = headerOf(*c);
    Decoded out;
    WebPIterator frame;
    const bool found = WebPDemuxGetFrame(c->demuxer.get(), 1, &frame);
    Status status = found ? Status() : Status(damaged(source, kLabel, "no frame"));
    try {
        if (found) {
            out.pixels = PixelBuffer(reducedSize(frame, header.size, options.minShortSide), header.channels, Depth::U8);
            status = decodeFrame(source, frame, header.size, out.pixels);
        }
    } catch (...) {
        WebPDemuxReleaseIterator(&frame);
        throw;
    }
    WebPDemuxReleaseIterator(&frame);
    if (!status) return fail(status.error());
    out.orientation = header.orientation;
    out.info.icc = chunk(c->demuxer.get(), "ICCP");
    out.info.exif = chunk(c->demuxer.get(), "EXIF");
    out.info.xmp = chunk(c->demuxer.get(), "XMP ");
    const ExifFacts facts = readExif(out.info.exif);
    out.info.dpiX = facts.dpiX;
    out.info.dpiY = facts.dpiY;
    return out;
}

int append(const std::uint8_t* data, size_t bytes, const WebPPicture* picture) {
    try {
        static_cast<std::string*>(picture->custom_ptr)->append(reinterpret_cast<const char*>(data), bytes);
        return 1;
    } catch (...) {
        return 0;
    }
}

struct PictureOwner {
    WebPPicture picture;
    bool valid = WebPPictureInit(&picture);
    ~PictureOwner() { WebPPictureFree(&picture); }
};

/// The same file with the chunks for profile and metadata.
Result<std::string> withChunks(const std::string& bytes, const Extras& extras) {
    const WebPData file{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
    const std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)> mux(WebPMuxCreate(&file, 0), &WebPMuxDelete);
    bool ok = mux != nullptr;
    const auto add = [&](const char* name, const void* data, size_t size) {
        const WebPData chunk{static_cast<const std::uint8_t*>(data), size};
        if (ok && size > 0) ok = WebPMuxSetChunk(mux.get(), name, &chunk, 0) == WEBP_MUX_OK;
    };
    add("ICCP", extras.icc.data(), extras.icc.size());
    add("EXIF", extras.exif.data(), extras.exif.size());
    add("XMP ", extras.xmp.data(), extras.xmp.size());
    WebPData whole{nullptr, 0};
    if (!ok || WebPMuxAssemble(mux.get(), &whole) != WEBP_MUX_OK)
        return notEncoded(kLabel, "profile and metadata could not be added");
    const std::unique_ptr<void, decltype(&WebPFree)> owner(const_cast<std::uint8_t*>(whole.bytes), &WebPFree);
    return std::string(reinterpret_cast<const char*>(whole.bytes), whole.size);
}

Result<std::string> encode(const Image& image, const Extras& extras) {
    const int channels = image.hasAlpha() ? 4 : 3;
    WebPConfig config;
    PictureOwner owner;
    if (!owner.valid || !WebPConfigPreset(&config, WEBP_PRESET_DEFAULT, static_cast<float>(extras.quality)))
        return notEncoded(kLabel, "library version");
    // WebP halves the resolution of colour; this filter keeps saturated edges from bleeding.
    config.use_sharp_yuv = 1;
    WebPPicture& picture = owner.picture;
    picture.use_argb = 1;
    picture.width = image.width();
    picture.height = image.height();
    if (!WebPPictureAlloc(&picture)) throw std::bad_alloc();
    std::vector<std::uint8_t> row(static_cast<size_t>(image.width()) * static_cast<size_t>(channels));
    for (int y = 0; y < image.height(); ++y) {
        convertRow(image, y, Depth::U8, channels, row.data());
        std::uint32_t* to = picture.argb + static_cast<size_t>(y) * static_cast<size_t>(picture.argb_stride);
        const std::uint8_t* from = row.data();
        for (int x = 0; x < image.width(); ++x, from += channels)
            to[x] = static_cast<std::uint32_t>(channels == 4 ? from[3] : 255) << 24 | from[0] << 16 | from[1] << 8 |
                    from[2];
    }
    std::string out;
    picture.writer = append;
    picture.custom_ptr = &out;
    if (!WebPEncode(&config, &picture)) {
        if (picture.error_code == VP8_ENC_ERROR_OUT_OF_MEMORY || picture.error_code == VP8_ENC_ERROR_BAD_WRITE)
            throw std::bad_alloc();
        return notEncoded(kLabel, "error " + std::to_string(picture.error_code));
    }
    if (extras.icc.empty() && extras.exif.empty() && extras.xmp.empty()) return out;
    return withChunks(out, extras);
}

bool matches(ByteView head) {
    return head.size() >= 12 && std::memcmp(head.data(), "RIFF", 4) == 0 &&
           std::memcmp(head.data() + 8, "WEBP", 4) == 0;
}

}  // namespace

const Codec& webpCodec() {
    static const Codec codec = {{.key = "webp",
                                 .label = kLabel,
                                 .extensions = {"webp"},
                                 .maxSide = WEBP_MAX_DIMENSION,
                                 .alpha = true,
                                 .lossy = true},
                                matches,
                                probe,
                                decode,
                                encode,
                                /*holdsProfile=*/true,
                                {.exif = kMaxMetadataBytes / 2, .xmp = kMaxMetadataBytes / 2, .resolution = false},
                                /*greyProfile=*/false};
    return codec;
}

}  // namespace velatura::formats
