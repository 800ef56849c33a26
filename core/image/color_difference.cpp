#include "core/image/color_difference.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace velatura {

namespace {

double linear(double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); }

double labRoot(double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; }

constexpr double kDegree = std::numbers::pi / 180;

double power7(double c) { return std::pow(c, 7); }

/// Hue angle in degrees, 0..360; 0 for grey.
double hue(double a, double b) {
    if (a == 0 && b == 0) return 0;
    const double h = std::atan2(b, a) / kDegree;
    return h < 0 ? h + 360 : h;
}

}  // namespace

Lab labOf(double red, double green, double blue) {
    const double r = linear(red), g = linear(green), b = linear(blue);
    const double x = labRoot((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    const double y = labRoot(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    const double z = labRoot((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double deltaE2000(const Lab& one, const Lab& two) {
    const double c1 = std::hypot(one.a, one.b), c2 = std::hypot(two.a, two.b);
    const double meanC7 = power7((c1 + c2) / 2), k25 = power7(25);
    const double g = 0.5 * (1 - std::sqrt(meanC7 / (meanC7 + k25)));
    const double a1 = (1 + g) * one.a, a2 = (1 + g) * two.a;
    const double C1 = std::hypot(a1, one.b), C2 = std::hypot(a2, two.b);
    const double h1 = hue(a1, one.b), h2 = hue(a2, two.b);
    const bool grey = C1 * C2 == 0;
    double dh = h2 - h1;
    if (grey)
        dh = 0;
    else if (dh > 180)
        dh -= 360;
    else if (dh < -180)
        dh += 360;
    const double dL = two.l - one.l, dC = C2 - C1, dH = 2 * std::sqrt(C1 * C2) * std::sin(dh / 2 * kDegree);
    const double meanL = (one.l + two.l) / 2, meanC = (C1 + C2) / 2;
    double meanH = h1 + h2;
    if (!grey) {
        if (std::abs(h1 - h2) > 180) meanH += meanH < 360 ? 360 : -360;
        meanH /= 2;
    }
    const double t = 1 - 0.17 * std::cos((meanH - 30) * kDegree) + 0.24 * std::cos(2 * meanH * kDegree) +
                     0.32 * std::cos((3 * meanH + 6) * kDegree) - 0.20 * std::cos((4 * meanH - 63) * kDegree);
    const double turn = 30 * std::exp(-std::pow((meanH - 275) / 25, 2));
    const double rotation = -2 * std::sqrt(power7(meanC) / (power7(meanC) + k25)) * std::sin(2 * turn * kDegree);
    const double off = (meanL - 50) * (meanL - 50);
    const double sL = 1 + 0.015 * off / std::sqrt(20 + off), sC = 1 + 0.045 * meanC, sH = 1 + 0.015 * meanC * t;
    const double l = dL / sL, c = dC / sC, h = dH / sH;
    return std::sqrt(std::max(0.0, l * l + c * c + h * h + rotation * c * h));
}

}  // namespace velatura
