// The manifest of a batch: what each picture was made of, for programs that read a training set. Two files beside the
// pictures: manifest.csv (RFC 4180) and manifest.jsonl. `hash` is XXH3 of the file, as `xxh128sum` prints it.
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "core/batch/batch_journal.h"

namespace velatura {

/// In the order of `entries`. The paths of what was written.
Result<std::vector<std::filesystem::path>> writeManifest(const std::filesystem::path& folder,
                                                         const std::vector<JournalEntry>& entries);

}  // namespace velatura
