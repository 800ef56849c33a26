// How --help looks, and CLI11's refusals in sentences of ours.
#include <algorithm>
#include <memory>
#include <sstream>

#include "app/cli/options.h"

namespace velatura::cli {

namespace {

constexpr size_t kHelpWidth = 92;
constexpr size_t kIndent = 8;

std::string wrapped(const std::string& text, size_t indent) {
    std::istringstream words(text);
    std::string word, line, out;
    while (words >> word) {
        if (!line.empty() && indent + line.size() + 1 + word.size() > kHelpWidth) {
            out += std::string(indent, ' ') + line + "\n";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
    }
    return line.empty() ? out : out + std::string(indent, ' ') + line + "\n";
}

/// Names on one line, the sentence below it: a schema's help is too long for a second column.
class HelpFormatter : public CLI::Formatter {
public:
    HelpFormatter() {
        column_width(14);
        label("Positionals", "Arguments");
        label("OPTIONS", "options");
        label("SUBCOMMAND", "COMMAND");
    }
    std::string make_option(const CLI::Option* option, bool positional) const override {
        std::string name = make_option_name(option, positional);
        for (size_t at = 0; (at = name.find(",-", at)) != std::string::npos; at += 2) name.insert(at + 1, " ");
        // CLI11 shows a flag's "off" spelling as --no-x{false}.
        for (size_t at = 0; (at = name.find("{false}")) != std::string::npos;) name.erase(at, 7);
        std::string type = option->get_type_name();
        if (positional || option->get_type_size() == 0 || type.empty()) type.clear();
        return "  " + name + (type.empty() ? "" : " " + type) + "\n" + wrapped(make_option_desc(option), kIndent);
    }
    std::string make_usage(const CLI::App* app, std::string name) const override {
        return "\n" + CLI::Formatter::make_usage(app, std::move(name));
    }
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
        std::string text = CLI::Formatter::make_help(app, std::move(name), mode);
        for (size_t at = 0; (at = text.find("\n\n\n", at)) != std::string::npos;) text.erase(at, 1);
        text.erase(text.find_last_not_of('\n') + 1);
        return text;
    }
};

const CLI::App& deepest(const CLI::App& root) {
    const CLI::App* app = &root;
    for (auto chosen = app->get_subcommands(); !chosen.empty(); chosen = app->get_subcommands()) app = chosen.front();
    return *app;
}

std::string fullName(const CLI::App& app) {
    return app.get_parent() ? fullName(*app.get_parent()) + " " + app.get_name() : app.get_name();
}

}  // namespace

void addCommonOptions(CLI::App& app, Console& console) {
    app.formatter(std::make_shared<HelpFormatter>());
    app.set_help_flag("-h,--help", "Show this help.")->group("General");
    app.add_flag("--json", console.json, "Write one JSON object a line to standard output instead of text.")
        ->group("General");
    app.add_flag("--quiet", console.quiet, "No progress bar and no remarks; results and errors are still written.")
        ->group("General");
}

Error usageError(const CLI::ParseError& error, const CLI::App& root) {
    const CLI::App& app = deepest(root);
    const std::string name = fullName(app);
    if (dynamic_cast<const CLI::ExtrasError*>(&error)) {
        const auto extra = app.remaining();
        const std::string first = extra.empty() ? std::string() : extra.front();
        if (&app == &root)
            return {ErrorCode::Usage, "There is no command \"%1\"; `%2 --help` lists what there is.", {first, name}};
        if (first.starts_with("-"))
            return {ErrorCode::Usage, "`%2` has no option %1; `%2 --help` lists what there is.", {first, name}};
        return {ErrorCode::Usage, "`%2` does not know what to do with \"%1\"; see `%2 --help`.", {first, name}};
    }
    std::string text = error.what();
    while (!text.empty() && text.back() == '.') text.pop_back();
    return {ErrorCode::Usage, "%1; see `%2 --help`.", {text, name}};
}

}  // namespace velatura::cli
