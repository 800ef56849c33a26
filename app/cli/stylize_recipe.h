// A recipe on the command line: its pictures found again, and whether the result is the same.
#pragma once

#include "app/cli/command.h"
#include "app/cli/stylize_plan.h"
#include "core/recipe_match.h"

namespace velatura::cli {

/// A recipe that is repeated.
struct Repetition {
    Recipe recipe;
    FoundPictures found;
    std::vector<double> weights;  ///< of the styles: those given now, else those recorded
};

/// Reads the recipe and looks for its styles. `arguments` gets the recorded photo where none was given.
Result<Repetition> takeUpRecipe(StylizeArguments& arguments);

/// The recipe's parameters below what was given now. For one picture it computes with the recorded number of threads:
/// sums depend on it.
ParamValues repeatedParams(const Recipe& recipe, const ParamValues& given, bool batch);

/// Says whether the result is bit-identical, or why it cannot be.
void reportRepetition(Console& console, const Repetition& repetition, const Recipe& now);

}  // namespace velatura::cli
