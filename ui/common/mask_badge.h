// A mask as a small picture: on the corner of the picture that it belongs to. Window thread.
#pragma once

#include <QtCore/QRectF>
#include <QtGui/QImage>

#include "core/image/mask.h"

class QPainter;

namespace velatura {

/// At most `side` long.
QImage maskThumb(const Mask& mask, int side);
/// In the lower right corner of `box`, at most `side` long; nothing for an empty() mask.
void drawMaskBadge(QPainter& painter, const Mask& mask, const QRectF& box, int side);

}  // namespace velatura
