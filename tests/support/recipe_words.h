// What is said of recipes, for their tests.
#pragma once

#include <QtCore/QString>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/recipe.h"

namespace velatura::test {

/// Why it is no recipe; empty: it is one.
inline QString refusal(const nlohmann::json& recipe) {
    const auto parsed = parseRecipe(recipe.dump());
    return parsed ? QString() : QString::fromStdString(parsed.error().message());
}

inline bool says(const std::vector<Error>& all, const char* part) {
    return std::any_of(all.begin(), all.end(), [&](const Error& e) { return e.message().find(part) != std::string::npos; });
}

}  // namespace velatura::test
