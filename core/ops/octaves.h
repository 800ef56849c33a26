// Octaves of a picture's strokes (wavelets "a trous", Holschneider 1989), from one pixel to eight: lightness and two colour axes
// (BT.601, full range) apart, how strong they are by cells of a few pixels, and the way back. On the processor a row at a time,
// so that a row stays near it from one step to the next; the same as the tensor operations that other devices take.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <functional>

namespace velatura {

inline constexpr int kOctaves = 4;
/// Pixels a side of the cells over which energies are means.
inline constexpr std::int64_t kOctaveCell = 4;

struct Octaves {
    std::array<at::Tensor, kOctaves> bands;    ///< [1,3,H,W]: of lightness and the two colour axes
    std::array<at::Tensor, kOctaves> squares;  ///< [1,3,cells,cells]: their mean squares; what lacks in the last cells is repeated
};

/// Does something for each octave, some at a time on the processor: what is done to cells is too little to be shared out itself.
/// Without gradients.
void forEachOctave(bool onProcessor, const std::function<void(std::size_t octave)>& work);

/// How many cells so many pixels are.
inline std::int64_t cellsOf(std::int64_t pixels) { return (pixels + kOctaveCell - 1) / kOctaveCell; }

/// Means over cells. @param x [1,C,H,W]  @return [1,C,cells,cells]
at::Tensor byCells(const at::Tensor& x);

/// @param picture  float32 or float64 [1,3,H,W]
Octaves octavesOf(const at::Tensor& picture);

/// Means over the cells around each. @param squares  [1,3,cells,cells]  @param around  cells to each side, edges repeated
at::Tensor meansAround(const at::Tensor& squares, std::int64_t around);

/// The octaves' sum, each multiplied by gains that are bilinear between cells.
/// @param gains  [1,2,cells,cells]: of lightness and of colour  @return [1,3,H,W]: what that is in red, green and blue
at::Tensor sumOfOctaves(const Octaves& octaves, const std::array<at::Tensor, kOctaves>& gains);

}  // namespace velatura
