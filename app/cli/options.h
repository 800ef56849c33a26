// Options made from a parameter schema: one for each field, with help, range, choices and default, grouped as the form
// in the window is. A new parameter appears here by itself.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/console.h"
#include "core/base/param_schema.h"

namespace velatura::cli {

class SchemaOptions {
public:
    /// Adds an option for each field of `schema`, which must outlive the App, under headings that begin with `heading`.
    SchemaOptions(CLI::App& app, const Schema& schema, const std::string& heading);
    /// What was given, checked; nothing for the rest. The Error names option, value and what is allowed.
    Result<ParamValues> given() const;
    /// given() over the defaults.
    Result<ParamValues> all() const;

private:
    const Schema& schema_;
    std::vector<std::pair<const ParamInfo*, CLI::Option*>> options_;
};

/// --json and --quiet, and the look of the help.
void addCommonOptions(CLI::App& app, Console& console);

/// The value of `--name VALUE` or `--name=VALUE` in `arguments` before they are parsed: it decides which options exist.
std::string valueAhead(const std::vector<std::string>& arguments, const std::string& name, const std::string& fallback);

/// Every field of a schema for `list --json`.
nlohmann::json schemaToJson(const Schema& schema);

/// What CLI11 refused, in a sentence of ours.
Error usageError(const CLI::ParseError& error, const CLI::App& root);

}  // namespace velatura::cli
