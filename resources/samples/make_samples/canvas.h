// What all samples are painted on: planes of floats and of colours, and rows computed by several threads.
#pragma once

#include <functional>
#include <vector>

#include "core/image/image.h"
#include "resources/samples/make_samples/vec.h"

namespace velatura::samples {

/// Calls `row(y)` for every y in 0..height-1, on as many threads as there are cores. Rows must not touch each other.
void parallelRows(int height, const std::function<void(int)>& row);

template <class T>
class Grid {
public:
    Grid(int width, int height, T fill = {})
        : width_(width), height_(height), data_(static_cast<size_t>(width) * static_cast<size_t>(height), fill) {}
    int width() const { return width_; }
    int height() const { return height_; }
    bool holds(int x, int y) const { return x >= 0 && y >= 0 && x < width_ && y < height_; }
    T& at(int x, int y) { return data_[static_cast<size_t>(y) * static_cast<size_t>(width_) + static_cast<size_t>(x)]; }
    const T& at(int x, int y) const { return const_cast<Grid*>(this)->at(x, y); }
    /// Bilinear, the border repeated.
    T sample(float x, float y) const {
        x = std::clamp(x, 0.0f, static_cast<float>(width_ - 1));
        y = std::clamp(y, 0.0f, static_cast<float>(height_ - 1));
        const int ix = std::min(static_cast<int>(x), width_ - 2), iy = std::min(static_cast<int>(y), height_ - 2);
        const float u = x - static_cast<float>(ix), v = y - static_cast<float>(iy);
        return mix(mix(at(ix, iy), at(ix + 1, iy), u), mix(at(ix, iy + 1), at(ix + 1, iy + 1), u), v);
    }
    /// Calls `colour(x, y)` for each pixel, in parallel, and keeps what it returns.
    template <class F>
    void fill(F colour) {
        parallelRows(height_, [&](int y) {
            for (int x = 0; x < width_; ++x) at(x, y) = colour(static_cast<float>(x), static_cast<float>(y));
        });
    }

private:
    int width_, height_;
    std::vector<T> data_;
};

using Plane = Grid<float>;
using Canvas = Grid<Vec3>;  ///< gamma-coded sRGB unless a file says that it works in linear light

/// Three box passes, which is a Gaussian to the eye.
Plane blurred(const Plane& source, int radius);
Canvas blurred(const Canvas& source, int radius);

/// Slopes of a height field lit from the upper left: 0 in shade, 0.5 flat, 1 towards the light.
float reliefLight(const Plane& height, int x, int y, float steepness, Vec3 light);

inline void blend(Vec3& below, Vec3 colour, float alpha) {
    below = mix(below, colour, clamp01(alpha));
}
/// Pigment over what lies below: each channel is let through by colour^density.
void glaze(Vec3& below, Vec3 colour, float density);

float toGamma(float linear);
Image toImage(const Canvas& canvas);

}  // namespace velatura::samples
