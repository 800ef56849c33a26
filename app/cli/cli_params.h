// Options of the terminal program that belong to no engine: how pictures are packed, how often is timed.
// Declared as parameters, so that they are checked and explained like all others.
#pragma once

#include "core/base/param_schema.h"

namespace velatura::cli {

struct PackParams {
    int maxSide = 768;
    int quality = 90;
};

struct BenchParams {
    int repeats = 5;
    int size = 512;
    int threads = 0;
    bool profile = false;
};

const ParamSchema<PackParams>& packSchema();
const ParamSchema<BenchParams>& benchSchema();

}  // namespace velatura::cli
