// `evaluate --layers`: what each layer of the network still misses in a result, as figures, and where, as heat maps.
#pragma once

#include <string>
#include <vector>

#include "app/cli/command.h"

namespace velatura::cli {

struct LayerArguments {
    std::string result, content, maps;
    std::vector<std::string> styles;
    std::string longSide, styleScale;  ///< as typed; empty: as the result's recipe says, else the default
    bool any() const {
        return !result.empty() || !content.empty() || !maps.empty() || !styles.empty() || !longSide.empty() ||
               !styleScale.empty();
    }
};

void addLayerOptions(CLI::App& app, LayerArguments& arguments);
/// @param csv  file for the figures; empty: none  @return the exit status
int evaluateLayers(Program& program, const LayerArguments& arguments, const std::string& csv);

}  // namespace velatura::cli
