#include "app/cli/stylize_origin.h"

#include <fmt/format.h>

#include "app/cli/job_console.h"
#include "core/image_io/file_pictures.h"
#include "core/image_io/image_io.h"

#include "core/recipe_masks.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

class Chain {
public:
    Chain(Program& program, const Repetition& repetition, fs::path folder, std::shared_ptr<EngineSessions> sessions)
        : program_(program), repetition_(repetition), folder_(std::move(folder)), sessions_(std::move(sessions)) {}

    /// Of a link that goes on; `left` counts down to the oldest.
    Result<Origin> paint(const RecipeOrigin& origin, int left);

private:
    Result<RenderRequest> requestOf(const Recipe& recipe);
    Result<Image> known(const RecipePicture& picture, bool isContent);

    Program& program_;
    const Repetition& repetition_;
    fs::path folder_;
    std::shared_ptr<EngineSessions> sessions_;
};

/// A picture of an earlier link: most often the same as the last link's, whichever picture was given for that.
Result<Image> Chain::known(const RecipePicture& picture, bool isContent) {
    const Recipe& last = repetition_.recipe;
    const FoundPictures& found = repetition_.found;
    if (isContent && picture.hash == last.content.hash) return found.content.image;
    for (size_t i = 0; !isContent && i < last.styles.size() && i < found.styles.size(); ++i)
        if (picture.hash == last.styles[i].hash) return found.styles[i].image;
    if (isContent) {
        Recipe of;
        of.content = picture;
        auto content = findRecipeContent(of, {folder_, {}, {}}, fileReader());
        return content ? Result<Image>(content->image) : fail(content.error());
    }
    RecipeStyle style;
    static_cast<RecipePicture&>(style) = picture;
    auto other = findRecipeStyle(style, folder_, fileReader());
    return other ? Result<Image>(other->image) : fail(other.error());
}

Result<RenderRequest> Chain::requestOf(const Recipe& recipe) {
    RenderRequest out;
    auto content = known(recipe.content, true);
    if (!content) return fail(content.error());
    out.content = std::move(*content);
    for (const auto& s : recipe.styles) {
        auto style = known(s, false);
        if (!style) return fail(style.error());
        out.styles.push_back({std::move(*style), s.weight, {}, s.levels});
    }
    const auto masks = readMasks(recipe, fileReader());
    if (!masks) return fail(masks.error());
    for (size_t i = 0; i < std::min(out.styles.size(), masks->styles.size()); ++i) out.styles[i].mask = masks->styles[i].image();
    out.protect = masks->protect.image();
    out.keptColors = recipe.keptColors;
    out.params = repeatedParams(recipe, {}, false);
    return out;
}

Result<Origin> Chain::paint(const RecipeOrigin& origin, int left) {
    if (!origin.recipe) {
        auto found = findRecipeOrigin(origin.picture, folder_, fileReader());
        if (!found) return fail(found.error());
        return Origin{found->image, originOf(found->image, found->path, nullptr)};
    }
    const Recipe& recipe = *origin.recipe;
    auto request = requestOf(recipe);
    if (!request) return fail(request.error());
    if (recipe.origin) {
        auto before = paint(*recipe.origin, left + 1);
        if (!before || before->start.empty()) return before;
        request->start = before->start;
    }
    program_.console.say(fmt::format("Painting what it went on from ({} before the last)…", left));
    auto traces = std::make_shared<RenderTraces>();
    RenderJob job(sessions_, recipe.engine, std::move(*request), recipe.content.name,
                  std::make_shared<MatchedPictures>(filePictures()), {}, traces);
    JobConsole context(program_.console);
    const JobOutcome outcome = job.run(context);
    if (outcome.end == JobEnd::Failed) return fail(*outcome.error);
    if (outcome.end == JobEnd::Stopped || outcome.picture.empty()) return Origin{};
    Origin out;
    out.start = traces->unfinished.empty() ? outcome.picture : traces->unfinished;
    out.recipe = originOf(out.start, {}, &recipe);
    return out;
}

}  // namespace

Result<Origin> originFromFile(const fs::path& path) {
    auto image = loadPicture(path);
    if (!image) return fail(image.error());
    Origin out;
    out.recipe = originOf(*image, path, nullptr);
    out.start = std::move(*image);
    return out;
}

Result<Origin> repeatOrigin(Program& program, const Repetition& repetition, const fs::path& folder,
                            const std::shared_ptr<EngineSessions>& sessions) {
    return Chain(program, repetition, folder, sessions).paint(*repetition.recipe.origin, 1);
}

}  // namespace velatura::cli
