// How far apart two colours look: CIELAB and CIEDE2000 (Sharma, Wu and Dalal 2005, with their test data). Scalars.
#pragma once

namespace velatura {

/// CIELAB for D65.
struct Lab {
    double l = 0, a = 0, b = 0;
};

/// @param red, green, blue  gamma-coded sRGB, 0..1
Lab labOf(double red, double green, double blue);

/// CIEDE2000 with kL = kC = kH = 1: 1 is about the least that an eye sees side by side, 5 is plain.
double deltaE2000(const Lab& a, const Lab& b);

}  // namespace velatura
