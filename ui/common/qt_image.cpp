#include "ui/common/qt_image.h"

#include <algorithm>
#include <cstring>

#include "core/image_io/color_profile.h"

namespace velatura {

namespace {
constexpr int kSmallestHalf = 256;
}

QImage toQImage(const Image& image) {
    if (image.empty()) return {};
    const bool alpha = image.hasAlpha();
    const int channels = alpha ? 4 : 3;
    // The screen is taken for sRGB; a picture in a wider space would look dull on it.
    const auto converted = image.info().icc.empty() ? Result<Image>(image) : convertColors(image, {});
    const Image u8 = toU8(converted ? *converted : image, channels);
    QImage out(u8.width(), u8.height(), alpha ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    for (int y = 0; y < u8.height(); ++y) {
        const std::uint8_t* from = u8.row(y);
        auto* to = reinterpret_cast<QRgb*>(out.scanLine(y));
        if (alpha)
            for (int x = 0; x < u8.width(); ++x, from += 4) to[x] = qPremultiply(qRgba(from[0], from[1], from[2], from[3]));
        else
            for (int x = 0; x < u8.width(); ++x, from += 3) to[x] = qRgb(from[0], from[1], from[2]);
    }
    return out;
}

Image fromQImage(const QImage& image) {
    if (image.isNull()) return {};
    const bool alpha = image.hasAlphaChannel();
    const QImage plain = image.convertToFormat(alpha ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    PixelBuffer pixels({plain.width(), plain.height()}, alpha ? 4 : 3, Depth::U8);
    for (int y = 0; y < plain.height(); ++y) std::memcpy(pixels.row(y), plain.constScanLine(y), pixels.rowBytes());
    return Image(std::move(pixels));
}

std::vector<QImage> halves(QImage picture) {
    std::vector<QImage> out{std::move(picture)};
    while (std::max(out.back().width(), out.back().height()) > 2 * kSmallestHalf)
        out.push_back(out.back().scaled(std::max(1, out.back().width() / 2), std::max(1, out.back().height() / 2),
                                        Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    return out;
}

}  // namespace velatura
