// Going on with a training run: what its run.json says, below what the request says. The terminal's `train --resume`
// and the window's Resume use it. Reads one small file; any thread.
#pragma once

#include "core/catalog.h"
#include "core/work.h"

namespace velatura {

/// Fills parameters and folders that `request` leaves open from the run.json in `request.run`. Error where there is no
/// run, it cannot be read, or it belongs to another trainer.
Status takeUpRun(TrainRequest& request, const TrainerInfo& trainer);

}  // namespace velatura
