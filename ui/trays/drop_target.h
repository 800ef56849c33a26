// What covers the window while something is dragged over it: a veil, and large targets that say what becomes of it. Used
// by the overlays for pictures and for weights. Window thread.
#pragma once

#include <QtCore/QString>

class QPainter;
class QRectF;
class QWidget;

namespace velatura {

/// The place for targets: all of `overlay` but a broad edge.
QRectF dropArea(const QWidget& overlay);
/// Over all of `overlay`; what lies under it is hardly seen.
void drawDropVeil(QPainter& painter, const QWidget& overlay);

struct DropTarget {
    QString icon, word, sentence;
    bool active = true;  ///< it is what the pointer is over
};
void drawDropTarget(QPainter& painter, const QRectF& box, const DropTarget& target);

}  // namespace velatura
