// PresetStore: named parameter values as JSON files in one folder. Used by PresetBar; no widgets. Files that are broken
// or do not fit the schema are skipped with a line in the log. One thread.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "core/base/param_schema.h"

namespace velatura {

class PresetStore {
public:
    PresetStore(std::filesystem::path folder, const Schema& schema);

    /// Presets by name, as the folder holds them now.
    std::map<std::string, ParamValues> load() const;
    Status save(const std::string& name, const ParamValues& values) const;
    Status remove(const std::string& name) const;
    /// The old file goes only after the new one is there.
    Status rename(const std::string& from, const std::string& to) const;

    /// What a file is called; every name has one, none leaves the folder.
    static std::string fileName(const std::string& name);

private:
    std::filesystem::path folder_;
    const Schema& schema_;
};

}  // namespace velatura
