// Picture: a decoded picture with everything that the window needs to show it, made once on a worker and then shared.
// Slots, canvas and results hold the same one.
#pragma once

#include <QtCore/QString>
#include <QtGui/QImage>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/image/image.h"

namespace velatura {

struct Picture {
    Image image;
    std::vector<QImage> levels;  ///< for the screen: full size and halves of it
    QString path;                ///< empty: pasted or made here
    QString name;                ///< what the person calls it: the file's name

    QSize size() const { return {image.width(), image.height()}; }
    /// The smallest level that is at least `side` long, for thumbnails.
    const QImage& level(int side) const;
};

using PicturePtr = std::shared_ptr<const Picture>;

/// These block: on a worker only.
Result<PicturePtr> openPicture(const QString& path);
PicturePtr makePicture(const Image& image, const QString& name, const QString& path = {});
/// A small copy for lists, decoded reduced where the codec can.
Result<QImage> openThumbnail(const QString& path, int side);

/// `source` in `target`, keeping its proportions: as a whole (contain), or filling it (cover). Returns where it lies.
QRectF containRect(const QSizeF& source, const QRectF& target);
QRectF coverSource(const QSizeF& source, const QSizeF& target);

}  // namespace velatura
