// The masks of a rendering and its recipe: made small enough to travel inside the recipe before anything is painted, so
// that the picture is painted with exactly what is recorded; and read again. Blocks on coding pictures: on a worker.
#pragma once

#include <mutex>
#include <vector>

#include "core/image/mask.h"
#include "core/image/picture_files.h"
#include "core/recipe.h"
#include "core/work.h"

namespace velatura {

/// What all masks of a recipe may hold together, as PNG: the rest of kMaxRecipeText is for everything else.
inline constexpr size_t kMaxMaskBytes = size_t{600} << 10;

struct RecipeMasks {
    std::vector<RecipeMask> styles;  ///< one each; empty where a style has none
    RecipeMask protect;
};

/// Makes the masks of `request` smaller until they fit, and gives them as a recipe records them. The same masks give
/// the same ones; masks that were recorded once are not changed again.
Result<RecipeMasks> recordMasks(RenderRequest& request, const PictureFiles& files);

/// The same for many renderings: masks that have not changed stay the very same pictures to the engine. Thread-safe.
class SettledMasks {
public:
    Status settle(RenderRequest& request, const PictureFiles& files);

private:
    std::mutex mutex_;
    std::vector<std::uint64_t> ids_;  ///< of the masks as they came
    std::vector<Image> settled_;
};

struct ReadMasks {
    std::vector<Mask> styles;  ///< one a style; empty() where it has none
    Mask protect;
};

/// Error where one is damaged or is not for the recipe's photo.
Result<ReadMasks> readMasks(const Recipe& recipe, const PictureReader& reader);

}  // namespace velatura
