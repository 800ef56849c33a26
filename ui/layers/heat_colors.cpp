#include "ui/layers/heat_colors.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace velatura {

QRgb heatColor(double share) {
    // Seven points of matplotlib's "inferno", a scale of even steps in lightness.
    static constexpr std::array<std::array<double, 3>, 7> kPoints{
        {{0, 0, 4}, {51, 10, 95}, {122, 27, 109}, {187, 55, 84}, {237, 105, 37}, {251, 180, 26}, {252, 255, 164}}};
    const double at = std::clamp(share, 0.0, 1.0) * (kPoints.size() - 1);
    const auto i = std::min<size_t>(static_cast<size_t>(at), kPoints.size() - 2);
    const double f = at - static_cast<double>(i);
    const auto mixed = [&](size_t c) { return static_cast<int>(std::lround(kPoints[i][c] * (1 - f) + kPoints[i + 1][c] * f)); };
    return qRgb(mixed(0), mixed(1), mixed(2));
}

QImage heatImage(const Image& map) {
    std::array<QRgb, 256> table{};
    for (size_t v = 0; v < table.size(); ++v) table[v] = heatColor(static_cast<double>(v) / 255);
    QImage out(map.width(), map.height(), QImage::Format_RGB32);
    for (int y = 0; y < map.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(out.scanLine(y));
        for (int x = 0; x < map.width(); ++x) line[x] = table[map.row(y)[x * map.channels()]];
    }
    return out;
}

}  // namespace velatura
