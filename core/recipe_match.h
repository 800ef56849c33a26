// What surrounds a recipe: making one from a finished render, finding its pictures again, and saying why a second
// render is or is not the same bit for bit. Blocks on files; called from workers and the terminal program.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/image/picture_files.h"
#include "core/recipe_masks.h"
#include "core/work.h"

namespace velatura {

/// The recipe at `path`: a file of JSON, or the one inside a picture.
Result<Recipe> readRecipe(const std::filesystem::path& path, const PictureReader& reader);

/// The styles of a request as a recipe names them, thumbnails included: made once for many pictures.
/// `paths` has one entry a style.
Result<std::vector<RecipeStyle>> recipeStyles(const std::vector<StyleInput>& styles,
                                              const std::vector<std::filesystem::path>& paths,
                                              const PictureFiles& files);

/// SHA-256 of the weights that models/manifest.json lists; read once a process. Empty where nothing is installed.
const std::vector<RecipeModel>& installedModels();
/// Parameters that name an imported model; an engine has one of them at most.
inline constexpr const char* kModelParams[] = {"network", "model"};
/// Those, and the imported network that `params` name.
std::vector<RecipeModel> modelsFor(const ParamValues& params);

struct RecipeParts {
    std::string engine;
    const RenderRequest* request = nullptr;
    std::filesystem::path contentPath;
    std::vector<RecipeStyle> styles;
    RecipeMasks masks;  ///< of recordMasks(); nothing where there are none
    DeviceReport device;
    Image result;
    ParamValues facts;     ///< of the job's outcome
    bool stopped = false;  ///< the best so far
    std::optional<OutputSize> outputSize;
    std::optional<RecipeOrigin> origin = {};  ///< where the request has a start that it goes on from
};

Recipe makeRecipe(const RecipeParts& parts);

/// A picture of a recipe as it was found again.
struct FoundPicture {
    Image image;
    std::filesystem::path path;
    bool same = false;       ///< the recorded samples
    bool thumbnail = false;  ///< only the small picture inside the recipe
};

struct FoundPictures {
    FoundPicture content;
    std::vector<FoundPicture> styles;
};

/// The recipe's parameters without those of the machine that it was painted on (device, threads).
ParamValues portableParams(const Recipe& recipe);

/// Where to look: what was given wins, then the recorded path, then beside the recipe.
struct RecipeSearch {
    std::filesystem::path folder;               ///< that the recipe lies in; empty: in none
    std::filesystem::path content;              ///< given; empty: looked for
    std::vector<std::filesystem::path> styles;  ///< given, one for each of the recipe's; empty: looked for
};

/// The origin of a painting that went on from `start`. `path` and `recipe` as far as they are known.
RecipeOrigin originOf(const Image& start, const std::filesystem::path& path, const Recipe* recipe);
/// Said where only the last painting of a chain is brought back.
Error chainStartsAnew();
/// The picture of an origin that has no recipe, where the recipe says that it lies or beside the recipe.
Result<FoundPicture> findRecipeOrigin(const RecipePicture& picture, const std::filesystem::path& folder,
                                      const PictureReader& reader);

/// One style where the recipe says that it lies, beside the recipe, or as its thumbnail.
Result<FoundPicture> findRecipeStyle(const RecipeStyle& style, const std::filesystem::path& folder,
                                     const PictureReader& reader);
Result<std::vector<FoundPicture>> findRecipeStyles(const Recipe& recipe, const RecipeSearch& search,
                                                   const PictureReader& reader);
Result<FoundPicture> findRecipeContent(const Recipe& recipe, const RecipeSearch& search, const PictureReader& reader);

/// The recipe as it would be on painting it here and now with the pictures that were found: what differences() can say
/// of it before anything is painted. Machine and result stay as recorded.
Recipe recipeHere(const Recipe& recorded, const FoundPictures& found);

/// The result has the recorded samples and is saved at the recorded size.
bool identical(const Recipe& recorded, const Recipe& repeated);
/// What differs between a recipe and the one of its repetition, one sentence each: the reasons why the results may not
/// be the same. Never empty where they are not.
std::vector<Error> differences(const Recipe& recorded, const Recipe& repeated, const FoundPictures& found);

}  // namespace velatura
