#include "core/image/painting_frame.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/image/resample.h"

namespace velatura {

namespace {

/// Found by looking at 160 paintings of which 40 have a frame. Long side at which is looked, px.
constexpr int kSide = 512;
/// Within this share of a side; a wide frame is more than a border, and the painting's own middle must stay.
constexpr double kReach = 0.1;
/// Ends of a line that are left out: there run the frame's other sides.
constexpr double kEnds = 0.08;
/// Lines on each side of an edge whose mean is compared: an edge of paper is not quite straight.
constexpr int kLines = 3;
/// Least difference in colour, and least share of it that goes one way.
constexpr double kLeastEdge = 0.05, kLeastAgreement = 0.75;
/// Share of the points that must go that way by more than kPart of the mean.
constexpr double kLeastPoints = 0.85, kPart = 0.4;

using Colour = std::array<float, 3>;

/// A picture's lines that run along one of its sides, counted from the border.
struct Side {
    const std::vector<Colour>& pixels;
    ImageSize size;
    bool columns, fromEnd;

    int lines() const { return columns ? size.width : size.height; }
    int length() const { return columns ? size.height : size.width; }
    const Colour& at(int line, int along) const {
        const int l = fromEnd ? lines() - 1 - line : line;
        const int x = columns ? l : along, y = columns ? along : l;
        return pixels[static_cast<size_t>(y) * static_cast<size_t>(size.width) + static_cast<size_t>(x)];
    }
};

std::vector<Colour> coloursOf(const Image& picture) {
    std::vector<Colour> out;
    const auto channels = static_cast<size_t>(picture.channels());
    std::vector<float> row(static_cast<size_t>(picture.width()) * channels);
    for (int y = 0; y < picture.height(); ++y) {
        readRow(picture, y, row.data());
        for (size_t i = 0; i < row.size(); i += channels)
            out.push_back(channels < 3 ? Colour{row[i], row[i], row[i]} : Colour{row[i], row[i + 1], row[i + 2]});
    }
    return out;
}

double lengthOf(const Colour& c) { return std::sqrt(c[0] * c[0] + c[1] * c[1] + c[2] * c[2]); }

/// Whether an edge runs along the whole side before `line`.
bool edgeBefore(const Side& side, int line) {
    const int skipped = static_cast<int>(kEnds * side.length()), first = std::max(0, line - kLines);
    std::vector<Colour> steps;
    Colour mean{};
    for (int i = skipped; i < side.length() - skipped; ++i) {
        Colour step{};
        for (int l = first; l < line + kLines; ++l)
            for (size_t c = 0; c < 3; ++c)
                step[c] += side.at(l, i)[c] * (l < line ? -1.0f / static_cast<float>(line - first) : 1.0f / kLines);
        for (size_t c = 0; c < 3; ++c) mean[c] += step[c];
        steps.push_back(step);
    }
    const auto points = static_cast<double>(steps.size());
    const double edge = lengthOf(mean) / points;
    if ((std::abs(mean[0]) + std::abs(mean[1]) + std::abs(mean[2])) / 3 / points < kLeastEdge) return false;
    double lengths = 0, along = 0;
    for (const Colour& s : steps) {
        lengths += lengthOf(s);
        const double way = (s[0] * mean[0] + s[1] * mean[1] + s[2] * mean[2]) / lengthOf(mean);
        along += way > kPart * edge ? 1 : 0;
    }
    return edge * points > kLeastAgreement * lengths && along > kLeastPoints * points;
}

/// Share of the side that is no painting.
double insetOf(const Side& side) {
    const int reach = static_cast<int>(kReach * side.lines());
    if (side.lines() < reach + kLines || side.length() < kLines) return 0;
    int inner = 0;
    for (int line = 1; line <= reach; ++line)
        if (edgeBefore(side, line)) inner = line;
    return inner > 0 ? static_cast<double>(inner + kLines + 1) / side.lines() : 0;
}

}  // namespace

CropRect paintingWithin(const Image& picture) {
    const Image small = resized(picture, fitLongSide(picture.size(), kSide), Kernel::Area);
    const auto pixels = coloursOf(small);
    const auto inset = [&](bool columns, bool fromEnd) { return insetOf({pixels, small.size(), columns, fromEnd}); };
    const double left = inset(true, false), top = inset(false, false);
    return {left, top, 1 - left - inset(true, true), 1 - top - inset(false, true)};
}

}  // namespace velatura
