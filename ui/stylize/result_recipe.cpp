#include "ui/stylize/result_recipe.h"

#include "core/image_io/file_pictures.h"
#include "core/recipe_match.h"

namespace velatura {

namespace {

/// A picture that was pasted has no file, but what the person calls it.
void nameIt(RecipePicture& to, const Picture& picture) {
    if (to.name.empty()) to.name = picture.name.toStdString();
}

}  // namespace

Result<RecipeOrigin> ResultOrigin::get() {
    const std::lock_guard guard(mutex_);
    if (made_) return *made_;
    std::optional<Recipe> recipe;
    if (recipe_) {
        auto whole = recipe_->whole(painted_);
        if (!whole) return fail(whole.error());
        recipe = std::move(*whole);
    }
    made_ = originOf(start_, {}, recipe ? &*recipe : nullptr);
    start_ = painted_ = {};
    recipe_.reset();
    return *made_;
}

ResultRecipe::ResultRecipe(const StyledResult& result, DeviceReport device, std::shared_ptr<ResultOrigin> origin)
    : inputs_(result.inputs),
      engine_(result.engine),
      params_(result.params),
      facts_(result.facts),
      device_(std::move(device)),
      stopped_(result.stopped),
      origin_(std::move(origin)) {}

Result<Recipe> ResultRecipe::make(const Image& painted) const {
    RenderRequest request = requestOf(inputs_);
    request.params = params_;
    std::optional<RecipeOrigin> origin;
    if (origin_) {
        auto got = origin_->get();
        if (!got) return fail(got.error());
        origin = std::move(*got);
        request.start = painted;  // any picture: it says that there was one
    }
    std::vector<std::filesystem::path> paths;
    for (const StyleChoice& s : inputs_.styles) paths.emplace_back(s.picture->path.toStdString());
    auto masks = recordMasks(request, *filePictures());
    if (!masks) return fail(masks.error());
    auto styles = recipeStyles(request.styles, paths, *filePictures());
    if (!styles) return fail(styles.error());
    for (size_t i = 0; i < styles->size(); ++i) nameIt((*styles)[i], *inputs_.styles[i].picture);
    Recipe out = makeRecipe({.engine = engine_,
                             .request = &request,
                             .contentPath = inputs_.photo->path.toStdString(),
                             .styles = std::move(*styles),
                             .masks = std::move(*masks),
                             .device = device_,
                             .result = painted,
                             .facts = facts_,
                             .stopped = stopped_,
                             .outputSize = {},
                             .origin = std::move(origin)});
    nameIt(out.content, *inputs_.photo);
    return out;
}

Result<std::string> ResultRecipe::text(const Image& painted, const std::optional<OutputSize>& size) {
    auto out = whole(painted);
    if (!out) return fail(out.error());
    out->outputSize = size;
    return recipeText(*out);
}

Result<Recipe> ResultRecipe::whole(const Image& painted) {
    const std::lock_guard guard(mutex_);
    try {
        if (!made_) {
            auto made = make(painted);
            if (!made) return fail(made.error());
            made_ = std::move(*made);
        }
        return *made_;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory to write down how the picture was painted.", {},
                    "Close other pictures or leave out the metadata.");
    }
}

PutRecipe putRecipe(const ResultPtr& result, const Image& painted, std::optional<OutputSize> size) {
    return [recipe = result->recipe, painted, size](SaveOptions& options) -> Status {
        if (!recipe || options.metadata == SaveMetadata::Strip) return {};
        auto text = recipe->text(painted, size);
        if (!text) return fail(text.error());
        options.recipe = std::move(*text);
        return {};
    };
}

}  // namespace velatura
