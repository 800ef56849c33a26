// How large pictures go through the rounds' networks: some rows at a time, with what these networks see around them.
// Torch-free: the forecast counts by it.
#pragma once

#include <algorithm>
#include <cstdint>

namespace velatura {

/// Rows at a time are a multiple of this, and so is what is seen around them: the coarsest tap's stride.
inline constexpr std::int64_t kRoundGrid = 16;
/// The most that is seen around a row, px.
inline constexpr std::int64_t kRoundHalo = 48;

inline std::int64_t onRoundGrid(std::int64_t rows) { return (rows + kRoundGrid - 1) / kRoundGrid * kRoundGrid; }

/// @param width  of the picture with its margin, px
inline std::int64_t roundRows(std::int64_t pixelsAtOnce, std::int64_t width) { return onRoundGrid(std::max<std::int64_t>(1, pixelsAtOnce / width)); }

/// Pixels that go through the networks at a time at most, of a picture of this size.
inline std::int64_t roundPixelsSeen(std::int64_t pixelsAtOnce, std::int64_t width, std::int64_t height) {
    const std::int64_t wide = width + 2 * kRoundHalo;
    return std::min(roundRows(pixelsAtOnce, wide) + 2 * kRoundHalo, height + 2 * kRoundHalo) * wide;
}

}  // namespace velatura
