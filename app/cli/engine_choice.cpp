#include "app/cli/engine_choice.h"

#include <algorithm>

#include "app/cli/options.h"
#include "app/cli/stylize_timelapse.h"
#include "core/catalog.h"
#include "core/engines/going_on_params.h"
#include "core/image_io/image_io.h"
#include "core/recipe_match.h"

namespace velatura::cli {

namespace {

/// Names of options among the arguments, without dashes and values.
std::vector<std::string> optionNames(const std::vector<std::string>& arguments) {
    std::vector<std::string> out;
    for (const auto& argument : arguments) {
        if (argument == "--") break;
        if (argument.starts_with("--")) out.push_back(argument.substr(2, argument.find('=') - 2));
    }
    return out;
}

bool obeys(const Schema& engine, const std::string& option) {
    if (option == "from") return canGoOn(engine);
    if (option == "timelapse") return engine.find(kFrameEvery) != nullptr;
    const bool meant = std::any_of(engines().begin(), engines().end(), [&](const EngineInfo& e) { return e.schema().find(option) != nullptr; });
    return !meant || engine.find(option) != nullptr;
}

}  // namespace

std::string engineAhead(const std::vector<std::string>& arguments) {
    if (const std::string named = valueAhead(arguments, "--engine", {}); !named.empty()) return named;
    if (const std::string file = valueAhead(arguments, "--recipe", {}); !file.empty())
        if (const auto recipe = readRecipe(file, fileReader())) return recipe->engine;
    const auto names = optionNames(arguments);
    const auto it = std::find_if(engines().begin(), engines().end(), [&](const EngineInfo& e) {
        return std::all_of(names.begin(), names.end(), [&](const auto& name) { return obeys(e.schema(), name); });
    });
    return (it == engines().end() ? engines().front() : *it).key;
}

}  // namespace velatura::cli
