#include "core/engines/going_on_params.h"

#include <algorithm>
#include <cmath>

namespace velatura {

namespace {
constexpr const char* kStart = "start";
constexpr const char* kLast = "last";
}  // namespace

bool sameProportions(ImageSize a, ImageSize b) {
    if (a.pixels() <= 0 || b.pixels() <= 0) return false;
    // Of thin pictures a rounded side may be far off in proportion and yet within a pixel.
    const double wanted = static_cast<double>(a.height) * b.width / a.width;
    return std::abs(wanted - b.height) <= std::max(1.0, kSameProportions * b.height);
}

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
