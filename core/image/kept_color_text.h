// A kept colour as a person types it and a recipe writes it: "#c8102e:3". Any thread.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/image/kept_color.h"

namespace velatura {

inline constexpr double kMaxKeptDeltaE = 100;
/// So many colours one picture may keep.
inline constexpr size_t kMaxKeptColors = 16;

/// "#c8102e"
std::string colorText(const KeptColor& color);
/// "#c8102e:3"
std::string toText(const KeptColor& color);
/// The Delta E may be left out. Error where it is no colour.
Result<KeptColor> parseKeptColor(const std::string& text);

}  // namespace velatura
