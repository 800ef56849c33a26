#include "ui/trays/dropped.h"

#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QUrl>

#include "core/image_io/image_io.h"

namespace velatura {

namespace {

constexpr int kAskedFor = 32;  ///< while a drag moves, so many of its files are looked at

QList<QUrl> urlsOf(const QMimeData* data) {
    if (data->hasUrls()) return data->urls();
    QList<QUrl> out;
    // Some terminals and file managers give a path as text.
    for (const QString& line : data->text().split('\n', Qt::SkipEmptyParts)) {
        const QString text = line.trimmed();
        if (text.startsWith("file://") || text.startsWith("data:image/")) out << QUrl(text);
        if (text.startsWith('/') && QFileInfo::exists(text)) out << QUrl::fromLocalFile(text);
    }
    return out;
}

/// Asks the disk only where the name does not tell: 500 files may lie at the far end of a network.
bool isFolder(const QString& path) { return !formatForPath(path.toStdString()) && QFileInfo(path).isDir(); }

/// The bytes in "data:image/png;base64,…", which browsers give for pictures that lie in the page itself.
QByteArray inlined(const QUrl& url) {
    if (url.scheme() != QLatin1String("data")) return {};
    const QByteArray text = url.toEncoded();
    const qsizetype comma = text.indexOf(',');
    if (comma < 0) return {};
    const QByteArray body = QByteArray::fromPercentEncoding(text.mid(comma + 1));
    return text.left(comma).endsWith(";base64") ? QByteArray::fromBase64(body) : body;
}

QByteArray encodedIn(const QMimeData* data) {
    // Those that lose nothing first.
    for (const char* type : {"image/png", "image/tiff", "image/webp", "image/jpeg", "image/bmp"})
        if (data->hasFormat(QString::fromLatin1(type)))
            if (QByteArray bytes = data->data(QString::fromLatin1(type)); !bytes.isEmpty()) return bytes;
    return {};
}

}  // namespace

Dropped Dropped::from(const QMimeData* data) {
    Dropped out;
    if (!data) return out;
    for (const QUrl& url : urlsOf(data)) {
        if (const QByteArray bytes = inlined(url); !bytes.isEmpty()) {
            out.encoded = bytes;
        } else if (!url.isLocalFile()) {
            out.remote << url.toString();
        } else if (isFolder(url.toLocalFile())) {
            out.folders << url.toLocalFile();
        } else {
            out.files << url.toLocalFile();
        }
    }
    if (!out.files.isEmpty() || !out.folders.isEmpty() || !out.encoded.isEmpty()) return out;
    // A browser gives an address and the picture itself: the latter is what can be used.
    out.encoded = encodedIn(data);
    if (out.encoded.isEmpty() && data->hasImage()) out.pixels = qvariant_cast<QImage>(data->imageData());
    return out;
}

bool Dropped::accepts(const QMimeData* data) { return data && (data->hasImage() || !urlsOf(data).isEmpty()); }

bool Dropped::hasFolder(const QMimeData* data) {
    for (const QUrl& url : urlsOf(data).mid(0, kAskedFor))
        if (url.isLocalFile() && isFolder(url.toLocalFile())) return true;
    return false;
}

}  // namespace velatura
