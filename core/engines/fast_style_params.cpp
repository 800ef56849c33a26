#include "core/engines/fast_style_params.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace velatura {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// The style that is called so, or has this number; -1: none.
int indexOf(std::string_view text, const std::vector<std::string>& names) {
    if (const auto it = std::find(names.begin(), names.end(), text); it != names.end() && !text.empty())
        return static_cast<int>(it - names.begin());
    int number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
    return whole && number >= 1 && number <= static_cast<int>(names.size()) ? number - 1 : -1;
}

tl::unexpected<Error> unknown(std::string_view text, const std::vector<std::string>& names) {
    std::string known;
    for (size_t i = 0; i < names.size(); ++i)
        known += (i == 0 ? "" : ", ") + (names[i].empty() ? std::to_string(i + 1) : names[i]);
    return fail(ErrorCode::Usage, "This network has no style \"%1\"; it has: %2.", {std::string(text), known},
                "Give names or numbers, such as 1 or 1:0.7,2:0.3.");
}

}  // namespace

const ParamSchema<FastStyleParams>& fastStyleSchema() {
    using P = FastStyleParams;
    static const ParamSchema<P> schema({
        field(&P::model, {.key = "model",
                          .label = "Trained style",
                          .help = "The network that paints: empty is the one that comes with the program, else the "
                                  "name of another one or of an imported one.",
                          .stages = Stage::Transfer}),
        field(&P::blend, {.key = "blend",
                          .label = "Style in it",
                          .help = "Which of the network's styles, by name or number: empty is the first; several mix "
                                  "by weights, such as 1:0.7,2:0.3.",
                          .stages = Stage::Transfer}),
        field(&P::strength,
              {.key = "style-strength",
               .label = "Strength",
               .help =
                   "How far the photo goes over into the painted picture: 0 is the photo, 1 the network's own picture.",
               .range = {0, 1},
               .soft = {0, 1},
               .step = 0.05,
               .stages = Stage::Output,
               .aliases = {"style-weight"}}),
        inherit<P>(common::photoColors()),
        inherit<P>(common::longSide()),
        inherit<P>(common::calm()),
        inherit<P>(common::tile()),
        inherit<P>(common::threads()),
        inherit<P>(common::device()),
    });
    return schema;
}

Result<std::vector<double>> styleShares(const std::string& style, const std::vector<std::string>& names) {
    std::vector<double> out(names.size(), 0.0);
    if (trimmed(style).empty()) {
        out.front() = 1;
        return out;
    }
    // A name may have commas and colons of its own.
    if (const int one = indexOf(trimmed(style), names); one >= 0) {
        out[static_cast<size_t>(one)] = 1;
        return out;
    }
    double sum = 0;
    for (size_t from = 0; from <= style.size();) {
        const size_t end = std::min(style.find(',', from), style.size());
        const std::string_view part = trimmed(std::string_view(style).substr(from, end - from));
        from = end + 1;
        std::string_view name = part;
        double weight = 1;
        if (const size_t colon = part.rfind(':'); indexOf(part, names) < 0 && colon != std::string_view::npos) {
            name = trimmed(part.substr(0, colon));
            const std::string_view number = trimmed(part.substr(colon + 1));
            const auto parsed = std::from_chars(number.data(), number.data() + number.size(), weight);
            if (parsed.ec != std::errc() || parsed.ptr != number.data() + number.size() || !std::isfinite(weight) ||
                weight < 0 || weight > 1000)
                return fail(ErrorCode::Usage,
                            "\"%1\" is not a weight for the style %2: it takes a number from 0 to 1000.",
                            {std::string(number), std::string(name)});
        }
        const int index = indexOf(name, names);
        if (index < 0) return unknown(name, names);
        out[static_cast<size_t>(index)] += weight;
        sum += weight;
    }
    if (!(sum > 0))
        return fail(ErrorCode::Usage, "All styles have the weight 0.", {}, "Give at least one of them some weight.");
    for (double& share : out) share /= sum;
    return out;
}

}  // namespace velatura
