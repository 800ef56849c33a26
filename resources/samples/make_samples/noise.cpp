#include "resources/samples/make_samples/noise.h"

namespace velatura::samples {

namespace {

std::uint32_t scramble(std::uint32_t v) {
    v ^= v >> 16, v *= 0x7feb352du;
    v ^= v >> 15, v *= 0x846ca68bu;
    return v ^ v >> 16;
}

std::uint32_t lattice(int x, int y, unsigned seed) {
    return scramble(static_cast<std::uint32_t>(x) * 0x9E3779B1u ^
                    scramble(static_cast<std::uint32_t>(y) * 0x85EBCA77u ^ scramble(seed + 0x68bc21ebu)));
}

float corner(int x, int y, float dx, float dy, unsigned seed) {
    static constexpr float kSide = 0.70710678f;
    static constexpr Vec2 kDirections[8] = {{1, 0},         {-1, 0},         {0, 1},          {0, -1},
                                            {kSide, kSide}, {-kSide, kSide}, {kSide, -kSide}, {-kSide, -kSide}};
    const Vec2 g = kDirections[lattice(x, y, seed) & 7];
    return g.x * dx + g.y * dy;
}

}  // namespace

std::uint32_t Random::next() {
    const std::uint64_t old = state_;
    state_ = old * 6364136223846793005ull + 1442695040888963407ull;
    const auto shifted = static_cast<std::uint32_t>((old >> 18 ^ old) >> 27);
    const auto turn = static_cast<std::uint32_t>(old >> 59);
    return shifted >> turn | shifted << ((32 - turn) & 31);
}

float Random::normal() {
    const float radius = std::sqrt(-2.0f * std::log(std::max(unit(), 1e-7f)));
    return radius * std::cos(2 * kPi * unit());
}

float hash(int x, int y, unsigned seed) {
    return static_cast<float>(lattice(x, y, seed) >> 8) * (1.0f / 16777216.0f);
}

float noise(float x, float y, unsigned seed) {
    const float fx = std::floor(x), fy = std::floor(y);
    const int ix = static_cast<int>(fx), iy = static_cast<int>(fy);
    const float dx = x - fx, dy = y - fy;
    const float u = dx * dx * dx * (dx * (dx * 6 - 15) + 10), v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
    const float top = mix(corner(ix, iy, dx, dy, seed), corner(ix + 1, iy, dx - 1, dy, seed), u);
    const float low = mix(corner(ix, iy + 1, dx, dy - 1, seed), corner(ix + 1, iy + 1, dx - 1, dy - 1, seed), u);
    return mix(top, low, v) * 1.5f;
}

float fbm(float x, float y, int octaves, unsigned seed, float gain) {
    float sum = 0, weight = 1, total = 0;
    for (int i = 0; i < octaves; ++i) {
        sum += weight * noise(x, y, seed + static_cast<unsigned>(i) * 17u);
        total += weight;
        weight *= gain;
        // Turned a little each octave, so that the lattices never line up.
        const float nx = 1.62f * x - 1.18f * y + 3.1f;
        y = 1.18f * x + 1.62f * y + 7.7f;
        x = nx;
    }
    return sum / total * 1.5f;
}

float ridged(float x, float y, int octaves, unsigned seed) {
    float sum = 0, weight = 0.5f, carry = 1;
    for (int i = 0; i < octaves; ++i) {
        float n = 1 - std::abs(noise(x, y, seed + static_cast<unsigned>(i) * 31u));
        n *= n;
        sum += n * weight * carry;
        carry = clamp01(n * 1.6f);
        weight *= 0.5f;
        const float nx = 1.62f * x - 1.18f * y + 1.7f;
        y = 1.18f * x + 1.62f * y + 9.2f;
        x = nx;
    }
    return sum;
}

Cell cells(float x, float y, unsigned seed, float jitter) {
    const int ix = static_cast<int>(std::floor(x)), iy = static_cast<int>(std::floor(y));
    Cell out{1e9f, 1e9f, {}, 0};
    for (int j = -1; j <= 1; ++j)
        for (int i = -1; i <= 1; ++i) {
            const int cx = ix + i, cy = iy + j;
            const Vec2 p{static_cast<float>(cx) + 0.5f + jitter * (hash(cx, cy, seed) - 0.5f),
                         static_cast<float>(cy) + 0.5f + jitter * (hash(cx, cy, seed + 1) - 0.5f)};
            const float d = length(p - Vec2{x, y});
            if (d < out.nearest) {
                out.second = out.nearest;
                out.nearest = d, out.centre = p, out.id = lattice(cx, cy, seed + 2);
            } else {
                out.second = std::min(out.second, d);
            }
        }
    return out;
}

}  // namespace velatura::samples
