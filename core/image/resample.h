// Resampling of pictures of any depth, row by row, so that a large one never has to stand in memory as float: for exact
// export sizes and for carrying a painting to its photo's size. Engines use ops/resize. Thread-safe; blocks.
#pragma once

#include <functional>
#include <vector>

#include "core/image/image.h"

namespace velatura {

/// One output sample as a weighted sum of input samples `first`, `first + 1`, …; weights sum to 1.
struct ResampleTap {
    int first = 0;
    std::vector<float> weights;
};

/// Cubic convolution (Keys 1981, a = -1/2), widened when shrinking so that it does not alias; edges repeat.
std::vector<ResampleTap> resampleTaps(int from, int to);

/// Fills a row of `channels` floats a pixel.
using ReadRow = std::function<void(int y, float* row)>;
using WriteRow = std::function<void(int y, const float* row)>;

/// Rows `begin` to `end` of a picture resampled to `to`: `read` is asked for each input row at most once and in order,
/// `write` gets each output row in order. Strips of one picture may run on several threads.
void resampleRows(ImageSize from, int channels, ImageSize to, int begin, int end, const ReadRow& read, const WriteRow& write);

/// Row `y` as float, 0..1 (f32 as it stands), `channels()` values a pixel.
void readRow(const Image& image, int y, float* row);
/// The same back, clamped to 0..1 and rounded in u8 and u16.
void writeRow(PixelBuffer& pixels, int y, const float* row);

/// The picture at `size` in its own depth. An invisible pixel lends no colour to its neighbours.
Image resized(const Image& image, ImageSize size);

}  // namespace velatura
