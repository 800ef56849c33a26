// What can be known about the inputs of a command before anything expensive begins: they are there. Outputs:
// core/base/writable.h.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace velatura::cli {

/// A folder that is there.
Status checkFolder(const std::filesystem::path& folder);
/// A file or folder that is there.
Status checkExists(const std::filesystem::path& path);

}  // namespace velatura::cli
