// What is painted in mask mode: where a style applies, what of the photo stays, or which of its colours are kept.
#pragma once

#include "ui/trays/inputs.h"

namespace velatura {

struct MaskTarget {
    enum class Kind { Style, Protect, Colors };
    Kind kind = Kind::Style;
    int style = 0;  ///< of Kind::Style: its place in the mix
    bool operator==(const MaskTarget&) const = default;
    bool painted() const { return kind != Kind::Colors; }
    /// It can be meant with these inputs.
    bool within(const Inputs& inputs) const {
        return kind != Kind::Style || (style >= 0 && style < static_cast<int>(inputs.styles.size()));
    }
};

/// The mask that `target` means; not for Kind::Colors.
inline Mask& maskOf(Inputs& inputs, const MaskTarget& target) {
    return target.kind == MaskTarget::Kind::Style ? inputs.styles[static_cast<size_t>(target.style)].mask
                                                  : inputs.protect;
}
inline const Mask& maskOf(const Inputs& inputs, const MaskTarget& target) {
    return maskOf(const_cast<Inputs&>(inputs), target);
}

enum class MaskTool { Brush, Eraser, Fill, Linear, Radial, Edge };

/// What the tool strip says; sizes are shares of the photo's long side, so that they fit every photo.
struct MaskToolValues {
    MaskTool tool = MaskTool::Brush;
    double size = 0.06;  ///< diameter
    double hardness = 0.5;
    double opacity = 1;
    double tolerance = 8;  ///< OKLab, times 100
    double softness = 0.5;
    bool everywhere = false;
    double edge = 0.01;  ///< how far feathering, growing and shrinking go
    bool operator==(const MaskToolValues&) const = default;
};

}  // namespace velatura
