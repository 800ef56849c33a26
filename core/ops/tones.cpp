#include "core/ops/tones.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/base/check.h"
#include "core/ops/octave_axes.h"

namespace velatura {

namespace {

/// Cells along the picture's long side, and the windows' radii in cells: nearly a third of the picture, and the next few places.
constexpr std::int64_t kCells = 128, kFar = 40, kNear = 2;
/// Variance of the photo's colours below which a window is one tone.
constexpr double kOneTone = 4e-4;
/// Variance of its lightness around a place at which half of what is off is taken back.
constexpr double kPlain = 2e-3;
/// Of a window that an area hardly has part in nothing is known.
constexpr double kLeastWeight = 1e-3;

using Plane = std::vector<double>;

struct Grid {
    std::int64_t height, width;
    std::size_t size() const { return static_cast<std::size_t>(height * width); }
};

/// Sums over windows of (2 radius + 1)^2 cells, those beyond the edges left out.
void sumAround(Plane& x, Grid grid, std::int64_t radius) {
    const auto along = [radius](const double* from, double* to, std::int64_t n, std::int64_t gap) {
        double sum = 0;
        for (std::int64_t i = 0; i < std::min(radius, n); ++i) sum += from[i * gap];
        for (std::int64_t i = 0; i < n; ++i) {
            if (i + radius < n) sum += from[(i + radius) * gap];
            if (i - radius > 0) sum -= from[(i - radius - 1) * gap];
            to[i * gap] = sum;
        }
    };
    Plane rows(x.size());
    for (std::int64_t y = 0; y < grid.height; ++y) along(x.data() + y * grid.width, rows.data() + y * grid.width, grid.width, 1);
    for (std::int64_t i = 0; i < grid.width; ++i) along(rows.data() + i, x.data() + i, grid.height, grid.width);
}

void sumAllAround(std::vector<Plane>& planes, Grid grid, std::int64_t radius) {
    at::parallel_for(0, static_cast<std::int64_t>(planes.size()), 1, [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t i = from; i < to; ++i) sumAround(planes[static_cast<std::size_t>(i)], grid, radius);
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
std::array<Plane, 3> explained(const std::array<Plane, 3>& photo, const std::array<Plane, 3>& painted, const Plane& weight, Grid grid, std::int64_t radius) {
    constexpr std::size_t kSeen = 0, kOwn = 3, kSquares = 6, kProducts = 12, kWeight = 21, kAll = 22;
    constexpr std::size_t kPairs[6][2] = {{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 2}};
    std::vector<Plane> sums(kAll, Plane(grid.size()));
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const double w = weight[i];
        for (std::size_t c = 0; c < 3; ++c) {
            sums[kSeen + c][i] = w * photo[c][i];
            sums[kOwn + c][i] = w * painted[c][i];
            for (std::size_t k = 0; k < 3; ++k) sums[kProducts + 3 * c + k][i] = w * painted[c][i] * photo[k][i];
        }
        for (std::size_t k = 0; k < 6; ++k) sums[kSquares + k][i] = w * photo[kPairs[k][0]][i] * photo[kPairs[k][1]][i];
        sums[kWeight][i] = w;
    }
    sumAllAround(sums, grid, radius);
    // Of each window, weighted again, for the mean over the windows that a place is in.
    std::vector<Plane> ways(13, Plane(grid.size()));
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const double all = sums[kWeight][i], w = all > kLeastWeight ? weight[i] : 0;
        if (w <= 0) continue;
        std::array<double, 3> mean;
        for (std::size_t k = 0; k < 3; ++k) mean[k] = sums[kSeen + k][i] / all;
        std::array<double, 6> squares;
        for (std::size_t k = 0; k < 6; ++k) squares[k] = sums[kSquares + k][i] / all - mean[kPairs[k][0]] * mean[kPairs[k][1]];
        for (std::size_t c = 0; c < 3; ++c) {
            const double own = sums[kOwn + c][i] / all;
            std::array<double, 3> products;
            for (std::size_t k = 0; k < 3; ++k) products[k] = sums[kProducts + 3 * c + k][i] / all - own * mean[k];
            const auto slope = solved(squares, products);
            for (std::size_t k = 0; k < 3; ++k) ways[3 * c + k][i] = w * slope[k];
            ways[9 + c][i] = w * (own - slope[0] * mean[0] - slope[1] * mean[1] - slope[2] * mean[2]);
        }
        ways[12][i] = w;
    }
    sumAllAround(ways, grid, radius);
    std::array<Plane, 3> out;
    for (std::size_t c = 0; c < 3; ++c) {
        out[c] = painted[c];
        for (std::size_t i = 0; i < grid.size(); ++i)
            if (ways[12][i] > kLeastWeight) out[c][i] = (ways[3 * c][i] * photo[0][i] + ways[3 * c + 1][i] * photo[1][i] + ways[3 * c + 2][i] * photo[2][i] + ways[9 + c][i]) / ways[12][i];
    }
    return out;
}

/// 1 where the photo is plain, towards 0 where it is drawn. @param lightness, squares means by cells
Plane plainness(const Plane& lightness, const Plane& squares, Grid grid) {
    std::vector<Plane> sums = {lightness, squares, Plane(grid.size(), 1.0)};
    sumAllAround(sums, grid, 1);
    Plane out(grid.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double mean = sums[0][i] / sums[2][i], variance = std::max(0.0, sums[1][i] / sums[2][i] - mean * mean);
        out[i] = kPlain / (kPlain + variance);
    }
    return out;
}

}  // namespace

void evenTones(at::Tensor& painted, const at::Tensor& photo, const std::vector<ToneArea>& areas) {
    at::NoGradGuard noGrad;
    check(painted.dim() == 4 && painted.size(0) == 1 && painted.size(1) == 3 && painted.sizes() == photo.sizes(), "tones are of one picture and its photo");
    if (std::none_of(areas.begin(), areas.end(), [](const ToneArea& a) { return a.amount > 0; })) return;
    const std::int64_t height = painted.size(2), width = painted.size(3), cell = (std::max(height, width) + kCells - 1) / kCells;
    const Grid grid{(height + cell - 1) / cell, (width + cell - 1) / cell};
    const auto byCells = [&](const at::Tensor& x) {  // those at the edges may be cut
        return at::avg_pool2d(x, {cell, cell}, {cell, cell}, 0, /*ceil_mode=*/true, /*count_include_pad=*/false).squeeze(0).to(at::kCPU, at::kDouble).contiguous();
    };
    const auto planes = [&](const at::Tensor& cells) {
        std::array<Plane, 3> out;
        for (std::size_t c = 0; c < 3; ++c) out[c].assign(cells.data_ptr<double>() + c * grid.size(), cells.data_ptr<double>() + (c + 1) * grid.size());
        return out;
    };
    const auto plane = [&](const at::Tensor& cells) { return Plane(cells.data_ptr<double>(), cells.data_ptr<double>() + grid.size()); };
    const at::Tensor lightness = photo.narrow(1, 0, 1) * kRedShare + photo.narrow(1, 1, 1) * kGreenShare + photo.narrow(1, 2, 1) * kBlueShare;
    const auto seen = planes(byCells(photo)), own = planes(byCells(painted));
    const Plane plain = plainness(plane(byCells(lightness)), plane(byCells(lightness.square())), grid);
    at::Tensor change = at::zeros({1, 3, grid.height, grid.width}, at::kDouble);
    for (const auto& a : areas) {
        if (a.amount <= 0) continue;
        const Plane share = a.share.defined() ? plane(byCells(a.share)) : Plane(grid.size(), 1.0);
        const auto far = explained(seen, own, share, grid, kFar), near = explained(seen, own, share, grid, kNear);
        for (std::size_t c = 0; c < 3; ++c) {
            double* to = change.data_ptr<double>() + c * grid.size();
            for (std::size_t i = 0; i < grid.size(); ++i) to[i] += a.amount * share[i] * plain[i] * (far[c][i] - near[c][i]);
        }
    }
    const at::Tensor wide = at::upsample_bilinear2d(change.to(at::kFloat), {grid.height * cell, grid.width * cell}, false);
    painted.add_(wide.narrow(2, 0, height).narrow(3, 0, width).to(painted.device()));
}

}  // namespace velatura
