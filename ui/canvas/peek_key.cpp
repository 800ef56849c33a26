#include "ui/canvas/peek_key.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTextEdit>

#include "ui/canvas/canvas.h"
#include "ui/trays/library_strip.h"
#include "ui/trays/picture_slot.h"

namespace velatura {

namespace {

/// Space there means something of its own.
bool takesSpace(QWidget* w) {
    return qobject_cast<QAbstractButton*>(w) || qobject_cast<QLineEdit*>(w) || qobject_cast<QAbstractSpinBox*>(w) ||
           qobject_cast<QComboBox*>(w) || qobject_cast<QTextEdit*>(w) || qobject_cast<QPlainTextEdit*>(w) ||
           qobject_cast<QAbstractItemView*>(w) || qobject_cast<PictureSlot*>(w) || qobject_cast<ThumbGrid*>(w);
}

}  // namespace

PeekKey::PeekKey(Canvas* canvas) : QObject(canvas), canvas_(canvas) {
    qApp->installEventFilter(this);
}

bool PeekKey::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ApplicationDeactivate) canvas_->setPeeking(false);
    if (event->type() == QEvent::KeyRelease) {
        // However the key is let go, with whatever beside it and wherever the focus went, the photo does not stay.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Space && !key->isAutoRepeat()) canvas_->setPeeking(false);
    }
    if ((event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease) && canvas_->isVisible()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        QWidget* focus = QApplication::focusWidget();
        const bool ours = focus && canvas_->window()->isAncestorOf(focus) && !QApplication::activePopupWidget();
        const bool space = key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier;
        if (space && ours && !takesSpace(focus)) {
            if (event->type() == QEvent::KeyPress && !key->isAutoRepeat()) canvas_->setPeeking(true);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace velatura
