// StylizePlan: which pictures `stylize` reads and where each result goes, settled and checked before anything is
// computed. Pure file work; no picture is decoded here.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/batch/batch_plan.h"
#include "core/catalog.h"

namespace velatura::cli {

/// As typed.
struct StylizeArguments {
    std::vector<std::string> pictures, styles;
    std::string output;
    std::vector<std::string> masks, levels, keepColors;
    std::string protect;
    std::string strengths, name, contactSheet, strengthRange;
    int augment = 0;
    bool grid = false, skipExisting = false, resume = false, forecast = false;
    std::string recipe, saveRecipe, from;
    std::string timelapse;  ///< where frames are exported to; empty: nowhere
};

struct StylizePlan {
    bool batch = false;                     ///< the output is a folder, and one failure does not stop the rest
    std::filesystem::path content, output;  ///< of a single picture
    std::vector<BatchStyle> styles;         ///< of a single picture
    BatchRequest request;                   ///< of a batch; engine and parameters are the caller's to fill in
};

/// `known`: the styles of a recipe, where one is repeated; none may be given then.
Result<StylizePlan> planStylize(const StylizeArguments& arguments, const EngineInfo& engine,
                                const std::vector<BatchStyle>& known = {});

/// "painting.jpg:0.5" as a name and a weight; a file of that very name wins over the weight.
Result<BatchStyle> parseStyle(const std::string& text);

/// Several results are asked for, so that OUT is a folder.
bool isBatch(const StylizeArguments& arguments, const std::vector<std::string>& contents);

}  // namespace velatura::cli
