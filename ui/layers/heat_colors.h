// The colours of heat maps: black over purple and orange to a pale yellow, evenly lighter all the way, so that they read
// the same for every eye and in print. Any thread.
#pragma once

#include <QtGui/QImage>

#include "core/image/image.h"

namespace velatura {

/// @param share  0: nothing, 1: the most
QRgb heatColor(double share);
/// A grey 8-bit map in these colours.
QImage heatImage(const Image& map);

}  // namespace velatura
