// The frame, mount, paper's edge or border line that scans and photos of paintings show around them: strokes like it have
// no place in a picture in the painting's style. Thread-safe; blocks.
#pragma once

#include "core/image/crop_frame.h"

namespace velatura {

/// The painting without them, the whole picture where there are none. Looks within a tenth of each side for edges that run
/// along all of it, nearly all of whose points go the same way in colour. A painting's own edge so long and so near its
/// border (a window's, a wall's) goes too, which does no harm.
CropRect paintingWithin(const Image& picture);

}  // namespace velatura
