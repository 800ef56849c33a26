#include "core/image/mask_fill.h"

#include <algorithm>
#include <cmath>

namespace velatura {

namespace {

std::array<float, 256> linearTable() {
    std::array<float, 256> out{};
    for (size_t i = 0; i < out.size(); ++i) {
        const double v = static_cast<double>(i) / 255;
        out[i] = static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
    }
    return out;
}

void toOkLab(const std::array<float, 256>& linear, const std::uint8_t* rgb, float* lab) {
    const float r = linear[rgb[0]], g = linear[rgb[1]], b = linear[rgb[2]];
    const float l = std::cbrt(0.4122214708f * r + 0.5363325363f * g + 0.0514459929f * b);
    const float m = std::cbrt(0.2119034982f * r + 0.6806995451f * g + 0.1073969566f * b);
    const float s = std::cbrt(0.0883024619f * r + 0.2817188376f * g + 0.6299787005f * b);
    lab[0] = 100 * (0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s);
    lab[1] = 100 * (1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s);
    lab[2] = 100 * (0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s);
}

/// The mean of the nine pixels around the place: a grain of noise is not what was meant.
std::array<float, 3> colorAround(const ColorField& field, int x, int y) {
    std::array<float, 3> sum{};
    int count = 0;
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
            if (x + dx < 0 || y + dy < 0 || x + dx >= field.size().width || y + dy >= field.size().height) continue;
            for (size_t c = 0; c < 3; ++c) sum[c] += field.at(x + dx, y + dy)[c];
            ++count;
        }
    for (auto& v : sum) v /= static_cast<float>(count);
    return sum;
}

/// Keeps of `likeness` what is joined to the place by neighbours in a row or column.
std::vector<std::uint8_t> joinedTo(int x, int y, const std::vector<std::uint8_t>& likeness, ImageSize size) {
    std::vector<std::uint8_t> out(likeness.size(), 0);
    const auto index = [&](int px, int py) {
        return static_cast<size_t>(py) * static_cast<size_t>(size.width) + static_cast<size_t>(px);
    };
    const auto open = [&](int px, int py) { return likeness[index(px, py)] != 0 && out[index(px, py)] == 0; };
    std::vector<std::pair<int, int>> waiting{{x, y}};
    while (!waiting.empty()) {
        const auto [px, py] = waiting.back();
        waiting.pop_back();
        if (!open(px, py)) continue;
        int left = px, right = px;
        while (left > 0 && open(left - 1, py)) --left;
        while (right + 1 < size.width && open(right + 1, py)) ++right;
        for (int i = left; i <= right; ++i) out[index(i, py)] = likeness[index(i, py)];
        for (const int row : {py - 1, py + 1}) {
            if (row < 0 || row >= size.height) continue;
            for (int i = left; i <= right; ++i)
                if (open(i, row) && (i == right || !open(i + 1, row))) waiting.emplace_back(i, row);
        }
    }
    return out;
}

}  // namespace

ColorField::ColorField(const Image& photo, ImageSize size) : size_(size) {
    const Image small = thumbnail(toU8(photo, 3), size);
    const auto linear = linearTable();
    lab_.resize(3 * static_cast<size_t>(size.pixels()));
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            toOkLab(
                linear, small.row(y) + 3 * x,
                lab_.data() + 3 * (static_cast<size_t>(y) * static_cast<size_t>(size.width) + static_cast<size_t>(x)));
}

Mask colorFill(const ColorField& field, const ColorFill& fill) {
    const ImageSize size = field.size();
    check(fill.x >= 0 && fill.y >= 0 && fill.x < size.width && fill.y < size.height,
          "a fill from {}, {} outside the photo", fill.x, fill.y);
    const auto wanted = colorAround(field, fill.x, fill.y);
    const double inner = std::max(0.0, fill.tolerance), outer = inner * (1 + std::max(0.0, fill.softness)) + 0.5;
    std::vector<std::uint8_t> likeness(static_cast<size_t>(size.pixels()));
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const float* p = field.at(x, y);
            const float a = p[0] - wanted[0], b = p[1] - wanted[1], c = p[2] - wanted[2];
            const double t = std::clamp((outer - std::sqrt(a * a + b * b + c * c)) / (outer - inner), 0.0, 1.0);
            likeness[static_cast<size_t>(y) * static_cast<size_t>(size.width) + static_cast<size_t>(x)] =
                static_cast<std::uint8_t>(std::lround(255 * t));
        }
    // However much of an exception it is among its neighbours: the place itself was meant.
    likeness[static_cast<size_t>(fill.y) * static_cast<size_t>(size.width) + static_cast<size_t>(fill.x)] = 255;
    const Rect all{0, 0, size.width, size.height};
    return Mask(size).with(all, fill.everywhere ? likeness : joinedTo(fill.x, fill.y, likeness, size));
}

}  // namespace velatura
