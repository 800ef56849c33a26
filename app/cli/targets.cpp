#include "app/cli/targets.h"

#include "core/base/atomic_file.h"

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

Status checkWritable(const fs::path& file) {
    // Trying it is the only answer that holds for every file system and for root; the trial file goes at once.
    const auto trial = AtomicFile::create(file);
    if (!trial) return fail(trial.error());
    return {};
}

Status makeFolder(const fs::path& folder) {
    std::error_code ec;
    if (fs::exists(folder, ec) && !fs::is_directory(folder, ec))
        return fail(ErrorCode::Disk, "%1 is a file, but several pictures need a folder.", {folder.string()},
                    "Give another name.");
    if (!fs::is_directory(folder, ec) && !fs::create_directory(folder, ec))
        return fail(ErrorCode::Disk, "The folder %1 could not be made: %2.", {folder.string(), ec.message()},
                    "Choose another place.");
    return checkWritable(folder / ".velatura-trial");
}

}  // namespace velatura::cli
