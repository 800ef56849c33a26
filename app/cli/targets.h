// What can be known about the files of a command before anything expensive begins: inputs exist, outputs can be
// written.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace velatura::cli {

/// A folder that is there.
Status checkFolder(const std::filesystem::path& folder);
/// A file or folder that is there.
Status checkExists(const std::filesystem::path& path);
/// `file` can be made: it is no folder, its folder is there and may be written. Leaves nothing behind.
Status checkWritable(const std::filesystem::path& file);
/// Makes `folder` when only its last part is missing, and checks that it may be written.
Status makeFolder(const std::filesystem::path& folder);

}  // namespace velatura::cli
