#include "ui/masks/mask_tint.h"

#include <QtGui/QPainter>

namespace velatura {

void MaskTint::setColor(const QColor& color, double opacity) {
    for (int v = 0; v < 256; ++v)
        colors_[static_cast<size_t>(v)] =
            qPremultiply(qRgba(color.red(), color.green(), color.blue(), qRound(v * opacity)));
}

void MaskTint::reset(ImageSize size) {
    image_ = QImage(size.width, size.height, QImage::Format_ARGB32_Premultiplied);
    image_.fill(Qt::transparent);
}

void MaskTint::put(Rect area, const std::vector<std::uint8_t>& samples) {
    for (int y = 0; y < area.height; ++y) {
        auto* to = reinterpret_cast<QRgb*>(image_.scanLine(area.y + y)) + area.x;
        const std::uint8_t* from = samples.data() + static_cast<size_t>(y) * static_cast<size_t>(area.width);
        for (int x = 0; x < area.width; ++x) to[x] = colors_[from[x]];
    }
}

void MaskTint::show(const Mask& mask, const Mask& before) {
    if (mask.empty()) {
        image_ = {};
        return;
    }
    if (size() != mask.size()) reset(mask.size());
    if (before.size() == mask.size() && !before.empty()) {
        for (const Rect& area : mask.changedSince(before)) put(area, mask.part(area));
        return;
    }
    const Rect all{0, 0, mask.size().width, mask.size().height};
    put(all, mask.part(all));
}

void MaskTint::draw(QPainter& p, const QRectF& whole) const {
    if (image_.isNull()) return;
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    p.drawImage(whole, image_);
}

}  // namespace velatura
