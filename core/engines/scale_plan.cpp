#include "core/engines/scale_plan.h"

#include <algorithm>
#include <cmath>

namespace velatura {

std::vector<ScaleStep> planScales(ImageSize full, int scales, int steps) {
    constexpr int kSmallest = 64;
    // A step at half the side costs a quarter; spending half as many again there pays (measured: 60 + 40).
    constexpr double kCoarser = 1.5;
    /// Long side from which the automatic ladder begins with a half: up to it the start alone lays out large forms, and a
    /// smaller size first would leave its ripple enlarged in calm places.
    constexpr int kOneSize = 1440;
    const int longSide = std::max(full.width, full.height);
    if (scales == 0)
        for (scales = 1; (longSide >> (scales - 1)) > kOneSize;) ++scales;
    std::vector<ScaleStep> out;
    for (int i = std::max(1, std::min(scales, steps)) - 1; i >= 0; --i) {
        const int side = longSide >> i;
        if (i > 0 && side < kSmallest) continue;
        out.push_back({i == 0 ? full : fitLongSide(full, side), 1, 1});
    }
    double weights = 0, costs = 0;
    for (size_t i = 0; i < out.size(); ++i) weights += std::pow(kCoarser, static_cast<double>(out.size() - 1 - i));
    int left = steps;
    for (size_t i = 0; i < out.size(); ++i) {
        const double share = std::pow(kCoarser, static_cast<double>(out.size() - 1 - i)) / weights;
        const int later = static_cast<int>(out.size() - 1 - i);
        out[i].steps = later == 0 ? left : std::clamp(static_cast<int>(std::lround(steps * share)), 1, left - later);
        left -= out[i].steps;
        costs += out[i].steps * static_cast<double>(out[i].size.pixels());
    }
    for (auto& s : out) s.timeShare = s.steps * static_cast<double>(s.size.pixels()) / costs;
    return out;
}

}  // namespace velatura
