// What of the photo a request leaves as it is: pixels under its protect mask, areas that no style's mask covers, kept
// colours. The engine holds them while it paints; whoever carries the painting to another size holds them again.
#pragma once

#include "core/image/keep_photo.h"
#include "core/work.h"

namespace velatura {

/// `request.protect` joined with what the styles' masks leave over (nothing, where a style without a mask takes it).
KeptPhoto keptPhoto(const RenderRequest& request);

}  // namespace velatura
