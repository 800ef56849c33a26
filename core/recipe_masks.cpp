#include "core/recipe_masks.h"

#include <array>

#include "core/image/resample.h"

namespace velatura {

namespace {

/// The masks of a request in the order in which they are kept: one a style, then the one that protects.
std::vector<Image*> masksOf(RenderRequest& request) {
    std::vector<Image*> out;
    for (auto& style : request.styles) out.push_back(&style.mask);
    out.push_back(&request.protect);
    return out;
}

Result<std::vector<std::string>> encoded(const std::vector<Image*>& masks, const PictureFiles& files) {
    std::vector<std::string> out;
    for (const Image* mask : masks) {
        auto bytes = mask->empty() ? Result<std::string>(std::string()) : files.encodeGrey(*mask);
        if (!bytes) return fail(bytes.error());
        out.push_back(std::move(*bytes));
    }
    return out;
}

Result<Mask> decoded(const RecipeMask& mask, ImageSize photo, const PictureReader& reader, const Error& damaged) {
    if (mask.empty()) return Mask();
    const auto image = reader.decode(mask.png, {});
    if (!image || image->channels() != 1 || image->depth() != Depth::U8 || sampleHash(*image) != mask.hash ||
        !sameProportions(image->size(), photo))
        return fail(damaged);
    return Mask(*image);
}

}  // namespace

Result<RecipeMasks> recordMasks(RenderRequest& request, const PictureFiles& files) {
    const auto masks = masksOf(request);
    std::vector<std::string> bytes;
    // A mask is soft; half its size is hardly seen, and noise of 256 px still fits for nine of them.
    for (const int side : std::array{kMaxMaskSide, 1024, 768, 512, 384, 256, 128}) {
        for (Image* mask : masks)
            if (!mask->empty() && fitLongSide(mask->size(), side) != mask->size())
                *mask = resized(*mask, fitLongSide(mask->size(), side), Kernel::Area);
        auto made = encoded(masks, files);
        if (!made) return fail(made.error());
        bytes = std::move(*made);
        size_t sum = 0;
        for (const auto& b : bytes) sum += b.size();
        if (sum <= kMaxMaskBytes) break;
    }
    RecipeMasks out;
    for (size_t i = 0; i < masks.size(); ++i) {
        RecipeMask mask;
        if (!masks[i]->empty()) mask = {std::move(bytes[i]), sampleHash(*masks[i])};
        if (i + 1 < masks.size())
            out.styles.push_back(std::move(mask));
        else
            out.protect = std::move(mask);
    }
    return out;
}

Status SettledMasks::settle(RenderRequest& request, const PictureFiles& files) {
    const auto masks = masksOf(request);
    std::vector<std::uint64_t> ids;
    bool any = false;
    for (const Image* mask : masks) {
        ids.push_back(mask->id());
        any = any || !mask->empty();
    }
    if (!any) return {};
    const std::lock_guard lock(mutex_);
    if (ids != ids_) {
        if (auto made = recordMasks(request, files); !made) return fail(made.error());
        settled_.clear();
        for (const Image* mask : masks) settled_.push_back(*mask);
        ids_ = std::move(ids);
    }
    for (size_t i = 0; i < masks.size(); ++i) *masks[i] = settled_[i];
    return {};
}

Result<ReadMasks> readMasks(const Recipe& recipe, const PictureReader& reader) {
    ReadMasks out;
    for (const auto& style : recipe.styles) {
        auto mask = decoded(
            style.mask, recipe.content.size, reader,
            {ErrorCode::Unreadable, "The recipe is damaged: the mask of the style %1 cannot be read.", {style.name}});
        if (!mask) return fail(mask.error());
        out.styles.push_back(std::move(*mask));
    }
    auto protect =
        decoded(recipe.protect, recipe.content.size, reader,
                {ErrorCode::Unreadable, "The recipe is damaged: the mask that protects the photo cannot be read."});
    if (!protect) return fail(protect.error());
    out.protect = std::move(*protect);
    return out;
}

}  // namespace velatura
