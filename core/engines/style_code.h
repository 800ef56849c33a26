// A picture's style as numbers, by the instant engine's network: what a library of styles finds alike.
#pragma once

#include "core/work.h"

namespace velatura {

/// Error: the network is missing.
Result<StyleCode> codeOfStyle(const Image& picture);

}  // namespace velatura
