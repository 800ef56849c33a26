// Look: how a picture was painted, apart from the photo: engine, parameters, styles and
// kept colours. What the Stylize workspace
// hands to the Batch workspace.
#pragma once

#include <string>

#include "core/base/param_values.h"
#include "ui/trays/inputs.h"

namespace velatura {

struct Look {
    std::string engine;
    ParamValues params;
    std::vector<StyleChoice> styles;
    std::vector<KeptColor> keptColors = {};
    bool masked = false;  ///< parts of the photo were painted apart, which cannot be taken to other photos
};

}  // namespace velatura
