// TrainLoop: everything that is the same for every training run: data order, schedule, checkpoints and exact resume,
// pause, stop, branch, live changes (recorded), previews, scalars, files. Runs as one Job on one thread.
#pragma once

#include <functional>
#include <memory>

#include "core/train/train_params.h"
#include "core/train/trainer.h"

namespace velatura {

struct TrainerDoor {
    std::string key;
    std::function<std::unique_ptr<Trainer>(const WorkHost&)> make;
    /// The part of the checked parameters that TrainLoop itself obeys.
    std::function<Result<TrainParams>(const ParamValues&)> read;
    const Schema& (*schema)();
};

/// Checks the request (parameters, folders, run folder) and gives the job. A new run refuses a folder that already
/// holds one; `resume` wants one and goes on from its newest readable checkpoint; `branchFrom` starts a new run from
/// the state in that checkpoint.
Result<std::unique_ptr<Job>> makeTrainJob(const TrainRequest& request, const TrainerDoor& door, const WorkHost& host);

}  // namespace velatura
