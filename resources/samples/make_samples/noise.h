// Random numbers and noise that give the same picture from the same seed on every machine.
#pragma once

#include "resources/samples/make_samples/vec.h"

namespace velatura::samples {

/// PCG32: small, seedable, the same everywhere (the distributions of <random> are not).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ull + 0x1234567) { next(), next(); }
    std::uint32_t next();
    float unit() { return static_cast<float>(next() >> 8) * (1.0f / 16777216.0f); }
    float range(float low, float high) { return low + (high - low) * unit(); }
    int index(int count) { return static_cast<int>(next() % static_cast<std::uint32_t>(count)); }
    float normal();  ///< mean 0, deviation 1

private:
    std::uint64_t state_;
};

/// 0..1 for a lattice point.
float hash(int x, int y, unsigned seed);
/// Gradient noise, about -1..1.
float noise(float x, float y, unsigned seed);
/// Sum of octaves of noise(), about -1..1.
float fbm(float x, float y, int octaves, unsigned seed, float gain = 0.5f);
/// Sharp crests (1 at the crest, towards 0 in the valleys).
float ridged(float x, float y, int octaves, unsigned seed);

/// Nearest feature points of a jittered grid.
struct Cell {
    float nearest = 0, second = 0;  ///< distances
    Vec2 centre;
    unsigned id = 0;
};
Cell cells(float x, float y, unsigned seed, float jitter = 1.0f);

}  // namespace velatura::samples
