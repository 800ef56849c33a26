// LibraryModel: the styles of the shelf that are wanted just now, in their order, for a view: by name and tag, starred
// ones, the likeness to a picture. A thumbnail is read when it is first painted, the newest wish first. Window thread.
#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QCache>
#include <QtCore/QSet>

#include "ui/library/style_likeness.h"

namespace velatura {

/// All words are in the style's name or tags, whatever their case.
bool styleMatches(const LibraryStyle& style, const QString& words);

class LibraryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { Key = Qt::UserRole, Path, Starred, Shipped, Broken, Tags, Current };

    LibraryModel(StyleShelf& shelf, StyleLikeness& likeness, QObject* parent = nullptr);
    void setWords(const QString& words);
    void setStarredOnly(bool on);
    /// Files of the styles that are in use.
    void setCurrent(const QStringList& paths);
    const std::vector<LibraryStyle>& shown() const { return shown_; }
    int rowOf(const QString& key) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

private:
    void refresh();
    QVariant thumb(const LibraryStyle& style) const;
    void readNext();

    StyleShelf& shelf_;
    StyleLikeness& likeness_;
    QString words_;
    bool starredOnly_ = false;
    QStringList current_;
    std::vector<LibraryStyle> shown_;
    mutable QCache<QString, QImage> thumbs_;  ///< by file, in kilobytes
    mutable std::vector<QString> wanted_;     ///< the newest last
    QSet<QString> broken_;
    QString reading_;
};

}  // namespace velatura
