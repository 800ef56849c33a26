// How strong strokes are, place by place: a picture's fine and broad strokes are given the painting's strengths, and what
// is calm in the photo stays calm. Statistics of local energies in the manner of texture synthesis by histograms of bands
// (Heeger and Bergen 1995), here of how strong a band is around a place instead of its values, so that nothing is drawn anew.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace velatura {

/// How strong a painting's strokes are: of each band, from fine to broad, the local energy at even shares of its places.
struct Relief {
    at::Tensor lightness, colour;  ///< float32 [bands, shares], rising; squares of gamma-coded values
};

/// @param painting  float32 [1,3,H,W], 0..1
Relief reliefOf(const at::Tensor& painting);

/// Weighted mean of reliefs: of amplitudes at the same share of places. @param parts relief and weight, at least one above 0
Relief mixedRelief(const std::vector<std::pair<Relief, double>>& parts);

/// A part of the picture and the painting that it takes after.
struct ReliefArea {
    at::Tensor share;   ///< float32 [1,1,H,W], 0..1; undefined: everywhere
    Relief relief;
    double amount = 1;  ///< 0 changes nothing
    /// Share of `amount` by which lightness is matched in the octave that makes edges sharp (2 to 4 px), where the photo is drawn
    /// in that octave. Rank says nothing of how sharp an edge is: where edges are clean, as a decoder paints them, 0 leaves them so.
    double edges = 1;
    /// Share of the energy of the photo's lightness that is never taken away. As much of it as the painting has at that rank
    /// stays in any case.
    double kept = 1;
};

/// How strong a picture's strokes are around each place, by cells of a few pixels, from fine to broad.
struct StrokeEnergies {
    std::vector<at::Tensor> lightness, colour;  ///< of each band, float32 [1,1,cells,cells]
};

/// @param picture  float32 [1,3,H,W], about 0..1  @param rows at a time; 0: as many as take little memory
StrokeEnergies energiesOf(const at::Tensor& picture, std::int64_t rows = 0);

/// Gives strokes the strengths of the areas' paintings: the place with the strongest strokes gets the painting's strongest,
/// and so on in rank, each band by its own gain, lightness and colour apart. Where the photo is calm, what is faint in the
/// painting (paper, canvas, ripple) is not painted. Some rows at a time, so that its memory does not grow with the picture.
/// @param painted  float32 [1,3,H,W], about 0..1; changed in place, may leave 0..1
/// @param photo    of a picture of the same size
/// @param rows     rows at a time; 0: as many as take little memory
void matchRelief(at::Tensor& painted, const StrokeEnergies& photo, const std::vector<ReliefArea>& areas, std::int64_t rows = 0);
void matchRelief(at::Tensor& painted, const at::Tensor& photo, const std::vector<ReliefArea>& areas, std::int64_t rows = 0);

/// Lowers strokes, octave by octave, to where their energy is `most` times what it is around the same place of `model`, and
/// raises none: what an optimiser leaves as ripple in calm places goes, what it adds to strokes stays.
/// @param painted  float32 [1,3,H,W], about 0..1; changed in place  @param model of a picture of the same size
/// @param amount   0..1: 0 changes nothing  @param rows as above
void limitRelief(at::Tensor& painted, const StrokeEnergies& model, double most, double amount = 1, std::int64_t rows = 0);
void limitRelief(at::Tensor& painted, const at::Tensor& model, double most, double amount = 1, std::int64_t rows = 0);

}  // namespace velatura
