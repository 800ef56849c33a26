#include "ui/library/library_model.h"

#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <algorithm>
#include <limits>

namespace velatura {

namespace {

constexpr int kThumbShort = 96;         ///< short side, for the cells of the view at 200 %
constexpr int kThumbKilobytes = 96'000;
constexpr size_t kMostWanted = 64;      ///< what was scrolled past is not read any more

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

bool styleMatches(const LibraryStyle& style, const QString& words) {
    const QStringList parts = words.simplified().split(' ', Qt::SkipEmptyParts);
    return std::all_of(parts.begin(), parts.end(), [&](const QString& word) {
        return text(style.name).contains(word, Qt::CaseInsensitive) ||
               std::any_of(style.tags.begin(), style.tags.end(),
                           [&](const std::string& tag) { return text(tag).contains(word, Qt::CaseInsensitive); });
    });
}

LibraryModel::LibraryModel(StyleShelf& shelf, StyleLikeness& likeness, QObject* parent)
    : QAbstractListModel(parent), shelf_(shelf), likeness_(likeness), thumbs_(kThumbKilobytes) {
    connect(&shelf_, &StyleShelf::changed, this, &LibraryModel::refresh);
    connect(&likeness_, &StyleLikeness::changed, this, &LibraryModel::refresh);
    refresh();
}

void LibraryModel::setWords(const QString& words) {
    words_ = words;
    refresh();
}

void LibraryModel::setStarredOnly(bool on) {
    starredOnly_ = on;
    refresh();
}

void LibraryModel::setCurrent(const QStringList& paths) {
    if (paths == current_) return;
    current_ = paths;
    if (!shown_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Current});
}

int LibraryModel::rowOf(const QString& key) const {
    const auto it = std::find_if(shown_.begin(), shown_.end(), [&](const LibraryStyle& s) { return text(s.key) == key; });
    return it == shown_.end() ? -1 : static_cast<int>(it - shown_.begin());
}

void LibraryModel::refresh() {
    std::vector<LibraryStyle> next;
    for (const LibraryStyle& s : shelf_.styles())
        if ((!starredOnly_ || s.starred) && styleMatches(s, words_)) next.push_back(s);
    if (likeness_.ready()) {
        const auto far = [this](const LibraryStyle& s) {
            return likeness_.distances().value(text(s.key), std::numeric_limits<double>::infinity());
        };
        std::stable_sort(next.begin(), next.end(), [&](const auto& a, const auto& b) { return far(a) < far(b); });
    }
    const bool same = std::equal(next.begin(), next.end(), shown_.begin(), shown_.end(),
                                 [](const LibraryStyle& a, const LibraryStyle& b) { return a.key == b.key; });
    if (same) {
        // Selection and place stay where only words or stars changed.
        shown_ = std::move(next);
        if (!shown_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    shown_ = std::move(next);
    endResetModel();
}

int LibraryModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(shown_.size()); }

QVariant LibraryModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const LibraryStyle& s = shown_[static_cast<size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole: return text(s.name);
        case Qt::DecorationRole: return thumb(s);
        case Key: return text(s.key);
        case Path: return text(s.file.string());
        case Starred: return s.starred;
        case Shipped: return s.shipped;
        case Broken: return broken_.contains(text(s.file.string()));
        case Current: return current_.contains(text(s.file.string()));
        case Tags: {
            QStringList tags;
            for (const std::string& tag : s.tags) tags << text(tag);
            return tags;
        }
        case Qt::ToolTipRole: {
            const QStringList tags = data(index, Tags).toStringList();
            return tags.isEmpty() ? text(s.name) : text(s.name) + '\n' + tags.join(QStringLiteral(", "));
        }
        case Qt::AccessibleTextRole: return s.starred ? tr("%1, starred").arg(text(s.name)) : text(s.name);
        default: return {};
    }
}

bool LibraryModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid()) return false;
    shelf_.rename(data(index, Key).toString(), value.toString());
    return true;
}

Qt::ItemFlags LibraryModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const Qt::ItemFlags base = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
    return data(index, Shipped).toBool() ? base : base | Qt::ItemIsEditable;
}

QMimeData* LibraryModel::mimeData(const QModelIndexList& indexes) const {
    QList<QUrl> urls;
    for (const QModelIndex& i : indexes) urls << QUrl::fromLocalFile(data(i, Path).toString());
    auto* out = new QMimeData;
    out->setUrls(urls);
    return out;
}

QVariant LibraryModel::thumb(const LibraryStyle& style) const {
    const QString path = text(style.file.string());
    if (const QImage* image = thumbs_.object(path)) return *image;
    if (broken_.contains(path) || path == reading_) return {};
    std::erase(wanted_, path);
    wanted_.push_back(path);
    if (wanted_.size() > kMostWanted) wanted_.erase(wanted_.begin());
    if (reading_.isEmpty()) const_cast<LibraryModel*>(this)->readNext();
    return {};
}

/// One at a time: what is written meanwhile waits for one, not for all.
void LibraryModel::readNext() {
    if (wanted_.empty()) return;
    reading_ = wanted_.back();
    wanted_.pop_back();
    shelf_.lane().run(
        this, [path = reading_] { return openThumbnail(path, kThumbShort).value_or(QImage()); },
        [this, path = reading_](const QImage& image) {
            reading_.clear();
            if (image.isNull())
                broken_.insert(path);
            else
                thumbs_.insert(path, new QImage(image), std::max<qsizetype>(1, image.sizeInBytes() / 1024));
            for (int row = 0; row < rowCount(); ++row)
                if (data(index(row), Path).toString() == path) Q_EMIT dataChanged(index(row), index(row));
            readNext();
        });
}

}  // namespace velatura
