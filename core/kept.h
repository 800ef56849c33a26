// What of the photo a request leaves as it is: pixels under its protect mask, areas that no style's mask covers, kept
// colours. The engine holds them while it paints; whoever carries the painting to another size holds them again.
#pragma once

#include "core/image/carry.h"
#include "core/image/keep_photo.h"
#include "core/work.h"

namespace velatura {

/// `request.protect` joined with what the styles' masks leave over (nothing, where a style without a mask takes it, or
/// where the engine's networks have their styles in them).
KeptPhoto keptPhoto(const RenderRequest& request);

/// What `request` painted, as it is saved: carried by the photo, and what is kept of the photo put back at that size.
/// @return empty when given up
Image atOutputSize(const Image& painting, const RenderRequest& request, const OutputSize& size,
                   const std::function<bool(double done)>& proceed = {});

}  // namespace velatura
