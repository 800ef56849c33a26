// What changes in a run that goes on from a picture instead of starting anew: it works at that picture's own size, or at
// the working size where that is larger, and never at a smaller one first. The picture has the photo's proportions
// (sameProportions()). Engine, forecast and window agree by it.
#pragma once

#include "core/base/param_schema.h"
#include "core/image/image.h"
#include "core/image/mask.h"

namespace velatura {

/// Long side of a run that goes on from `start`; never above the photo's own.
int goingOnLongSide(int longSide, ImageSize content, ImageSize start);

/// Whether an engine with this schema can go on from a picture.
bool canGoOn(const Schema& schema);
/// `values` with the start that goes on, all else as it is.
ParamValues withStartFromLast(ParamValues values);
bool startsFromLast(const ParamValues& values);
/// What such a run amounts to, for forecasts: one size, as large as it will be.
ParamValues asGoingOn(ParamValues values, ImageSize content, ImageSize start);

}  // namespace velatura
