// How two pictures differ, for the screen: the distance of each channel, and what an eye can see of it. Pure; the first
// costs time by the pixel (on a worker), the others by the pixel shown.
#pragma once

#include <QtGui/QImage>

#include "ui/common/picture.h"

namespace velatura {

/// |a - b| of each channel at the larger one's size, with halves for the zoom. Alpha lies over white.
PicturePtr absoluteDifference(const Picture& a, const Picture& b, const QString& name);
/// Amplified, over grey: equal places are grey, so that darker ones cannot be taken for a difference.
QImage amplified(const QImage& difference, double gain);
/// By lightness alone, from black over red and yellow to white.
QImage heatMap(const QImage& difference, double gain);

}  // namespace velatura
