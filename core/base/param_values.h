// ParamValues: parameter keys with their values, without a type of their own. The only form in which parameters
// cross the border to the work library, are written to JSON (recipes, presets, run.json) or come from a command line.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"

namespace velatura {

/// A bool, a whole number, a real number, a text (also: name of a choice), or a list of numbers.
using ParamValue = std::variant<bool, std::int64_t, double, std::string, std::vector<double>>;
using ParamValues = std::map<std::string, ParamValue>;

/// The value of `key` where it is there and a T, else null.
template <class T>
const T* valueIf(const ParamValues& values, const std::string& key) {
    const auto it = values.find(key);
    return it == values.end() ? nullptr : std::get_if<T>(&it->second);
}

/// A whole or real number under `key`, else `fallback`.
double numberOr(const ParamValues& values, const std::string& key, double fallback);

/// "true", "7", "0.25", "gram", "1,0.5,0.25": as a person types it. Numbers keep their shortest exact form.
std::string toText(const ParamValue& value);

nlohmann::json toJson(const ParamValues& values);
/// Refuses anything that is not an object of plain values; the schema checks keys and ranges afterwards.
Result<ParamValues> paramValuesFromJson(const nlohmann::json& json);

}  // namespace velatura
