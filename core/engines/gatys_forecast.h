// What a rendering by "gatys" takes: the same plan of tiles and memory that the engine then follows. Torch-free.
#pragma once

#include "core/engines/gatys_params.h"
#include "core/forecast.h"

namespace velatura {

/// How far the features at a tap of the perceptual network depend on pixels around their own square, rounded up to the
/// deepest stride: 3x3 convolutions and 4x4 pools add (k - 1) / 2 times their stride, 1, 6, 16, 44 and 100 px.
inline constexpr int kTileHalo[] = {16, 16, 16, 48, 112};

/// How the optimiser sees a picture of one size: chosen by what is free.
struct GatysMemory {
    int tile = 0;            ///< side of tiles; 0: whole
    int history = 0;         ///< past steps that L-BFGS remembers
    std::int64_t bytes = 0;  ///< peak
};
/// @param regions  parts of the picture with styles of their own
GatysMemory gatysMemory(const GatysParams& params, ImageSize size, std::int64_t freeBytes, int regions = 1);
/// The size at which the result is refined: the photo's, or the largest with its proportions that memory holds. Empty
/// where nothing is to be refined.
ImageSize gatysRefineSize(const GatysParams& params, ImageSize content, std::int64_t freeBytes, int regions = 1);

Forecast gatysForecast(const GatysParams& params, ImageSize content, const std::vector<ImageSize>& styles, std::int64_t freeBytes, int regions = 1);
/// For the catalog. Parameters that do not fit the schema count as their defaults.
Forecast gatysForecast(const ForecastRequest& request);

}  // namespace velatura
