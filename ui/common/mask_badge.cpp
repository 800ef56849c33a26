#include "ui/common/mask_badge.h"

#include <QtGui/QPaintDevice>
#include <QtGui/QPainter>
#include <algorithm>

namespace velatura {

QImage maskThumb(const Mask& mask, int side) {
    if (mask.empty()) return {};
    const ImageSize size = fitLongSide(mask.size(), side);
    QImage out(size.width, size.height, QImage::Format_Grayscale8);
    // A sample in the middle of each place: a mask is soft, and its whole picture need not be made for this.
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            out.scanLine(y)[x] = mask.at((2 * x + 1) * mask.size().width / (2 * size.width),
                                         (2 * y + 1) * mask.size().height / (2 * size.height));
    return out;
}

void drawMaskBadge(QPainter& p, const Mask& mask, const QRectF& box, int side) {
    if (mask.empty()) return;
    const qreal ratio = p.device()->devicePixelRatioF();
    const QImage thumb = maskThumb(mask, qRound(side * ratio));
    const QSizeF size = QSizeF(thumb.size()) / ratio;
    const QRectF place(box.right() - size.width() - 1, box.bottom() - size.height() - 1, size.width(), size.height());
    p.setPen(Qt::NoPen);
    p.setBrush(QColor(0xff, 0xff, 0xff));
    p.drawRect(place.adjusted(-1, -1, 1, 1));
    p.drawImage(place, thumb);
}

}  // namespace velatura
