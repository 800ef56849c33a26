#include "core/engines/fast_style_forecast.h"

#include <algorithm>
#include <cmath>

#include "core/base/memory.h"
#include "core/engines/tile_forecast.h"

namespace velatura {

namespace {

// Bytes, measured (CONTRIBUTING.md, "Forecast"): libraries, weights and allocator; a pixel that goes through a network
// of full width; a pixel of the picture.
constexpr double kBase = 0.25e9;
constexpr double kSeen = 1000;
constexpr double kPixel = 100;
/// Share of what is free that may be taken.
constexpr double kShare = 0.9;
/// Larger pictures go in tiles in any case: more memory would not be quicker.
constexpr int kWholeSide = 1600;
constexpr std::initializer_list<int> kTiles = {1024, 768, 512};
/// Seconds of one core for a million pixels at full width.
constexpr double kWork = 5;

double seen(ImageSize size, int tile) {
    const double pixels = static_cast<double>(size.pixels());
    return tile > 0 ? std::min(pixels, std::pow(std::max<double>(tile + 2 * kPainterHalo, kProbedSide), 2)) : pixels;
}

double bytesOf(ImageSize size, int tile) {
    return kBase + (tile > 0 ? kMostKeptForTiles : 0) + kSeen * seen(size, tile) + kPixel * static_cast<double>(size.pixels());
}

bool fits(ImageSize size, int tile, std::int64_t freeBytes) {
    return bytesOf(size, tile) <= kShare * static_cast<double>(freeBytes);
}

}  // namespace

int fastStyleTile(const FastStyleParams& params, ImageSize size, std::int64_t freeBytes) {
    const int side = std::max(size.width, size.height);
    if (params.tile > 0)
        return params.tile < side ? (params.tile + kPainterStride - 1) / kPainterStride * kPainterStride : 0;
    return tileThatFits(size, kWholeSide, kTiles, [&](int tile) { return fits(size, tile, freeBytes); });
}

Forecast fastStyleForecast(const ForecastRequest& request) {
    const auto read = fastStyleSchema().read(request.params);
    const FastStyleParams params = read ? *read : FastStyleParams{};
    const ImageSize size = fitLongSide(request.content, params.longSide);
    Forecast out;
    out.freeBytes = request.freeBytes;
    out.tile = fastStyleTile(params, size, request.freeBytes);
    out.bytes = static_cast<std::int64_t>(bytesOf(size, out.tile));
    if (!out.fits())
        out.fittingLongSide = longSideThatFits(request.content, params.longSide, [&](ImageSize smaller) {
            return fits(smaller, fastStyleTile(params, smaller, request.freeBytes), request.freeBytes);
        });
    const double halo = out.tile > 0 ? std::pow((out.tile + 2.0 * kPainterHalo) / out.tile, 2) : 1;
    out.work = kWork * halo * static_cast<double>(size.pixels()) / 1e6;
    return out;
}

}  // namespace velatura
