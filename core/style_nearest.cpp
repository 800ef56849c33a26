#include "core/style_nearest.h"

#include <algorithm>
#include <cmath>

namespace velatura {

namespace {

/// Below this share of its own size a number's deviation tells of noise, not of style.
constexpr double kLeastShare = 0.01;
/// The same for numbers that are next to nothing beside the others: what an idle channel of the network leaves.
constexpr double kIdleShare = 1e-4;

/// What each number is divided by.
std::vector<double> scales(const std::vector<const StyleCode*>& codes, size_t count) {
    std::vector<double> out(count, 1);
    const auto n = static_cast<double>(codes.size());
    double all = 0;
    for (const StyleCode* c : codes)
        for (const float v : c->numbers) all += static_cast<double>(v) * v / (n * static_cast<double>(count));
    const double idle = kIdleShare * std::sqrt(all);
    for (size_t d = 0; d < count; ++d) {
        double mean = 0, square = 0, size = 0;
        for (const StyleCode* c : codes) {
            mean += c->numbers[d] / n;
            size += static_cast<double>(c->numbers[d]) * c->numbers[d] / n;
        }
        for (const StyleCode* c : codes) square += (c->numbers[d] - mean) * (c->numbers[d] - mean) / n;
        const double scale = std::max({std::sqrt(square), kLeastShare * std::sqrt(size), idle});
        if (scale > 0) out[d] = scale;
    }
    return out;
}

}  // namespace

bool comparable(const StyleCode& a, const StyleCode& b) {
    return !a.numbers.empty() && a.numbers.size() == b.numbers.size() && a.model == b.model;
}

std::vector<NearStyle> nearestStyles(const StyleCode& wanted, const std::vector<StyleCode>& library) {
    std::vector<NearStyle> out;
    std::vector<const StyleCode*> codes;
    for (size_t i = 0; i < library.size(); ++i)
        if (comparable(wanted, library[i])) {
            codes.push_back(&library[i]);
            out.push_back({i, 0});
        }
    if (codes.empty()) return out;
    const size_t count = wanted.numbers.size();
    const std::vector<double> scale = scales(codes, count);
    for (size_t i = 0; i < codes.size(); ++i) {
        double sum = 0;
        for (size_t d = 0; d < count; ++d) {
            const double off = (static_cast<double>(codes[i]->numbers[d]) - wanted.numbers[d]) / scale[d];
            sum += off * off;
        }
        out[i].distance = std::sqrt(sum / static_cast<double>(count));
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const NearStyle& a, const NearStyle& b) { return a.distance < b.distance; });
    return out;
}

}  // namespace velatura
