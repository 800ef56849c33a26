// The frames of a run as a time-lapse: a Motion JPEG video, an animated WebP, or numbered pictures in a folder of their
// own. Whole or not at all: whatever goes wrong, or is stopped, nothing half-written is left. Thread-safe; blocks.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "core/base/result.h"
#include "core/image/image.h"
#include "core/image_io/timelapse_params.h"

namespace velatura {

struct TimelapseOrder {
    std::vector<std::filesystem::path> frames;  ///< as recorded, oldest first
    Image last;                                 ///< the result, which ends it and gives it its size
    std::filesystem::path output;               ///< a file, or a folder for numbered pictures
    TimelapseParams params;
};

/// What `params.format` comes to for a name; Error where name and format contradict each other or say nothing.
Result<TimelapseFormat> timelapseFormat(const std::filesystem::path& output, TimelapseFormat wanted);
/// The ending that a file of this format has, without a dot; empty for numbered pictures.
const char* timelapseEnding(TimelapseFormat format);
/// Before anything is painted: the name fits the format, and the place may be written.
Status checkTimelapse(const std::filesystem::path& output, TimelapseFormat wanted);

/// `proceed` gets the share done and says whether to go on. @return how many pictures it shows; 0: told to stop
Result<int> exportTimelapse(const TimelapseOrder& order, const std::function<bool(double)>& proceed);

}  // namespace velatura
