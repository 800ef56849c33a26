// Inputs: the pictures of the Stylize workspace as a value: one photo, one or more styles with their weights. Changes are
// made by replacing the whole value, which is what an undo step keeps.
#pragma once

#include <vector>

#include "ui/common/picture.h"

namespace velatura {

struct StyleChoice {
    PicturePtr picture;
    double weight = 1.0;
    bool operator==(const StyleChoice&) const = default;
};

struct Inputs {
    PicturePtr photo;
    std::vector<StyleChoice> styles;
    bool operator==(const Inputs&) const = default;
    bool ready() const { return photo && !styles.empty(); }
};

}  // namespace velatura
