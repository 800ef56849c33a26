// What reading and writing JPEG share: libjpeg's errors without its exit(), and how the segments of metadata begin.
// Internal to the format.
#pragma once

// jpeglib.h needs FILE and size_t declared before it, and jerror.h needs jpeglib.h.
// clang-format off
#include <cstddef>
#include <cstdio>
#include <jpeglib.h>
#include <jerror.h>
// clang-format on

#include <csetjmp>

#include "core/image_io/formats/format.h"

namespace velatura::formats {

inline constexpr const char* kJpegLabel = "JPEG";

/// libjpeg tells of a failure by a jump to `jump`, with `code` and `text` left here.
struct JpegErrors {
    jpeg_error_mgr base;
    std::jmp_buf jump;
    int code = 0;
    bool corrupt = false;  // a warning that means lost samples
    char text[JMSG_LENGTH_MAX] = "";
};

/// Hooks for `errors`, which must outlive the codec's struct.
jpeg_error_mgr* install(JpegErrors& errors);

inline constexpr char kExif[] = "Exif\0";
inline constexpr size_t kExifBytes = 6;
inline constexpr char kXmp[] = "http://ns.adobe.com/xap/1.0/";
inline constexpr size_t kXmpBytes = sizeof kXmp;
inline constexpr char kExtended[] = "http://ns.adobe.com/xmp/extension/";
inline constexpr size_t kExtendedBytes = sizeof kExtended;
inline constexpr char kPhotoshop[] = "Photoshop 3.0";
inline constexpr size_t kPhotoshopBytes = sizeof kPhotoshop;
inline constexpr size_t kMaxSegment = 65533;

Result<std::string> encodeJpeg(const Image& image, const Extras& extras);

}  // namespace velatura::formats
