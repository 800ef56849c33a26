// ItemGrid: the planned pictures of a batch, each with what became of it. Paints what is seen, however many there are;
// the results of one photo share a row where that fits. Only tells what was chosen. Window thread.
#pragma once

#include <QtWidgets/QAbstractScrollArea>

#include "ui/batch/batch_items.h"

namespace velatura {

class ThumbStore;

class ItemGrid : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// Both outlive the grid.
    ItemGrid(const BatchItems& items, ThumbStore& thumbs, QWidget* parent = nullptr);
    /// Other items, or the same with another plan.
    void refreshAll();
    void refreshItem(int index);
    /// How far the running item is, 0 to 1.
    void setShare(double share);
    void setEmptyText(const QString& sentence);
    int current() const { return current_; }
    void setCurrent(int index);
    /// "Failed": the word under a picture.
    static QString stateWord(const BatchItems& items, int index);
    int columns() const;
    QRect cellRect(int index) const;  ///< in the viewport

Q_SIGNALS:
    void opened(int index);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    bool viewportEvent(QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    int cellWidth() const;
    int rowHeight() const;
    int cellAt(QPoint p) const;
    QString tipOf(int index) const;
    void paintCell(QPainter& painter, int index);
    void paintBadge(QPainter& painter, const QRectF& box, int index) const;
    void updateBar();

    const BatchItems& items_;
    ThumbStore& thumbs_;
    QString emptyText_;
    int current_ = 0, hot_ = -1;
    double share_ = 0;
    bool keyFocus_ = false;
};

}  // namespace velatura
