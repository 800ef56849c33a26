// Where an axis has its ticks: round numbers, linear or over orders of magnitude. No widgets.
#pragma once

#include <vector>

namespace velatura {

/// Multiples of 1, 2 or 5 times a power of ten within [low, high], about `wanted` of them, at least 2 where they fit.
std::vector<double> linearTicks(double low, double high, int wanted);
/// The same for an axis over orders of magnitude (low > 0): decades, thinned or filled up by 2 and 5 as room is.
std::vector<double> logTicks(double low, double high, int wanted);

}  // namespace velatura
