#include "core/engines/gatys_forecast.h"

#include <algorithm>
#include <cmath>

#include "core/base/memory.h"
#include "core/engines/scale_plan.h"
#include "core/engines/tile_forecast.h"

namespace velatura {

namespace {

// Bytes, measured (CONTRIBUTING.md, "Forecast"): libraries, weights and allocator; a pixel that the network sees with a
// gradient; a pixel of the picture that is optimised, without the optimiser's past; and each past step of a pixel.
constexpr double kBase = 0.29e9;
constexpr double kSeen = 1450;
constexpr double kPixel = 690;
/// The same in tiles, where most freed blocks go back to the system; and what the start at its own size leaves, and what is
/// kept for the next tile.
constexpr double kTiledPixel = 136, kTiledBase = 0.24e9 + kMostKeptForTiles;
constexpr double kPastStep = 24;
// The same of an imported VGG-19, the largest that is taken: more for its weights, and for a pixel that it sees.
constexpr double kImportedBase = 0.08e9, kImportedSeen = 4650;
/// Tables and matched values of the histogram loss, of a pixel that the network sees; stacked features of the whole
/// picture and their targets, of a pixel of it. Counted, not measured.
constexpr double kHistogramSeen = 600, kPatchPixel = 64;
/// The adversarial term looks at a few squares at a time: as a share of a step.
constexpr double kCriticStep = 0.1;
/// Each further region of a picture: of a pixel that the network sees, and as a share of a step.
constexpr double kRegionSeen = 80, kRegionStep = 0.2;
/// A step through it takes so many times as long.
constexpr double kImportedStep = 6.2;
/// Share of what is free that may be taken.
constexpr double kShare = 0.9;
constexpr int kTiles[] = {1536, 1024, 768, 512, 256};
/// Seconds of one core for a step over a million pixels, and for looking at the styles and starting.
constexpr double kStep = 1.4, kStart = 3.6;
constexpr int kFewestPast = 4;

double side(const GatysParams& p, int tile) { return tile + 2.0 * kTileHalo[deepestTap(p)]; }

double bytesOf(const GatysParams& p, double pixels, int tile, int history, int regions) {
    const double seen = tile > 0 ? std::min(pixels, side(p, tile) * side(p, tile)) : pixels;
    const double network = p.network.empty() ? kSeen * seen : kImportedBase + kImportedSeen * seen;
    const double past = kPastStep * history * (p.variable == VariableKind::Pyramid ? 4.0 / 3 : 1);
    const double terms = (p.histogramWeight > 0 ? kHistogramSeen * seen : 0) + (p.nearestWeight > 0 ? kPatchPixel * pixels : 0);
    return kBase + (tile > 0 ? kTiledBase : 0) + network + terms + kRegionSeen * (regions - 1) * seen + pixels * ((tile > 0 ? kTiledPixel : kPixel) + past);
}

bool fits(const GatysMemory& m, std::int64_t freeBytes) { return static_cast<double>(m.bytes) <= kShare * static_cast<double>(freeBytes); }

int fittingLongSide(const GatysParams& p, ImageSize content, int most, std::int64_t freeBytes, int regions) {
    return longSideThatFits(content, most, [&](ImageSize size) { return fits(gatysMemory(p, size, freeBytes, regions), freeBytes); });
}

double millions(ImageSize s) { return static_cast<double>(s.pixels()) / 1e6; }

/// What tiles make of the work of a step: two looks instead of one, and the halo.
double tiledShare(const GatysParams& p, int tile) { return tile > 0 ? 1.5 * std::pow(side(p, tile) / tile, 2) : 1; }

}  // namespace

GatysMemory gatysMemory(const GatysParams& p, ImageSize size, std::int64_t freeBytes, int regions) {
    const double pixels = static_cast<double>(size.pixels());
    const int wanted = p.optimiser == OptimiserKind::Lbfgs ? p.history : 2;
    const int fewest = p.optimiser == OptimiserKind::Lbfgs ? std::min(p.history, kFewestPast) : wanted;
    std::vector<int> tiles;
    if (p.tile > 0) {
        tiles = {p.tile};
    } else {
        tiles.push_back(0);
        for (const int t : kTiles)
            if (t < std::max(size.width, size.height)) tiles.push_back(t);
    }
    GatysMemory out;
    // Tiles first: they change nothing of the result.
    for (const int history : {wanted, (wanted + fewest) / 2, fewest})
        for (const int tile : tiles) {
            out = {tile, history, static_cast<std::int64_t>(bytesOf(p, pixels, tile, history, regions))};
            if (fits(out, freeBytes)) return out;
        }
    return out;
}

ImageSize gatysRefineSize(const GatysParams& p, ImageSize content, std::int64_t freeBytes, int regions) {
    const ImageSize working = fitLongSide(content, p.longSide);
    if (p.refine <= 0 || content.pixels() <= working.pixels()) return {};
    if (fits(gatysMemory(p, content, freeBytes, regions), freeBytes)) return content;
    const int longSide = fittingLongSide(p, content, std::max(content.width, content.height), freeBytes, regions);
    if (longSide <= 0) return {};
    const ImageSize size = fitLongSide(content, longSide);
    return size.pixels() > working.pixels() ? size : ImageSize{};
}

Forecast gatysForecast(const GatysParams& p, ImageSize content, const std::vector<ImageSize>& styles, std::int64_t freeBytes, int regions) {
    const ImageSize full = fitLongSide(content, p.longSide);
    const GatysMemory memory = gatysMemory(p, full, freeBytes, regions);
    Forecast out;
    out.freeBytes = freeBytes;
    out.bytes = memory.bytes;
    out.tile = memory.tile;
    out.history = memory.history;
    if (!out.fits()) out.fittingLongSide = fittingLongSide(p, content, p.longSide, freeBytes, regions);
    const auto stylesAt = [&](ImageSize size) {
        const int longSide = static_cast<int>(std::max(size.width, size.height) * p.styleScale);
        double work = 0;
        for (const ImageSize& style : styles) work += kStep / 3 * millions(fitLongSide(style, std::min(longSide, std::max(style.width, style.height))));
        return work;
    };
    const double step = kStep * (1 + kRegionStep * (regions - 1) + (p.adversarialWeight > 0 ? kCriticStep * regions : 0));
    for (const auto& scale : planScales(full, p.scales, std::max(1, p.steps)))
        out.work += scale.steps * millions(scale.size) * step * (scale.size == full ? tiledShare(p, out.tile) : 1) + stylesAt(scale.size);
    out.work += kStart * millions(full);
    if (!p.network.empty()) out.work *= kImportedStep;
    if (const ImageSize refined = gatysRefineSize(p, content, freeBytes, regions); refined.pixels() > 0) {
        const GatysMemory large = gatysMemory(p, refined, freeBytes, regions);
        out.bytes = std::max(out.bytes, large.bytes);
        out.work += p.refine * millions(refined) * step * (p.network.empty() ? 1 : kImportedStep) * tiledShare(p, large.tile) + stylesAt(refined) + kStart * millions(refined);
    }
    if (p.time > 0) out.work = std::min(out.work, p.time);
    return out;
}

Forecast gatysForecast(const ForecastRequest& request) {
    const auto params = gatysSchema().read(request.params);
    return gatysForecast(params ? *params : GatysParams{}, request.content, request.styles, request.freeBytes, request.regions);
}

}  // namespace velatura
