// Learning rate over a run: a linear rise, then a cosine fall. A function of the step alone, so that a resume needs
// nothing of it.
#pragma once

#include <cstdint>

namespace velatura {

struct Schedule {
    double rate = 1e-3;          ///< at its highest
    std::int64_t warmup = 0;     ///< steps of the rise from 0
    std::int64_t steps = 1;      ///< of the whole run
    double finalShare = 0.01;    ///< of `rate` at the last step

    /// @param step  0 for the first
    double at(std::int64_t step) const;
};

}  // namespace velatura
