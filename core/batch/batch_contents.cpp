#include "core/batch/batch_contents.h"

#include <algorithm>
#include <set>

#include "core/batch/batch_journal.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

bool within(const fs::path& path, const fs::path& folder) {
    const auto rest = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first;
    return rest == folder.end() || (std::next(rest) == folder.end() && rest->empty());
}

fs::path realPath(const fs::path& path) {
    std::error_code ec;
    fs::path out = fs::weakly_canonical(fs::absolute(path, ec), ec);
    return ec ? path.lexically_normal() : out;
}

/// The batch's own results below a content folder, by where they lie or by what the journal says.
class OwnResults {
public:
    explicit OwnResults(const BatchRequest& request) : output_(realPath(request.output)) {
        for (const auto& name : journalledOutputs(request.output)) known_.insert(realPath(request.output / name));
        if (!request.contactSheet.empty()) known_.insert(realPath(request.contactSheet));
    }
    bool contains(const fs::path& picture, const fs::path& folder) const {
        // An output folder inside the content folder holds nothing else; one around it, or the same, may.
        const bool inside = within(output_, folder) && !within(folder, output_);
        return (inside && within(picture, output_)) || known_.contains(picture);
    }

private:
    fs::path output_;
    std::set<fs::path> known_;
};

}  // namespace

Result<BatchContents> findContents(const BatchRequest& request, const PictureReader& reader) {
    BatchContents out;
    const OwnResults own(request);
    std::set<fs::path> seen;
    const auto add = [&](const fs::path& path, const fs::path& relative, const std::string& label) {
        if (seen.insert(realPath(path)).second)
            out.pictures.push_back({path, relative, label});
        else
            ++out.duplicates;
    };
    for (const fs::path& content : request.contents) {
        std::error_code ec;
        if (!fs::is_directory(content, ec)) {
            add(content, content.filename(), "");
            continue;
        }
        const auto pictures = reader.list(content);
        if (!pictures) return fail(pictures.error());
        const fs::path folder = realPath(content);
        size_t found = 0;
        for (const auto& path : *pictures) {
            if (own.contains(realPath(path), folder)) {
                ++out.ownResults;
                continue;
            }
            ++found;
            const fs::path relative = path.lexically_relative(content);
            add(path, relative, relative.has_parent_path() ? relative.begin()->string() : std::string());
        }
        if (found == 0) return fail(ErrorCode::NotFound, "There is no picture in the folder %1.", {content.string()});
    }
    return out;
}

}  // namespace velatura
