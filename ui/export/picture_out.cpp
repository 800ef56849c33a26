#include "ui/export/picture_out.h"

#include <fmt/format.h>

#include <QtCore/QMimeData>
#include <QtCore/QPointer>
#include <QtCore/QUrl>
#include <QtGui/QClipboard>
#include <QtGui/QDrag>
#include <QtWidgets/QApplication>
#include <QtWidgets/QWidget>

#include "core/base/hash.h"
#include "core/image_io/image_io.h"
#include "ui/bridge/background.h"
#include "ui/bridge/session_cache.h"
#include "ui/bridge/settings.h"
#include "ui/export/save_choices.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr int kDragSide = 96;

/// A name without what no file system takes.
std::string fileName(QString name) {
    for (QChar& c : name)
        if (c == '/' || c == '\\' || c == ':' || c < ' ') c = '-';
    name = name.trimmed();
    while (name.startsWith('.')) name.remove(0, 1);
    return name.isEmpty() ? "painted" : name.toStdString();
}

}  // namespace

PictureOut::PictureOut(Background& lane, Settings& settings, SessionCache& cache, QObject* parent)
    : QObject(parent), lane_(lane), settings_(settings), cache_(cache) {}

void PictureOut::prepare(const ResultPtr& result) {
    write(result, [this](const QString& path) { Q_EMIT prepared(path); });
}

void PictureOut::write(const ResultPtr& result, std::function<void(const QString& path)> then) {
    if (!result->picture) return;
    SaveChoices choices = loadChoices(settings_);
    const std::string key = fmt::format("{}/{}", result->number, signature(choices));
    if (const auto found = files_.find(key); found != files_.end()) return then(found->second);
    lane_.run(
        this,
        [result, picture = result->picture, choices, key, &cache = cache_]() mutable -> Result<QString> {
            if (auto s = readChosenProfile(choices); !s) return fail(s.error());
            auto folder = cache.folder();
            if (!folder) return fail(folder.error());
            // A folder for each, so that the name itself stays as the person knows it.
            const fs::path place = *folder / xxh3(key);
            std::error_code ec;
            fs::create_directories(place, ec);
            const fs::path file = place / (fileName(picture->name) + '.' + formatOf(choices).extensions.front());
            if (auto s = savePicture(picture->image, file, saveOptions(choices, *result)); !s) return fail(s.error());
            return QString::fromStdString(file.string());
        },
        [this, key, then = std::move(then)](const Result<QString>& path) {
            if (!path) {
                Q_EMIT failed(path.error());
                return;
            }
            files_[key] = *path;
            then(*path);
        });
}

void PictureOut::drag(QWidget* source, const ResultPtr& result) {
    write(result, [this, source = QPointer<QWidget>(source), thumb = result->thumb](const QString& path) {
        Q_EMIT prepared(path);
        if (!source || !(QApplication::mouseButtons() & Qt::LeftButton)) return;
        auto* drag = new QDrag(source);  // deletes itself when the drag ends
        auto* data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(path)});
        drag->setMimeData(data);
        const double ratio = source->devicePixelRatioF();
        QPixmap shown = QPixmap::fromImage(
            thumb.scaled(QSize(kDragSide, kDragSide) * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        shown.setDevicePixelRatio(ratio);
        drag->setPixmap(shown);
        drag->exec(Qt::CopyAction);
    });
}

void PictureOut::copy(const ResultPtr& result) {
    if (!result->picture) return;
    lane_.run(
        this,
        [picture = result->picture] {
            auto bytes = encodePicture(picture->image, "png");
            return bytes ? Result<QByteArray>(QByteArray::fromStdString(*bytes))
                         : Result<QByteArray>(fail(bytes.error()));
        },
        [this, picture = result->picture](const Result<QByteArray>& png) {
            if (!png) {
                Q_EMIT failed(png.error());
                return;
            }
            auto* data = new QMimeData;
            // The bytes as they are for who takes PNG (profile and depth included), pixels for everybody else.
            data->setData("image/png", *png);
            data->setImageData(picture->levels.front());
            QApplication::clipboard()->setMimeData(data);
            Q_EMIT copied();
        });
}

}  // namespace velatura
