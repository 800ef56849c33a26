#include "core/style_levels.h"

#include <array>
#include <utility>

namespace velatura {

namespace {

constexpr std::array<std::pair<StyleLevels, const char*>, 3> kWords{{
    {StyleLevels::All, "all"},
    {StyleLevels::Coarse, "coarse"},
    {StyleLevels::Fine, "fine"},
}};

}  // namespace

std::string toText(StyleLevels levels) {
    for (const auto& [value, word] : kWords)
        if (value == levels) return word;
    return kWords.front().second;
}

Result<StyleLevels> parseStyleLevels(const std::string& text) {
    std::string known;
    for (const auto& [value, word] : kWords) {
        if (text == word) return value;
        known += (known.empty() ? "" : ", ") + std::string(word);
    }
    return fail(ErrorCode::Usage, "\"%1\" is not a level that a style can give; there are: %2.", {text, known});
}

}  // namespace velatura
