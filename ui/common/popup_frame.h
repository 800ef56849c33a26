// PopupFrame: a small window that lies above what was clicked, goes when anything else is clicked or Esc is pressed, and
// is deleted then. Its layout is its maker's. Window thread.
#pragma once

#include <QtWidgets/QFrame>

namespace velatura {

class PopupFrame : public QFrame {
    Q_OBJECT
public:
    /// `name`: of the object, for tests and style sheets.
    PopupFrame(const char* name, QWidget* parent);
    /// Above `global` and centred there, on the screen; then takeFocus().
    void openAt(const QPoint& global);

protected:
    virtual void takeFocus() {}
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace velatura
