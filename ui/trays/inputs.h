// Inputs: what the Stylize workspace paints from, as a value: one photo, one or more styles with their weights and where
// each applies, what of the photo stays. Changes are made by replacing the whole value, which is what an undo step keeps.
#pragma once

#include <algorithm>
#include <vector>

#include "core/catalog.h"
#include "core/image/kept_color.h"
#include "core/image/mask.h"
#include "core/work.h"
#include "ui/common/picture.h"

namespace velatura {

struct StyleChoice {
    PicturePtr picture;
    double weight = 1.0;
    Mask mask = {};  ///< of the photo, white where this style applies; empty(): wherever the others leave room
    StyleLevels levels = StyleLevels::All;  ///< which of its features it gives
    bool operator==(const StyleChoice&) const = default;
};

struct Inputs {
    PicturePtr photo;
    std::vector<StyleChoice> styles = {};
    Mask protect = {};  ///< white where the photo stays; empty(): nowhere
    std::vector<KeptColor> keptColors = {};
    bool operator==(const Inputs&) const = default;
    bool ready() const { return photo && !styles.empty(); }
    bool hasMasks() const {
        return !protect.empty() || std::any_of(styles.begin(), styles.end(), [](const StyleChoice& s) { return !s.mask.empty(); });
    }
};

/// The same file opened twice is the same photo.
inline bool samePhoto(const PicturePtr& a, const PicturePtr& b) {
    if (!a || !b) return false;
    return a->image.id() == b->image.id() || (!a->path.isEmpty() && a->path == b->path && a->image.size() == b->image.size());
}

/// Takes out what was said of parts and colours of the photo. @return whether there was any
inline bool dropPhotoMarks(Inputs& inputs) {
    const bool any = inputs.hasMasks() || !inputs.keptColors.empty();
    for (StyleChoice& s : inputs.styles) s.mask = {};
    inputs.protect = {};
    inputs.keptColors.clear();
    return any;
}

/// Whether an engine's networks have their styles in them.
inline bool hasOwnStyles(const std::string& engine) {
    const auto info = findEngine(engine);
    return info && (*info)->maxStyles == 0;
}
/// Whether all is there that an engine needs.
inline bool readyFor(const Inputs& inputs, const std::string& engine) { return inputs.photo && (!inputs.styles.empty() || hasOwnStyles(engine)); }
/// What an engine takes of them.
inline Inputs takenBy(Inputs inputs, const std::string& engine) {
    if (hasOwnStyles(engine)) inputs.styles.clear();
    return inputs;
}

/// Masks belong to the photo: takes out those that do not have its proportions. @return whether there were any
inline bool dropForeignMasks(Inputs& inputs) {
    bool dropped = false;
    const auto look = [&](Mask& mask) {
        if (!inputs.photo || mask.empty() || sameProportions(mask.size(), inputs.photo->image.size())) return;
        mask = {};
        dropped = true;
    };
    for (StyleChoice& s : inputs.styles) look(s.mask);
    look(inputs.protect);
    return dropped;
}

/// How many parts of the photo take after different styles: styles without a mask, or with the same one, share theirs.
inline int regionsOf(const Inputs& inputs) {
    std::vector<const Mask*> masks;
    for (const StyleChoice& s : inputs.styles)
        if (s.weight > 0 && std::none_of(masks.begin(), masks.end(), [&](const Mask* mask) { return *mask == s.mask; })) masks.push_back(&s.mask);
    return std::max<int>(1, static_cast<int>(masks.size()));
}

/// What is asked of an engine for these inputs; parameters and start are the caller's. Without a photo it is empty.
inline RenderRequest requestOf(const Inputs& inputs) {
    RenderRequest out;
    if (inputs.photo) out.content = inputs.photo->image;
    for (const StyleChoice& s : inputs.styles) out.styles.push_back({s.picture->image, s.weight, s.mask.image(), s.levels});
    out.protect = inputs.protect.image();
    out.keptColors = inputs.keptColors;
    return out;
}

}  // namespace velatura
