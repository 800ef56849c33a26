// The geometry of a mix: shares of two styles along a line, of three inside a triangle (barycentric coordinates). Pure.
#pragma once

#include <QtCore/QPointF>
#include <vector>

namespace velatura {

/// Weights as shares that add up to 1; all alike where they add up to nothing.
std::vector<double> sharesOf(const std::vector<double>& weights);

/// Where the handle of these shares stands between as many corners.
QPointF pointOfShares(const std::vector<double>& shares, const std::vector<QPointF>& corners);

/// The shares at `point`, or at the nearest one on the line or in the triangle. `corners`: two or three.
std::vector<double> sharesAtPoint(QPointF point, const std::vector<QPointF>& corners);

/// Shares in hundredths, as the weights are shown; they still add up to 1.
std::vector<double> inHundredths(const std::vector<double>& shares);

}  // namespace velatura
