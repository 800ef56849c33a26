// Checkpoints: a trainer's whole state in one safetensors file, written atomically, read with every name and shape
// checked. Called by TrainLoop on the job's thread.
#pragma once

#include <filesystem>
#include <optional>

#include "core/train/trainer.h"

namespace velatura {

/// State after `step` steps. `facts` are kept beside it as text (trainer, parameters in force).
Status saveCheckpoint(const std::filesystem::path& path, Trainer& trainer, std::int64_t step,
                      const std::map<std::string, std::string>& facts);

struct LoadedCheckpoint {
    std::int64_t step = 0;
    std::map<std::string, std::string> facts;
};
Result<LoadedCheckpoint> loadCheckpoint(const std::filesystem::path& path, Trainer& trainer,
                                        const std::string& trainerKey);

/// checkpoints/step-00000500.safetensors
std::filesystem::path checkpointPath(const std::filesystem::path& run, std::int64_t step);
/// Complete checkpoints of a run, oldest first.
std::vector<std::filesystem::path> checkpointsOf(const std::filesystem::path& run);

}  // namespace velatura
