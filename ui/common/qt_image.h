// Between Image and QImage: the one place where samples become something that Qt draws. Costs time by the pixel: call it
// on a worker. Safe on any thread.
#pragma once

#include <QtGui/QImage>
#include <vector>

#include "core/image/image.h"

namespace velatura {

/// RGB32, or ARGB32_Premultiplied where the picture has alpha.
QImage toQImage(const Image& image);
/// RGB or RGBA in 8 bits, e.g. from the clipboard.
Image fromQImage(const QImage& image);

/// The picture and its halves down to 256 px: whatever the zoom, the canvas draws from a level at most twice too large.
std::vector<QImage> halves(QImage picture);

}  // namespace velatura
