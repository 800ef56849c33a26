// A colour of the photo that painting may hardly move, as it travels from the window to whoever holds it.
#pragma once

#include <cstdint>

namespace velatura {

/// A logo's colour, a skin's. Pixels of the photo that look like it keep it.
struct KeptColor {
    std::uint8_t red = 0, green = 0, blue = 0;  ///< sRGB
    double deltaE = 5;                          ///< how far such pixels may move, CIEDE2000
    bool operator==(const KeptColor&) const = default;
};

}  // namespace velatura
