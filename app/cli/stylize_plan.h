// StylizePlan: which pictures `stylize` reads and where each result goes, settled and checked before anything is
// computed. Pure file work; no picture is decoded here.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/catalog.h"

namespace velatura::cli {

/// As typed.
struct StylizeArguments {
    std::vector<std::string> pictures, styles;
    std::string output;
};

struct StyleFile {
    std::filesystem::path path;
    double weight = 1.0;
};

struct StylizePlan {
    struct Item {
        std::filesystem::path content, output;
    };
    std::vector<Item> items;
    std::vector<StyleFile> styles;
    bool batch = false;  ///< the output is a folder, and one failure does not stop the rest
};

Result<StylizePlan> planStylize(const StylizeArguments& arguments, const EngineInfo& engine);

/// "painting.jpg:0.5" as a name and a weight; a file of that very name wins over the weight.
Result<StyleFile> parseStyle(const std::string& text);

}  // namespace velatura::cli
