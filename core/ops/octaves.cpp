#include "core/ops/octaves.h"

#include <torch/torch.h>

#include <algorithm>
#include <vector>

#include "core/base/check.h"
#include "core/ops/octave_axes.h"
#include "core/ops/octave_rows.h"

namespace velatura {

namespace {

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;

/// @param x [1,3,H,W]
at::Tensor axesOf(const at::Tensor& x) {
    const at::Tensor red = x.narrow(1, 0, 1), green = x.narrow(1, 1, 1), blue = x.narrow(1, 2, 1);
    const at::Tensor y = green * kGreenShare + red * kRedShare + blue * kBlueShare;
    return at::cat({y, (blue - y) * kCb, (red - y) * kCr}, 1).contiguous();
}

/// Red, green and blue of what is added to lightness and colour axes. @param axes [1,3,H,W]
at::Tensor toColours(const at::Tensor& axes) {
    const at::Tensor y = axes.narrow(1, 0, 1), cb = axes.narrow(1, 1, 1), cr = axes.narrow(1, 2, 1);
    return at::cat({y + cr * kRedOfCr, y - cb * kGreenOfCb - cr * kGreenOfCr, y + cb * kBlueOfCb}, 1);
}

/// Weights 1-2-1 over places `gap` apart along one axis; edges repeated.
at::Tensor smoothed(const at::Tensor& x, std::int64_t gap, std::int64_t dim) {
    const std::int64_t n = x.size(dim);
    at::Tensor out = x * 0.5;
    const auto add = [&](std::int64_t to, std::int64_t from, std::int64_t count) {
        if (count > 0) out.narrow(dim, to, count).add_(x.narrow(dim, from, count), 0.25);
    };
    const std::int64_t edge = std::min(gap, n);
    add(edge, 0, n - edge);
    add(0, edge, n - edge);
    out.narrow(dim, 0, edge).add_(x.narrow(dim, 0, 1), 0.25);
    out.narrow(dim, n - edge, edge).add_(x.narrow(dim, n - 1, 1), 0.25);
    return out;
}

at::Tensor toPixels(const at::Tensor& cells, std::int64_t height, std::int64_t width) {
    return at::upsample_bilinear2d(cells, {cells.size(2) * kOctaveCell, cells.size(3) * kOctaveCell}, false).narrow(2, 0, height).narrow(3, 0, width);
}

bool byRows(const at::Tensor& x) { return x.is_cpu() && x.scalar_type() == at::kFloat; }

/// Rows that a thread takes at a time: enough to be worth it.
std::int64_t grainOf(std::int64_t width) { return std::max<std::int64_t>(1, (1 << 13) / width); }

Octaves octavesByRows(const at::Tensor& picture) {
    const at::Tensor pixels = picture.contiguous(kChannelsLast);
    const std::int64_t height = picture.size(2), width = picture.size(3), down = cellsOf(height), along = cellsOf(width);
    const auto planes = [](std::int64_t h, std::int64_t w) { return at::empty({1, 3, h, w}, at::kFloat); };
    Octaves out;
    at::Tensor rest = planes(height, width), calmer = planes(height, width);
    at::parallel_for(0, height, grainOf(width), [&](std::int64_t from, std::int64_t to) {
        float* axes = rest.data_ptr<float>();
        for (std::int64_t y = from; y < to; ++y)
            axesOfRow(pixels.data_ptr<float>() + 3 * y * width, axes + y * width, axes + (height + y) * width, axes + (2 * height + y) * width, width);
    });
    for (int b = 0; b < kOctaves; ++b) {
        const std::int64_t gap = std::int64_t{1} << b;
        at::Tensor band = planes(height, width), squares = planes(down, along);
        at::parallel_for(0, 3 * down, grainOf(width * kOctaveCell), [&](std::int64_t from, std::int64_t to) {
            std::vector<float> room(static_cast<size_t>(2 * (width + gap)));
            for (std::int64_t i = from; i < to; ++i) {
                const std::int64_t plane = i / down * height * width;
                octaveOfCell(rest.data_ptr<float>() + plane, calmer.data_ptr<float>() + plane, band.data_ptr<float>() + plane,
                             squares.data_ptr<float>() + i * along, {height, width}, gap, i % down, room.data());
            }
        });
        out.bands[static_cast<size_t>(b)] = band;
        out.squares[static_cast<size_t>(b)] = squares;
        std::swap(rest, calmer);
    }
    return out;
}

at::Tensor sumByRows(const Octaves& octaves, const std::array<at::Tensor, kOctaves>& gains) {
    const std::int64_t height = octaves.bands[0].size(2), width = octaves.bands[0].size(3);
    const OctavePlane cells{cellsOf(height), cellsOf(width)};
    std::array<at::Tensor, kOctaves> by;
    std::transform(gains.begin(), gains.end(), by.begin(), [](const at::Tensor& g) { return g.contiguous(); });
    at::Tensor out = at::empty({1, 3, height, width}, at::TensorOptions(at::kFloat), kChannelsLast);
    at::parallel_for(0, height, grainOf(width), [&](std::int64_t from, std::int64_t to) {
        std::vector<float> sums(static_cast<size_t>(3 * width)), gain(static_cast<size_t>(cells.width * kOctaveCell)), room(static_cast<size_t>(cells.width + 2));
        const auto axis = [&](std::int64_t a) { return sums.data() + a * width; };
        for (std::int64_t y = from; y < to; ++y) {
            std::fill(sums.begin(), sums.end(), 0.0f);
            for (size_t b = 0; b < kOctaves; ++b) {
                const float* bands = octaves.bands[b].data_ptr<float>() + y * width;
                for (std::int64_t a = 0; a < 3; ++a) {
                    if (a < 2) gainsOfRow(by[b].data_ptr<float>() + a * cells.height * cells.width, cells, y, width, gain.data(), room.data());
                    addProduct(axis(a), gain.data(), bands + a * height * width, width);
                }
            }
            coloursOfRow(axis(0), axis(1), axis(2), out.data_ptr<float>() + 3 * y * width, width);
        }
    });
    return out;
}

}  // namespace

void forEachOctave(bool onProcessor, const std::function<void(std::size_t octave)>& work) {
    const auto some = [&](std::int64_t from, std::int64_t to) {
        at::NoGradGuard noGrad;  // each thread has its own
        for (std::int64_t b = from; b < to; ++b) work(static_cast<std::size_t>(b));
    };
    onProcessor ? at::parallel_for(0, kOctaves, 1, some) : some(0, kOctaves);
}

at::Tensor byCells(const at::Tensor& x) {
    const std::int64_t below = cellsOf(x.size(2)) * kOctaveCell - x.size(2), right = cellsOf(x.size(3)) * kOctaveCell - x.size(3);
    return at::avg_pool2d(below + right > 0 ? at::replication_pad2d(x, {0, right, 0, below}) : x, {kOctaveCell, kOctaveCell});
}

Octaves octavesOf(const at::Tensor& picture) {
    check(picture.dim() == 4 && picture.size(0) == 1 && picture.size(1) == 3, "octaves are of one picture of three colours");
    if (byRows(picture)) return octavesByRows(picture);
    Octaves out;
    at::Tensor rest = axesOf(picture);
    for (int b = 0; b < kOctaves; ++b) {
        const std::int64_t gap = std::int64_t{1} << b;
        const at::Tensor calmer = smoothed(smoothed(rest, gap, 2), gap, 3);
        out.bands[static_cast<size_t>(b)] = rest.sub(calmer);
        out.squares[static_cast<size_t>(b)] = byCells(out.bands[static_cast<size_t>(b)].square());
        rest = calmer;
    }
    return out;
}

at::Tensor meansAround(const at::Tensor& squares, std::int64_t around) {
    if (!byRows(squares)) return at::avg_pool2d(at::replication_pad2d(squares, {around, around, around, around}), {2 * around + 1, 2 * around + 1}, {1, 1});
    const at::Tensor x = squares.contiguous(), out = at::empty_like(x);
    const std::int64_t height = x.size(2), width = x.size(3);
    at::parallel_for(0, x.size(1), 1, [&](std::int64_t from, std::int64_t to) {
        std::vector<float> room(static_cast<size_t>(width + 2 * around));
        for (std::int64_t plane = from; plane < to; ++plane) {
            const std::int64_t at = plane * height * width;
            meansOfRows(x.data_ptr<float>() + at, out.data_ptr<float>() + at, {height, width}, around, room.data());
        }
    });
    return out;
}

at::Tensor sumOfOctaves(const Octaves& octaves, const std::array<at::Tensor, kOctaves>& gains) {
    if (byRows(octaves.bands[0])) return sumByRows(octaves, gains);
    const std::int64_t height = octaves.bands[0].size(2), width = octaves.bands[0].size(3);
    at::Tensor sum = at::zeros_like(octaves.bands[0]);
    for (size_t b = 0; b < kOctaves; ++b)
        sum.addcmul_(toPixels(at::cat({gains[b], gains[b].narrow(1, 1, 1)}, 1), height, width), octaves.bands[b]);
    return toColours(sum);
}

}  // namespace velatura
