// What of the photo stays in a painting: pixels under a protect mask, and colours that may hardly move (logos, faces).
// Done at whatever size the painting has, so also after it was carried to the photo's own. Pure; blocks.
#pragma once

#include <functional>
#include <vector>

#include "core/image/image.h"
#include "core/image/kept_color.h"

namespace velatura {

/// What of the photo stays.
struct KeptPhoto {
    Image protect;                  ///< grey, the photo's proportions, white where its pixels stay; empty: nowhere
    std::vector<KeptColor> colors;
    bool empty() const { return protect.empty() && colors.empty(); }
};

/// Distance to a kept colour up to which a pixel of the photo counts as being of it, and from which it does not.
inline constexpr double kSameColor = 8, kOtherColor = 16;

/// The painting with what is kept put back. Pixels of a kept colour move at most its deltaE (CIEDE2000) from the photo;
/// what is only near such a colour may move further the less it is like it, so that nothing has an edge.
/// @param painting  any depth and channels; the result's depth, channels and facts are its own
/// @param photo     in the same colour space; brought to the painting's size where it is another
/// @param threads   rows are shared among so many
Image keepPhoto(const Image& painting, const Image& photo, const KeptPhoto& kept, int threads = 1);

}  // namespace velatura
