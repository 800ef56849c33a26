// --timelapse: the frames of one run in the terminal, kept in a folder that goes with the program, and exported at the end.
#pragma once

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "core/frame_recorder.h"
#include "core/image_io/timelapse.h"

namespace velatura::cli {

/// The parameter of engines that paint in steps: after how many a frame is kept.
inline constexpr const char* kFrameEvery = "frame-every";

class Timelapse {
public:
    /// Adds --timelapse and the options that go with it.
    explicit Timelapse(CLI::App& app);

    bool wanted() const { return !output_.empty(); }
    const std::string& output() const { return output_; }
    /// Before anything is painted: name and place are fit for it. `params` gets an interval where none was asked for.
    Status prepare(const Schema& engine, ParamValues& params);
    std::shared_ptr<FrameRecorder> recorder();
    /// Says what was written.
    Status write(Console& console, const Image& result);

private:
    std::string output_;
    std::unique_ptr<SchemaOptions> options_;
    TimelapseParams params_;
    std::shared_ptr<FrameRecorder> recorder_;
};

}  // namespace velatura::cli
