#include "app/cli/targets.h"

namespace velatura::cli {

namespace fs = std::filesystem;

Status checkExists(const fs::path& path) {
    std::error_code ec;
    if (fs::exists(path, ec)) return {};
    return fail(ErrorCode::NotFound, "There is no file or folder %1.", {path.string()}, "Check the name.");
}

Status checkFolder(const fs::path& folder) {
    std::error_code ec;
    if (fs::is_directory(folder, ec)) return {};
    if (fs::exists(folder, ec))
        return fail(ErrorCode::Unreadable, "%1 is a file, not a folder.", {folder.string()}, "Give a folder.");
    return fail(ErrorCode::NotFound, "There is no folder %1.", {folder.string()}, "Check the name.");
}

}  // namespace velatura::cli
