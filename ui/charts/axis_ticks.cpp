#include "ui/charts/axis_ticks.h"

#include <algorithm>
#include <cmath>

namespace velatura {

std::vector<double> linearTicks(double low, double high, int wanted) {
    if (!(high > low) || wanted < 1) return {};
    const double rough = (high - low) / wanted;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double m : {5.0, 2.0, 1.0})
        if (m * power >= rough * 0.999) step = m * power;
    std::vector<double> out;
    const double slack = step * 1e-9;
    for (double k = std::ceil((low - slack) / step); k * step <= high + slack; ++k) {
        const double v = k * step;
        out.push_back(std::abs(v) < slack ? 0 : v);
    }
    return out;
}

std::vector<double> logTicks(double low, double high, int wanted) {
    if (!(high > low) || low <= 0 || wanted < 1) return {};
    const double decades = std::log10(high / low);
    // Less than a third of a decade looks linear: 1, 2, 5 would leave the axis empty.
    if (decades < 0.5) return linearTicks(low, high, wanted);
    const int first = static_cast<int>(std::floor(std::log10(low))), last = static_cast<int>(std::ceil(std::log10(high)));
    const int every = std::max(1, static_cast<int>(std::ceil(decades / wanted)));
    std::vector<double> factors{1};
    if (decades * 3 <= wanted * 1.5)
        factors = {1, 2, 5};
    else if (decades * 2 <= wanted * 1.5)
        factors = {1, 3};
    std::vector<double> out;
    for (int e = first; e <= last; ++e) {
        if (every > 1 && e % every != 0) continue;
        for (const double f : factors) {
            const double v = f * std::pow(10.0, e);
            if (v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9)) out.push_back(v);
        }
    }
    return out;
}

}  // namespace velatura
