// CanvasBar: the row under the canvas: before/after, the picture's size, zoom readout with its menu, fit and 1:1.
// Window thread.
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QToolButton;

namespace velatura {

class Canvas;

class CanvasBar : public QWidget {
    Q_OBJECT
public:
    explicit CanvasBar(Canvas* canvas, QWidget* parent = nullptr);
    /// What is seen, at the left: "Photo", "Result 3".
    void setCaption(const QString& text);
    /// One more button at the right end, after a gap.
    void addButton(QToolButton* button);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void fillZoomMenu();

    Canvas* canvas_;
    QLabel* caption_;
    QLabel* size_;
    QToolButton* compare_;
    QToolButton* peek_;
    QToolButton* fit_;
    QToolButton* actual_;
    QToolButton* zoom_;
};

}  // namespace velatura
