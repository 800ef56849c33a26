#include "core/engines/gatys_forecast.h"

#include <algorithm>
#include <cmath>

#include "core/engines/scale_plan.h"

namespace velatura {

namespace {

// Bytes, measured (CONTRIBUTING.md, "Forecast"): libraries, weights and allocator; a pixel that the network sees with a
// gradient; a pixel of the picture that is optimised, without the optimiser's past; and each past step of a pixel.
constexpr double kBase = 0.15e9;
constexpr double kSeen = 900;
constexpr double kPixel = 190;
constexpr double kPastStep = 24;
/// Share of what is free that may be taken.
constexpr double kShare = 0.9;
/// The network sees this much around a tile, px.
constexpr int kHalo = 112;
constexpr int kTiles[] = {1536, 1024, 768, 512, 256};
/// Seconds of one core for a step over a million pixels, and for looking at the styles and starting.
constexpr double kStep = 1.5, kStart = 1.5;
constexpr int kFewestPast = 4;

double side(int tile) { return tile + 2.0 * kHalo; }

double bytesOf(double pixels, int tile, int history) {
    const double seen = tile > 0 ? std::min(pixels, side(tile) * side(tile)) : pixels;
    return kBase + kSeen * seen + pixels * (kPixel + kPastStep * history);
}

/// Chooses tiles and the optimiser's memory so that it fits, tiles first: they change nothing of the result.
void chooseMemory(const GatysParams& p, ImageSize full, double most, Forecast& out) {
    const double pixels = static_cast<double>(full.pixels());
    const int wanted = p.optimiser == OptimiserKind::Lbfgs ? p.history : 2;
    const int fewest = p.optimiser == OptimiserKind::Lbfgs ? std::min(p.history, kFewestPast) : wanted;
    const auto take = [&](int tile, int history) {
        out.tile = tile;
        out.history = history;
        out.bytes = static_cast<std::int64_t>(bytesOf(pixels, tile, history));
        return static_cast<double>(out.bytes) <= most;
    };
    std::vector<int> tiles;
    if (p.tile > 0) {
        tiles = {p.tile};
    } else {
        tiles.push_back(0);
        for (const int t : kTiles)
            if (t < std::max(full.width, full.height)) tiles.push_back(t);
    }
    for (const int history : {wanted, (wanted + fewest) / 2, fewest})
        for (const int tile : tiles)
            if (take(tile, history)) return;
    take(tiles.back(), fewest);
}

}  // namespace

Forecast gatysForecast(const GatysParams& p, ImageSize content, const std::vector<ImageSize>& styles, std::int64_t freeBytes) {
    Forecast out;
    out.freeBytes = freeBytes;
    const double most = kShare * static_cast<double>(freeBytes);
    const ImageSize full = fitLongSide(content, p.longSide);
    chooseMemory(p, full, most, out);
    if (!out.fits())
        for (int longSide = p.longSide / 64 * 64; longSide >= 64 && out.fittingLongSide == 0; longSide -= 64) {
            Forecast smaller;
            smaller.freeBytes = freeBytes;
            chooseMemory(p, fitLongSide(content, longSide), most, smaller);
            if (static_cast<double>(smaller.bytes) <= most) out.fittingLongSide = longSide;
        }
    const auto millions = [](ImageSize s) { return static_cast<double>(s.pixels()) / 1e6; };
    // Two looks and the halo make a step in tiles dearer.
    const double tiled = out.tile > 0 ? 1.5 * std::pow(side(out.tile) / out.tile, 2) : 1;
    for (const auto& scale : planScales(full, p.scales, std::max(1, p.steps))) {
        out.work += scale.steps * millions(scale.size) * kStep * (scale.size == full ? tiled : 1);
        for (const ImageSize& style : styles) {
            const int longSide = static_cast<int>(std::max(full.width, full.height) * p.styleScale);
            out.work += kStep / 3 * millions(fitLongSide(style, std::min(longSide, std::max(style.width, style.height))));
        }
    }
    out.work += kStart * millions(full);
    if (p.time > 0) out.work = std::min(out.work, p.time);
    return out;
}

Forecast gatysForecast(const ForecastRequest& request) {
    const auto params = gatysSchema().read(request.params);
    return gatysForecast(params ? *params : GatysParams{}, request.content, request.styles, request.freeBytes);
}

}  // namespace velatura
