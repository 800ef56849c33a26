// PeekKey: Space held anywhere in the window shows the photo on the canvas, except where Space means something of its
// own. Watches the application's keys while the canvas is visible. Window thread.
#pragma once

#include <QtCore/QObject>

namespace velatura {

class Canvas;

class PeekKey : public QObject {
    Q_OBJECT
public:
    explicit PeekKey(Canvas* canvas);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Canvas* canvas_;
};

}  // namespace velatura
