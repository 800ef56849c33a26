// The sizes that advertising, social networks and print ask for most, by group: what the export dialog offers to add.
// A plain table; any thread.
#pragma once

#include <vector>

#include "core/image/export_target.h"

namespace velatura {

struct PresetGroup {
    std::string label;
    std::vector<ExportTarget> targets;
};

const std::vector<PresetGroup>& exportPresets();

}  // namespace velatura
