// Whether two pictures show the same, whichever way each came here.
#pragma once

#include <algorithm>

#include "core/image/image.h"

namespace velatura {

/// Same size, channels, depth and samples; what is said beside them may differ.
inline bool sameSamples(const Image& a, const Image& b) {
    if (a.size() != b.size() || a.channels() != b.channels() || a.depth() != b.depth()) return false;
    if (a.id() == b.id()) return true;
    for (int y = 0; y < a.height(); ++y)
        if (!std::equal(a.row(y), a.row(y) + a.rowBytes(), b.row(y))) return false;
    return true;
}

}  // namespace velatura
