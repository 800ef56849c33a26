// Pixel by pixel work on large pictures, some rows at a time, so that its temporaries do not grow with the picture.
#pragma once

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <vector>

namespace velatura {

inline constexpr std::int64_t kBandPixels = 1 << 18;

/// Calls f(first row, rows) until all of `height` is done.
template <class F>
void inBands(std::int64_t height, std::int64_t width, F&& f) {
    const std::int64_t band = std::max<std::int64_t>(1, kBandPixels / std::max<std::int64_t>(1, width));
    for (std::int64_t y = 0; y < height; y += band) f(y, std::min(band, height - y));
}

/// Some rows, and where they are in what has to be seen for them.
struct Strip {
    std::int64_t y, rows;      ///< what is made
    std::int64_t first, seen;  ///< these rows and a halo around them, as far as there is one
};

/// The rows of a picture in strips of `rows`.
inline std::vector<Strip> stripsOf(std::int64_t height, std::int64_t rows, std::int64_t halo) {
    std::vector<Strip> out;
    for (std::int64_t y = 0; y < height; y += rows) {
        const std::int64_t n = std::min(rows, height - y), first = std::max<std::int64_t>(0, y - halo);
        out.push_back({y, n, first, std::min(height, y + n + halo) - first});
    }
    return out;
}

/// x <- f(x), band by band. @param x [N,C,H,W]
template <class F>
void changeInBands(const at::Tensor& x, F&& f) {
    inBands(x.size(2), x.size(3), [&](std::int64_t y, std::int64_t rows) {
        const at::Tensor part = x.narrow(2, y, rows);
        part.copy_(f(part));
    });
}

}  // namespace velatura
