#include "core/recipe_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/base/json_file.h"
#include "core/base/log.h"
#include "core/base/paths.h"
#include "core/base/version.h"
#include "core/catalog.h"
#include "core/model_store.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

RecipePicture pictureOf(const Image& image, const fs::path& path) {
    std::error_code ec;
    const fs::path whole = fs::absolute(path, ec).lexically_normal();
    return {path.filename().string(), path.empty() ? std::string() : whole.string(), sampleHash(image), image.size()};
}

std::vector<RecipeModel> readInstalled() {
    std::vector<RecipeModel> out;
    const auto manifest = findData("models/manifest.json");
    if (!manifest) return out;
    const auto json = readJsonFile(*manifest);
    if (!json || !json->is_object() || !json->contains("models") || !(*json)["models"].is_array()) return out;
    for (const auto& entry : (*json)["models"]) {
        if (!entry.is_object() || !entry.contains("file") || !entry["file"].is_string()) continue;
        const auto file = entry["file"].get<std::string>();
        // The file itself is asked, not the manifest: it is what the engine computes with.
        const auto hash = sha256OfFile(manifest->parent_path() / file);
        if (hash)
            out.push_back({file, *hash});
        else
            logInfo(hash.error().message());
    }
    return out;
}

/// The picture at `path`, when it is a file that can be read.
FoundPicture readIfThere(const fs::path& path, const RecipePicture& wanted, const PictureReader& reader) {
    std::error_code ec;
    if (path.empty() || !fs::is_regular_file(path, ec)) return {};  // a stranger may name a pipe
    auto image = reader.read(path, {});
    if (!image) return {};
    const bool same = sampleHash(*image) == wanted.hash;
    return {std::move(*image), path, same, false};
}

/// Recorded path, then beside the recipe; the first of the right samples, else the first of the right size.
FoundPicture lookFor(const RecipePicture& wanted, const fs::path& folder, const PictureReader& reader) {
    // Only the last part of the name counts: a recipe does not send us through the file system.
    const fs::path name = fs::path(wanted.name).filename();
    FoundPicture second;
    const bool beside = !name.empty() && !folder.empty();
    for (const fs::path& path : {fs::path(wanted.path), beside ? folder / name : fs::path()}) {
        FoundPicture found = readIfThere(path, wanted, reader);
        if (found.same) return found;
        if (second.image.empty() && !found.image.empty() && found.image.size() == wanted.size)
            second = std::move(found);
    }
    return second;
}

Result<FoundPicture> given(const fs::path& path, const RecipePicture& wanted, const PictureReader& reader) {
    auto image = reader.read(path, {});
    if (!image) return fail(image.error());
    const bool same = sampleHash(*image) == wanted.hash;
    return FoundPicture{std::move(*image), path, same, false};
}

void takeHash(RecipePicture& picture, const FoundPicture& found) {
    // What was not found at all is told by who looked for it.
    if (!found.same && !found.image.empty()) picture.hash = sampleHash(found.image);
}

FoundPicture fromThumbnail(const RecipeStyle& style, const PictureReader& reader) {
    if (style.thumbnail.empty()) return {};
    auto image = reader.decode(style.thumbnail, {});
    // What is larger than a thumbnail was put there by somebody else.
    if (!image || std::max(image->width(), image->height()) > 4 * kRecipeThumbnailSide) return {};
    return {std::move(*image), style.path, false, true};
}

}  // namespace

Result<Recipe> readRecipe(const fs::path& path, const PictureReader& reader) {
    // Content decides, not the name. A recipe's own limit is far below a picture's, so its error says nothing yet.
    const auto text = readFile(path, kMaxRecipeText);
    if (text) {
        const size_t first = text->find_first_not_of(" \t\r\n");
        if (first != std::string::npos && (*text)[first] == '{') return parseRecipe(*text);
    } else if (text.error().code != ErrorCode::TooLarge) {
        return fail(text.error());
    }
    const auto image = reader.read(path, {});
    if (!image) return fail(image.error());
    if (image->info().recipe.empty())
        return fail(ErrorCode::NotFound, "The picture %1 holds no recipe.", {path.string()},
                    "Only pictures that Velatura saved hold one, and not where metadata were left out.");
    return parseRecipe(image->info().recipe);
}

Result<std::vector<RecipeStyle>> recipeStyles(const std::vector<StyleInput>& styles, const std::vector<fs::path>& paths,
                                              const PictureFiles& files) {
    check(styles.size() == paths.size(), "{} styles have {} paths", styles.size(), paths.size());
    std::vector<RecipeStyle> out;
    for (size_t i = 0; i < styles.size(); ++i) {
        RecipeStyle style;
        static_cast<RecipePicture&>(style) = pictureOf(styles[i].image, paths[i]);
        style.weight = styles[i].weight;
        style.levels = styles[i].levels;
        const ImageSize small = fitLongSide(style.size, kRecipeThumbnailSide);
        auto bytes = files.encodeThumbnail(thumbnail(toU8(styles[i].image, 3), small));
        if (!bytes) return fail(bytes.error());
        style.thumbnail = std::move(*bytes);
        out.push_back(std::move(style));
    }
    return out;
}

const std::vector<RecipeModel>& installedModels() {
    static const std::vector<RecipeModel> models = readInstalled();
    return models;
}

std::vector<RecipeModel> modelsFor(const ParamValues& params) {
    std::vector<RecipeModel> out = installedModels();
    for (const char* key : kModelParams) {
        const auto* name = valueIf<std::string>(params, key);
        if (!name || name->empty()) continue;
        if (const auto model = findStoredModel(*name)) out.push_back({recipeNameOf(model->name), model->sha256});
    }
    return out;
}

Recipe makeRecipe(const RecipeParts& parts) {
    const auto engine = findEngine(parts.engine);
    check(engine.has_value() && parts.request, "a recipe needs a known engine and a request");
    auto params = (*engine)->schema().normalise(parts.request->params);
    check(params.has_value(), "a picture was painted with parameters that its engine refuses");
    Recipe out;
    out.version = versionNumber();
    out.commit = versionCommit();
    out.engine = parts.engine;
    out.content = pictureOf(parts.request->content, parts.contentPath);
    out.styles = parts.styles;
    for (size_t i = 0; i < std::min(out.styles.size(), parts.masks.styles.size()); ++i) out.styles[i].mask = parts.masks.styles[i];
    out.protect = parts.masks.protect;
    out.keptColors = parts.request->keptColors;
    out.models = modelsFor(*params);
    out.device = parts.device.device;
    out.libTorch = parts.device.libTorch;
    out.threads = parts.device.threads;
    out.workingSize = parts.result.size();
    out.result = sampleHash(parts.result);
    out.outputSize = parts.outputSize;
    const auto* cut = valueIf<bool>(parts.facts, "cut");
    out.origin = parts.origin;
    const bool wentOn = !parts.request->start.empty();
    out.complete = !parts.stopped && !(cut && *cut) && (!wentOn || (out.origin && out.origin->repeatable()));
    out.params = std::move(*params);
    // What the engine chose itself where it was left to it.
    const std::string used = "used.";
    for (const auto& [key, value] : parts.facts)
        if (key.starts_with(used) && out.params.contains(key.substr(used.size()))) out.params[key.substr(used.size())] = value;
    // Masks of earlier links may be more than a recipe can hold; then the picture that it went on from is named alone.
    if (out.origin && out.origin->recipe && recipeText(out).size() > kMaxRecipeText) {
        out.origin->recipe = nullptr;
        out.complete = out.complete && out.origin->repeatable();
    }
    return out;
}

namespace {

/// An imported network may have another name here: its hash finds it.
void nameNetworksAsHere(const Recipe& recipe, ParamValues& params) {
    for (const char* key : kModelParams) {
        const auto* name = valueIf<std::string>(params, key);
        if (!name || name->empty()) continue;
        const auto recorded = std::find_if(recipe.models.begin(), recipe.models.end(), [&](const auto& m) { return m.file == recipeNameOf(*name); });
        if (recorded == recipe.models.end()) continue;
        for (const auto& here : storedModels())
            if (here.sha256 == recorded->sha256) {
                params[key] = here.name;
                break;
            }
    }
}

}  // namespace

ParamValues portableParams(const Recipe& recipe) {
    ParamValues out = recipe.params;
    nameNetworksAsHere(recipe, out);
    if (const auto engine = findEngine(recipe.engine))
        for (const auto& info : (*engine)->schema().fields())
            if (info.stages == Stage::None) out.erase(info.key);
    return out;
}

RecipeOrigin originOf(const Image& start, const fs::path& path, const Recipe* recipe) {
    return {pictureOf(start, path), recipe ? asOrigin(*recipe) : nullptr};
}

Error chainStartsAnew() {
    return {ErrorCode::Usage, "It went on from an earlier result, and here it starts anew.", {},
            "The terminal program paints both: velatura-cli stylize --recipe FILE."};
}

Result<FoundPicture> findRecipeOrigin(const RecipePicture& picture, const fs::path& folder, const PictureReader& reader) {
    FoundPicture found = lookFor(picture, folder, reader);
    if (!found.image.empty()) return found;
    if (picture.path.empty())
        return fail(ErrorCode::NotFound, "The picture that the recipe went on from never had a file, and how it was painted is not recorded.", {},
                    "Give the picture with --from.");
    return fail(ErrorCode::NotFound, "The picture %1 that the recipe went on from was found neither at %2 nor beside the recipe.",
                {picture.name, picture.path}, "Give the picture with --from.");
}

Result<FoundPicture> findRecipeStyle(const RecipeStyle& style, const fs::path& folder, const PictureReader& reader) {
    FoundPicture found = lookFor(style, folder, reader);
    if (found.image.empty()) found = fromThumbnail(style, reader);
    if (found.image.empty() && style.path.empty())
        return fail(ErrorCode::NotFound, "The style %1 of the recipe never had a file.", {style.name},
                    "Give the style pictures yourself.");
    if (found.image.empty())
        return fail(ErrorCode::NotFound, "The style %1 of the recipe was found neither at %2 nor beside the recipe.",
                    {style.name, style.path}, "Give the style pictures yourself.");
    return found;
}

Result<std::vector<FoundPicture>> findRecipeStyles(const Recipe& recipe, const RecipeSearch& search,
                                                   const PictureReader& reader) {
    if (!search.styles.empty() && search.styles.size() != recipe.styles.size())
        return fail(ErrorCode::Usage, "The recipe was painted with %1 styles, and %2 were given.",
                    {std::to_string(recipe.styles.size()), std::to_string(search.styles.size())},
                    "Give as many, in the same order, or none.");
    std::vector<FoundPicture> out;
    for (size_t i = 0; i < recipe.styles.size(); ++i) {
        const RecipeStyle& style = recipe.styles[i];
        if (!search.styles.empty()) {
            auto found = given(search.styles[i], style, reader);
            if (!found) return fail(found.error());
            out.push_back(std::move(*found));
            continue;
        }
        auto found = findRecipeStyle(style, search.folder, reader);
        if (!found) return fail(found.error());
        out.push_back(std::move(*found));
    }
    return out;
}

Result<FoundPicture> findRecipeContent(const Recipe& recipe, const RecipeSearch& search, const PictureReader& reader) {
    if (!search.content.empty()) return given(search.content, recipe.content, reader);
    FoundPicture found = lookFor(recipe.content, search.folder, reader);
    if (found.image.empty() && recipe.content.path.empty())
        return fail(ErrorCode::NotFound, "The photo %1 of the recipe never had a file.", {recipe.content.name},
                    "Give the photo yourself.");
    if (found.image.empty())
        return fail(ErrorCode::NotFound, "The photo %1 of the recipe was found neither at %2 nor beside the recipe.",
                    {recipe.content.name, recipe.content.path}, "Give the photo yourself.");
    return found;
}

Recipe recipeHere(const Recipe& recorded, const FoundPictures& found) {
    Recipe out = recorded;
    out.version = versionNumber();
    out.commit = versionCommit();
    nameNetworksAsHere(recorded, out.params);
    out.models = modelsFor(out.params);
    takeHash(out.content, found.content);
    for (size_t i = 0; i < out.styles.size() && i < found.styles.size(); ++i) {
        takeHash(out.styles[i], found.styles[i]);
        if (!found.styles[i].path.empty()) out.styles[i].path = found.styles[i].path.string();
    }
    return out;
}

}  // namespace velatura
