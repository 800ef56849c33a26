#include "ui/common/picture.h"

#include <QtCore/QFileInfo>
#include <algorithm>

#include "core/image_io/image_io.h"
#include "ui/common/qt_image.h"

namespace velatura {

const QImage& Picture::level(int side) const {
    const QImage* best = &levels.front();
    for (const QImage& l : levels)
        if (std::max(l.width(), l.height()) >= side) best = &l;
    return *best;
}

PicturePtr makePicture(const Image& image, const QString& name, const QString& path) {
    auto out = std::make_shared<Picture>();
    out->image = image;
    out->levels = halves(toQImage(image));
    out->name = name;
    out->path = path;
    return out;
}

Result<PicturePtr> openPicture(const QString& path) {
    try {
        auto image = loadPicture(path.toStdString());
        if (!image) return fail(image.error());
        return makePicture(*image, QFileInfo(path).fileName(), path);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory to open %1.", {path.toStdString()},
                    "Close other pictures or choose a smaller one.");
    }
}

Result<QImage> openThumbnail(const QString& path, int side) {
    auto image = loadPicture(path.toStdString(), {.minShortSide = side, .toSrgb = true});
    if (!image) return fail(image.error());
    return toQImage(thumbnail(*image, fitLongSide(image->size(), side * 2)));
}

QRectF containRect(const QSizeF& source, const QRectF& target) {
    const QSizeF size = source.scaled(target.size(), Qt::KeepAspectRatio);
    return {target.center() - QPointF(size.width() / 2, size.height() / 2), size};
}

QRectF coverSource(const QSizeF& source, const QSizeF& target) {
    const QSizeF size = target.scaled(source, Qt::KeepAspectRatio);
    return {QPointF((source.width() - size.width()) / 2, (source.height() - size.height()) / 2), size};
}

}  // namespace velatura
