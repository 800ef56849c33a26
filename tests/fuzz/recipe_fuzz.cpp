// Recipes of strangers: whatever the bytes are, a value or a sentence comes out, and a value survives its own JSON.
#include <cstdlib>

#include "core/recipe.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const auto recipe = velatura::parseRecipe(std::string(reinterpret_cast<const char*>(data), size));
    if (recipe && !velatura::parseRecipe(velatura::recipeText(*recipe))) std::abort();
    if (!recipe && recipe.error().message().empty()) std::abort();
    return 0;
}
