#include "core/image_io/file_pictures.h"

#include "core/image_io/color_profile.h"

namespace velatura {

namespace {

class FilePictures : public PictureFiles {
public:
    explicit FilePictures(SaveOptions options) : options_(std::move(options)) {}
    const PictureReader& reader() const override { return fileReader(); }
    Result<ImageSize> probe(const std::filesystem::path& path) const override {
        const auto header = probePicture(path);
        if (!header) return fail(header.error());
        return header->size;
    }
    bool writable(const std::filesystem::path& path) const override { return formatForPath(path).has_value(); }
    Result<Image> inSpaceOf(const Image& image, const Image& other) const override {
        return velatura::inSpaceOf(image, other);
    }
    Status save(const Image& image, const std::filesystem::path& path, const std::string& recipe) const override {
        SaveOptions options = options_;
        options.recipe = recipe;
        return savePicture(image, path, options);
    }
    Result<std::string> encodeThumbnail(const Image& image) const override {
        // Of the style's file nothing but the look goes into strangers' hands.
        return encodePicture(image, "jpeg",
                             {.quality = 85, .profile = SaveProfile::Srgb, .metadata = SaveMetadata::Strip});
    }
    Result<std::string> encodeGrey(const Image& image) const override {
        return encodePicture(image, "png", {.metadata = SaveMetadata::Strip});
    }

private:
    SaveOptions options_;
};

}  // namespace

std::shared_ptr<const PictureFiles> filePictures(SaveOptions options) {
    return std::make_shared<FilePictures>(std::move(options));
}

}  // namespace velatura
