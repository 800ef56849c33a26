// Resampling of pictures of any depth, row by row, so that a large one never has to stand in memory as float: for exact
// export sizes and for carrying a painting to its photo's size. Engines use ops/resize. Thread-safe; blocks.
#pragma once

#include <functional>
#include <vector>

#include "core/image/image.h"

namespace velatura {

enum class Kernel {
    Cubic,  ///< convolution (Keys 1981, a = -1/2), widened when shrinking so that it does not alias
    Area,   ///< mean of the samples that are covered when shrinking, bilinear when enlarging: never rings
};

/// One output sample as a weighted sum of input samples `first`, `first + 1`, …; weights sum to 1.
struct ResampleTap {
    int first = 0;
    std::vector<float> weights;
};

/// Edges repeat.
std::vector<ResampleTap> resampleTaps(int from, int to, Kernel kernel);

/// Fills a row of `channels` floats a pixel.
using ReadRow = std::function<void(int y, float* row)>;
using WriteRow = std::function<void(int y, const float* row)>;

/// From one size to another: the weights are made once, strips of one picture may then run on several threads.
class Resampler {
public:
    Resampler(ImageSize from, ImageSize to, int channels, Kernel kernel = Kernel::Cubic);
    /// Output rows `begin` to `end`: `read` is asked for each input row at most once and in order, `write` gets each
    /// output row in order.
    void rows(int begin, int end, const ReadRow& read, const WriteRow& write) const;
    /// All of them.
    void rows(const ReadRow& read, const WriteRow& write) const {
        rows(0, static_cast<int>(rows_.size()), read, write);
    }

private:
    int channels_;
    int width_;  ///< of the input
    std::vector<ResampleTap> columns_, rows_;
};

/// Row `y` as float, 0..1 (f32 as it stands), `channels()` values a pixel.
void readRow(const Image& image, int y, float* row);
/// The same back, clamped to 0..1 and rounded in u8 and u16.
void writeRow(PixelBuffer& pixels, int y, const float* row);

/// The picture at `size` in its own depth. An invisible pixel lends no colour to its neighbours.
Image resized(const Image& image, ImageSize size, Kernel kernel = Kernel::Cubic);

}  // namespace velatura
