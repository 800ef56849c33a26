// The imported models of this person: networks that strangers trained, checked once and kept below the data folder as
// safetensors, each with a small JSON file that says where it came from. Without LibTorch; blocks on files; called from
// workers, the terminal program and the work library.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace velatura {

struct StoredModel {
    std::string name;            ///< by which parameters and commands call it; also the file's
    std::filesystem::path file;  ///< NAME.safetensors
    std::string sha256;          ///< of `file`
    std::string source;          ///< the imported file's name, without its folder
    std::string sourceSha256;
    std::string kind, convention;     ///< as NetworkReport says
    std::vector<std::string> layers;  ///< taps
    std::vector<int> channels;        ///< of each
    std::int64_t weights = 0, bytes = 0;
    std::string imported;  ///< when: "2026-01-31T18:05:00Z"
};

std::filesystem::path modelStoreFolder();
std::filesystem::path storedModelFile(const std::string& name);

/// Letters, digits, "-", "_" and "." of a name; never empty, never hidden, at most 64 long.
std::string cleanModelName(const std::string& name);

/// By name. An entry whose files are damaged is left out, and the log says so.
std::vector<StoredModel> storedModels();
/// Error lists what there is.
Result<StoredModel> findStoredModel(const std::string& name);

/// Writes the description beside `model.file`, which is there already.
Status describeStoredModel(const StoredModel& model);
/// What is said where a model's file is no longer the one that was imported.
Error changedModel(const std::string& name);
Status removeStoredModel(const std::string& name);

/// How recipes name an imported model among those of the program: "imported/NAME.safetensors".
std::string recipeNameOf(const std::string& name);

}  // namespace velatura
