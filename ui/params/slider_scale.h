// SliderScale: where a value lies on a slider and what value a place stands for, linear or over orders of magnitude.
// No widgets; ValueSlider and the form use it.
#pragma once

#include <QtCore/QString>

#include "core/base/param_schema.h"

namespace velatura {

class SliderScale {
public:
    SliderScale() = default;
    SliderScale(ParamRange span, double step, bool logarithmic, bool whole);
    /// As `info` says; the span is the soft range, fields without a finite one get `usable() == false`.
    explicit SliderScale(const ParamInfo& info);

    bool usable() const { return span_.max > span_.min; }
    ParamRange span() const { return span_; }
    /// 0 to 1; values outside the span stick to its ends.
    double place(double value) const;
    /// Snapped to the step; `fine` to a tenth of it (whole numbers to 1).
    double value(double place, bool fine = false) const;
    /// `value` moved by `count` arrow keys. Not limited to the span: the caller's hard range does that.
    double stepped(double value, int count, bool fine = false) const;
    double step() const { return step_; }

private:
    double snap(double value, bool fine) const;

    ParamRange span_{0, 0};
    double step_ = 1;
    bool logarithmic_ = false, whole_ = false;
};

/// A number as a person reads it: at most `digits` significant ones, no trailing zeros, in the program's locale without
/// grouping.
QString numberText(double value, int digits = 6);
/// The same for axes and tips: 12 k, 3.5 M.
QString shortNumber(double value);

}  // namespace velatura
