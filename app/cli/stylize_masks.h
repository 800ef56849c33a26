// Masks, the protected part and kept colours on the command line: read, brought to a mask's size, and checked against
// the photo.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/stylize_recipe.h"
#include "core/image/kept_color.h"
#include "core/work.h"

namespace velatura::cli {

/// Stands for "no mask" among several.
inline constexpr const char* kNoMask = "none";

/// As many as styles, or none at all.
Status checkMaskCount(const std::vector<std::string>& masks, size_t styles);
Result<std::vector<KeptColor>> parseKeptColors(const std::vector<std::string>& texts);
/// Fills in the masks of `request`, whose photo and styles are there: those given, else those of the recipe where they
/// suit the photo.
Status putMasks(Console& console, const StylizeArguments& arguments, const std::optional<Repetition>& repetition,
                RenderRequest& request);

}  // namespace velatura::cli
