// How the frames of a run become a time-lapse: how long, how fast, in which format. Declared once for the window's form
// and the terminal's options.
#pragma once

#include "core/base/param_schema.h"

namespace velatura {

enum class TimelapseFormat { ByName, Avi, Webp, Png, Jpeg };

struct TimelapseParams {
    TimelapseFormat format = TimelapseFormat::ByName;
    double length = 6;
    double fps = 25;
    double hold = 1.5;
    double ease = 0.7;
    int quality = 90;
};

const ParamSchema<TimelapseParams>& timelapseSchema();

/// Which recorded frame each of `count` shown ones is. `changes[i]` says how much frame i + 1 differs from frame i; with
/// `ease` 1 time goes by change alone, with 0 evenly. First and last frame are always shown; none goes back.
std::vector<int> timelapsePlan(const std::vector<double>& changes, double ease, int count);

}  // namespace velatura
