#include "core/engines/going_on_params.h"

#include <algorithm>

namespace velatura {

namespace {
constexpr const char* kStart = "start";
constexpr const char* kLast = "last";
}  // namespace

int goingOnLongSide(int longSide, ImageSize content, ImageSize start) {
    const int own = std::min(std::max(start.width, start.height), std::max(content.width, content.height));
    return std::max(longSide, own);
}

bool canGoOn(const Schema& schema) {
    const ParamInfo* info = schema.find(kStart);
    if (!info) return false;
    return std::any_of(info->choices.begin(), info->choices.end(), [](const auto& c) { return c.key == kLast; });
}

ParamValues withStartFromLast(ParamValues values) {
    values[kStart] = std::string(kLast);
    return values;
}

bool startsFromLast(const ParamValues& values) {
    const auto* start = valueIf<std::string>(values, kStart);
    return start && *start == kLast;
}

ParamValues asGoingOn(ParamValues values, ImageSize content, ImageSize start) {
    if (values.contains("scales")) values["scales"] = std::int64_t{1};
    if (const auto* side = valueIf<std::int64_t>(values, "long-side"))
        values["long-side"] = std::int64_t{goingOnLongSide(static_cast<int>(*side), content, start)};
    return values;
}

}  // namespace velatura
