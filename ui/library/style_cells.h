// StyleCells: a view of small pictures with their names under them, drawn as the whole window is: for the style library
// and for contact sheets. Only what is seen is painted. Window thread.
#pragma once

#include <QtWidgets/QListView>
#include <QtWidgets/QStyledItemDelegate>

namespace velatura {

class StyleCells : public QListView {
    Q_OBJECT
public:
    enum class Fit { Cover, Whole };
    /// `side` of a picture's square, which the picture covers or in which it is seen as a whole.
    StyleCells(int side, Fit fit, QWidget* parent = nullptr);
    /// What stands there while there is nothing to see.
    void setEmptyText(const QString& text);

Q_SIGNALS:
    void chosen(const QModelIndex& index);
    void menuWanted(const QModelIndex& index, const QPoint& global);

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;
    void startDrag(Qt::DropActions actions) override;

private:
    QString empty_;
};

}  // namespace velatura
