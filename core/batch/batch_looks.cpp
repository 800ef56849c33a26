#include "core/batch/batch_looks.h"

#include <algorithm>

namespace velatura {

namespace {
constexpr size_t kBudget = size_t{512} << 20;
}

Status BatchLooks::probe() const {
    std::map<std::string, bool> seen;
    for (const auto& look : looks_)
        for (const auto& style : look.styles) {
            if (!style.image.empty() || !seen.emplace(style.path.string(), true).second) continue;
            if (const auto size = files_.probe(style.path); !size) return fail(size.error());
        }
    return {};
}

Result<Image> BatchLooks::picture(const BatchStyle& style) {
    if (!style.image.empty()) return style.image;
    const std::string key = style.path.string();
    const auto it = std::find_if(recent_.begin(), recent_.end(), [&](const auto& r) { return r.first == key; });
    if (it != recent_.end()) {
        recent_.splice(recent_.begin(), recent_, it);
        return recent_.front().second;
    }
    auto image = files_.reader().read(style.path, {});
    if (!image) return fail(image.error());
    recent_.emplace_front(key, *image);
    letGo();
    return image;
}

void BatchLooks::letGo() {
    size_t bytes = 0;
    for (const auto& [key, image] : recent_) bytes += image.bytes();
    while (bytes > kBudget && recent_.size() > 1) {
        bytes -= recent_.back().second.bytes();
        recent_.pop_back();
    }
}

Result<std::vector<StyleInput>> BatchLooks::inputs(size_t index) {
    std::vector<StyleInput> out;
    for (const auto& style : looks_[index].styles) {
        auto image = picture(style);
        if (!image) return fail(image.error());
        out.push_back({std::move(*image), style.weight, {}, style.levels});
    }
    return out;
}

Result<std::vector<RecipeStyle>> BatchLooks::recipe(size_t index) {
    if (const auto it = recipes_.find(index); it != recipes_.end()) return it->second;
    auto styles = inputs(index);
    if (!styles) return fail(styles.error());
    std::vector<std::filesystem::path> paths;
    for (const auto& style : looks_[index].styles) paths.push_back(style.path);
    auto made = recipeStyles(*styles, paths, files_);
    if (!made) return fail(made.error());
    return recipes_.emplace(index, std::move(*made)).first->second;
}

}  // namespace velatura
