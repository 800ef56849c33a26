// Words for StyleLevels, the same in recipes, batches, settings and on the command line: "all", "coarse", "fine".
#pragma once

#include <string>

#include "core/work.h"

namespace velatura {

std::string toText(StyleLevels levels);
/// Error names the word and all that exist.
Result<StyleLevels> parseStyleLevels(const std::string& text);

}  // namespace velatura
