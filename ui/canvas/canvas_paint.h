// How the canvas draws a picture, the line between before and after, and the words over them. Window thread.
#pragma once

#include <QtCore/QRectF>
#include <QtGui/QImage>
#include <vector>

class QBrush;
class QPainter;

namespace velatura {

/// `levels` (full size and halves) as large as `whole`, of which only `visible` is drawn; `zoom` is 1 where a pixel of
/// the picture is one of the screen. A checkerboard lies behind alpha; from 400 % on pixels are squares.
void drawPicture(QPainter& painter, const std::vector<QImage>& levels, const QRectF& whole, const QRectF& visible,
                 double zoom);
/// What is seen through a transparent picture.
QBrush checkerboardBrush();
/// The handle between before and after at `x`; `seen` is the part of the picture that is in sight.
void drawCompareHandle(QPainter& painter, double x, const QRectF& seen, bool active);
/// A word on the picture, at its upper left or upper right `corner`.
void drawPictureTag(QPainter& painter, const QString& text, QPointF corner, bool rightAligned);

}  // namespace velatura
