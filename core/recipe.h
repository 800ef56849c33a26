// Recipe: how a picture was painted, so that it can be painted again: program, engine, parameters, pictures by hash,
// weights by hash, machine, and the hash of the result. A value; travels as JSON inside saved pictures and in files of
// its own. Recipes come out of strangers' pictures, so reading checks everything.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/base/param_values.h"
#include "core/image/carry.h"
#include "core/image/image.h"
#include "core/image/kept_color.h"
#include "core/style_levels.h"

namespace velatura {

/// 2: with masks, a protected photo or kept colours; 3: with styles that give some levels only. Older programs would leave
/// them out without a word. Recipes without them are still written as 1.
inline constexpr int kRecipeVersion = 3;
inline constexpr size_t kMaxRecipeText = 1u << 20;
inline constexpr int kRecipeThumbnailSide = 128;
/// How many results a recipe tells of, each gone on from the one before; of earlier ones only the picture is named.
inline constexpr int kMaxRecipeChain = 8;

/// A picture that went in. `hash` is sampleHash(): of the samples, not of the file, because the samples are what the
/// engine saw; a copy in another lossless format or with other metadata is still the same picture.
struct RecipePicture {
    std::string name;  ///< of the file, without its folder
    std::string path;  ///< where it lay
    std::string hash;
    ImageSize size;
};

/// A mask as it was painted with; read by readMasks() (core/recipe_masks.h).
struct RecipeMask {
    std::string png;   ///< bytes, grey, 8 bit
    std::string hash;  ///< sampleHash()
    bool empty() const { return png.empty(); }
};

struct RecipeStyle : RecipePicture {
    double weight = 1.0;
    std::string thumbnail;  ///< bytes of a small JPEG or PNG; may be empty
    RecipeMask mask;        ///< where the style applies; may be empty
    StyleLevels levels = StyleLevels::All;  ///< which features it gives
};

struct RecipeModel {
    std::string file;  ///< below models/
    std::string sha256;
};

struct Recipe;

/// What a painting went on from instead of starting anew.
struct RecipeOrigin {
    RecipePicture picture;                 ///< `hash` of the very samples that the engine started with
    std::shared_ptr<const Recipe> recipe;  ///< how that was painted; null: only the picture is known
    /// It can be had again: painted, or read from a file.
    bool repeatable() const;
};

struct Recipe {
    std::string version, commit;  ///< of the program
    std::string engine;
    ParamValues params;  ///< all of the engine's, the seed among them
    RecipePicture content;
    std::vector<RecipeStyle> styles;
    RecipeMask protect;                  ///< where the photo stays; may be empty
    std::vector<KeptColor> keptColors;
    std::vector<RecipeModel> models;
    std::string device, libTorch;
    int threads = 0;
    ImageSize workingSize;  ///< at which the engine painted
    std::string result;     ///< sampleHash() of what the engine gave
    /// At which the picture was saved; carrying is no part of `result`. Nothing in recipes from before it was recorded.
    std::optional<OutputSize> outputSize;
    std::optional<RecipeOrigin> origin;  ///< nothing: it started as its parameters say
    /// It can be repeated: all steps were run, not stopped nor cut by a time limit, and so of what it went on from.
    bool complete = true;

    /// Something applies to parts of this one photo.
    bool hasMasks() const;
    /// A style gives some levels only.
    bool hasLevels() const;
};

/// XXH3 of size, channels, depth and samples.
std::string sampleHash(const Image& image);

/// `recipe` as the origin of another one: without thumbnails, which would be there again for each link, and without
/// links beyond kMaxRecipeChain.
std::shared_ptr<const Recipe> asOrigin(const Recipe& recipe);

nlohmann::json toJson(const Recipe& recipe);
/// As one line, for pictures.
std::string recipeText(const Recipe& recipe);

/// Error says what is wrong: not JSON, too large, a newer format, an unknown engine, a parameter out of range …
Result<Recipe> parseRecipe(const std::string& text);
/// A .json file.
Result<Recipe> readRecipeFile(const std::filesystem::path& path);
Status writeRecipeFile(const std::filesystem::path& path, const Recipe& recipe);

}  // namespace velatura
