#include "ui/export/drag_gesture.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QApplication>

namespace velatura {

DragGesture::DragGesture() {
    qApp->installEventFilter(this);
}

bool DragGesture::goesOn() const {
    return !ended_ && (QApplication::mouseButtons() & Qt::LeftButton);
}

bool DragGesture::eventFilter(QObject*, QEvent* event) {
    const auto type = event->type();
    if (type == QEvent::MouseButtonPress || type == QEvent::MouseButtonRelease) ended_ = true;
    if (type == QEvent::KeyPress || type == QEvent::ShortcutOverride)
        ended_ |= static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    return false;
}

}  // namespace velatura
