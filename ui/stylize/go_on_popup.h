// GoOnPopup: asks how many steps a result is gone on for. A small window that goes when anything else is clicked.
// Window thread.
#pragma once

#include <functional>

#include "core/base/param_schema.h"
#include "ui/common/popup_frame.h"

namespace velatura {

class NumberField;

class GoOnPopup : public PopupFrame {
    Q_OBJECT
public:
    /// `steps` is the engine's own field. `go` gets the number.
    GoOnPopup(const QString& name, const ParamInfo& steps, int wish, std::function<void(int)> go, QWidget* parent);

protected:
    void takeFocus() override;

private:
    void accept();

    int count_;
    std::function<void(int)> go_;
    NumberField* field_;
};

}  // namespace velatura
