#include "core/base/writable.h"

#include "core/base/atomic_file.h"

namespace velatura {

namespace fs = std::filesystem;

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

}  // namespace velatura
