// What a rendering by "arbitrary" takes, and the tiles in which it is done. Torch-free.
#pragma once

#include "core/engines/arbitrary_params.h"
#include "core/forecast.h"

namespace velatura {

/// How far the network's result depends on pixels around a square: encoder 64 px, decoder 134 px (core/nn/
/// style_transfer_net), rounded up to the deepest stride.
inline constexpr int kStyleHalo = 208;

/// For the catalog; the engine takes its tiles from it, and those that are asked for win. Parameters that do not fit the
/// schema count as their defaults.
Forecast arbitraryForecast(const ForecastRequest& request);

/// How many pixels go through the rounds' networks at a time: more are quicker, fewer take less memory. @param tile px, 0: none
std::int64_t roundPixels(std::int64_t freeBytes, int tile);

}  // namespace velatura
