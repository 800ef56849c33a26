// LibraryPanel: the style library as an artist keeps it open: a line to search by name and tag, starred ones alone, the
// pictures, and what can be done with them. Takes dropped pictures in. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/library/style_likeness.h"
#include "ui/trays/dropped.h"

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace velatura {

class BannerStack;
class LibraryModel;
class Settings;
class StyleCells;

class LibraryPanel : public QWidget {
    Q_OBJECT
public:
    LibraryPanel(StyleShelf& shelf, StyleLikeness& likeness, Settings& settings, QWidget* parent = nullptr);

    LibraryModel* model() const { return model_; }
    StyleCells* cells() const { return cells_; }
    QLineEdit* search() const { return search_; }
    QToolButton* starFilter() const { return starred_; }
    QToolButton* sheetButton() const { return sheet_; }
    BannerStack* banners() const { return banners_; }
    QString likeText() const;
    QStringList selectedKeys() const;
    /// What a right click on a style offers.
    void fillMenu(QMenu* menu, const QString& key, const QPoint& global);

Q_SIGNALS:
    void styleChosen(const QString& path);
    void mixChosen(const QString& path);
    void sheetWanted();
    /// Many photos in the manner of this one.
    void batchWanted(const QString& path);
    /// `like`: to find styles that are like it, else to keep it.
    void dropped(const velatura::Dropped& what, bool like);

protected:
    void changeEvent(QEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dragMoveEvent(QDragMoveEvent*) override;
    void dragLeaveEvent(QDragLeaveEvent*) override;
    void dropEvent(QDropEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void showEvent(QShowEvent*) override;

private:
    QWidget* makeHead();
    QWidget* makeLikeRow();
    void refresh();
    void retranslate();
    void askForFiles();
    void editTags(const QString& key, const QPoint& global);
    bool takes(const QDropEvent& event) const;
    bool onSearchLine(QPoint at) const;

    StyleShelf& shelf_;
    StyleLikeness& likeness_;
    Settings& settings_;
    LibraryModel* model_;
    BannerStack* banners_;
    QLineEdit* search_;
    QToolButton *starred_, *add_, *sheet_, *leaveLike_;
    QWidget *head_, *likeRow_;
    QLabel* like_;
    StyleCells* cells_;
};

}  // namespace velatura
