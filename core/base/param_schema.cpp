#include "core/base/param_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace velatura {

namespace {

/// All of `text` as one number; blanks around it and a plus sign are let pass.
template <class T>
bool parseNumber(const std::string& text, T& out) {
    const size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos) return false;
    const char* first = text.data() + begin;
    const char* last = text.data() + text.find_last_not_of(" \t") + 1;
    if (last - first > 1 && *first == '+' && first[1] != '-') ++first;
    const auto r = std::from_chars(first, last, out);
    if constexpr (std::is_floating_point_v<T>)
        if (!std::isfinite(out)) return false;
    return r.ec == std::errc() && r.ptr == last;
}

/// A value as an error sentence shows it: whole, or its beginning where somebody pasted a novel.
std::string excerpt(const std::string& value) {
    constexpr size_t kLongest = 80;
    if (value.size() <= kLongest) return value;
    size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;  // not inside a character
    return value.substr(0, end) + "…";
}

tl::unexpected<Error> refuse(const ParamInfo& info, const std::string& value) {
    return fail(ErrorCode::Usage, "\"%1\" is not a value for %2: it takes %3.",
                {excerpt(value), info.key, Schema::allowed(info)});
}

bool inRange(const ParamInfo& info, double v) {
    return std::isfinite(v) && v >= info.range.min && v <= info.range.max;
}

std::string bound(double v, ParamType type) {
    const bool whole = type == ParamType::Integer && std::abs(v) < 9e15;
    return whole ? fmt::format("{}", static_cast<long long>(v)) : fmt::format("{}", v);
}

}  // namespace

ParamRange ParamInfo::sliderRange() const {
    return {std::isfinite(soft.min) ? soft.min : range.min, std::isfinite(soft.max) ? soft.max : range.max};
}

const ParamInfo* Schema::find(const std::string& keyOrAlias) const {
    for (const auto& f : fields_) {
        if (f.key == keyOrAlias) return &f;
        for (const auto& a : f.aliases)
            if (a == keyOrAlias) return &f;
    }
    return nullptr;
}

ParamValues Schema::defaults() const {
    ParamValues out;
    for (const auto& f : fields_) out[f.key] = f.defaultValue;
    return out;
}

std::string Schema::allowed(const ParamInfo& info) {
    const bool low = std::isfinite(info.range.min);
    const bool high = std::isfinite(info.range.max);
    std::string range;
    if (low && high) {
        range = fmt::format("from {} to {}", bound(info.range.min, info.type), bound(info.range.max, info.type));
    } else if (low) {
        range = fmt::format("of {} or more", bound(info.range.min, info.type));
    } else if (high) {
        range = fmt::format("of {} or less", bound(info.range.max, info.type));
    }
    const std::string tail = range.empty() ? "" : " " + range;
    switch (info.type) {
        case ParamType::Bool: return "true or false";
        case ParamType::Integer: return "a whole number" + tail;
        case ParamType::Real: return "a number" + tail;
        case ParamType::Text: return "a text";
        case ParamType::RealList:
            return fmt::format("{} numbers{}, separated by commas", info.listLabels.size(), tail);
        case ParamType::Choice: {
            std::string out = "one of ";
            for (size_t i = 0; i < info.choices.size(); ++i) out += (i ? ", " : "") + info.choices[i].key;
            return out;
        }
    }
    return {};
}

Result<ParamValue> Schema::coerce(const ParamInfo& info, const ParamValue& value) {
    switch (info.type) {
        case ParamType::Bool:
            if (std::holds_alternative<bool>(value)) return value;
            break;
        case ParamType::Integer: {
            std::int64_t v = 0;
            if (const auto* i = std::get_if<std::int64_t>(&value)) {
                v = *i;
            } else if (const auto* d = std::get_if<double>(&value); d && std::abs(*d) < 9e15 && *d == std::trunc(*d)) {
                v = static_cast<std::int64_t>(*d);
            } else {
                break;
            }
            if (inRange(info, static_cast<double>(v))) return ParamValue(v);
            break;
        }
        case ParamType::Real: {
            double v = 0;
            if (const auto* d = std::get_if<double>(&value)) {
                v = *d;
            } else if (const auto* i = std::get_if<std::int64_t>(&value)) {
                v = static_cast<double>(*i);
            } else if (const auto* b = std::get_if<bool>(&value)) {
                v = *b ? 1 : 0;  // a switch that has become a slider
            } else {
                break;
            }
            if (inRange(info, v)) return ParamValue(v);
            break;
        }
        case ParamType::Text:
            if (std::holds_alternative<std::string>(value)) return value;
            break;
        case ParamType::Choice:
            if (const auto* s = std::get_if<std::string>(&value))
                for (const auto& c : info.choices)
                    if (c.key == *s) return value;
            break;
        case ParamType::RealList:
            if (const auto* l = std::get_if<std::vector<double>>(&value); l && l->size() == info.listLabels.size()) {
                bool fits = true;
                for (double v : *l) fits = fits && inRange(info, v);
                if (fits) return value;
            }
            break;
    }
    return refuse(info, toText(value));
}

Result<ParamValue> Schema::parse(const ParamInfo& info, const std::string& text) {
    switch (info.type) {
        case ParamType::Bool:
            if (text == "true" || text == "yes" || text == "on" || text == "1") return ParamValue(true);
            if (text == "false" || text == "no" || text == "off" || text == "0") return ParamValue(false);
            return refuse(info, text);
        case ParamType::Integer:
        case ParamType::Real: {
            // As a whole number first: a double holds only 53 bits of it. "1e3" is one as well.
            std::int64_t whole = 0;
            double real = 0;
            if (info.type == ParamType::Integer && parseNumber(text, whole)) return coerce(info, whole);
            if (!parseNumber(text, real)) return refuse(info, text);
            auto v = coerce(info, real);
            return v ? v : refuse(info, text);  // the sentence repeats what was typed
        }
        case ParamType::Text:
        case ParamType::Choice: return coerce(info, text);
        case ParamType::RealList: {
            std::vector<double> list;
            size_t begin = 0;
            while (begin <= text.size()) {
                const size_t end = std::min(text.find(',', begin), text.size());
                double v = 0;
                if (!parseNumber(text.substr(begin, end - begin), v)) return refuse(info, text);
                list.push_back(v);
                begin = end + 1;
            }
            auto v = coerce(info, list);
            return v ? v : refuse(info, text);
        }
    }
    return refuse(info, text);
}

Result<ParamValues> Schema::normalise(const ParamValues& values) const {
    ParamValues out = defaults();
    std::map<std::string, std::string> givenAs;
    for (const auto& [key, value] : values) {
        const ParamInfo* info = find(key);
        if (!info) {
            std::string known;
            for (const auto& f : fields_) known += (known.empty() ? "" : ", ") + f.key;
            return fail(ErrorCode::Usage, "There is no parameter \"%1\" here; there are: %2.", {excerpt(key), known});
        }
        const auto [given, first] = givenAs.emplace(info->key, key);
        if (!first)
            return fail(ErrorCode::Usage, "\"%1\" and \"%2\" are the same parameter.", {given->second, key},
                        "Give only one of them.");
        auto v = coerce(*info, value);
        if (!v) return fail(v.error());
        out[info->key] = std::move(*v);
    }
    return out;
}

ParamValues Schema::changed(const ParamValues& values) const {
    ParamValues out;
    for (const auto& [key, value] : values) {
        const ParamInfo* info = find(key);
        if (!info) continue;
        // In the field's own type first: 1 is no change of a 1.0.
        const ParamValue own = coerce(*info, value).value_or(value);
        if (own != info->defaultValue) out[info->key] = own;
    }
    return out;
}

void Schema::add(ParamInfo info) {
    check(!info.key.empty() && !info.label.empty() && !info.help.empty(), "parameter '{}' needs key, label and help",
          info.key);
    check(find(info.key) == nullptr, "parameter '{}' is declared twice", info.key);
    std::set<std::string> names{info.key};
    for (const auto& a : info.aliases)
        check(find(a) == nullptr && names.insert(a).second, "alias '{}' of '{}' is taken", a, info.key);
    check(info.type != ParamType::Choice || !info.choices.empty(), "choice '{}' has nothing to choose from", info.key);
    std::set<std::string> choiceKeys;
    for (const auto& c : info.choices)
        check(!c.key.empty() && choiceKeys.insert(c.key).second, "'{}' offers the choice '{}' twice", info.key, c.key);
    check(info.type != ParamType::RealList || !info.listLabels.empty(), "list '{}' has no labels", info.key);
    const ParamRange slider = info.sliderRange();
    check(info.range.min <= info.range.max && slider.min <= slider.max && slider.min >= info.range.min &&
              slider.max <= info.range.max,
          "the slider of '{}' ({} to {}) is not within {}", info.key, slider.min, slider.max, allowed(info));
    check(coerce(info, info.defaultValue).has_value(), "default of '{}' ({}) is not {}", info.key,
          toText(info.defaultValue), allowed(info));
    fields_.push_back(std::move(info));
}

}  // namespace velatura
