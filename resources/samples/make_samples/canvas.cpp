#include "resources/samples/make_samples/canvas.h"

#include <atomic>
#include <thread>

namespace velatura::samples {

void parallelRows(int height, const std::function<void(int)>& row) {
    std::atomic<int> next{0};
    const auto work = [&] {
        for (int y = next++; y < height; y = next++) row(y);
    };
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < std::max(1u, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
    work();
    for (auto& t : threads) t.join();
}

namespace {

template <class T>
void blurLine(const std::vector<T>& in, std::vector<T>& out, int radius) {
    const int n = static_cast<int>(in.size());
    const auto read = [&](int i) { return in[static_cast<size_t>(std::clamp(i, 0, n - 1))]; };
    T sum = read(0) * 0.0f;
    for (int i = -radius; i <= radius; ++i) sum = sum + read(i);
    for (int i = 0; i < n; ++i) {
        out[static_cast<size_t>(i)] = sum * (1.0f / static_cast<float>(2 * radius + 1));
        sum = sum + read(i + radius + 1) - read(i - radius);
    }
}

template <class T>
Grid<T> blurredGrid(const Grid<T>& source, int radius) {
    Grid<T> out = source;
    if (radius < 1) return out;
    for (int pass = 0; pass < 3; ++pass) {
        parallelRows(out.height(), [&](int y) {
            std::vector<T> in(static_cast<size_t>(out.width())), done(in.size());
            for (int x = 0; x < out.width(); ++x) in[static_cast<size_t>(x)] = out.at(x, y);
            blurLine(in, done, radius);
            for (int x = 0; x < out.width(); ++x) out.at(x, y) = done[static_cast<size_t>(x)];
        });
        parallelRows(out.width(), [&](int x) {
            std::vector<T> in(static_cast<size_t>(out.height())), done(in.size());
            for (int y = 0; y < out.height(); ++y) in[static_cast<size_t>(y)] = out.at(x, y);
            blurLine(in, done, radius);
            for (int y = 0; y < out.height(); ++y) out.at(x, y) = done[static_cast<size_t>(y)];
        });
    }
    return out;
}

}  // namespace

Plane blurred(const Plane& source, int radius) {
    return blurredGrid(source, radius);
}
Canvas blurred(const Canvas& source, int radius) {
    return blurredGrid(source, radius);
}

float reliefLight(const Plane& height, int x, int y, float steepness, Vec3 light) {
    const int left = std::max(x - 1, 0), right = std::min(x + 1, height.width() - 1);
    const int up = std::max(y - 1, 0), down = std::min(y + 1, height.height() - 1);
    const Vec3 normal = normalise({(height.at(left, y) - height.at(right, y)) * steepness,
                                   (height.at(x, up) - height.at(x, down)) * steepness, 1});
    const Vec3 towards = normalise(light);
    return clamp01(0.5f + (dot(normal, towards) - towards.z) * 0.5f);
}

void glaze(Vec3& below, Vec3 colour, float density) {
    below = below * Vec3{std::pow(std::max(colour.x, 0.004f), density), std::pow(std::max(colour.y, 0.004f), density),
                         std::pow(std::max(colour.z, 0.004f), density)};
}

float toGamma(float linear) {
    linear = clamp01(linear);
    return linear <= 0.0031308f ? 12.92f * linear : 1.055f * std::pow(linear, 1 / 2.4f) - 0.055f;
}

Image toImage(const Canvas& canvas) {
    PixelBuffer pixels({canvas.width(), canvas.height()}, 3, Depth::U8);
    for (int y = 0; y < canvas.height(); ++y) {
        auto* row = pixels.rowAs<std::uint8_t>(y);
        for (int x = 0; x < canvas.width(); ++x) {
            const Vec3 c = canvas.at(x, y);
            for (const float v : {c.x, c.y, c.z}) *row++ = static_cast<std::uint8_t>(clamp01(v) * 255 + 0.5f);
        }
    }
    return Image(std::move(pixels));
}

}  // namespace velatura::samples
