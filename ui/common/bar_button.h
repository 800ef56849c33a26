// A flat button as it stands on bars and beside headings: no frame until it is pointed at, reached by Tab. Window thread.
#pragma once

#include <QtWidgets/QToolButton>

namespace velatura {

inline QToolButton* barButton(QWidget* parent, bool checkable = false) {
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setCheckable(checkable);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace velatura
