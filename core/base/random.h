// Small random numbers that are the same on every platform and library version: a function of seed and counter, never a
// state. For data order, cuts and augmentation; tensors use LibTorch's own generators, seeded from here.
#pragma once

#include <cstdint>

namespace velatura {

/// splitmix64 (Steele, Lea and Flood 2014): a well-mixed function of its input.
inline std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) { return mix(mix(a) ^ (b + 0x632be59bd9b4e019ULL)); }

/// A stream of numbers from one key.
class Random {
public:
    explicit Random(std::uint64_t key) : key_(key) {}
    std::uint64_t next() { return mix(key_, count_++); }
    /// Uniform in [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    /// Uniform in 0 … n-1.
    std::uint64_t below(std::uint64_t n) { return static_cast<std::uint64_t>(unit() * static_cast<double>(n)); }

private:
    std::uint64_t key_, count_ = 0;
};

}  // namespace velatura
