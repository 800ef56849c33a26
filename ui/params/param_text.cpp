#include "ui/params/param_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>
#include <cmath>

#include "ui/common/translate.h"
#include "ui/params/slider_scale.h"

namespace velatura {

namespace {

struct ParamText {
    Q_DECLARE_TR_FUNCTIONS(ParamText)
};

QString withUnit(const QString& number, const ParamInfo& info) {
    return info.unit.empty() ? number : number + QChar(0x00a0) + QString::fromStdString(info.unit);
}

}  // namespace

QString rangeText(const ParamInfo& info) {
    if (info.type == ParamType::Choice) {
        QStringList labels;
        for (const auto& c : info.choices) labels << trParam(c.label);
        return labels.join(ParamText::tr(", ", "between choices"));
    }
    if (info.type == ParamType::Bool || info.type == ParamType::Text) return {};
    const bool low = std::isfinite(info.range.min), high = std::isfinite(info.range.max);
    if (low && high)
        return ParamText::tr("From %1 to %2.").arg(numberText(info.range.min), withUnit(numberText(info.range.max), info));
    if (low) return ParamText::tr("%1 or more.").arg(withUnit(numberText(info.range.min), info));
    if (high) return ParamText::tr("%1 or less.").arg(withUnit(numberText(info.range.max), info));
    return {};
}

QString valueText(const ParamInfo& info, const ParamValue& value) {
    if (const auto* b = std::get_if<bool>(&value)) return *b ? ParamText::tr("On") : ParamText::tr("Off");
    if (const auto* i = std::get_if<std::int64_t>(&value)) return withUnit(numberText(static_cast<double>(*i)), info);
    if (const auto* d = std::get_if<double>(&value)) return withUnit(numberText(*d), info);
    if (const auto* l = std::get_if<std::vector<double>>(&value)) {
        QStringList numbers;
        for (const double v : *l) numbers << numberText(v);
        return numbers.join(QStringLiteral(", "));
    }
    const std::string& text = std::get<std::string>(value);
    for (const auto& c : info.choices)
        if (c.key == text) return trParam(c.label);
    return QString::fromStdString(text);
}

QString paramToolTip(const ParamInfo& info) {
    const QString standard = valueText(info, info.defaultValue);
    QStringList facts;
    if (info.type != ParamType::Choice && !rangeText(info).isEmpty()) facts << rangeText(info);
    if (!standard.isEmpty()) facts << ParamText::tr("Default: %1.").arg(standard);
    // A fixed width makes Qt break the lines where a sentence is long.
    return QStringLiteral("<div style='max-width:280px'>%1<br><span style='color:#b0b0b0'>%2</span></div>")
        .arg(trParam(info.help).toHtmlEscaped(), facts.join(' ').toHtmlEscaped());
}

}  // namespace velatura
