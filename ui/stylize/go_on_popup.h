// GoOnPopup: asks how many steps a result is gone on for. A small window that goes when anything else is clicked.
// Window thread.
#pragma once

#include <QtWidgets/QFrame>
#include <functional>

#include "core/base/param_schema.h"

namespace velatura {

class NumberField;

class GoOnPopup : public QFrame {
    Q_OBJECT
public:
    /// `steps` is the engine's own field. `go` gets the number.
    GoOnPopup(const QString& name, const ParamInfo& steps, int wish, std::function<void(int)> go, QWidget* parent);
    /// Beside what was clicked, on the screen.
    void openAt(const QPoint& global);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void accept();

    int count_;
    std::function<void(int)> go_;
    NumberField* field_;
};

}  // namespace velatura
