// Named timings of what the program does, for `velatura-cli bench`: each runs in the calling thread, as jobs do.
#pragma once

#include <string>
#include <vector>

#include "core/work.h"

namespace velatura {

std::vector<std::string> benchCaseNames();
/// @param options  "size" (long side, px, default 512), "threads" (default all), "profile": run it once more and tell the
///                 context a scalar for each operation that the time goes to: its name, how often, its own seconds
Result<BenchResult> runBench(const std::string& name, int repeats, const ParamValues& options, const WorkHost& host, JobContext& context);

}  // namespace velatura
