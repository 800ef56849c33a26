#include "tests/core/image_io/made_files.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace velatura::test {

namespace {

void number(std::string& out, std::uint32_t v, int bytes, bool big = false) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> 8 * (big ? bytes - 1 - i : i));
}

std::uint32_t get(const std::string& s, size_t at, int bytes) {
    std::uint32_t v = 0;
    for (int i = bytes; i-- > 0;) v = v << 8 | static_cast<std::uint8_t>(s.at(at + static_cast<size_t>(i)));
    return v;
}

std::uint32_t crc32(const std::string& bytes) {
    std::uint32_t c = ~0u;
    for (const char b : bytes) {
        c ^= static_cast<std::uint8_t>(b);
        for (int k = 0; k < 8; ++k) c = c & 1 ? 0xEDB88320u ^ c >> 1 : c >> 1;
    }
    return ~c;
}

std::string riffChunk(const std::string& name, const std::string& data) {
    std::string out = name;
    number(out, static_cast<std::uint32_t>(data.size()), 4);
    out += data;
    if (data.size() % 2) out += '\0';
    return out;
}

double sample(const Image& image, int x, int y, int c) {
    const int i = x * image.channels() + c;
    switch (image.depth()) {
        case Depth::U8:
            return toUnit(image.rowAs<std::uint8_t>(y)[i]);
        case Depth::U16:
            return toUnit(image.rowAs<std::uint16_t>(y)[i]);
        case Depth::F32:
            return image.rowAs<float>(y)[i];
    }
    return 0;
}

bool sameKind(const Image& a, const Image& b) {
    return !a.empty() && !b.empty() && a.size() == b.size() && a.channels() == b.channels();
}

}  // namespace

Image pattern(int width, int height, int channels, Depth depth) {
    PixelBuffer out({width, height}, channels, depth);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c) {
                const double u = (x + 0.5) / width, v = (y + 0.5) / height;
                const double value =
                    0.5 + 0.25 * std::sin(3.1 * u + 0.7 * c) + 0.2 * std::cos(1.3 * v * (c + 1) + 0.4 * u);
                const int i = x * channels + c;
                if (depth == Depth::U8) out.rowAs<std::uint8_t>(y)[i] = static_cast<std::uint8_t>(value * 255 + 0.5);
                if (depth == Depth::U16)
                    out.rowAs<std::uint16_t>(y)[i] = static_cast<std::uint16_t>(value * 65535 + 0.5);
                if (depth == Depth::F32) out.rowAs<float>(y)[i] = static_cast<float>(value);
            }
    return Image(std::move(out));
}

double maxDifference(const Image& a, const Image& b) {
    if (!sameKind(a, b)) return 2;
    double out = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            for (int c = 0; c < a.channels(); ++c)
                out = std::max(out, std::abs(sample(a, x, y, c) - sample(b, x, y, c)));
    return out;
}

double meanDifference(const Image& a, const Image& b) {
    if (!sameKind(a, b)) return 2;
    double sum = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            for (int c = 0; c < a.channels(); ++c) sum += std::abs(sample(a, x, y, c) - sample(b, x, y, c));
    return sum / static_cast<double>(a.size().pixels() * a.channels());
}

std::string exifBlock(int orientation) {
    std::string out("II*\0", 4);
    number(out, 8, 4);
    number(out, 4, 2);
    const auto entry = [&](std::uint32_t tag, std::uint32_t type, std::uint32_t value) {
        number(out, tag, 2);
        number(out, type, 2);
        number(out, 1, 4);
        number(out, value, 4);
    };
    const std::uint32_t behind = 8 + 2 + 4 * 12 + 4;
    entry(0x0112, 3, static_cast<std::uint32_t>(orientation));
    entry(0x011A, 5, behind);
    entry(0x011B, 5, behind);
    entry(0x0128, 3, 2);
    number(out, 0, 4);
    number(out, 300, 4);
    number(out, 1, 4);
    return out;
}

std::vector<std::uint8_t> profileBytes(const char* space) {
    std::string out;
    constexpr std::uint32_t kTagBytes = 200, kSize = 132 + 12 + kTagBytes;
    number(out, kSize, 4, true);
    out.resize(128, '\0');
    number(out, 1, 4, true);
    out += "desc";
    number(out, 144, 4, true);
    number(out, kTagBytes, 4, true);
    out += "desc";
    // libpng takes a profile that packs to almost nothing for a broken one.
    for (std::uint32_t i = 0, v = 1; i < kTagBytes - 4; ++i, v = v * 1664525u + 1013904223u)
        out += static_cast<char>(v >> 24);
    out[8] = 2;
    out.replace(12, 4, "mntr");
    out.replace(16, 4, space);
    out.replace(20, 4, "XYZ ");
    out.replace(36, 4, "acsp");
    // D50, which libpng insists on.
    const std::string white("\0\0\xF6\xD6\0\1\0\0\0\0\xD3\x2D", 12);
    out.replace(68, 12, white);
    return {out.begin(), out.end()};
}

std::string pngChunk(const std::string& typeAndData) {
    std::string out;
    number(out, static_cast<std::uint32_t>(typeAndData.size() - 4), 4, true);
    out += typeAndData;
    number(out, crc32(typeAndData), 4, true);
    return out;
}

std::string jpegWithExif(const std::string& jpeg, const std::string& exif) {
    std::string segment("\xFF\xE1", 2);
    number(segment, static_cast<std::uint32_t>(exif.size() + 8), 2, true);
    segment += std::string("Exif\0\0", 6) + exif;
    return jpeg.substr(0, 2) + segment + jpeg.substr(2);
}

std::string pngWithExif(const std::string& png, const std::string& exif) {
    constexpr size_t kHead = 8 + 25;
    return png.substr(0, kHead) + pngChunk("eXIf" + exif) + png.substr(kHead);
}

std::string webpWithExif(const std::string& webp, int width, int height, const std::string& exif) {
    std::string extended;
    number(extended, 8, 4);  // has EXIF
    number(extended, static_cast<std::uint32_t>(width - 1), 3);
    number(extended, static_cast<std::uint32_t>(height - 1), 3);
    const std::string body = "WEBP" + riffChunk("VP8X", extended) + webp.substr(12) + riffChunk("EXIF", exif);
    std::string out = "RIFF";
    number(out, static_cast<std::uint32_t>(body.size()), 4);
    return out + body;
}

std::string tiffWithOrientation(std::string tiff, int orientation) {
    const size_t directory = get(tiff, 4, 4);
    for (size_t i = 0; i < get(tiff, directory, 2); ++i) {
        const size_t at = directory + 2 + 12 * i;
        if (get(tiff, at, 2) != 274) continue;
        tiff[at + 8] = static_cast<char>(orientation);
        return tiff;
    }
    throw std::runtime_error("no orientation tag to change");
}

std::string pngHeader(std::uint32_t width, std::uint32_t height) {
    std::string head = "IHDR";
    number(head, width, 4, true);
    number(head, height, 4, true);
    head += std::string("\x08\x02\0\0\0", 5);
    return std::string("\x89PNG\r\n\x1A\n", 8) + pngChunk(head);
}

std::string madeTiff(const std::string& data, std::vector<TiffTag> tags) {
    std::string out("II*\0", 4);
    number(out, static_cast<std::uint32_t>(8 + data.size()), 4);
    out += data;
    size_t behind = out.size() + 2 + 12 * tags.size() + 4;
    std::string extra;
    number(out, static_cast<std::uint32_t>(tags.size()), 2);
    for (const auto& t : tags) {
        const int bytes = t.type == 3 ? 2 : 4;
        number(out, static_cast<std::uint32_t>(t.tag), 2);
        number(out, static_cast<std::uint32_t>(t.type), 2);
        number(out, static_cast<std::uint32_t>(t.values.size()), 4);
        std::string values;
        for (const auto v : t.values) number(values, v, bytes);
        if (values.size() <= 4) {
            values.resize(4, '\0');
            out += values;
        } else {
            number(out, static_cast<std::uint32_t>(behind + extra.size()), 4);
            extra += values;
        }
    }
    number(out, 0, 4);
    return out + extra;
}

void writeText(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string readText(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace velatura::test
