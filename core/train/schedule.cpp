#include "core/train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace velatura {

double Schedule::at(std::int64_t step) const {
    if (step < warmup) return rate * static_cast<double>(step + 1) / static_cast<double>(warmup);
    const double length = static_cast<double>(std::max<std::int64_t>(1, steps - warmup));
    const double t = std::clamp(static_cast<double>(step - warmup) / length, 0.0, 1.0);
    return rate * (finalShare + (1 - finalShare) * 0.5 * (1 + std::cos(std::numbers::pi * t)));
}

}  // namespace velatura
