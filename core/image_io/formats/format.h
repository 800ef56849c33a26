// The internal interface of picture formats: one file each in this folder, one line each in the table of format.cpp.
// image_io.cpp calls them and does once what all have in common (files, orientation, profiles, metadata, exceptions).
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
    PictureInfo info;  ///< `icc` is the embedded profile, whatever it is worth
    int orientation = 1;
    bool converted = false;               ///< the samples are sRGB by now: inks or Lab
    std::vector<std::uint8_t> statedIcc;  ///< a profile made of what the file says of its colours without one
    std::string extendedXmp;              ///< JPEG keeps XMP over 64 KB in parts of its own
};

/// What goes into a file beside the samples: ready to write, empty or 0 where nothing goes.
struct Extras {
    int quality = 92;
    Depth depth = Depth::U8;         ///< of the samples in the file; formats that cannot hold it take the next lower
    ByteView icc;                    ///< fits the picture
    std::vector<std::uint8_t> exif;  ///< TIFF structure without a prefix
    std::vector<std::uint8_t> iptc;  ///< IPTC datasets
    std::string xmp;                 ///< one packet
    std::string extendedXmp;         ///< JPEG alone: what the packet points to by `extendedGuid`
    std::string extendedGuid;        ///< 32 hexadecimal digits
    std::string recipe;              ///< PNG alone: as a text of its own
    double dpiX = 0, dpiY = 0;
};

/// How many bytes of metadata a format can take; 0: nothing of the kind.
struct MetadataRoom {
    size_t exif = 0, xmp = 0, iptc = 0;
    bool extendedXmp = false;  ///< a recipe that does not fit `xmp` may go into parts of its own
    bool resolution = true;    ///< the format says dots per inch by itself; otherwise EXIF must
};

/// Functions may throw std::bad_alloc and nothing else; they print nothing and touch no global state.
struct Codec {
    PictureFormat facts;
    /// By the first bytes (kHeadBytes at most) alone.
    bool (*matches)(ByteView head);
    /// The header alone, `size` as stored; nothing is allocated that depends on what it says.
    Result<PictureHeader> (*probe)(ByteSource& source);
    /// Checks the declared size by checkSize() before it allocates samples.
    Result<Decoded> (*decode)(ByteSource& source, const ReadOptions& options);
    /// Null where the format is read only.
    Result<std::string> (*encode)(const Image& image, const Extras& extras);
    /// A profile can be embedded; without, pictures are saved in sRGB.
    bool holdsProfile = false;
    MetadataRoom room = {};
    /// Grey pictures are written as such, so that a grey profile fits them.
    bool greyProfile = true;
};

const std::vector<const Codec*>& codecs();

const Codec& pngCodec();
const Codec& jpegCodec();
const Codec& webpCodec();
const Codec& tiffCodec();
const Codec& bmpCodec();
const Codec& ppmCodec();
const Codec& gifCodec();
const Codec& heifCodec();
const Codec& avifCodec();
const Codec& jxlCodec();

/// How many first bytes recognition looks at.
inline constexpr size_t kHeadBytes = 4096;
/// Larger blocks of metadata are left out.
inline constexpr size_t kMaxMetadataBytes = 32u << 20;

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
