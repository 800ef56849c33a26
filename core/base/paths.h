// Where things lie. Resources and models: beside the executable, then under the install prefix, then where VELATURA_DATA
// says; from any working directory. What the program writes follows the XDG base directories.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace velatura {

std::filesystem::path executableFolder();
/// Folders that may hold `models/` and `samples/`, in the order in which they are asked.
std::vector<std::filesystem::path> dataFolders();
/// First existing `<data folder>/<relative>`, e.g. "models/perceptual.safetensors".
Result<std::filesystem::path> findData(const std::string& relative);

std::filesystem::path configFolder();  ///< settings, presets
std::filesystem::path stateFolder();   ///< logs, window state
std::filesystem::path cacheFolder();
std::filesystem::path runsFolder();    ///< default place of training runs

}  // namespace velatura
