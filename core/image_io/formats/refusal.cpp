// Names what a file is when it is no picture that is read here.
#include <array>
#include <cstring>
#include <string_view>

#include "core/image_io/formats/format.h"

namespace velatura::formats {

namespace {

using namespace std::string_view_literals;

struct Kind {
    size_t offset;
    std::string_view magic;
    const char* name;
    bool picture;
};

// AVIF, HEIC and their like share a box structure: the brand at byte 8 tells them apart.
constexpr std::array kKinds = {
    Kind{0, "GIF87a"sv, "GIF", true},
    Kind{0, "GIF89a"sv, "GIF", true},
    Kind{4, "ftypavif"sv, "AVIF", true},
    Kind{4, "ftypavis"sv, "AVIF", true},
    Kind{4, "ftyphei"sv, "HEIC", true},
    Kind{4, "ftyphev"sv, "HEIC", true},
    Kind{4, "ftypmif1"sv, "HEIC", true},
    Kind{4, "ftypmsf1"sv, "HEIC", true},
    Kind{4, "ftypcrx"sv, "camera raw (CR3)", true},
    Kind{0, "\xFF\x0A"sv, "JPEG XL", true},
    Kind{0, "\0\0\0\x0CJXL \r\n\x87\n"sv, "JPEG XL", true},
    Kind{0, "\0\0\0\x0CjP  \r\n\x87\n"sv, "JPEG 2000", true},
    Kind{0, "\xFF\x4F\xFF\x51"sv, "JPEG 2000", true},
    Kind{0, "8BPS"sv, "Photoshop", true},
    Kind{0, "gimp xcf"sv, "GIMP", true},
    Kind{0, "\0\0\1\0"sv, "icon (ICO)", true},
    Kind{0, "\x76\x2F\x31\x01"sv, "OpenEXR", true},
    Kind{0, "#?RADIANCE"sv, "Radiance HDR", true},
    Kind{0, "#?RGBE"sv, "Radiance HDR", true},
    Kind{0, "DDS "sv, "DDS", true},
    Kind{0, "qoif"sv, "QOI", true},
    Kind{0, "P7\n"sv, "PAM", true},
    Kind{0, "PF\n"sv, "PFM", true},
    Kind{0, "Pf\n"sv, "PFM", true},
    Kind{0, "FUJIFILMCCD-RAW"sv, "camera raw (RAF)", true},
    Kind{0, "IIRO"sv, "camera raw (ORF)", true},
    Kind{0, "IIU\0"sv, "camera raw (RW2)", true},
    Kind{0, "FLIF"sv, "FLIF", true},
    Kind{0, "BPG\xFB"sv, "BPG", true},
    Kind{0, "%PDF"sv, "a PDF document", false},
    Kind{0, "PK\3\4"sv, "a ZIP archive or a document made of one", false},
    Kind{0, "\x1F\x8B"sv, "a gzip archive", false},
    Kind{0, "7z\xBC\xAF\x27\x1C"sv, "a 7z archive", false},
    Kind{0, "Rar!"sv, "a RAR archive", false},
    Kind{0,
         "\x7F"
         "ELF"sv,
         "a program", false},
    Kind{4, "ftyp"sv, "a video", false},
    Kind{0, "\x1A\x45\xDF\xA3"sv, "a video", false},
    Kind{0, "OggS"sv, "a sound or video", false},
    Kind{0, "ID3"sv, "a sound", false},
    Kind{0, "RIFF"sv, "a sound or video", false},
};

bool startsWith(ByteView head, size_t offset, std::string_view magic) {
    return head.size() >= offset + magic.size() && std::memcmp(head.data() + offset, magic.data(), magic.size()) == 0;
}

/// No control characters but white space; bytes over 127 pass, as texts in any encoding have them.
bool looksLikeText(ByteView head) {
    for (const auto b : head)
        if ((b < 32 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 27) || b == 127) return false;
    return true;
}

bool contains(ByteView head, std::string_view word) {
    return std::string_view(reinterpret_cast<const char*>(head.data()), head.size()).find(word) !=
           std::string_view::npos;
}

Error notAPicture(const std::string& name, const char* what) {
    return {ErrorCode::Unreadable, "%1 is not a picture: it looks like %2.", {name, what}, "Choose another file."};
}

}  // namespace

Error refusal(const std::string& name, ByteView head) {
    const auto otherFormat = [&](const char* format) {
        return Error(ErrorCode::Unsupported, "%1 is a %2 picture, which is not read here.", {name, format},
                     "Save it as PNG or JPEG in another program first.");
    };
    for (const auto& kind : kKinds)
        if (startsWith(head, kind.offset, kind.magic))
            return kind.picture ? otherFormat(kind.name) : notAPicture(name, kind.name);
    if (looksLikeText(head)) return contains(head, "<svg") ? otherFormat("SVG") : notAPicture(name, "text");
    return {ErrorCode::Unreadable,
            "%1 is not a picture in a known format, or its beginning is damaged.",
            {name},
            "Choose another file."};
}

}  // namespace velatura::formats
