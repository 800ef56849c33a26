#include "app/cli/stylize_masks.h"

#include <fmt/format.h>

#include "core/image/kept_color_text.h"
#include "core/image/mask.h"
#include "core/image_io/image_io.h"
#include "core/recipe_masks.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

Result<Image> readMask(const std::string& file, const Image& photo) {
    const auto picture = loadPicture(file, {.minShortSide = 0, .toSrgb = true});
    if (!picture) return fail(picture.error());
    if (!sameProportions(picture->size(), photo.size()))
        return fail(ErrorCode::Usage, "The mask %1 is %2 px, which are not the proportions of the photo (%3 px).",
                    {file, fmt::format("{} x {}", picture->width(), picture->height()),
                     fmt::format("{} x {}", photo.width(), photo.height())},
                    "Draw it over the photo itself, at any size.");
    return maskFromPicture(*picture, maskSizeFor(photo.size()));
}

bool isNone(const std::string& file) {
    std::error_code ec;
    return file == kNoMask && !fs::exists(file, ec);
}

}  // namespace

Status checkMaskCount(const std::vector<std::string>& masks, size_t styles) {
    if (masks.empty() || masks.size() == styles) return {};
    return fail(ErrorCode::Usage, "%1 masks were given for %2 styles.",
                {std::to_string(masks.size()), std::to_string(styles)},
                "Give one for each style in the same order; none stands for a style without one.");
}

Result<std::vector<KeptColor>> parseKeptColors(const std::vector<std::string>& texts) {
    if (texts.size() > kMaxKeptColors)
        return fail(ErrorCode::Usage, "%1 colours are to be kept; at most %2 are.",
                    {std::to_string(texts.size()), std::to_string(kMaxKeptColors)},
                    "Leave the less important ones out.");
    std::vector<KeptColor> out;
    for (const auto& text : texts) {
        auto color = parseKeptColor(text);
        if (!color) return fail(color.error());
        out.push_back(*color);
    }
    return out;
}

Status putMasks(Console& console, const StylizeArguments& arguments, const std::optional<Repetition>& repetition,
                RenderRequest& request) {
    for (size_t i = 0; i < arguments.masks.size() && i < request.styles.size(); ++i) {
        if (isNone(arguments.masks[i])) continue;
        auto mask = readMask(arguments.masks[i], request.content);
        if (!mask) return fail(mask.error());
        request.styles[i].mask = std::move(*mask);
    }
    if (!arguments.protect.empty()) {
        auto mask = readMask(arguments.protect, request.content);
        if (!mask) return fail(mask.error());
        request.protect = std::move(*mask);
    }
    if (!repetition || !repetition->recipe.hasMasks()) return {};
    if (!sameProportions(repetition->recipe.content.size, request.content.size())) {
        console.note(
            {ErrorCode::Usage, "The masks of the recipe do not have the proportions of this photo and are left out."});
        return {};
    }
    const auto recorded = readMasks(repetition->recipe, fileReader());
    if (!recorded) return fail(recorded.error());
    for (size_t i = 0; arguments.masks.empty() && i < request.styles.size() && i < recorded->styles.size(); ++i)
        request.styles[i].mask = recorded->styles[i].image();
    if (arguments.protect.empty()) request.protect = recorded->protect.image();
    return {};
}

}  // namespace velatura::cli
