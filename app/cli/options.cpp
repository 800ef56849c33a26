#include "app/cli/options.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace velatura::cli {

namespace {

std::string typeName(const ParamInfo& info) {
    if (info.unit == "px") return "PX";
    if (info.unit == "s") return "SECONDS";
    switch (info.type) {
        case ParamType::Bool:
            return "";
        case ParamType::Integer:
            return "N";
        case ParamType::Real:
            return "X";
        case ParamType::Choice:
            return "NAME";
        case ParamType::Text:
            return "TEXT";
        case ParamType::RealList:
            return "X,X…";
    }
    return "";
}

std::string description(const ParamInfo& info) {
    std::string text = info.help + " (";
    if (info.type == ParamType::RealList) {
        text += Schema::allowed(info) + ": ";
        for (size_t i = 0; i < info.listLabels.size(); ++i) text += (i ? ", " : "") + info.listLabels[i];
        text += "; ";
    } else if (info.type != ParamType::Bool && info.type != ParamType::Text) {
        text += Schema::allowed(info) + "; ";
    }
    const std::string byDefault = toText(info.defaultValue);
    text += "default " + (byDefault.empty() ? "none" : byDefault) + (info.unit.empty() ? "" : " " + info.unit) + ")";
    return text;
}

std::string headingOf(const ParamInfo& info, const std::string& heading) {
    std::string out = heading;
    if (!info.group.empty()) out += ": " + info.group;
    if (info.level == ParamLevel::Advanced) out += " (advanced)";
    if (info.level == ParamLevel::Expert) out += " (expert)";
    return out;
}

const char* nameOf(ParamType type) {
    switch (type) {
        case ParamType::Bool:
            return "bool";
        case ParamType::Integer:
            return "integer";
        case ParamType::Real:
            return "real";
        case ParamType::Choice:
            return "choice";
        case ParamType::Text:
            return "text";
        case ParamType::RealList:
            return "real-list";
    }
    return "";
}

const char* nameOf(ParamLevel level) {
    switch (level) {
        case ParamLevel::Basic:
            return "basic";
        case ParamLevel::Advanced:
            return "advanced";
        case ParamLevel::Expert:
            return "expert";
    }
    return "";
}

nlohmann::json rangeToJson(const ParamRange& range) {
    nlohmann::json out = nlohmann::json::object();
    if (std::isfinite(range.min)) out["min"] = range.min;
    if (std::isfinite(range.max)) out["max"] = range.max;
    return out;
}

}  // namespace

SchemaOptions::SchemaOptions(CLI::App& app, const Schema& schema, const std::string& heading) : schema_(schema) {
    for (const auto& info : schema.fields()) {
        std::string names = "--" + info.key;
        for (const auto& alias : info.aliases) names += ",--" + alias;
        const std::string text = description(info);
        CLI::Option* option = nullptr;
        if (info.type == ParamType::Bool) {
            // A flag, so that a picture's name after it is not taken for its value; --no-… and --…=false turn it off.
            names += ",!--no-" + info.key;
            option = app.add_flag(names, text);
        } else {
            option = app.add_option(names, CLI::callback_t(), text);
            option->expected(1)->type_name(typeName(info));
        }
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)->group(headingOf(info, heading));
        options_.emplace_back(&info, option);
    }
}

Result<ParamValues> SchemaOptions::given() const {
    ParamValues out;
    for (const auto& [info, option] : options_) {
        if (option->count() == 0) continue;
        auto value = Schema::parse(*info, option->results().back());
        if (!value) return fail(value.error());
        out[info->key] = std::move(*value);
    }
    return out;
}

Result<ParamValues> SchemaOptions::all() const {
    auto values = given();
    if (!values) return fail(values.error());
    return schema_.normalise(*values);
}

std::string valueAhead(const std::vector<std::string>& arguments, const std::string& name,
                       const std::string& fallback) {
    std::string value = fallback;
    for (size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--") break;
        if (arguments[i] == name && i + 1 < arguments.size()) value = arguments[i + 1];
        if (arguments[i].starts_with(name + "=")) value = arguments[i].substr(name.size() + 1);
    }
    return value;
}

nlohmann::json schemaToJson(const Schema& schema) {
    nlohmann::json out = nlohmann::json::array();
    for (const auto& info : schema.fields()) {
        nlohmann::json f{{"key", info.key},           {"label", info.label},         {"help", info.help},
                         {"type", nameOf(info.type)}, {"level", nameOf(info.level)}, {"group", info.group},
                         {"unit", info.unit},         {"aliases", info.aliases},     {"live", info.live}};
        std::visit([&](const auto& v) { f["default"] = v; }, info.defaultValue);
        f["range"] = rangeToJson(info.range);
        f["soft"] = rangeToJson(info.sliderRange());
        if (info.type == ParamType::Choice) {
            auto& choices = f["choices"] = nlohmann::json::array();
            for (const auto& c : info.choices)
                choices.push_back({{"key", c.key}, {"label", c.label}, {"help", c.help}});
        }
        if (info.type == ParamType::RealList) f["entries"] = info.listLabels;
        out.push_back(std::move(f));
    }
    return out;
}

}  // namespace velatura::cli
