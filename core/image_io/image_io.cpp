// The one way in and out: finds the codec by content, turns samples upright, settles their colour space, carries facts
// beside them, and lets no exception out.
#include "core/image_io/image_io.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "core/image_io/carried.h"
#include "core/image_io/color_profile.h"
#include "core/image_io/formats/format.h"
#include "core/image_io/profile_handle.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

/// Runs `work`; what it throws becomes an Error about `name`.
template <class F>
auto bordered(const std::string& name, F&& work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory for the picture %1.", {name},
                    "Close other programs or make the picture smaller first.");
    } catch (const std::exception& e) {
        logError(fmt::format("{}: {}", name, e.what()));
        return fail(ErrorCode::Internal, "Something went wrong inside the program with the picture %1.", {name},
                    "The log says more.");
    }
}

Result<const formats::Codec*> recognise(ByteSource& source) {
    std::vector<std::uint8_t> head(formats::kHeadBytes);
    head.resize(source.read(0, head.data(), head.size()));
    if (source.failed()) return formats::damaged(source, "");
    if (head.empty())
        return fail(ErrorCode::Unreadable, "%1 is empty: it has 0 bytes.", {source.name()},
                    "Copy or download it again.");
    for (const auto* codec : formats::codecs())
        if (codec->matches(head)) return codec;
    return fail(formats::refusal(source.name(), head));
}

Result<PictureHeader> probeFrom(ByteSource& source) {
    const auto codec = recognise(source);
    if (!codec) return fail(codec.error());
    auto header = (*codec)->probe(source);
    if (!header) return fail(header.error());
    header->size = orientedSize(header->size, header->orientation);
    return header;
}

/// Says in which space the samples are, and converts what is neither RGB nor grey in sRGB's curve.
Result<Image> inWorkingSpace(formats::Decoded decoded, const ReadOptions& options) {
    PictureInfo info = std::move(decoded.info);
    info.sourceIcc = std::move(info.icc);
    info.icc.clear();
    PixelBuffer upright = applyOrientation(std::move(decoded.pixels), decoded.orientation);
    const bool grey = upright.channels() <= 2;
    std::vector<std::uint8_t> icc;
    if (!decoded.converted) icc = info.sourceIcc.empty() ? std::move(decoded.statedIcc) : info.sourceIcc;
    if (!icc.empty()) {
        const ProfileSpace space = profileSpace(icc);
        if (space == ProfileSpace::Grey ? !grey : space != ProfileSpace::Rgb) {
            info.notes.emplace_back(
                ErrorCode::Unreadable,
                "The colour profile in %1 is damaged or of another kind; the picture is read as sRGB.",
                std::vector<std::string>{info.path});
            icc.clear();
        }
    }
    if (!grey && !isSrgbProfile(icc)) info.icc = icc;
    Image image(std::move(upright), std::make_shared<const PictureInfo>(std::move(info)));
    if (grey && !icc.empty()) return greyToSrgb(image, icc);
    // A style could not be brought into a space that only goes one way.
    if (!image.info().icc.empty() && (options.toSrgb || !canBeTarget(image.info().icc))) return convertColors(image, {});
    return image;
}

Result<Image> decodeFrom(ByteSource& source, const std::string& path, const ReadOptions& options) {
    const auto codec = recognise(source);
    if (!codec) return fail(codec.error());
    auto decoded = (*codec)->decode(source, options);
    if (!decoded) return fail(decoded.error());
    PictureInfo& info = decoded->info;
    info.format = (*codec)->facts.key;
    info.path = path;
    for (auto* block : {&info.exif, &info.xmp, &info.iptc})
        if (block->size() > formats::kMaxMetadataBytes) block->clear();
    if (info.recipe.empty())
        info.recipe = recipeInXmp({reinterpret_cast<const char*>(info.xmp.data()), info.xmp.size()});
    if (info.recipe.empty()) info.recipe = recipeInXmp(decoded->extendedXmp);
    return inWorkingSpace(std::move(*decoded), options);
}

Status checkOptions(const Image& image, const PictureFormat& f, const SaveOptions& options) {
    if (f.maxSide > 0 && std::max(image.width(), image.height()) > f.maxSide)
        return fail(ErrorCode::TooLarge, "A %1 file holds at most %2 pixels a side, and this picture has %3 x %4.",
                    {f.label, std::to_string(f.maxSide), std::to_string(image.width()), std::to_string(image.height())},
                    "Save it as PNG or TIFF, or smaller.");
    if (options.recipe.size() > kMaxRecipeBytes)
        return fail(ErrorCode::TooLarge, "The recipe has %1 bytes, and a picture holds one of at most %2.",
                    {std::to_string(options.recipe.size()), std::to_string(kMaxRecipeBytes)},
                    "Save it without the recipe or with fewer pictures in it.");
    if (!options.recipe.empty() && !nlohmann::json::accept(options.recipe))
        return fail(ErrorCode::Usage, "The recipe is not a JSON text.", {}, "Save the picture without it.");
    return {};
}

/// The profile that the samples shall be in; nothing where they stay as they are.
std::optional<std::vector<std::uint8_t>> wantedProfile(const formats::Codec& codec, const SaveOptions& options) {
    using Bytes = std::vector<std::uint8_t>;
    if (!codec.holdsProfile) return Bytes();  // nobody could tell what they are
    switch (options.profile) {
        case SaveProfile::Source:
            return std::nullopt;
        case SaveProfile::Srgb:
            return builtinProfile(BuiltinProfile::Srgb);
        case SaveProfile::DisplayP3:
            return builtinProfile(BuiltinProfile::DisplayP3);
        case SaveProfile::AdobeRgb:
            return builtinProfile(BuiltinProfile::AdobeRgb);
        case SaveProfile::File:
            return options.profileBytes;
    }
    return std::nullopt;
}

bool profileFits(ByteView icc, int channels) {
    return !icc.empty() && profileSpace(icc) == (channels <= 2 ? ProfileSpace::Grey : ProfileSpace::Rgb);
}

/// What is embedded: the profile of the samples; for sRGB the one that the picture came with, if it is that.
ByteView embeddedProfile(const Image& image, const formats::Codec& codec) {
    const PictureInfo& info = image.info();
    if (!codec.holdsProfile) return {};
    if (!info.icc.empty()) return profileFits(info.icc, image.channels()) ? ByteView(info.icc) : ByteView();
    const bool own = profileFits(info.sourceIcc, image.channels()) && isSrgbProfile(info.sourceIcc);
    return own ? ByteView(info.sourceIcc) : ByteView();
}

Result<std::string> encodeAs(const Image& given, const formats::Codec& codec, const SaveOptions& options) {
    check(!given.empty(), "an empty picture cannot be saved");
    if (auto s = checkOptions(given, codec.facts, options); !s) return fail(s.error());
    Image image = given;
    if (const auto target = wantedProfile(codec, options)) {
        auto converted = convertColors(given, *target);
        if (!converted) return fail(converted.error());
        image = std::move(*converted);
    }
    if (!codec.greyProfile && image.channels() <= 2 && !image.info().icc.empty()) {
        // It would be written as RGB beside a profile for grey.
        auto converted = convertColors(image, {});
        if (!converted) return fail(converted.error());
        image = std::move(*converted);
    }
    const bool strip = options.metadata == SaveMetadata::Strip;
    formats::Extras extras;
    extras.quality = std::clamp(options.quality, 1, 100);
    extras.depth = options.depth == SaveDepth::Keep    ? image.depth()
                   : options.depth == SaveDepth::Eight ? Depth::U8
                                                       : Depth::U16;
    extras.icc = embeddedProfile(image, codec);
    extras.dpiX = options.dpi > 0 ? options.dpi : strip ? 0 : image.info().dpiX;
    extras.dpiY = options.dpi > 0 ? options.dpi : strip ? 0 : image.info().dpiY;
    if (!strip) {
        extras.recipe = options.recipe;
        carryMetadata(image, options, codec.room, extras);
    } else if (options.dpi > 0 && !codec.room.resolution) {
        carryMetadata(image.withInfo(nullptr), {}, codec.room, extras);
    }
    return codec.encode(image, extras);
}

const formats::Codec* codecOf(const std::string& key) {
    for (const auto* codec : formats::codecs())
        if (codec->facts.key == key && codec->encode) return codec;
    return nullptr;
}

class FileReader : public PictureReader {
public:
    Result<Image> read(const fs::path& path, const ReadOptions& options) const override {
        return loadPicture(path, options);
    }
    Result<Image> decode(const std::string& bytes, const ReadOptions& options) const override {
        return decodePicture(bytes, options);
    }
    Status write(const Image& image, const fs::path& path) const override { return savePicture(image, path); }
    Result<std::vector<fs::path>> list(const fs::path& folder) const override { return listPictures(folder); }
};

}  // namespace

Result<PictureHeader> probePicture(const fs::path& path) {
    return bordered(path.string(), [&]() -> Result<PictureHeader> {
        auto source = openFileSource(path);
        if (!source) return fail(source.error());
        return probeFrom(**source);
    });
}

Result<PictureHeader> probeBytes(std::span<const std::uint8_t> bytes) {
    return bordered("data", [&]() -> Result<PictureHeader> { return probeFrom(*memorySource(bytes)); });
}

Result<Image> loadPicture(const fs::path& path, const ReadOptions& options) {
    return bordered(path.string(), [&]() -> Result<Image> {
        auto source = openFileSource(path);
        if (!source) return fail(source.error());
        return decodeFrom(**source, path.string(), options);
    });
}

Result<Image> decodePicture(const std::string& bytes, const ReadOptions& options) {
    return bordered("data", [&]() -> Result<Image> {
        const auto source = memorySource({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
        return decodeFrom(*source, {}, options);
    });
}

Status savePicture(const Image& image, const fs::path& path, const SaveOptions& options) {
    return bordered(path.string(), [&]() -> Status {
        const auto format = formatForPath(path);
        if (!format) return fail(format.error());
        const auto bytes = encodeAs(image, *codecOf((*format)->key), options);
        if (!bytes) return fail(bytes.error());
        return writeFileAtomically(path, *bytes);
    });
}

Result<std::string> encodePicture(const Image& image, const std::string& formatKey, const SaveOptions& options) {
    return bordered(formatKey, [&]() -> Result<std::string> {
        const auto* codec = codecOf(formatKey);
        if (!codec)
            return fail(ErrorCode::Unsupported, "There is no picture format named %1.", {formatKey},
                        "Use png or jpeg.");
        return encodeAs(image, *codec, options);
    });
}

const PictureReader& fileReader() {
    static const FileReader reader;
    return reader;
}

}  // namespace velatura
