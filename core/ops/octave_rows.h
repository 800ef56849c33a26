// Octaves on the processor, a row at a time.
#pragma once

#include <cstdint>

namespace velatura {

/// A plane of rows without gaps.
struct OctavePlane {
    std::int64_t height, width;
};

/// Lightness and two colour axes of one row. @param rgb  pixels of three
void axesOfRow(const float* rgb, float* lightness, float* cb, float* cr, std::int64_t width);

/// One octave of the rows of a cell: what is left when places `gap` apart have been averaged goes to `calmer`, the difference
/// to `band`, its mean squares to `squares`, one a cell. @param rest, calmer, band  the whole plane
/// @param room of 2 width + 2 gap floats
void octaveOfCell(const float* rest, float* calmer, float* band, float* squares, OctavePlane plane, std::int64_t gap, std::int64_t cell, float* room);

/// A plane's means over (2 around + 1)^2 places, edges repeated. @param room of width + 2 around
void meansOfRows(const float* x, float* out, OctavePlane plane, std::int64_t around, float* room);

/// A row's gains, bilinear between cells. @param gains  the whole plane of cells  @param out of `width`, room for three more
void gainsOfRow(const float* gains, OctavePlane cells, std::int64_t y, std::int64_t width, float* out, float* room);

/// out += gain * band
void addProduct(float* out, const float* gain, const float* band, std::int64_t width);

/// Red, green and blue of lightness and colour axes. @param rgb  pixels of three
void coloursOfRow(const float* lightness, const float* cb, const float* cr, float* rgb, std::int64_t width);

}  // namespace velatura
