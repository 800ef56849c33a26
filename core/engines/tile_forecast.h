// What engines that paint in one pass share in their forecasts: which tiles fit, and which size would. Torch-free.
#pragma once

#include <algorithm>
#include <initializer_list>

#include "core/forecast.h"

namespace velatura {

/// Largest of `tiles`, which fall, that fits; the smallest of them where none does; 0 (whole) for a picture up to
/// `wholeSide` that fits as it is. @param fits  asked with a tile, 0 for the whole
template <class Fits>
int tileThatFits(ImageSize size, int wholeSide, std::initializer_list<int> tiles, const Fits& fits) {
    const int side = std::max(size.width, size.height);
    if (side <= wholeSide && fits(0)) return 0;
    int last = 0;
    for (const int tile : tiles) {
        if (tile >= side) continue;
        last = tile;
        if (fits(tile)) return tile;
    }
    return last;
}

/// Largest long side, in steps of 64 px, at which a picture of these proportions fits; 0: none.
template <class Fits>
int longSideThatFits(ImageSize content, int most, const Fits& fits) {
    for (int longSide = most / 64 * 64; longSide >= 64; longSide -= 64)
        if (fits(fitLongSide(content, longSide))) return longSide;
    return 0;
}

}  // namespace velatura
