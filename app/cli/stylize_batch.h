// Many pictures on the console: runs a BatchJob inline and says what becomes of each picture.
#pragma once

#include "app/cli/command.h"
#include "core/batch/batch_job.h"
#include "core/image_io/image_io.h"

namespace velatura::cli {

/// Plans and paints; returns the exit status. `sessions` is the program's.
int runBatch(Program& program, BatchRequest request, const SaveOptions& save, std::shared_ptr<EngineSessions> sessions);

/// ", 100 steps, 12.3 s, cpu": what an engine says it did.
std::string factsText(const ParamValues& facts);

}  // namespace velatura::cli
