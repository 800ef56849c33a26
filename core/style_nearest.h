// Which styles are alike: distances between style codes, each number in units of how far it varies over the library.
// Pure; any thread.
#pragma once

#include <vector>

#include "core/work.h"

namespace velatura {

struct NearStyle {
    size_t index = 0;     ///< in the library that was given
    double distance = 0;  ///< root of the mean squared difference in deviations; 0: the same numbers
};

/// Both come from the same network and hold numbers, so that they can be compared.
bool comparable(const StyleCode& a, const StyleCode& b);

/// Nearest first, those that cannot be compared with `wanted` left out. Euclidean, after each number was divided by its
/// standard deviation over the library; numbers that hardly vary there are not blown up.
std::vector<NearStyle> nearestStyles(const StyleCode& wanted, const std::vector<StyleCode>& library);

}  // namespace velatura
