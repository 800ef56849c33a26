// ValueSlider: a slider over a SliderScale. A click jumps, dragging with Shift is ten times finer, the wheel counts only
// with the focus, arrow keys step. Every press-and-drag, and every quick run of keys or wheel clicks, is one gesture.
// NumberField: the number beside it, typed into. Window thread.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSlider>

#include "core/base/param_schema.h"
#include "ui/params/slider_scale.h"

namespace velatura {

/// A number that no other gesture has; edits with the same one are undone together.
int newGesture();

class ValueSlider : public QSlider {
    Q_OBJECT
public:
    /// `hard` is what keys and wheel may reach beyond the slider's own span.
    ValueSlider(const SliderScale& scale, ParamRange hard, QWidget* parent = nullptr);
    void setNumber(double value);
    double number() const { return number_; }

    QSize sizeHint() const override { return {96, 28}; }
    QSize minimumSizeHint() const override { return {48, 28}; }

Q_SIGNALS:
    void moved(double value, int gesture);

protected:
    void initStyleOption(QStyleOptionSlider* option) const override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void paintEvent(QPaintEvent*) override;

private:
    double placeAt(double x) const;
    void take(double value, int gesture);
    void step(int count, bool fine);
    int runningGesture();

    SliderScale scale_;
    ParamRange hard_;
    double number_ = 0;
    double place_ = 0;  ///< of the pointer while dragging, unsnapped
    double lastX_ = 0;
    int gesture_ = 0;
    bool dragging_ = false;
    int wheel_ = 0;  ///< eighths of a degree not yet spent
    QElapsedTimer sinceStep_;
};

class NumberField : public QLineEdit {
    Q_OBJECT
public:
    explicit NumberField(const ParamInfo& info, QWidget* parent = nullptr);
    void setNumber(double value);
    QSize sizeHint() const override { return {60, 28}; }
    QSize minimumSizeHint() const override { return {60, 28}; }

Q_SIGNALS:
    /// Within the hard range; a whole number where the field wants one.
    void typed(double value, int gesture);

protected:
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void paintEvent(QPaintEvent*) override;

private:
    void accept();
    void take(double value, int gesture);

    const ParamInfo info_;
    SliderScale scale_;
    double number_ = 0;
    int gesture_ = 0;
    QElapsedTimer sinceStep_;
};

}  // namespace velatura
