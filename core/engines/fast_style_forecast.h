// What a rendering by "fast-style" takes, and the tiles in which it is done. Torch-free.
#pragma once

#include "core/engines/fast_style_params.h"
#include "core/forecast.h"

namespace velatura {

/// How far the network looks around a square (54 px and what nearest-upsampling shifts), a multiple of its stride.
inline constexpr int kPainterHalo = 64;
inline constexpr int kPainterStride = 4;
/// Statistics for tiles are taken of so many pixels squared at least, however small the tiles are.
inline constexpr int kProbedSide = 576;

/// Side of the tiles for a picture of this size; 0: whole. Tiles that are asked for win.
int fastStyleTile(const FastStyleParams& params, ImageSize size, std::int64_t freeBytes);

/// For the catalog. Parameters that do not fit the schema count as their defaults. Whatever the network's width, it is
/// taken as the widest: nothing is read for a forecast.
Forecast fastStyleForecast(const ForecastRequest& request);

}  // namespace velatura
