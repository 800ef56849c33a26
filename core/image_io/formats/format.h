// The internal interface of picture formats: one file each in this folder, one line each in the table of format.cpp.
// image_io.cpp calls them and does once what all have in common (files, orientation, profiles, exceptions).
#pragma once

#include <string>
#include <vector>

#include "core/image_io/byte_source.h"
#include "core/image_io/image_io.h"
#include "core/image_io/metadata.h"

namespace velatura::formats {

/// Samples and facts as stored; the caller turns the samples upright.
struct Decoded {
    PixelBuffer pixels;
    PictureInfo info;
    int orientation = 1;
};

/// Functions may throw std::bad_alloc and nothing else; they print nothing and touch no global state.
struct Codec {
    PictureFormat facts;
    /// By the first bytes (64 at most) alone.
    bool (*matches)(ByteView head);
    /// The header alone, `size` as stored; nothing is allocated that depends on what it says.
    Result<PictureHeader> (*probe)(ByteSource& source);
    /// Checks the declared size by checkSize() before it allocates samples.
    Result<Decoded> (*decode)(ByteSource& source, const ReadOptions& options);
    /// `icc` is a profile that fits the picture, or empty.
    Result<std::string> (*encode)(const Image& image, const SaveOptions& options, ByteView icc);
};

const std::vector<const Codec*>& codecs();

const Codec& pngCodec();
const Codec& jpegCodec();
const Codec& webpCodec();
const Codec& tiffCodec();
const Codec& bmpCodec();
const Codec& ppmCodec();

/// How many first bytes recognition looks at.
inline constexpr size_t kHeadBytes = 4096;

/// Why a file that no codec takes is not opened: another kind by name, or not a picture at all.
Error refusal(const std::string& name, ByteView head);

// Sentences that every format uses; `label` is the format's. What a library said goes to the log as `detail`.
Status checkSize(const ByteSource& source, std::int64_t width, std::int64_t height);
tl::unexpected<Error> damaged(const ByteSource& source, const char* label, std::string_view detail = {});
tl::unexpected<Error> cutOff(const ByteSource& source, const char* label);
tl::unexpected<Error> unsupported(const ByteSource& source, const char* label, const std::string& kind);
tl::unexpected<Error> outOfMemory(const ByteSource& source);
tl::unexpected<Error> notEncoded(const char* label, std::string_view detail);

}  // namespace velatura::formats
