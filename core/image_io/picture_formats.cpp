// What the formats' names end in, and folders searched by those endings.
#include <algorithm>
#include <cctype>

#include "core/image_io/formats/format.h"
#include "core/image_io/image_io.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

std::string endingOf(const fs::path& path) {
    std::string e = path.extension().string();
    if (!e.empty()) e.erase(0, 1);
    std::transform(e.begin(), e.end(), e.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return e;
}

const PictureFormat* byEnding(const std::vector<PictureFormat>& formats, const std::string& ending) {
    for (const auto& f : formats)
        if (std::find(f.extensions.begin(), f.extensions.end(), ending) != f.extensions.end()) return &f;
    return nullptr;
}

}  // namespace

const std::vector<PictureFormat>& pictureFormats() {
    static const std::vector<PictureFormat> table = [] {
        std::vector<PictureFormat> out;
        for (const auto* codec : formats::codecs())
            if (codec->encode) out.push_back(codec->facts);
        return out;
    }();
    return table;
}

const std::vector<PictureFormat>& readableFormats() {
    static const std::vector<PictureFormat> table = [] {
        std::vector<PictureFormat> out;
        for (const auto* codec : formats::codecs()) out.push_back(codec->facts);
        return out;
    }();
    return table;
}

Result<const PictureFormat*> formatForPath(const fs::path& path) {
    if (const auto* f = byEnding(pictureFormats(), endingOf(path))) return f;
    std::string known;
    for (const auto& f : pictureFormats())
        for (const auto& e : f.extensions) known += (known.empty() ? "." : ", .") + e;
    return fail(ErrorCode::Unsupported, "The name %1 does not end like a picture that can be written; known are: %2.",
                {path.string(), known});
}

Result<std::vector<fs::path>> listPictures(const fs::path& folder) {
    std::error_code ec;
    if (!fs::is_directory(folder, ec))
        return fail(ErrorCode::NotFound, "There is no folder %1.", {folder.string()}, "Check the name.");
    std::vector<fs::path> out;
    auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, ec);
    for (; !ec && it != fs::recursive_directory_iterator(); it.increment(ec)) {
        const bool hidden = it->path().filename().string().starts_with('.');
        std::error_code entryError;
        if (it->is_directory(entryError)) {
            if (hidden) it.disable_recursion_pending();
        } else if (!hidden && it->is_regular_file(entryError) && byEnding(readableFormats(), endingOf(it->path()))) {
            out.push_back(it->path());
        }
    }
    if (ec)
        return fail(ErrorCode::Unreadable, "The folder %1 could not be read to its end: %2.",
                    {folder.string(), ec.message()}, "Check its permissions.");
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace velatura
