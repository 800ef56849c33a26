// The one way in and out: finds the codec by content, turns samples upright, keeps facts beside them, and lets no
// exception out.
#include "core/image_io/image_io.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "core/image_io/formats/format.h"

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

Result<Image> decodeFrom(ByteSource& source, const std::string& path, const ReadOptions& options) {
    const auto codec = recognise(source);
    if (!codec) return fail(codec.error());
    auto decoded = (*codec)->decode(source, options);
    if (!decoded) return fail(decoded.error());
    PictureInfo& info = decoded->info;
    info.format = (*codec)->facts.key;
    info.path = path;
    PixelBuffer upright = applyOrientation(std::move(decoded->pixels), decoded->orientation);
    // A broken profile, or one of the inks that the samples no longer are, would only mislead.
    if (!profileFits(info.icc, upright.channels())) info.icc.clear();
    return Image(std::move(upright), std::make_shared<const PictureInfo>(std::move(info)));
}

Result<std::string> encodeAs(const Image& image, const formats::Codec& codec, const SaveOptions& options) {
    check(!image.empty(), "an empty picture cannot be saved");
    const PictureFormat& f = codec.facts;
    if (f.maxSide > 0 && std::max(image.width(), image.height()) > f.maxSide)
        return fail(ErrorCode::TooLarge, "A %1 file holds at most %2 pixels a side, and this picture has %3 x %4.",
                    {f.label, std::to_string(f.maxSide), std::to_string(image.width()), std::to_string(image.height())},
                    "Save it as PNG or TIFF, or smaller.");
    SaveOptions checked = options;
    checked.quality = std::clamp(options.quality, 1, 100);
    const bool profile = profileFits(image.info().icc, image.channels());
    return codec.encode(image, checked, profile ? ByteView(image.info().icc) : ByteView());
}

const formats::Codec* codecOf(const std::string& key) {
    for (const auto* codec : formats::codecs())
        if (codec->facts.key == key) return codec;
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
        const auto codec = recognise(**source);
        if (!codec) return fail(codec.error());
        auto header = (*codec)->probe(**source);
        if (!header) return fail(header.error());
        header->size = orientedSize(header->size, header->orientation);
        return header;
    });
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
