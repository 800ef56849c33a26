#include "app/cli/stylize_recipe.h"

#include <nlohmann/json.hpp>

#include "core/image_io/image_io.h"

namespace velatura::cli {

namespace fs = std::filesystem;

Result<Repetition> takeUpRecipe(StylizeArguments& arguments) {
    auto recipe = readRecipe(arguments.recipe, fileReader());
    if (!recipe) return fail(recipe.error());
    Repetition out;
    for (const auto& style : recipe->styles) out.weights.push_back(style.weight);
    RecipeSearch search;
    std::error_code ec;
    search.folder = fs::absolute(arguments.recipe, ec).parent_path();
    for (const auto& text : arguments.styles) {
        auto style = parseStyle(text);
        if (!style) return fail(style.error());
        // What was cut off the name was a weight.
        const size_t i = search.styles.size();
        if (i < out.weights.size() && style->path != fs::path(text)) out.weights[i] = style->weight;
        search.styles.push_back(style->path);
    }
    auto styles = findRecipeStyles(*recipe, search, fileReader());
    if (!styles) return fail(styles.error());
    out.found.styles = std::move(*styles);
    if (!isBatch(arguments, arguments.pictures)) {
        if (!arguments.pictures.empty()) search.content = arguments.pictures.front();
        auto content = findRecipeContent(*recipe, search, fileReader());
        if (!content) return fail(content.error());
        out.found.content = std::move(*content);
        arguments.pictures = {out.found.content.path.string()};
    }
    out.recipe = std::move(*recipe);
    return out;
}

ParamValues repeatedParams(const Recipe& recipe, const ParamValues& given, bool batch) {
    ParamValues out = portableParams(recipe);
    const auto engine = findEngine(recipe.engine);
    if (!batch && recipe.threads > 0 && engine && (*engine)->schema().find("threads"))
        out["threads"] = std::int64_t{std::min(recipe.threads, 256)};
    for (const auto& [key, value] : given) out[key] = value;
    return out;
}

void reportRepetition(Console& console, const Repetition& repetition, const Recipe& now) {
    const bool same = identical(repetition.recipe, now);
    const auto reasons = differences(repetition.recipe, now, repetition.found);
    nlohmann::json list = nlohmann::json::array();
    for (const auto& reason : reasons) list.push_back(reason.message());
    console.event("recipe", {{"identical", same}, {"reasons", list}});
    if (same) {
        console.say("Bit-identical to the recorded result.");
        return;
    }
    console.say("Not bit-identical to the recorded result:");
    for (const auto& reason : reasons) console.say("  " + reason.message());
}

}  // namespace velatura::cli
