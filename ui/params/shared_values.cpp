#include "ui/params/shared_values.h"

#include <algorithm>

namespace velatura {

namespace {

/// The field of `to` that means the same; null where there is none.
const ParamInfo* counterpart(const ParamInfo& field, const Schema& to) {
    if (const ParamInfo* same = to.find(field.key)) return same;
    for (const std::string& alias : field.aliases)
        if (const ParamInfo* same = to.find(alias)) return same;
    return nullptr;
}

ParamValue nearest(const ParamInfo& info, const ParamValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return std::clamp(*number, info.range.min, info.range.max);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        // A field without limits has infinite ones, which are no whole numbers.
        const auto number = static_cast<double>(*whole);
        return number < info.range.min   ? static_cast<std::int64_t>(info.range.min)
               : number > info.range.max ? static_cast<std::int64_t>(info.range.max)
                                         : *whole;
    }
    return value;
}

}  // namespace

ParamValues withShared(const Schema& from, const ParamValues& values, const Schema& to, ParamValues target) {
    for (const ParamInfo& field : from.fields()) {
        const auto it = values.find(field.key);
        const ParamInfo* same = counterpart(field, to);
        if (!same || it == values.end()) continue;
        const auto taken = it->second == field.defaultValue ? Result<ParamValue>(same->defaultValue)
                                                            : Schema::coerce(*same, nearest(*same, it->second));
        if (taken) target[same->key] = *taken;
    }
    return target;
}

}  // namespace velatura
