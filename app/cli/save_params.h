// How the terminal program saves pictures, declared as parameters and turned into SaveOptions.
#pragma once

#include "core/base/param_schema.h"
#include "core/image_io/image_io.h"

namespace velatura::cli {

struct SaveParams {
    int quality = 92;
    SaveDepth depth = SaveDepth::Keep;
    SaveProfile profile = SaveProfile::Source;
    std::string profileFile;
    SaveMetadata metadata = SaveMetadata::Keep;
    bool stripMetadata = false;  ///< the shorter way to say metadata strip
    double dpi = 0;
    std::string outputSize = "working";
};

const ParamSchema<SaveParams>& saveSchema();

/// Reads the profile where a file is named; the recipe is the caller's.
Result<SaveOptions> saveOptions(const SaveParams& params);

}  // namespace velatura::cli
