// ToolSlider: a name, a slider and the number beside it in one short row, for the strips over a canvas. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "core/base/param_schema.h"

class QLabel;

namespace velatura {

class NumberField;
class ValueSlider;

class ToolSlider : public QWidget {
    Q_OBJECT
public:
    /// `info` says unit, range, step and whether the slider is logarithmic; `first` is the value that a double-click on
    /// the name brings back.
    ToolSlider(const ParamInfo& info, double first, QWidget* parent = nullptr);
    void setText(const QString& name, const QString& tip);
    void setNumber(double value);
    double number() const { return number_; }
    /// As an arrow key does.
    void step(int count);

Q_SIGNALS:
    void changed(double value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take(double value);

    ParamInfo info_;
    double first_, number_ = 0;
    QLabel* name_;
    ValueSlider* slider_;
    NumberField* field_;
};

}  // namespace velatura
