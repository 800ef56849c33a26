#include "core/ops/octave_rows.h"

#include <algorithm>

#include "core/ops/octave_axes.h"
#include "core/ops/octaves.h"

// What a processor of the last ten years has in width, beside what all have.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define VELATURA_WIDE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VELATURA_WIDE
#endif

namespace velatura {

VELATURA_WIDE void axesOfRow(const float* rgb, float* lightness, float* cb, float* cr, std::int64_t width) {
    for (std::int64_t x = 0; x < width; ++x) {
        const float red = rgb[3 * x], green = rgb[3 * x + 1], blue = rgb[3 * x + 2];
        const float y = kGreenShare * green + kRedShare * red + kBlueShare * blue;
        lightness[x] = y;
        cb[x] = (blue - y) * kCb;
        cr[x] = (red - y) * kCr;
    }
}

VELATURA_WIDE void octaveOfCell(const float* rest, float* calmer, float* band, float* squares, OctavePlane plane, std::int64_t gap, std::int64_t cell, float* room) {
    const std::int64_t h = plane.height, w = plane.width, first = cell * kOctaveCell, rows = std::min(kOctaveCell, h - first);
    float* across = room;           // smoothed downwards, with `gap` more on each side
    float* sums = room + w + 2 * gap;  // of squares, a column each
    std::fill(sums, sums + w, 0.0f);
    for (std::int64_t r = 0; r < rows; ++r) {
        const std::int64_t y = first + r;
        const float* here = rest + y * w;
        const float* above = rest + std::max<std::int64_t>(0, y - gap) * w;
        const float* below = rest + std::min(h - 1, y + gap) * w;
        float* middle = across + gap;
        for (std::int64_t x = 0; x < w; ++x) middle[x] = 0.5f * here[x] + 0.25f * (above[x] + below[x]);
        std::fill(across, middle, middle[0]);
        std::fill(middle + w, middle + w + gap, middle[w - 1]);
        float* smooth = calmer + y * w;
        float* stroke = band + y * w;
        const float times = r + 1 == rows ? static_cast<float>(kOctaveCell - r) : 1.0f;  // the last row stands for those that lack
        for (std::int64_t x = 0; x < w; ++x) {
            const float mean = 0.5f * middle[x] + 0.25f * (middle[x - gap] + middle[x + gap]), difference = here[x] - mean;
            smooth[x] = mean;
            stroke[x] = difference;
            sums[x] += times * difference * difference;
        }
    }
    const std::int64_t whole = w / kOctaveCell;
    constexpr float kPixels = 1.0f / (kOctaveCell * kOctaveCell);
    static_assert(kOctaveCell == 4);
    for (std::int64_t c = 0; c < whole; ++c) squares[c] = kPixels * ((sums[4 * c] + sums[4 * c + 1]) + (sums[4 * c + 2] + sums[4 * c + 3]));
    if (whole * kOctaveCell < w) {
        float sum = sums[w - 1] * static_cast<float>((whole + 1) * kOctaveCell - w);
        for (std::int64_t x = whole * kOctaveCell; x < w; ++x) sum += sums[x];
        squares[whole] = kPixels * sum;
    }
}

VELATURA_WIDE void meansOfRows(const float* x, float* out, OctavePlane plane, std::int64_t around, float* room) {
    const std::int64_t h = plane.height, w = plane.width, side = 2 * around + 1;
    const float share = 1.0f / static_cast<float>(side * side);
    float* sums = room + around;  // downwards, with `around` more on each side
    for (std::int64_t y = 0; y < h; ++y) {
        std::fill(sums, sums + w, 0.0f);
        for (std::int64_t i = y - around; i <= y + around; ++i) {
            const float* row = x + std::clamp<std::int64_t>(i, 0, h - 1) * w;
            for (std::int64_t c = 0; c < w; ++c) sums[c] += row[c];
        }
        std::fill(room, sums, sums[0]);
        std::fill(sums + w, sums + w + around, sums[w - 1]);
        float* mean = out + y * w;
        std::fill(mean, mean + w, 0.0f);
        for (std::int64_t i = 0; i < side; ++i)
            for (std::int64_t c = 0; c < w; ++c) mean[c] += room[c + i];
        for (std::int64_t c = 0; c < w; ++c) mean[c] *= share;
    }
}

VELATURA_WIDE void gainsOfRow(const float* gains, OctavePlane cells, std::int64_t y, std::int64_t width, float* out, float* room) {
    // A cell's middle lies between its second and its third pixel.
    const auto place = [](std::int64_t pixel) { return std::max(0.0f, (static_cast<float>(pixel) + 0.5f) / kOctaveCell - 0.5f); };
    const float at = place(y);
    const auto upper = static_cast<std::int64_t>(at), lower = std::min(cells.height - 1, upper + 1);
    const float down = at - static_cast<float>(upper);
    const float* above = gains + upper * cells.width;
    const float* below = gains + lower * cells.width;
    float* row = room + 1;
    const std::int64_t n = cells.width;
    for (std::int64_t c = 0; c < n; ++c) row[c] = above[c] * (1 - down) + below[c] * down;
    row[-1] = row[0];
    row[n] = row[n - 1];
    static_assert(kOctaveCell == 4);
    for (std::int64_t c = 0; c < n && 4 * c < width; ++c) {
        const float before = row[c - 1], here = row[c], after = row[c + 1];
        out[4 * c] = 0.375f * before + 0.625f * here;
        out[4 * c + 1] = 0.125f * before + 0.875f * here;
        out[4 * c + 2] = 0.875f * here + 0.125f * after;
        out[4 * c + 3] = 0.625f * here + 0.375f * after;
    }
}

VELATURA_WIDE void addProduct(float* out, const float* gain, const float* band, std::int64_t width) {
    for (std::int64_t x = 0; x < width; ++x) out[x] += gain[x] * band[x];
}

VELATURA_WIDE void coloursOfRow(const float* lightness, const float* cb, const float* cr, float* rgb, std::int64_t width) {
    for (std::int64_t x = 0; x < width; ++x) {
        rgb[3 * x] = lightness[x] + cr[x] * kRedOfCr;
        rgb[3 * x + 1] = lightness[x] - cb[x] * kGreenOfCb - cr[x] * kGreenOfCr;
        rgb[3 * x + 2] = lightness[x] + cb[x] * kBlueOfCb;
    }
}

}  // namespace velatura
