// What every engine that paints from paintings asks of a request before it begins.
#pragma once

#include "core/work.h"

namespace velatura {

/// Error: no photo, no style, a style without a picture or with a negative weight, or none with a weight.
Status checkStyles(const RenderRequest& request);

}  // namespace velatura
