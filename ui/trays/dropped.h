// Dropped: what a drag, a paste or a URL list holds, sorted by what can be done with it. Window thread; touches no file's
// content, only asks whether a path is a folder.
#pragma once

#include <QtCore/QStringList>
#include <QtGui/QImage>

class QMimeData;

namespace velatura {

struct Dropped {
    QStringList files;    ///< local files
    QStringList folders;
    QByteArray encoded;   ///< a picture without a file, as the other program encoded it: nothing is lost
    QImage pixels;        ///< one that is only there as pixels
    QStringList remote;   ///< addresses on the net, which are not fetched

    bool usable() const { return !files.isEmpty() || !folders.isEmpty() || !encoded.isEmpty() || !pixels.isNull(); }
    static Dropped from(const QMimeData* data);
    /// The same question without taking the pixels: while a drag still moves.
    static bool accepts(const QMimeData* data);
    static bool hasFolder(const QMimeData* data);
};

}  // namespace velatura
