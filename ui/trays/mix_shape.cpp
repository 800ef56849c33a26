#include "ui/trays/mix_shape.h"

#include <algorithm>
#include <cmath>

namespace velatura {

namespace {

double dot(QPointF a, QPointF b) { return a.x() * b.x() + a.y() * b.y(); }
double cross(QPointF a, QPointF b) { return a.x() * b.y() - a.y() * b.x(); }

/// Share of `b` at the point of the line a-b that is nearest.
double along(QPointF point, QPointF a, QPointF b) {
    const double length = dot(b - a, b - a);
    return length > 0 ? std::clamp(dot(point - a, b - a) / length, 0.0, 1.0) : 0;
}

}  // namespace

std::vector<double> sharesOf(const std::vector<double>& weights) {
    double sum = 0;
    for (const double w : weights) sum += std::max(0.0, w);
    std::vector<double> out;
    for (const double w : weights) out.push_back(sum > 0 ? std::max(0.0, w) / sum : 1.0 / static_cast<double>(weights.size()));
    return out;
}

QPointF pointOfShares(const std::vector<double>& shares, const std::vector<QPointF>& corners) {
    QPointF out;
    for (size_t i = 0; i < shares.size() && i < corners.size(); ++i) out += shares[i] * corners[i];
    return out;
}

std::vector<double> sharesAtPoint(QPointF point, const std::vector<QPointF>& corners) {
    if (corners.size() == 2) {
        const double b = along(point, corners[0], corners[1]);
        return {1 - b, b};
    }
    const QPointF &a = corners[0], &b = corners[1], &c = corners[2];
    const double area = cross(b - a, c - a);
    if (area != 0) {
        const std::vector<double> inside{cross(b - point, c - point) / area, cross(c - point, a - point) / area,
                                         cross(a - point, b - point) / area};
        if (std::all_of(inside.begin(), inside.end(), [](double s) { return s >= 0; })) return inside;
    }
    // Outside: the nearest point of the three sides.
    std::vector<double> best;
    double least = 0;
    for (size_t i = 0; i < 3; ++i) {
        const size_t j = (i + 1) % 3;
        const double t = along(point, corners[i], corners[j]);
        const QPointF off = corners[i] + t * (corners[j] - corners[i]) - point;
        if (!best.empty() && dot(off, off) >= least) continue;
        least = dot(off, off);
        best.assign(3, 0);
        best[i] = 1 - t;
        best[j] = t;
    }
    return best;
}

std::vector<double> inHundredths(const std::vector<double>& shares) {
    std::vector<double> out;
    int left = 100;
    for (const double s : shares) {
        out.push_back(std::round(s * 100));
        left -= static_cast<int>(out.back());
    }
    // What rounding took or gave goes to the largest, which feels it least.
    if (!out.empty()) *std::max_element(out.begin(), out.end()) += left;
    for (double& s : out) s /= 100;
    return out;
}

}  // namespace velatura
