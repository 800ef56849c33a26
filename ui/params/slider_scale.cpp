#include "ui/params/slider_scale.h"

#include <QtCore/QLocale>
#include <algorithm>
#include <cmath>

namespace velatura {

namespace {

/// 1, 2 or 5 times a power of ten, near a hundredth of the span.
double chosenStep(ParamRange span, bool whole) {
    const double wanted = (span.max - span.min) / 100;
    if (!(wanted > 0) || !std::isfinite(wanted)) return whole ? 1 : 0.01;
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    double step = power;
    for (const double m : {2.0, 5.0, 10.0})
        if (std::abs(m * power - wanted) < std::abs(step - wanted)) step = m * power;
    return whole ? std::max(1.0, std::round(step)) : step;
}

}  // namespace

SliderScale::SliderScale(ParamRange span, double step, bool logarithmic, bool whole)
    : span_(span), step_(step), logarithmic_(logarithmic && span.min > 0), whole_(whole) {
    if (!std::isfinite(span_.min) || !std::isfinite(span_.max)) span_ = {0, 0};
    if (step_ <= 0) step_ = chosenStep(span_, whole);
}

SliderScale::SliderScale(const ParamInfo& info)
    : SliderScale(info.sliderRange(), info.step, info.logarithmic, info.type == ParamType::Integer) {}

double SliderScale::place(double value) const {
    if (!usable()) return 0;
    const double v = std::clamp(value, span_.min, span_.max);
    if (logarithmic_) return std::log(v / span_.min) / std::log(span_.max / span_.min);
    return (v - span_.min) / (span_.max - span_.min);
}

double SliderScale::snap(double value, bool fine) const {
    if (whole_) {
        const double unit = fine ? 1 : std::max(1.0, step_);
        return std::round(value / unit) * unit;
    }
    if (logarithmic_) {
        // Two significant digits, three when fine: a step means the same share everywhere.
        if (value <= 0) return value;
        const double unit = std::pow(10.0, std::floor(std::log10(value)) - (fine ? 2 : 1));
        return std::round(value / unit) * unit;
    }
    const double unit = fine ? step_ / 10 : step_;
    return std::round(value / unit) * unit;
}

double SliderScale::value(double place, bool fine) const {
    if (place <= 0) return span_.min;
    if (place >= 1) return span_.max;
    const double v = logarithmic_ ? span_.min * std::pow(span_.max / span_.min, place)
                                  : span_.min + place * (span_.max - span_.min);
    return std::clamp(snap(v, fine), span_.min, span_.max);
}

double SliderScale::stepped(double value, int count, bool fine) const {
    if (logarithmic_ && value > 0) {
        const double factor = fine ? 1.01 : 1.1;
        double moved = snap(value * std::pow(factor, count), fine);
        if (whole_ && moved == value) moved += count > 0 ? 1 : -1;
        return moved;
    }
    const double unit = whole_ ? (fine ? 1 : std::max(1.0, step_)) : (fine ? step_ / 10 : step_);
    // Sums of decimal steps gather dust (0.1 + 0.2): take the nearest multiple of a thousandth of the step.
    const double dust = whole_ ? 1 : unit / 1000;
    return std::round((value + count * unit) / dust) * dust;
}

QString numberText(double value, int digits) {
    if (std::isnan(value)) return QStringLiteral("NaN");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator | QLocale::OmitLeadingZeroInExponent);
    const double size = std::abs(value);
    if (value == std::trunc(value) && size < 1e12) return locale.toString(static_cast<qlonglong>(value));
    const bool plain = size >= 1e-4 && size < 1e6;
    if (!plain) return locale.toString(value, 'g', std::min(digits, 4));
    return locale.toString(value, 'g', digits);
}

QString shortNumber(double value) {
    const double size = std::abs(value);
    if (size >= 1e9) return numberText(value / 1e9, 4) + QStringLiteral(" G");
    if (size >= 1e6) return numberText(value / 1e6, 4) + QStringLiteral(" M");
    if (size >= 1e4) return numberText(value / 1e3, 4) + QStringLiteral(" k");
    return numberText(value, 4);
}

}  // namespace velatura
