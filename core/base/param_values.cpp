#include "core/base/param_values.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace velatura {

namespace {

std::string numberText(double v) { return fmt::format("{}", v); }

}  // namespace

std::string toText(const ParamValue& value) {
    struct Visitor {
        std::string operator()(bool v) const { return v ? "true" : "false"; }
        std::string operator()(std::int64_t v) const { return std::to_string(v); }
        std::string operator()(double v) const { return numberText(v); }
        std::string operator()(const std::string& v) const { return v; }
        std::string operator()(const std::vector<double>& v) const {
            std::string out;
            for (double x : v) {
                if (!out.empty()) out += ',';
                out += numberText(x);
            }
            return out;
        }
    };
    return std::visit(Visitor{}, value);
}

nlohmann::json toJson(const ParamValues& values) {
    nlohmann::json out = nlohmann::json::object();
    for (const auto& entry : values)  // clang 14 captures no structured bindings
        std::visit([&](const auto& v) { out[entry.first] = v; }, entry.second);
    return out;
}

Result<ParamValues> paramValuesFromJson(const nlohmann::json& json) {
    if (!json.is_object())
        return fail(ErrorCode::Usage, "Parameters must be a JSON object of key and value, not %1.", {json.type_name()});
    ParamValues out;
    for (const auto& [key, v] : json.items()) {
        if (v.is_boolean()) {
            out[key] = v.get<bool>();
        } else if (v.is_number_unsigned() && v.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max()) {
            out[key] = v.get<double>();  // the schema refuses it by range, with the number as it was written
        } else if (v.is_number_integer()) {
            out[key] = v.get<std::int64_t>();
        } else if (v.is_number()) {
            out[key] = v.get<double>();
        } else if (v.is_string()) {
            out[key] = v.get<std::string>();
        } else if (v.is_array()) {
            std::vector<double> list;
            for (const auto& x : v) {
                if (!x.is_number())
                    return fail(ErrorCode::Usage, "Parameter \"%1\" holds a list with something that is not a number.",
                                {key});
                list.push_back(x.get<double>());
            }
            out[key] = std::move(list);
        } else {
            return fail(ErrorCode::Usage, "Parameter \"%1\" has no usable value (%2).", {key, v.type_name()});
        }
    }
    return out;
}

double numberOr(const ParamValues& values, const std::string& key, double fallback) {
    if (const auto* whole = valueIf<std::int64_t>(values, key)) return static_cast<double>(*whole);
    const auto* real = valueIf<double>(values, key);
    return real ? *real : fallback;
}

}  // namespace velatura
