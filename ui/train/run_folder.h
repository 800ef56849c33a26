// RunFolder: what a training run left in its folder, read back: parameters, curves, samples, checkpoints. Blocks; the
// workspace reads it on a worker. No widgets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/base/param_values.h"
#include "core/base/result.h"
#include "core/jobs/job_channel.h"

namespace velatura {

struct RunFolder {
    using Numbered = std::pair<std::int64_t, std::filesystem::path>;  ///< step and file

    std::filesystem::path path;
    std::string trainer;
    ParamValues params;
    std::filesystem::path data, styles, teachers;
    std::vector<Scalar> scalars;
    std::vector<Numbered> samples, checkpoints;  ///< by step
    int brokenLines = 0;                         ///< of scalars.jsonl, skipped
    std::int64_t lastStep() const;
};

/// Error where there is no run.json or it is not one.
Result<RunFolder> readRunFolder(const std::filesystem::path& folder);
bool holdsRun(const std::filesystem::path& folder);
/// A name below `parent` that is not taken: "perceptual-001", "perceptual-002" …
std::filesystem::path freeRunFolder(const std::filesystem::path& parent, const std::string& trainer);
/// The step in a file's name: "step-00000500.safetensors" is 500; -1: there is none.
std::int64_t stepInName(const std::filesystem::path& file);

}  // namespace velatura
