// Rows averaged while they are decoded, so that a thumbnail never costs the whole picture. Used by the codecs whose
// library has no reduced decoding of its own.
#pragma once

#include <vector>

#include "core/image/image.h"

namespace velatura::formats {

/// By how much a picture may be reduced so that its short side stays at least `minShortSide`; 1: not at all.
int reduction(ImageSize size, int minShortSide);

/// Means of blocks of `factor` x `factor` pixels; at the right and lower edge of what is left there.
class RowReducer {
public:
    RowReducer(ImageSize size, int channels, Depth depth, int factor);
    /// The next row from the top, in the picture's depth.
    void add(const std::uint8_t* row);
    PixelBuffer take() { return std::move(out_); }

private:
    template <class T>
    void sum(const T* row);
    template <class T>
    void finish(T* out);

    ImageSize size_;
    int factor_;
    int rows_ = 0, done_ = 0;
    std::vector<double> sums_;  ///< colours times alpha, then alpha
    PixelBuffer out_;
};

}  // namespace velatura::formats
