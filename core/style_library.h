// The person's library of styles: copies of paintings below the data folder, each with a small JSON beside it (name,
// tags, star, style code), and the same notes on the styles that the program ships. Whatever the folder holds, a listing
// comes of it: what cannot be read is named in one sentence and left as it is. Blocks on files: on a worker.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/image/picture_files.h"
#include "core/work.h"

namespace velatura {

struct LibraryStyle {
    std::string key;  ///< stays the same when it is renamed: its file's name in the library, "shipped/NAME" for a shipped one
    std::filesystem::path file;
    std::string name;
    std::vector<std::string> tags;
    bool starred = false;
    bool shipped = false;
    StyleCode code;  ///< no numbers: not looked at yet
};

struct StyleListing {
    std::vector<LibraryStyle> styles;  ///< shipped ones first, then by name
    std::vector<Error> problems;
};

struct AddedStyle {
    LibraryStyle style;
    bool already = false;  ///< the very same file was there
};

class StyleLibrary {
public:
    /// `folder` is made when something is first written.
    explicit StyleLibrary(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// `shipped`: their key, file and name; what the person noted on them is filled in.
    StyleListing list(std::vector<LibraryStyle> shipped, const PictureFiles& files) const;
    /// Copies a picture file in. Error: it cannot be read or written.
    Result<AddedStyle> add(const std::filesystem::path& source, const PictureFiles& files) const;
    /// A picture without a file, called `name`.
    Result<AddedStyle> add(const Image& picture, const std::string& name, const PictureFiles& files) const;
    /// Writes name, tags, star and code of a listed style. Notes that nobody can read are put aside, not overwritten.
    Status describe(const LibraryStyle& style) const;
    /// Out of the listing; its files are kept aside for a while, from where restore() brings them back.
    Status remove(const LibraryStyle& style) const;
    Status restore(const LibraryStyle& style) const;
    /// Deletes for good what was removed more than `days` ago.
    void sweep(int days) const;

private:
    std::filesystem::path notesOf(const std::string& key) const;
    std::filesystem::path freeName(const std::string& wanted) const;
    std::filesystem::path asideFolder() const { return folder_ / ".removed"; }
    Result<AddedStyle> described(const std::filesystem::path& file, const std::string& name) const;

    std::filesystem::path folder_;
};

/// Below the data folder.
std::filesystem::path styleLibraryFolder();

/// A tag or name as it is kept: without blanks at its ends, line breaks or more bytes than a line shows.
std::string cleanLabel(const std::string& text);
/// Tags as typed, between commas (also Chinese ones); none twice, at most 32.
std::vector<std::string> parseTags(const std::string& text);

}  // namespace velatura
