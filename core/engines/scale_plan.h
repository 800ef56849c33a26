// The sizes that the optimiser goes through, coarse to fine, with each one's share of the steps. Pure.
#pragma once

#include <vector>

#include "core/image/image.h"

namespace velatura {

struct ScaleStep {
    ImageSize size;
    int steps = 1;
    double timeShare = 1;  ///< of a time limit, by the cost of its pixels
};

/// @param full    working size
/// @param scales  how many sizes at most; each has half the side of the next, none a long side under 64 px; 0: as many as
///                it takes to begin at 720 to 1440 px, for a smaller size's ripple is enlarged in calm places
/// @param steps   over all of them; every size gets at least one, coarse ones more than fine ones
std::vector<ScaleStep> planScales(ImageSize full, int scales, int steps);

}  // namespace velatura
