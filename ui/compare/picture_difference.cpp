#include "ui/compare/picture_difference.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/common/qt_image.h"

namespace velatura {

namespace {

constexpr int kGrey = 0x40;  ///< of equal places

/// On white, as the rest of the program lays alpha out for who has none.
QImage opaque(const QImage& image) {
    if (!image.hasAlphaChannel()) return image;
    QImage out(image.size(), QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        const auto* from = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        auto* to = reinterpret_cast<QRgb*>(out.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int rest = 255 - qAlpha(from[x]);  // premultiplied
            to[x] = qRgb(qRed(from[x]) + rest, qGreen(from[x]) + rest, qBlue(from[x]) + rest);
        }
    }
    return out;
}

QImage atSize(const QImage& image, QSize size) {
    return (image.size() == size ? image : image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)).convertToFormat(QImage::Format_RGB32);
}

template <class Colour>
QImage mapped(const QImage& image, const Colour& colour) {
    QImage out(image.size(), QImage::Format_RGB32);
    out.setDevicePixelRatio(image.devicePixelRatio());
    for (int y = 0; y < image.height(); ++y) {
        const auto* from = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        auto* to = reinterpret_cast<QRgb*>(out.scanLine(y));
        for (int x = 0; x < image.width(); ++x) to[x] = colour(from[x]);
    }
    return out;
}

}  // namespace

PicturePtr absoluteDifference(const Picture& a, const Picture& b, const QString& name) {
    const QImage first = opaque(a.levels.front()), second = opaque(b.levels.front());
    const bool larger = qint64{first.width()} * first.height() >= qint64{second.width()} * second.height();
    const QSize size = larger ? first.size() : second.size();
    const QImage one = atSize(first, size), two = atSize(second, size);
    QImage out(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        const auto* p = reinterpret_cast<const QRgb*>(one.constScanLine(y));
        const auto* q = reinterpret_cast<const QRgb*>(two.constScanLine(y));
        auto* to = reinterpret_cast<QRgb*>(out.scanLine(y));
        for (int x = 0; x < size.width(); ++x)
            to[x] = qRgb(std::abs(qRed(p[x]) - qRed(q[x])), std::abs(qGreen(p[x]) - qGreen(q[x])), std::abs(qBlue(p[x]) - qBlue(q[x])));
    }
    auto picture = std::make_shared<Picture>();
    picture->levels = halves(std::move(out));
    picture->name = name;
    return picture;
}

QImage amplified(const QImage& difference, double gain) {
    std::array<int, 256> table;
    for (int i = 0; i < 256; ++i) table[static_cast<size_t>(i)] = static_cast<int>(std::lround(kGrey + std::min(1.0, gain * i / 255) * (255 - kGrey)));
    const auto at = [&](int v) { return table[static_cast<size_t>(v)]; };
    return mapped(difference, [&](QRgb c) { return qRgb(at(qRed(c)), at(qGreen(c)), at(qBlue(c))); });
}

QImage heatMap(const QImage& difference, double gain) {
    // Lightness rises all the way, so that it can be read without telling red from green.
    constexpr std::array<std::array<double, 3>, 6> kStops{{{0, 0, 0}, {60, 10, 90}, {160, 30, 90}, {230, 85, 40}, {250, 180, 50}, {255, 255, 220}}};
    std::array<QRgb, 256> table;
    for (int i = 0; i < 256; ++i) {
        const double at = std::min(1.0, gain * i / 255) * (kStops.size() - 1);
        const auto low = std::min(static_cast<size_t>(at), kStops.size() - 2);
        const double share = at - static_cast<double>(low);
        const auto mix = [&](size_t c) { return static_cast<int>(std::lround(kStops[low][c] * (1 - share) + kStops[low + 1][c] * share)); };
        table[static_cast<size_t>(i)] = qRgb(mix(0), mix(1), mix(2));
    }
    // The largest channel: a change of hue alone is a change too.
    return mapped(difference, [&](QRgb c) { return table[static_cast<size_t>(std::max({qRed(c), qGreen(c), qBlue(c)}))]; });
}

}  // namespace velatura
