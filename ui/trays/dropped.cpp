#include "ui/trays/dropped.h"

#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QUrl>

namespace velatura {

namespace {

QList<QUrl> urlsOf(const QMimeData* data) {
    if (data->hasUrls()) return data->urls();
    QList<QUrl> out;
    // Some terminals and file managers give a path as text.
    for (const QString& line : data->text().split('\n', Qt::SkipEmptyParts)) {
        const QString text = line.trimmed();
        if (text.startsWith("file://")) out << QUrl(text);
        if (text.startsWith('/') && QFileInfo::exists(text)) out << QUrl::fromLocalFile(text);
    }
    return out;
}

}  // namespace

Dropped Dropped::from(const QMimeData* data) {
    Dropped out;
    for (const QUrl& url : urlsOf(data)) {
        if (!url.isLocalFile()) {
            out.remote << url.toString();
        } else if (QFileInfo(url.toLocalFile()).isDir()) {
            out.folders << url.toLocalFile();
        } else {
            out.files << url.toLocalFile();
        }
    }
    // A browser gives an address and the pixels: the pixels are what can be used.
    if (out.files.isEmpty() && out.folders.isEmpty() && data->hasImage())
        out.pixels = qvariant_cast<QImage>(data->imageData());
    return out;
}

bool Dropped::accepts(const QMimeData* data) { return data && (data->hasImage() || !urlsOf(data).isEmpty()); }

bool Dropped::hasFolder(const QMimeData* data) {
    for (const QUrl& url : urlsOf(data))
        if (url.isLocalFile() && QFileInfo(url.toLocalFile()).isDir()) return true;
    return false;
}

}  // namespace velatura
