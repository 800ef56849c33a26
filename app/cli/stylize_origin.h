// What a painting in the terminal goes on from: a picture that is named (--from), or the one that a recipe went on from,
// read again or painted again, link by link.
#pragma once

#include "app/cli/command.h"
#include "app/cli/stylize_recipe.h"
#include "core/work_jobs.h"

namespace velatura::cli {

struct Origin {
    Image start;  ///< empty: told to stop before it was painted
    RecipeOrigin recipe;
};

/// The picture at `path`. Going on from a file starts at its samples, so how it was painted does not matter.
Result<Origin> originFromFile(const std::filesystem::path& path);

/// That of `repetition`'s recipe. Says on the console what it paints.
Result<Origin> repeatOrigin(Program& program, const Repetition& repetition, const std::filesystem::path& folder,
                            const std::shared_ptr<EngineSessions>& sessions);

}  // namespace velatura::cli
