// Writing JPEG by libjpeg-turbo: baseline, colour at full size, with EXIF, XMP (in parts where it is long), IPTC and
// ICC.
#include <memory>

#include "core/image_io/formats/guarded.h"
#include "core/image_io/formats/jpeg_common.h"
#include "core/image_io/formats/rows.h"

namespace velatura::formats {

namespace {

struct Sink {
    jpeg_destination_mgr base;
    std::string* out;
    bool outOfMemory;
    JOCTET buffer[64 * 1024];
};

bool flush(Sink* sink, size_t bytes) {
    try {
        sink->out->append(reinterpret_cast<const char*>(sink->buffer), bytes);
    } catch (...) {
        sink->outOfMemory = true;
    }
    sink->base.next_output_byte = sink->buffer;
    sink->base.free_in_buffer = sizeof sink->buffer;
    return !sink->outOfMemory;
}

void initSink(j_compress_ptr c) {
    flush(reinterpret_cast<Sink*>(c->dest), 0);
}
boolean emptySink(j_compress_ptr c) {
    if (!flush(reinterpret_cast<Sink*>(c->dest), sizeof Sink::buffer)) ERREXIT1(c, JERR_OUT_OF_MEMORY, 0);
    return TRUE;
}
void termSink(j_compress_ptr c) {
    auto* sink = reinterpret_cast<Sink*>(c->dest);
    if (!flush(sink, sizeof sink->buffer - sink->base.free_in_buffer)) ERREXIT1(c, JERR_OUT_OF_MEMORY, 0);
}

void number(std::string& out, size_t v, int bytes) {
    for (int i = bytes; i-- > 0;) out += static_cast<char>(v >> (8 * i));
}

struct Segment {
    int marker;
    std::string bytes;
};

/// Everything that goes behind the JFIF header, the profile excepted.
std::vector<Segment> segmentsOf(const Extras& extras) {
    std::vector<Segment> out;
    const auto add = [&](int marker, const char* prefix, size_t prefixBytes, auto from, auto to) {
        out.push_back({marker, std::string(prefix, prefixBytes)});
        out.back().bytes.append(from, to);
    };
    if (!extras.exif.empty()) add(JPEG_APP0 + 1, kExif, kExifBytes, extras.exif.begin(), extras.exif.end());
    if (!extras.xmp.empty()) add(JPEG_APP0 + 1, kXmp, kXmpBytes, extras.xmp.begin(), extras.xmp.end());
    constexpr size_t kPart = 65000;
    for (size_t at = 0; at < extras.extendedXmp.size(); at += kPart) {
        std::string head(kExtended, kExtendedBytes);
        head += extras.extendedGuid;
        number(head, extras.extendedXmp.size(), 4);
        number(head, at, 4);
        out.push_back({JPEG_APP0 + 1, head + extras.extendedXmp.substr(at, kPart)});
    }
    if (!extras.iptc.empty()) {
        std::string head(kPhotoshop, kPhotoshopBytes);
        head += std::string("8BIM\4\4\0\0", 8);  // resource 0x0404, without a name
        number(head, extras.iptc.size(), 4);
        add(JPEG_APP0 + 13, head.data(), head.size(), extras.iptc.begin(), extras.iptc.end());
        if (extras.iptc.size() % 2) out.back().bytes += '\0';
    }
    return out;
}

}  // namespace

Result<std::string> encodeJpeg(const Image& image, const Extras& extras) {
    const std::vector<Segment> segments = segmentsOf(extras);
    const int channels = savedChannels(image, false);
    std::vector<std::uint8_t> row(static_cast<size_t>(image.width()) * static_cast<size_t>(channels));
    std::string out;
    jpeg_compress_struct c{};
    JpegErrors errors{};
    const auto sink = std::make_unique<Sink>();
    sink->out = &out;
    c.err = install(errors);
    const bool ok = guarded(errors.jump, [&] {
        jpeg_create_compress(&c);
        sink->base.init_destination = initSink;
        sink->base.empty_output_buffer = emptySink;
        sink->base.term_destination = termSink;
        c.dest = &sink->base;
        c.image_width = static_cast<JDIMENSION>(image.width());
        c.image_height = static_cast<JDIMENSION>(image.height());
        c.input_components = channels;
        c.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
        jpeg_set_defaults(&c);
        jpeg_set_quality(&c, extras.quality, TRUE);
        // 4:4:4: halved colour smears the saturated strokes that this program paints.
        for (int i = 0; i < c.num_components; ++i) c.comp_info[i].h_samp_factor = c.comp_info[i].v_samp_factor = 1;
        if (extras.dpiX >= 1 && extras.dpiY >= 1 && extras.dpiX < 65535 && extras.dpiY < 65535) {
            c.density_unit = 1;
            c.X_density = static_cast<UINT16>(extras.dpiX + 0.5);
            c.Y_density = static_cast<UINT16>(extras.dpiY + 0.5);
        }
        jpeg_start_compress(&c, TRUE);
        for (const Segment& segment : segments)
            jpeg_write_marker(&c, segment.marker, reinterpret_cast<const JOCTET*>(segment.bytes.data()),
                              static_cast<unsigned>(segment.bytes.size()));
        if (!extras.icc.empty())
            jpeg_write_icc_profile(&c, extras.icc.data(), static_cast<unsigned>(extras.icc.size()));
        for (int y = 0; y < image.height(); ++y) {
            convertRow(image, y, Depth::U8, channels, row.data());
            JSAMPROW pointer = row.data();
            jpeg_write_scanlines(&c, &pointer, 1);
        }
        jpeg_finish_compress(&c);
    });
    jpeg_destroy_compress(&c);
    if (errors.code == JERR_OUT_OF_MEMORY) throw std::bad_alloc();
    if (!ok) return notEncoded(kJpegLabel, errors.text);
    return out;
}

}  // namespace velatura::formats
