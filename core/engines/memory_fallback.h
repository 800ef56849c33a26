// What to try when a GPU's memory is not enough, in order: tiles, smaller tiles, the CPU. Nothing tells beforehand how
// much a GPU has left for us, so it is tried.
#pragma once

#include <c10/core/Device.h>

#include <functional>
#include <vector>

#include "core/image/image.h"
#include "core/work.h"

namespace velatura {

struct MemoryPlan {
    c10::Device device;
    int tile = 0;  ///< GatysParams::tile
    bool operator==(const MemoryPlan&) const = default;
};

/// First what was asked for. A CPU has no second: its memory is known beforehand (gatysForecast).
std::vector<MemoryPlan> memoryPlans(const c10::Device& device, int tile, ImageSize largest);

/// Tries the plans until one has memory enough; each that had not is told to `note`. What fails for another reason, and
/// what the last one says, is the result.
Result<Rendered> withinMemory(const std::vector<MemoryPlan>& plans, const std::function<Result<Rendered>(const MemoryPlan&)>& attempt,
                              const std::function<void(const Error&)>& note);

}  // namespace velatura
