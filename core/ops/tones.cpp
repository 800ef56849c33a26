#include "core/ops/tones.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/base/check.h"
#include "core/ops/octave_axes.h"

namespace velatura {

namespace {

/// Cells along the picture's long side at most.
constexpr std::int64_t kCells = 128;
/// The windows' radii in shares of it: nearly a third, and the next few places.
constexpr double kFar = 40.0 / kCells, kNear = 2.0 / kCells;
/// Variance of the photo's colours below which a window is one tone.
constexpr double kOneTone = 4e-4;
/// Variance of its lightness around a place at which half of what is off is taken back.
constexpr double kPlain = 2e-3;
/// Of a window that an area hardly has part in nothing is known.
constexpr double kLeastWeight = 1e-3;

struct Grid {
    std::int64_t height, width;
    std::int64_t size() const { return height * width; }
};

/// So many numbers a cell, side by side: a window's sums are then those of vectors.
struct Cells {
    Grid grid;
    std::int64_t each;
    std::vector<double> values;

    Cells(Grid g, std::int64_t n) : grid(g), each(n), values(static_cast<std::size_t>(g.size() * n)) {}
    double* at(std::int64_t cell) { return values.data() + cell * each; }
    const double* at(std::int64_t cell) const { return values.data() + cell * each; }
};

/// Sums over 2 radius + 1 neighbours along a line of vectors, those beyond its ends left out. @param gap from one to the next
void sumAlong(const double* from, double* to, std::int64_t count, std::int64_t gap, std::int64_t each, std::int64_t radius, double* sum) {
    std::fill(sum, sum + each, 0.0);
    const auto add = [&](std::int64_t i) {
        for (std::int64_t k = 0; k < each; ++k) sum[k] += from[i * gap + k];
    };
    for (std::int64_t i = 0; i < std::min(radius, count); ++i) add(i);
    for (std::int64_t i = 0; i < count; ++i) {
        if (i + radius < count) add(i + radius);
        if (const std::int64_t gone = i - radius - 1; gone >= 0)
            for (std::int64_t k = 0; k < each; ++k) sum[k] -= from[gone * gap + k];
        std::copy(sum, sum + each, to + i * gap);
    }
}

/// Sums over windows of (2 radius + 1)^2 cells.
void sumAround(Cells& x, std::int64_t radius) {
    const std::int64_t height = x.grid.height, width = x.grid.width;
    Cells rows(x.grid, x.each);
    at::parallel_for(0, height, 8, [&](std::int64_t from, std::int64_t to) {
        std::vector<double> sum(static_cast<std::size_t>(x.each));
        for (std::int64_t y = from; y < to; ++y) sumAlong(x.at(y * width), rows.at(y * width), width, x.each, x.each, radius, sum.data());
    });
    at::parallel_for(0, width, 16, [&](std::int64_t from, std::int64_t to) {
        std::vector<double> sum(static_cast<std::size_t>((to - from) * x.each));
        sumAlong(rows.at(from), x.at(from), height, width * x.each, (to - from) * x.each, radius, sum.data());
    });
}

/// Solves (c + kOneTone) x = r for a symmetric c: of rows and columns 00, 01, 02, 11, 12, 22.
std::array<double, 3> solved(const std::array<double, 6>& c, const std::array<double, 3>& r) {
    const double a = c[0] + kOneTone, b = c[1], d = c[2], e = c[3] + kOneTone, f = c[4], g = c[5] + kOneTone;
    const double aa = e * g - f * f, ab = d * f - b * g, ad = b * f - d * e, be = a * g - d * d, bf = b * d - a * f, ag = a * e - b * b;
    const double scale = 1 / (a * aa + b * ab + d * ad);
    return {scale * (aa * r[0] + ab * r[1] + ad * r[2]), scale * (ab * r[0] + be * r[1] + bf * r[2]), scale * (ad * r[0] + bf * r[1] + ag * r[2])};
}

/// The tones that the photo explains: around each place the painted colours as an affine function of the photo's.
/// @param photo, painted of three a cell  @param weight of one
Cells explained(const Cells& photo, const Cells& painted, const Cells& weight, std::int64_t radius) {
    constexpr std::int64_t kSeen = 0, kOwn = 3, kSquares = 6, kProducts = 12, kWeight = 21, kAll = 22;
    constexpr std::int64_t kPairs[6][2] = {{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 2}};
    const Grid grid = photo.grid;
    const auto forCells = [&](const auto& work) {
        at::parallel_for(0, grid.size(), 1024, [&](std::int64_t from, std::int64_t to) {
            for (std::int64_t i = from; i < to; ++i) work(i);
        });
    };
    Cells sums(grid, kAll);
    forCells([&](std::int64_t i) {
        const double w = *weight.at(i), *seen = photo.at(i), *own = painted.at(i);
        double* s = sums.at(i);
        for (std::int64_t c = 0; c < 3; ++c) {
            s[kSeen + c] = w * seen[c];
            s[kOwn + c] = w * own[c];
            for (std::int64_t k = 0; k < 3; ++k) s[kProducts + 3 * c + k] = w * own[c] * seen[k];
        }
        for (std::int64_t k = 0; k < 6; ++k) s[kSquares + k] = w * seen[kPairs[k][0]] * seen[kPairs[k][1]];
        s[kWeight] = w;
    });
    sumAround(sums, radius);
    // Of each window three slopes a colour and what is added, weighted again, for the mean over the windows that a place is in.
    Cells ways(grid, 13);
    forCells([&](std::int64_t i) {
        const double *s = sums.at(i), all = s[kWeight], w = all > kLeastWeight ? *weight.at(i) : 0;
        if (w <= 0) return;
        double* way = ways.at(i);
        std::array<double, 3> mean;
        std::array<double, 6> squares;
        for (std::size_t k = 0; k < 3; ++k) mean[k] = s[kSeen + static_cast<std::int64_t>(k)] / all;
        for (std::size_t k = 0; k < 6; ++k) squares[k] = s[kSquares + static_cast<std::int64_t>(k)] / all - mean[static_cast<std::size_t>(kPairs[k][0])] * mean[static_cast<std::size_t>(kPairs[k][1])];
        for (std::int64_t c = 0; c < 3; ++c) {
            const double own = s[kOwn + c] / all;
            std::array<double, 3> products;
            for (std::size_t k = 0; k < 3; ++k) products[k] = s[kProducts + 3 * c + static_cast<std::int64_t>(k)] / all - own * mean[k];
            const auto slope = solved(squares, products);
            for (std::size_t k = 0; k < 3; ++k) way[3 * c + static_cast<std::int64_t>(k)] = w * slope[k];
            way[9 + c] = w * (own - slope[0] * mean[0] - slope[1] * mean[1] - slope[2] * mean[2]);
        }
        way[12] = w;
    });
    sumAround(ways, radius);
    Cells out = painted;
    forCells([&](std::int64_t i) {
        const double *way = ways.at(i), *seen = photo.at(i);
        if (way[12] <= kLeastWeight) return;
        for (std::int64_t c = 0; c < 3; ++c) out.at(i)[c] = (way[3 * c] * seen[0] + way[3 * c + 1] * seen[1] + way[3 * c + 2] * seen[2] + way[9 + c]) / way[12];
    });
    return out;
}

/// 1 where the photo is plain, towards 0 where it is drawn. @param lightness its mean and its square's by cells
std::vector<double> plainness(const Cells& lightness) {
    Cells sums(lightness.grid, 3);
    for (std::int64_t i = 0; i < sums.grid.size(); ++i) {
        std::copy_n(lightness.at(i), 2, sums.at(i));
        sums.at(i)[2] = 1;
    }
    sumAround(sums, 1);
    std::vector<double> out(static_cast<std::size_t>(sums.grid.size()));
    for (std::int64_t i = 0; i < sums.grid.size(); ++i) {
        const double* s = sums.at(i);
        const double mean = s[0] / s[2], variance = std::max(0.0, s[1] / s[2] - mean * mean);
        out[static_cast<std::size_t>(i)] = kPlain / (kPlain + variance);
    }
    return out;
}

/// Adds what lies between cells' middles, bilinear, to a picture of floats in main memory, in channels_last.
void addBetween(const at::Tensor& change, Grid grid, std::int64_t cell, at::Tensor& picture) {
    const std::int64_t height = picture.size(2), width = picture.size(3);
    struct Place {
        std::int64_t first, second;
        float share;  ///< of the second
    };
    const auto placeOf = [cell](std::int64_t pixel, std::int64_t cells) {
        const float at = std::max(0.0f, (static_cast<float>(pixel) + 0.5f) / static_cast<float>(cell) - 0.5f);
        const auto first = std::min(static_cast<std::int64_t>(at), cells - 1);
        return Place{3 * first, 3 * std::min(first + 1, cells - 1), at - static_cast<float>(first)};
    };
    std::vector<Place> columns;
    for (std::int64_t x = 0; x < width; ++x) columns.push_back(placeOf(x, grid.width));
    const float* cells = change.data_ptr<float>();
    float* pixels = picture.data_ptr<float>();
    at::parallel_for(0, height, 16, [&](std::int64_t from, std::int64_t to) {
        std::vector<float> row(static_cast<std::size_t>(3 * grid.width));
        for (std::int64_t y = from; y < to; ++y) {
            const Place at = placeOf(y, grid.height);
            const float *above = cells + at.first * grid.width, *below = cells + at.second * grid.width;
            for (std::int64_t i = 0; i < 3 * grid.width; ++i) row[static_cast<std::size_t>(i)] = above[i] + (below[i] - above[i]) * at.share;
            float* out = pixels + 3 * y * width;
            for (const Place& c : columns) {
                const float *left = row.data() + c.first, *right = row.data() + c.second;
                for (int k = 0; k < 3; ++k) *out++ += left[k] + (right[k] - left[k]) * c.share;
            }
        }
    });
}

}  // namespace

void evenTones(at::Tensor& painted, const at::Tensor& photo, const std::vector<ToneArea>& areas) {
    at::NoGradGuard noGrad;
    check(painted.dim() == 4 && painted.size(0) == 1 && painted.size(1) == 3 && painted.sizes() == photo.sizes(), "tones are of one picture and its photo");
    if (std::none_of(areas.begin(), areas.end(), [](const ToneArea& a) { return a.amount > 0; })) return;
    if (painted.is_same(photo)) painted = painted.clone();
    const std::int64_t height = painted.size(2), width = painted.size(3), cell = (std::max(height, width) + kCells - 1) / kCells;
    const Grid grid{(height + cell - 1) / cell, (width + cell - 1) / cell};
    const auto byCells = [&](const at::Tensor& x) {  // those at the edges may be cut
        const at::Tensor means = at::avg_pool2d(x, {cell, cell}, {cell, cell}, 0, /*ceil_mode=*/true, /*count_include_pad=*/false);
        const at::Tensor last = means.squeeze(0).permute({1, 2, 0}).to(at::kCPU, at::kDouble).contiguous();
        Cells out(grid, last.size(2));
        std::copy_n(last.data_ptr<double>(), last.numel(), out.values.begin());
        return out;
    };
    const auto cells = static_cast<double>(std::max(grid.height, grid.width));
    const auto far = std::max<std::int64_t>(1, std::llround(kFar * cells)), near = std::max<std::int64_t>(1, std::llround(kNear * cells));
    const at::Tensor lightness = at::conv2d(photo, at::tensor({kRedShare, kGreenShare, kBlueShare}, photo.options().memory_format({})).reshape({1, 3, 1, 1})) - 0.5;  // about zero: its variance is a difference of sums
    const Cells seen = byCells(photo), own = byCells(painted);
    const auto plain = plainness(byCells(at::cat({lightness, lightness.square()}, 1)));
    for (const auto& a : areas) {
        if (a.amount <= 0) continue;
        check(!a.share.defined() || (a.share.dim() == 4 && a.share.size(2) == height && a.share.size(3) == width), "an area of tones is as large as the picture");
        Cells share(grid, 1);
        a.share.defined() ? void(share = byCells(a.share)) : std::fill(share.values.begin(), share.values.end(), 1.0);
        const Cells wide = explained(seen, own, share, far), narrow = explained(seen, own, share, near);
        const at::Tensor change = at::empty({grid.height, grid.width, 3});
        float* to = change.data_ptr<float>();
        for (std::int64_t i = 0; i < grid.size(); ++i)
            for (std::int64_t c = 0; c < 3; ++c) to[3 * i + c] = static_cast<float>(a.amount * plain[static_cast<std::size_t>(i)] * (wide.at(i)[c] - narrow.at(i)[c]));
        if (!a.share.defined() && painted.is_cpu() && painted.scalar_type() == at::kFloat && painted.is_contiguous(at::MemoryFormat::ChannelsLast)) {
            addBetween(change, grid, cell, painted);
            continue;
        }
        at::Tensor added = at::upsample_bilinear2d(change.permute({2, 0, 1}).unsqueeze(0).to(painted.device()), {grid.height * cell, grid.width * cell}, false);
        added = added.narrow(2, 0, height).narrow(3, 0, width);
        painted.add_(a.share.defined() ? added * a.share : added);  // a mask's edge is its own, not the cells'
    }
}

}  // namespace velatura
