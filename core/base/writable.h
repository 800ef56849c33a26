// What can be known about a place for results before anything expensive begins. Used by the terminal program and by
// batches; touches the disk, so the window asks on a worker.
#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace velatura {

/// `file` can be made: it is no folder, its folder is there and may be written. Leaves nothing behind.
Status checkWritable(const std::filesystem::path& file);
/// Makes `folder` when only its last part is missing, and checks that it may be written.
Status makeFolder(const std::filesystem::path& folder);

}  // namespace velatura
