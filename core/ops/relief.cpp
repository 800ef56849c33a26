#include "core/ops/relief.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/ops/bands.h"
#include "core/ops/octaves.h"

namespace velatura {

namespace {

/// Octaves of strokes, from one pixel to eight.
constexpr int kBands = kOctaves;
/// Energies are means over cells of so many pixels a side, and over so many cells to each side: about 20 px.
constexpr std::int64_t kCell = kOctaveCell, kAround = 2;
/// Rows beyond which nothing changes what a row gets: all smoothings, the cells around, and one for the way back to pixels.
constexpr std::int64_t kHalo = 32;
static_assert(kHalo % kCell == 0 && kHalo >= (1 << kBands) - 1 + (kAround + 2) * kCell);
/// Rows at a time: as many as make so many pixels, and so many more than the halo that seeing that twice costs little.
constexpr std::int64_t kRowsPixels = 1 << 20, kLeastRows = 128;
/// At how many even shares of places a painting's energies are kept.
constexpr std::int64_t kShares = 65;
/// Energy that no stroke has: a thousandth of the range, squared.
constexpr double kFloor = 1e-6;
/// The most by which strokes are raised, in lightness and in colour: beyond it ripple would be seen.
constexpr double kMostLightness = 2, kMostColour = 1.2;
/// Energy below which the photo counts as calm, and below which a painting's strokes there count as its ground's grain.
constexpr double kCalm = 1e-4, kGrain = 4e-4;
/// The octave that makes edges sharp where the photo is drawn (found at 512 px). What is finer is grain.
constexpr std::size_t kEdgeBand = 1;

/// Some rows of a picture: their octaves, and how strong those are.
struct SeenBands {
    Octaves octaves;
    std::array<at::Tensor, kBands> lightness, colour;  ///< energies by cells

    explicit SeenBands(const at::Tensor& picture) : octaves(octavesOf(picture)) {
        for (size_t b = 0; b < kBands; ++b) {
            const at::Tensor energies = meansAround(octaves.squares[b], kAround);
            lightness[b] = energies.narrow(1, 0, 1);
            colour[b] = energies.narrow(1, 1, 2).sum(1, true);
        }
    }
};

/// Energies in logarithms, as steps of half an octave from none to 2.
constexpr double kStepsAnOctave = 2;
constexpr std::int64_t kSteps = 42;
at::Tensor stepsOf(const at::Tensor& energy) { return ((energy + kFloor).log2_() - std::log2(kFloor)).mul_(kStepsAnOctave).clamp_(0, static_cast<double>(kSteps) - 1e-3); }
at::Tensor energyOfSteps(const at::Tensor& steps) { return (at::exp2(steps / kStepsAnOctave + std::log2(kFloor)) - kFloor).clamp_min_(0); }

/// Which share of the places (each counted by its weight) has less energy than each step: a histogram, so that places that
/// are nearly alike, as in a plain sky, are given nearly the same and rounding does not sort them. @return [kSteps + 1], 0..1
at::Tensor sharesBelow(const at::Tensor& energy, const at::Tensor& weight) {
    const at::Tensor step = stepsOf(energy).flatten().to(at::kLong);
    const at::Tensor weights = (weight.defined() ? weight.flatten() : at::ones({step.size(0)}, energy.options())).to(at::kDouble);
    const at::Tensor sums = at::bincount(step, weights, kSteps).cumsum(0);
    return at::cat({at::zeros({1}, sums.options()), sums / sums[-1].clamp_min(1e-12)}).to(at::kFloat);
}

/// A piecewise linear function's values. @param table [n], at 0, 1, 2 …
at::Tensor lookUp(const at::Tensor& table, const at::Tensor& at) {
    const at::Tensor first = at.flatten().floor().clamp_(0, static_cast<double>(table.size(0)) - 2);
    const at::Tensor index = first.to(at::kLong);
    return at::lerp(table.index_select(0, index), table.index_select(0, index + 1), at.flatten() - first).reshape(at.sizes());
}

/// Energies at even shares of places. @param energy by cells  @return [kShares]
at::Tensor sharesOfPlaces(const at::Tensor& energy) {
    const at::Tensor below = sharesBelow(energy, {});
    const at::Tensor share = at::linspace(0, 1, kShares, below.options()).clamp_max_(1 - 1e-6);
    const at::Tensor next = at::searchsorted(below, share, false, true).clamp_(1, kSteps);
    const at::Tensor from = below.index_select(0, next - 1), to = below.index_select(0, next);
    return energyOfSteps(next.to(at::kFloat) - 1 + (share - from) / (to - from).clamp_min_(1e-9));
}

/// @return like energy, 0..1: which share of the places has less
at::Tensor ranksOf(const at::Tensor& energy, const at::Tensor& weight) { return lookUp(sharesBelow(energy, weight), stepsOf(energy)); }

/// The painting's energy at these ranks. @param shares [kShares]
at::Tensor energyAt(const at::Tensor& shares, const at::Tensor& rank) { return lookUp(shares, rank * static_cast<double>(kShares - 1)); }

/// By what a band is to be multiplied. @param calmness of the photo: 1 where it is calm, 0 where it is drawn
/// @param photo the photo's energy; undefined: nothing of it is kept  @param kept share of it that stays, and as much as the painting has
at::Tensor gainOf(const at::Tensor& aim, const at::Tensor& own, const at::Tensor& calmness, const at::Tensor& photo, double kept, double most) {
    // A faint stroke of the painting counts for less the calmer the photo is there.
    at::Tensor wanted = aim.square() / (aim + calmness * kGrain + kFloor * kFloor);
    if (photo.defined()) wanted = at::max(wanted, at::min(own, at::max(photo * kept, at::min(photo, aim))));
    return ((wanted + kFloor) / (own + kFloor)).sqrt_().clamp_max_(most);
}

struct RankedArea {
    const ReliefArea& area;
    at::Tensor share;                                          ///< by cells
    std::array<at::Tensor, kBands> lightness = {}, colour = {};  ///< ranks by cells
};

/// What matching adds to some rows. @param firstCell of the ranks and the photo's energies  @return [1,3,H,W], like the picture's rows
at::Tensor change(const SeenBands& own, const StrokeEnergies& photo, const std::vector<RankedArea>& areas, std::int64_t firstCell) {
    std::array<at::Tensor, kBands> gains;
    forEachOctave(own.lightness[0].is_cpu(), [&](size_t b) {
        at::Tensor lightness = at::zeros_like(own.lightness[b]), colour = at::zeros_like(lightness);
        const at::Tensor drawn = photo.lightness[b].narrow(2, firstCell, lightness.size(2)), calmness = kCalm / (drawn + kCalm);
        for (const auto& a : areas) {
            const auto aim = [&](const at::Tensor& shares, const at::Tensor& ranks) {
                return energyAt(shares[static_cast<std::int64_t>(b)], ranks.narrow(2, firstCell, lightness.size(2)));
            };
            at::Tensor forLightness = gainOf(aim(a.area.relief.lightness, a.lightness[b]), own.lightness[b], calmness, drawn, a.area.kept, kMostLightness);
            const double whereDrawn = b == kEdgeBand ? a.area.edges : 1;
            forLightness.pow_((calmness * (1 - whereDrawn) + whereDrawn) * a.area.amount).sub_(1);
            at::Tensor forColour = gainOf(aim(a.area.relief.colour, a.colour[b]), own.colour[b], calmness, {}, 0, kMostColour).pow_(a.area.amount).sub_(1);
            if (a.share.defined()) {
                const at::Tensor share = a.share.narrow(2, firstCell, lightness.size(2));
                forLightness.mul_(share);
                forColour.mul_(share);
            }
            lightness.add_(forLightness);
            colour.add_(forColour);
        }
        gains[b] = at::cat({lightness, colour}, 1);
    });
    return sumOfOctaves(own.octaves, gains);
}

/// What limiting adds to some rows. @return [1,3,H,W], like the picture's rows
at::Tensor excess(const SeenBands& own, const StrokeEnergies& model, double most, double amount, std::int64_t firstCell) {
    const std::int64_t cells = own.lightness[0].size(2);
    std::array<at::Tensor, kBands> gains;
    forEachOctave(own.lightness[0].is_cpu(), [&](size_t b) {
        const auto gain = [&](const at::Tensor& energy, const at::Tensor& of) { return ((of * most + kFloor) / (energy + kFloor)).sqrt_().clamp_max_(1).pow_(amount).sub_(1); };
        const at::Tensor lightness = gain(own.lightness[b], model.lightness[b].narrow(2, firstCell, cells)), colour = gain(own.colour[b], model.colour[b].narrow(2, firstCell, cells));
        gains[b] = at::cat({lightness, colour}, 1);
    });
    return sumOfOctaves(own.octaves, gains);
}

std::vector<Strip> reliefStrips(const at::Tensor& painted, std::int64_t rows) {
    if (rows <= 0) rows = std::max(kLeastRows, kRowsPixels / painted.size(3));
    return stripsOf(painted.size(2), cellsOf(rows) * kCell, kHalo);
}

/// Adds to each strip what `more` says of the rows around it as they were. @param more (rows as they were, strip)
template <class F>
void addToStrips(at::Tensor& painted, const std::vector<Strip>& strips, F&& more) {
    at::Tensor above;  // rows before these, as they were
    for (const Strip& s : strips) {
        at::Tensor own = painted.narrow(2, s.y, s.first + s.seen - s.y);
        if (above.defined()) own = at::cat({above, own}, 2);
        const at::Tensor added = more(own, s);
        const std::int64_t end = s.y + s.rows, next = std::max<std::int64_t>(0, end - kHalo);
        if (end < painted.size(2)) above = own.narrow(2, next - s.first, end - next).clone();
        painted.narrow(2, s.y, s.rows).add_(added.narrow(2, s.y - s.first, s.rows));
    }
}

}  // namespace

Relief reliefOf(const at::Tensor& painting) {
    at::NoGradGuard noGrad;
    const SeenBands seen(painting);
    std::vector<at::Tensor> lightness, colour;
    for (size_t b = 0; b < kBands; ++b) {
        lightness.push_back(sharesOfPlaces(seen.lightness[b]));
        colour.push_back(sharesOfPlaces(seen.colour[b]));
    }
    return {at::stack(lightness), at::stack(colour)};
}

Relief mixedRelief(const std::vector<std::pair<Relief, double>>& parts) {
    at::NoGradGuard noGrad;
    double all = 0;
    for (const auto& [relief, weight] : parts) all += weight;
    Relief out;
    for (const auto& [relief, weight] : parts) {
        const at::Tensor lightness = relief.lightness.sqrt() * (weight / all), colour = relief.colour.sqrt() * (weight / all);
        out = out.lightness.defined() ? Relief{out.lightness + lightness, out.colour + colour} : Relief{lightness, colour};
    }
    return {out.lightness.square(), out.colour.square()};
}

namespace {

/// Energies by cells, strip by strip. @param whole filled where all rows come at once
StrokeEnergies energiesIn(const at::Tensor& picture, const std::vector<Strip>& strips, std::optional<SeenBands>& whole) {
    StrokeEnergies out;
    for (auto* energies : {&out.lightness, &out.colour})
        for (int b = 0; b < kBands; ++b)
            energies->push_back(at::empty({1, 1, cellsOf(picture.size(2)), cellsOf(picture.size(3))}, picture.options().memory_format(at::MemoryFormat::Contiguous)));
    for (const Strip& s : strips) {
        SeenBands seen(picture.narrow(2, s.first, s.seen));
        const std::int64_t from = (s.y - s.first) / kCell, cells = cellsOf(s.rows);
        for (size_t b = 0; b < kBands; ++b) {
            out.lightness[b].narrow(2, s.y / kCell, cells).copy_(seen.lightness[b].narrow(2, from, cells));
            out.colour[b].narrow(2, s.y / kCell, cells).copy_(seen.colour[b].narrow(2, from, cells));
        }
        if (strips.size() == 1) whole = std::move(seen);
    }
    return out;
}

}  // namespace

StrokeEnergies energiesOf(const at::Tensor& picture, std::int64_t rows) {
    at::NoGradGuard noGrad;
    std::optional<SeenBands> whole;
    return energiesIn(picture, reliefStrips(picture, rows), whole);
}

void matchRelief(at::Tensor& painted, const at::Tensor& photo, const std::vector<ReliefArea>& areas, std::int64_t rows) {
    if (std::any_of(areas.begin(), areas.end(), [](const ReliefArea& a) { return a.amount > 0; })) matchRelief(painted, energiesOf(photo, rows), areas, rows);
}

void matchRelief(at::Tensor& painted, const StrokeEnergies& photo, const std::vector<ReliefArea>& areas, std::int64_t rows) {
    at::NoGradGuard noGrad;
    if (std::none_of(areas.begin(), areas.end(), [](const ReliefArea& a) { return a.amount > 0; })) return;
    const auto strips = reliefStrips(painted, rows);
    std::optional<SeenBands> whole;  // where all rows come at once they are looked at once
    StrokeEnergies energies = energiesIn(painted, strips, whole);
    std::vector<RankedArea> ranked;
    for (const auto& a : areas)
        if (a.amount > 0) ranked.push_back({a, a.share.defined() ? byCells(a.share) : at::Tensor()});
    forEachOctave(painted.is_cpu(), [&](size_t b) {
        for (auto& r : ranked) {
            r.lightness[b] = ranksOf(energies.lightness[b], r.share);
            r.colour[b] = ranksOf(energies.colour[b], r.share);
        }
        energies.lightness[b].reset();
        energies.colour[b].reset();
    });
    addToStrips(painted, strips, [&](const at::Tensor& own, const Strip& s) { return change(whole ? *whole : SeenBands(own), photo, ranked, s.first / kCell); });
}

void limitRelief(at::Tensor& painted, const at::Tensor& model, double most, double amount, std::int64_t rows) {
    if (amount > 0) limitRelief(painted, energiesOf(model, rows), most, amount, rows);
}

void limitRelief(at::Tensor& painted, const StrokeEnergies& model, double most, double amount, std::int64_t rows) {
    at::NoGradGuard noGrad;
    if (amount <= 0) return;
    addToStrips(painted, reliefStrips(painted, rows), [&](const at::Tensor& own, const Strip& s) { return excess(SeenBands(own), model, most, amount, s.first / kCell); });
}

}  // namespace velatura
