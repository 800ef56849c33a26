#include "ui/export/picture_out.h"

#include <fmt/format.h>

#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QPointer>
#include <QtCore/QUrl>
#include <QtGui/QClipboard>
#include <QtGui/QDrag>
#include <QtWidgets/QApplication>
#include <QtWidgets/QWidget>
#include <algorithm>

#include "core/image_io/image_io.h"
#include "ui/bridge/background.h"
#include "ui/bridge/session_cache.h"
#include "ui/bridge/settings.h"
#include "ui/export/drag_gesture.h"
#include "ui/export/save_choices.h"
#include "ui/stylize/result_recipe.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr int kDragSide = 96;
constexpr size_t kMostFiles = 8;  ///< whoever took an older one has long copied it

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

PictureOut::File* PictureOut::find(const std::string& key) {
    const auto it = std::find_if(files_.begin(), files_.end(), [&](const File& f) { return f.key == key; });
    if (it == files_.end()) return nullptr;
    // Whoever took the file may have moved it instead of copying it.
    if (!it->path.isEmpty() && !QFileInfo::exists(it->path)) return files_.erase(it), nullptr;
    std::rotate(it, it + 1, files_.end());
    return &files_.back();
}

void PictureOut::write(const ResultPtr& result, Then then) {
    if (!result->picture) return;
    const SaveChoices choices = loadChoices(settings_);
    const std::string key = fmt::format("{}/{}", result->number, signature(choices));
    if (File* file = find(key)) {
        if (file->path.isEmpty())
            file->waiting.push_back(std::move(then));
        else
            then(QString(file->path));
        return;
    }
    files_.push_back({key, {}, {std::move(then)}});
    lane_.run(
        this,
        [result, picture = result->picture, recipe = putRecipe(result, result->picture->image),
         choices = SaveChoices(choices), &cache = cache_, number = ++folders_]() mutable -> Result<QString> {
            if (auto s = readChosenProfile(choices); !s) return fail(s.error());
            SaveOptions how = saveOptions(choices, *result);
            if (auto s = recipe(how); !s) return fail(s.error());
            auto folder = cache.folder();
            if (!folder) return fail(folder.error());
            // A folder for each, so that the name itself stays as the person knows it.
            const fs::path place = *folder / fmt::format("drag-{}", number);
            std::error_code ec;
            fs::create_directories(place, ec);
            const fs::path file = place / (fileName(picture->name) + '.' + formatOf(choices).extensions.front());
            if (auto s = savePicture(picture->image, file, how); !s) {
                fs::remove_all(place, ec);
                return fail(s.error());
            }
            return QString::fromStdString(file.string());
        },
        [this, key](const Result<QString>& path) { written(key, path); });
}

void PictureOut::written(const std::string& key, const Result<QString>& path) {
    const auto it = std::find_if(files_.begin(), files_.end(), [&](const File& f) { return f.key == key; });
    const std::vector<Then> waiting = std::exchange(it->waiting, {});
    if (!path) {
        files_.erase(it);
        Q_EMIT failed(path.error());
        return;
    }
    it->path = *path;
    std::rotate(it, it + 1, files_.end());
    forgetOld();
    for (const Then& then : waiting) then(*path);
}

void PictureOut::forgetOld() {
    for (size_t i = 0; files_.size() > kMostFiles && i + kMostFiles < files_.size();) {
        if (files_[i].path.isEmpty()) {
            ++i;  // somebody waits for it
            continue;
        }
        // A few small system calls; the rest goes with the session's folder.
        std::error_code ec;
        fs::remove_all(fs::path(files_[i].path.toStdString()).parent_path(), ec);
        files_.erase(files_.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

void PictureOut::drag(QWidget* source, const ResultPtr& result, std::shared_ptr<DragGesture> gesture) {
    write(result, [this, gesture = std::move(gesture), source = QPointer<QWidget>(source),
                   thumb = result->thumb](const QString& path) {
        Q_EMIT prepared(path);
        if (gesture->goesOn() && source && source->isVisible()) begin(source, thumb, path);
    });
}

void PictureOut::begin(QWidget* source, const QImage& thumb, const QString& path) {
    auto* drag = new QDrag(source);  // deletes itself when the drag ends
    auto* data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(path)});
    drag->setMimeData(data);
    if (!thumb.isNull()) {
        const double ratio = source->devicePixelRatioF();
        QPixmap shown = QPixmap::fromImage(
            thumb.scaled(QSize(kDragSide, kDragSide) * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        shown.setDevicePixelRatio(ratio);
        drag->setPixmap(shown);
    }
    Q_EMIT dragged(path);
    drag->exec(Qt::CopyAction);
}

void PictureOut::copy(const ResultPtr& result) {
    if (!result->picture) return;
    lane_.run(
        this,
        [picture = result->picture, recipe = putRecipe(result, result->picture->image),
         how = SaveOptions{.metadata = loadChoices(settings_).metadata}]() mutable -> Result<QByteArray> {
            if (auto s = recipe(how); !s) return fail(s.error());
            auto bytes = encodePicture(picture->image, "png", how);
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
