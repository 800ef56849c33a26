// Forecast: what a rendering will take of memory and time, before it is begun, and what would fit where it does not.
// Pure and quick (no LibTorch, no file): the window asks at every move of a slider. Each engine has its own estimate in
// its _params folder; the catalog knows it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/param_values.h"
#include "core/base/result.h"
#include "core/image/image.h"

namespace velatura {

/// What an estimate depends on.
struct ForecastRequest {
    ParamValues params;              ///< checked against the engine's schema
    ImageSize content;               ///< the photo's own size
    std::vector<ImageSize> styles;
    std::int64_t freeBytes = 0;      ///< availableMemory()
    int regions = 1;                 ///< parts of the picture that take after different styles, by their masks
};

struct Forecast {
    std::int64_t bytes = 0;      ///< peak beyond the pictures as they were opened
    std::int64_t freeBytes = 0;
    double work = 0;             ///< in seconds of an idle core of the machine that the estimate was made on
    int tile = 0;                ///< side of tiles in which it will be looked at; 0: whole
    int history = 0;             ///< past steps that the optimiser can remember
    int fittingLongSide = 0;     ///< where it does not fit: the largest working size that does; 0: none
    bool fits() const { return bytes <= freeBytes; }
};

/// One sentence when it does not fit: how much is needed, how much is free, which size would fit.
/// @param params  of the engine; "long-side" is the working size
Error doesNotFit(const Forecast& forecast, const ParamValues& params);

/// Seconds that one unit of an engine's work takes here, from earlier renderings of this machine. Thread-safe; on disk
/// in the cache folder.
class Calibration {
public:
    /// @param params  of the engine: "device" and "threads" say where it computes
    static double secondsPerUnit(const std::string& engine, const ParamValues& params);
    /// Of a rendering that was neither stopped nor limited in time. The newest weighs a third.
    static void measured(const std::string& engine, const ParamValues& params, double seconds, double work);
};

}  // namespace velatura
