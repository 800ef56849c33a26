// Names of the files of an export to several sizes, from a template such as "{name}-{target}": safe, never twice the
// same, and what of them exists already. Reads folders, writes nothing; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/batch/name_template.h"

namespace velatura {

/// name, target, width, height, date, index, style.
const std::vector<std::string>& exportTokens();

struct ExportFile {
    std::filesystem::path path;
    bool exists = false;
};

/// One file for each of `items`, with "-2" … where two would have one name, whatever their case.
/// @param ending    without the dot
/// @param keepBoth  a name that exists on disk counts as taken too
Result<std::vector<ExportFile>> exportFiles(const std::filesystem::path& folder, const std::string& names,
                                            const std::vector<NameValues>& items, const std::string& ending,
                                            bool keepBoth = false);

}  // namespace velatura
