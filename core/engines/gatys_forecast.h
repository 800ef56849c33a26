// What a rendering by "gatys" takes: the same plan of tiles and memory that the engine then follows. Torch-free.
#pragma once

#include "core/engines/gatys_params.h"
#include "core/forecast.h"

namespace velatura {

Forecast gatysForecast(const GatysParams& params, ImageSize content, const std::vector<ImageSize>& styles, std::int64_t freeBytes);
/// For the catalog. Parameters that do not fit the schema count as their defaults.
Forecast gatysForecast(const ForecastRequest& request);

}  // namespace velatura
