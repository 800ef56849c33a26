#include "core/image_io/formats/format.h"

#include <fmt/format.h>

#include "core/base/log.h"

namespace velatura::formats {

const std::vector<const Codec*>& codecs() {
    static const std::vector<const Codec*> table = {
        &pngCodec(),  &jpegCodec(), &webpCodec(), &tiffCodec(), &bmpCodec(), &ppmCodec(), &gifCodec(),
#ifdef VELATURA_HEIF
        &avifCodec(), &heifCodec(),
#endif
#ifdef VELATURA_JXL
        &jxlCodec(),
#endif
    };
    return table;
}

namespace {

constexpr const char* kAgain = "Copy or download it again.";

}  // namespace

Status checkSize(const ByteSource& source, std::int64_t width, std::int64_t height) {
    if (width <= 0 || height <= 0)
        return fail(ErrorCode::Unreadable, "%1 is damaged: it declares %2 x %3 pixels.",
                    {source.name(), std::to_string(width), std::to_string(height)}, kAgain);
    if (width <= kMaxPixels && height <= kMaxPixels && width * height <= kMaxPixels) return {};
    return fail(ErrorCode::TooLarge, "%1 is too large: it declares %2 x %3 pixels, the limit is %4 million pixels.",
                {source.name(), std::to_string(width), std::to_string(height), std::to_string(kMaxPixels / 1'000'000)},
                "Make it smaller in another program first.");
}

tl::unexpected<Error> damaged(const ByteSource& source, const char* label, std::string_view detail) {
    if (source.failed())
        return fail(ErrorCode::Unreadable, "%1 could not be read to its end: the disk or network gave an error.",
                    {source.name()}, kAgain);
    if (!detail.empty()) logInfo(fmt::format("{}: {}: {}", source.name(), label, detail));
    return fail(ErrorCode::Unreadable, "%1 is a damaged %2 file.", {source.name(), label}, kAgain);
}

tl::unexpected<Error> cutOff(const ByteSource& source, const char* label) {
    if (source.failed()) return damaged(source, label);
    return fail(ErrorCode::Unreadable, "%1 is cut off (truncated): its %2 data end too early.", {source.name(), label},
                kAgain);
}

tl::unexpected<Error> unsupported(const ByteSource& source, const char* label, const std::string& kind) {
    return fail(ErrorCode::Unsupported, "%1 is a %2 file of a kind that is not read here: %3.",
                {source.name(), label, kind}, "Save it as PNG or JPEG in another program first.");
}

tl::unexpected<Error> outOfMemory(const ByteSource& source) {
    return fail(ErrorCode::OutOfMemory, "There is not enough memory to open %1.", {source.name()},
                "Close other programs or make the picture smaller first.");
}

tl::unexpected<Error> notEncoded(const char* label, std::string_view detail) {
    logError(fmt::format("encoding {}: {}", label, detail));
    return fail(ErrorCode::Internal, "The picture could not be written as %1.", {label}, "Choose another format.");
}

}  // namespace velatura::formats
