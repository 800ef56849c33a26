// Networks that paint the styles they were trained for, by the names that the engine "fast-style" and its trainer take:
// those that come with the program and those that were imported. Without LibTorch; blocks on files; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace velatura {

struct StyleNetworkFile {
    std::string name;
    std::filesystem::path file;
    std::string sha256;  ///< that an imported one must have; empty: comes with the program
};

/// Those that come with the program first, each by name.
std::vector<StyleNetworkFile> styleNetworks();
/// Empty: the first that comes with the program. Error lists what there is, or says what the named model is instead.
Result<StyleNetworkFile> findStyleNetwork(const std::string& name);
/// What the engine's parameter "blend" takes for each of a network's styles: its name, or its number where it has none.
/// Empty: the file is no style network (any more).
std::vector<std::string> stylesIn(const StyleNetworkFile& network);

/// How the names of styles are written into a file's metadata, and read from it; no more than `most`.
std::string styleNamesText(const std::vector<std::string>& names);
std::vector<std::string> styleNamesOf(const std::string& text, std::size_t most);

}  // namespace velatura
