#include "core/engines/memory_fallback.h"

#include <algorithm>

#include "core/nn/device.h"
#include "core/work/border.h"

namespace velatura {

std::vector<MemoryPlan> memoryPlans(const c10::Device& device, int tile, ImageSize largest) {
    std::vector<MemoryPlan> out{{device, tile}};
    if (device.is_cpu()) return out;
    const int side = tile > 0 ? tile : std::max(largest.width, largest.height);
    for (const int smaller : {1024, 512, 256})
        if (smaller < side) out.push_back({device, smaller});
    out.push_back({c10::Device(c10::kCPU), tile});
    return out;
}

Result<Rendered> withinMemory(const std::vector<MemoryPlan>& plans, const std::function<Result<Rendered>(const MemoryPlan&)>& attempt,
                              const std::function<void(const Error&)>& note) {
    for (size_t i = 0;; ++i) {
        auto result = guarded([&] { return attempt(plans[i]); });
        if (result || result.error().code != ErrorCode::OutOfMemory || i + 1 == plans.size()) return result;
        const MemoryPlan& next = plans[i + 1];
        if (next.device.is_cpu())
            note({ErrorCode::OutOfMemory, "The memory of %1 is not enough even in small tiles, so the CPU goes on.", {deviceName(plans[i].device)}, {}});
        else
            note({ErrorCode::OutOfMemory, "The memory of %1 is not enough for the whole picture, so it goes on in tiles of %2 px.", {deviceName(plans[i].device), std::to_string(next.tile)}, {}});
    }
}

}  // namespace velatura
