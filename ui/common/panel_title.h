// PanelTitle: the bar over a side panel: its name, a button that floats or docks it, one that folds it away. Dragging
// the bar moves the panel (QDockWidget does that). Used by PanelFrame alone. Window thread.
#pragma once

#include <QtWidgets/QWidget>

class QDockWidget;
class QLabel;
class QToolButton;

namespace velatura {

/// Floats a docked panel, a little aside of where it was, so that it is seen to be a window now; docks a floating one.
void floatOrDock(QDockWidget* panel);

class PanelTitle : public QWidget {
    Q_OBJECT
public:
    explicit PanelTitle(QDockWidget* panel);
    /// Words, icons and directions anew.
    void refresh();
    /// The dock goes by it and not by the fixed height: without it the panel lies under the bar.
    QSize sizeHint() const override { return {QWidget::sizeHint().width(), minimumHeight()}; }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;

private:
    QDockWidget* panel_;
    QLabel* name_;
    QToolButton *float_, *fold_;
};

}  // namespace velatura
