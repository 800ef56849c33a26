#include "core/engines/arbitrary_forecast.h"

#include <algorithm>
#include <cmath>

#include "core/engines/rounds_forecast.h"
#include "core/engines/tile_forecast.h"

namespace velatura {

namespace {

// Bytes, measured from 256 to 4096 px (CONTRIBUTING.md, "Forecast"): libraries, weights and allocator; a pixel that goes
// through the network, whose features are kept where it is seen whole; the same for each further region; a pixel of the
// picture.
constexpr double kBase = 0.21e9;
constexpr double kWhole = 450, kTiled = 250, kRegion = 170;
constexpr double kPixel = 50;
/// Of rounds: weights beside the network's, which is loaded too; a pixel that goes through them, in tiles with what is kept
/// for the next one; a pixel of a picture that is seen whole, what stays of it between them.
constexpr double kRoundBase = 0.02e9, kRound = 720, kKept = 200;
constexpr std::int64_t kManyAtOnce = 1 << 20, kFewAtOnce = 3 << 17, kFewestAtOnce = 1 << 16;
/// Share of what is free that many at once may take, with as much again around them.
constexpr double kManyShare = 0.8;
/// Share of what is free that may be taken.
constexpr double kShare = 0.9;
/// Larger pictures go in tiles in any case: more memory would not be quicker.
constexpr int kWholeSide = 2560;
constexpr std::initializer_list<int> kTiles = {2048, 1536, 1024, 512};
/// Seconds of one core for a million pixels: by the network, by rounds.
constexpr double kWork = 1.1, kRoundWork = 0.7;

double seen(ImageSize size, int tile) {
    const double pixels = static_cast<double>(size.pixels());
    return tile > 0 ? std::min(pixels, std::pow(tile + 2.0 * kStyleHalo, 2)) : pixels;
}

double bytesOf(ImageSize size, int tile, int regions, PaintedBy by, std::int64_t freeBytes) {
    const double pixels = static_cast<double>(size.pixels()), more = kRegion * (std::max(regions, 1) - 1);
    if (by == PaintedBy::Network) return kBase + ((tile > 0 ? kTiled : kWhole) + more) * seen(size, tile) + kPixel * pixels;
    const double rounds = (kRound + more) * static_cast<double>(roundPixelsSeen(roundPixels(freeBytes, tile), size.width, size.height));
    return kBase + kRoundBase + rounds + (tile > 0 ? 0 : kKept * pixels) + kPixel * pixels;
}

int tileFor(const ArbitraryParams& params, ImageSize size, std::int64_t freeBytes, int regions) {
    const int side = std::max(size.width, size.height);
    if (params.tile > 0) return params.tile < side ? params.tile : 0;
    return tileThatFits(size, kWholeSide, kTiles, [&](int tile) { return bytesOf(size, tile, regions, params.paintedBy, freeBytes) <= kShare * static_cast<double>(freeBytes); });
}

}  // namespace

std::int64_t roundPixels(std::int64_t freeBytes, int tile) {
    const std::int64_t most = 2 * kRound * kManyAtOnce <= kManyShare * static_cast<double>(freeBytes) ? kManyAtOnce : kFewAtOnce;
    return tile > 0 ? std::clamp<std::int64_t>(std::int64_t{tile} * tile, kFewestAtOnce, most) : most;
}

Forecast arbitraryForecast(const ForecastRequest& request) {
    const auto read = arbitrarySchema().read(request.params);
    const ArbitraryParams params = read ? *read : ArbitraryParams{};
    const ImageSize size = fitLongSide(request.content, params.longSide);
    Forecast out;
    out.freeBytes = request.freeBytes;
    out.tile = tileFor(params, size, request.freeBytes, request.regions);
    out.bytes = static_cast<std::int64_t>(bytesOf(size, out.tile, request.regions, params.paintedBy, request.freeBytes));
    if (!out.fits())
        out.fittingLongSide = longSideThatFits(request.content, params.longSide, [&](ImageSize smaller) {
            const int tile = tileFor(params, smaller, request.freeBytes, request.regions);
            return bytesOf(smaller, tile, request.regions, params.paintedBy, request.freeBytes) <= kShare * static_cast<double>(request.freeBytes);
        });
    const double halo = out.tile > 0 ? 1.3 * std::pow((out.tile + 2.0 * kStyleHalo) / out.tile, 2) : 1;
    out.work = (params.paintedBy == PaintedBy::Rounds ? kRoundWork : kWork * halo) * static_cast<double>(size.pixels()) / 1e6;
    for (const ImageSize& style : request.styles) {
        const int longSide = static_cast<int>(params.longSide * params.styleScale);
        out.work += 0.3 * kWork * static_cast<double>(fitLongSide(style, std::max(16, longSide)).pixels()) / 1e6;
    }
    return out;
}

}  // namespace velatura
