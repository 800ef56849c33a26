// PictureFiles: picture files for layers that may not know the codecs (recipe, batch): reading, asking, saving with a
// recipe inside. image_io implements it (core/image_io/file_pictures.h); implementations are thread-safe.
#pragma once

#include <filesystem>
#include <string>

#include "core/image/picture_reader.h"

namespace velatura {

class PictureFiles {
public:
    virtual ~PictureFiles() = default;
    virtual const PictureReader& reader() const = 0;
    /// Size and sanity from the header alone; the Error is the one that reading would give.
    virtual Result<ImageSize> probe(const std::filesystem::path& path) const = 0;
    /// The ending of `path` names a format that can be written.
    virtual bool writable(const std::filesystem::path& path) const = 0;
    /// `image` in the colour space in which `other` stands; the image itself where they agree.
    virtual Result<Image> inSpaceOf(const Image& image, const Image& other) const = 0;
    /// Writes atomically, `recipe` (JSON, may be empty) inside where the format has a place for it.
    virtual Status save(const Image& image, const std::filesystem::path& path, const std::string& recipe) const = 0;
    /// Bytes of a small picture inside a recipe.
    virtual Result<std::string> encodeThumbnail(const Image& image) const = 0;
    /// Bytes of a mask inside a recipe: grey, without loss, nothing but the samples.
    virtual Result<std::string> encodeGrey(const Image& image) const = 0;
};

}  // namespace velatura
