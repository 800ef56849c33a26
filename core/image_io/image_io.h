// Pictures in and out of files: the one way. Content decides what a file is, not its name; the header is probed before
// anything is allocated; orientation is applied; writing is atomic. Samples come in the file's own RGB space or in sRGB
// (PictureInfo::icc says which); inks, Lab and grey with a profile of its own become sRGB. Thread-safe; calls block, so
// the window calls from a worker.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/image/image.h"
#include "core/image/picture_reader.h"

namespace velatura {

/// A declared size over this is refused before anything is allocated (100 megapixels open, 400 do not).
inline constexpr std::int64_t kMaxPixels = 300'000'000;

/// A text in a picture's metadata is not read as a recipe, and none is written, over this (core/recipe.h wants less).
inline constexpr size_t kMaxRecipeBytes = 4'000'000;

/// What a file says of itself, read from its first kilobytes.
struct PictureHeader {
    std::string format;   ///< key of pictureFormats()
    ImageSize size;       ///< after the orientation is applied
    int channels = 3;     ///< as stored, palettes expanded
    int bitDepth = 8;     ///< bits a sample
    int orientation = 1;  ///< EXIF orientation as stored, 1 to 8
    int frames = 1;
};

struct PictureFormat {
    std::string key;                      ///< "jpeg"
    std::string label;                    ///< "JPEG"
    std::vector<std::string> extensions;  ///< lower case, without the dot; the first is the usual one
    int maxSide = 0;                      ///< longest side that the format can hold; 0: no limit met here
    bool alpha = false;
    bool sixteenBit = false;
    bool lossy = false;  ///< quality applies
};

enum class SaveDepth { Keep, Eight, Sixteen };  ///< formats without 16 bits take 8
enum class SaveProfile {
    Source,  ///< what the samples are in; of an sRGB picture the very profile that its file held
    Srgb,
    DisplayP3,
    AdobeRgb,
    File,  ///< SaveOptions::profileBytes
};
enum class SaveMetadata {
    Keep,
    NoPlace,  ///< without GPS and named places
    Strip,    ///< the colour profile alone; no recipe either
};

struct SaveOptions {
    int quality = 92;  ///< 1 to 100, for lossy formats
    SaveDepth depth = SaveDepth::Keep;
    SaveProfile profile = SaveProfile::Source;
    std::vector<std::uint8_t> profileBytes = {};  ///< for SaveProfile::File, from readProfile()
    SaveMetadata metadata = SaveMetadata::Keep;
    double dpi = 0;           ///< 0: the picture's own
    std::string recipe = {};  ///< JSON of at most kMaxRecipeBytes; a picture's old recipe is never carried over
};

/// The formats that can be saved.
const std::vector<PictureFormat>& pictureFormats();
/// Those that can be opened: more. Content decides what a file is, this is for file dialogs.
const std::vector<PictureFormat>& readableFormats();
/// By the ending of `path`; Error lists the endings that exist.
Result<const PictureFormat*> formatForPath(const std::filesystem::path& path);

Result<PictureHeader> probePicture(const std::filesystem::path& path);
Result<PictureHeader> probeBytes(std::span<const std::uint8_t> bytes);
Result<Image> loadPicture(const std::filesystem::path& path, const ReadOptions& options = {});
Result<Image> decodePicture(const std::string& bytes, const ReadOptions& options = {});
Status savePicture(const Image& image, const std::filesystem::path& path, const SaveOptions& options = {});
/// The file's bytes as they would be saved, to show its size before saving.
Result<std::string> encodePicture(const Image& image, const std::string& formatKey, const SaveOptions& options = {});

/// All files below `folder` with a picture's ending, sorted, hidden ones left out.
Result<std::vector<std::filesystem::path>> listPictures(const std::filesystem::path& folder);

/// The reader that programs hand to the work library; lives as long as the process.
const PictureReader& fileReader();

}  // namespace velatura
