#include "ui/common/mask_badge.h"

#include <QtGui/QPaintDevice>
#include <QtGui/QPainter>
#include <algorithm>
#include <numeric>

namespace velatura {

QImage maskThumb(const Mask& mask, int side) {
    if (mask.empty()) return {};
    const ImageSize size = fitLongSide(mask.size(), side);
    QImage out(size.width, size.height, QImage::Format_Grayscale8);
    // Means of all that lies in each place: a mask by colour may be as fine as grain.
    for (int y = 0; y < size.height; ++y) {
        const int top = y * mask.size().height / size.height, bottom = (y + 1) * mask.size().height / size.height;
        const int rows = std::max(1, bottom - top);
        const auto band = mask.part({0, top, mask.size().width, rows});
        for (int x = 0; x < size.width; ++x) {
            const int left = x * mask.size().width / size.width;
            const int columns = std::max(1, (x + 1) * mask.size().width / size.width - left);
            std::int64_t sum = 0;
            for (int row = 0; row < rows; ++row) {
                const auto* from =
                    band.data() + static_cast<size_t>(row) * static_cast<size_t>(mask.size().width) + left;
                sum = std::accumulate(from, from + columns, sum);
            }
            out.scanLine(y)[x] = static_cast<std::uint8_t>(sum / (std::int64_t{rows} * columns));
        }
    }
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
