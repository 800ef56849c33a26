// RunRecorder: what a run leaves in its folder while it goes on: run.json, scalars.csv, scalars.jsonl, TensorBoard events
// and sample pictures. After a resume, lines past the checkpoint are gone: files read as if nothing had happened.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/train/trainer.h"

namespace velatura {

class RunRecorder {
public:
    /// @param fromStep  steps already done: later lines of earlier attempts are dropped; 0 starts anew
    static Result<std::unique_ptr<RunRecorder>> open(const std::filesystem::path& run, std::int64_t fromStep,
                                                     const PictureReader* pictures);
    ~RunRecorder();

    Status scalars(std::int64_t step, double seconds, const Scalars& values);
    Status sample(std::int64_t step, const Image& picture);
    /// Flushes to disk; asked at every checkpoint, so that files never lag behind it.
    Status flush();

private:
    struct Parts;
    explicit RunRecorder(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace velatura
