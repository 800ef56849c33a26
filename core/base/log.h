// The log: one rotating file under the state folder, for whoever has to find out what happened. Users read sentences
// (Error), not the log. Thread-safe; before startLog() everything goes nowhere.
#pragma once

#include <filesystem>
#include <string_view>

namespace velatura {

/// Opens <state>/logs/<name>.log (3 files of 1 MB each). A folder that cannot be written leaves the log silent.
void startLog(std::string_view name);
std::filesystem::path logFolder();

void logInfo(std::string_view text);
void logWarning(std::string_view text);
void logError(std::string_view text);

}  // namespace velatura
