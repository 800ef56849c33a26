// JSON files: settings, presets, run.json, manifests. Read with a size limit and one clear sentence, written atomically.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace velatura {

/// `text` as JSON; `name` is what a sentence about it calls it. Never throws, whatever the bytes are.
Result<nlohmann::json> parseJson(const std::string& text, const std::string& name);
Result<nlohmann::json> readJsonFile(const std::filesystem::path& path, size_t limit = 16u << 20);
Status writeJsonFile(const std::filesystem::path& path, const nlohmann::json& json);

}  // namespace velatura
