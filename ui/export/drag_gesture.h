// DragGesture: from the wish to drag a picture out until its file is there, which may take seconds. Ended by any button
// that goes down or up and by Escape: whatever the hand does after that, it is not this drag. Made when the pointer has
// moved far enough with the button down. Window thread.
#pragma once

#include <QtCore/QObject>

namespace velatura {

class DragGesture : public QObject {
    Q_OBJECT
public:
    DragGesture();
    bool goesOn() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool ended_ = false;
};

}  // namespace velatura
