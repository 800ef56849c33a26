// One row of a picture: in the depth and channels that a file format wants, without a copy of the whole picture; and
// with its colours as they are without their alpha.
#pragma once

#include <algorithm>
#include <limits>
#include <type_traits>

#include "core/image/image.h"

namespace velatura::formats {

/// Fills `out` with row `y` as `depth` samples in `channels`. Grey is spread over RGB; where `channels` has no alpha,
/// the picture is laid over white. RGB is never made grey: `channels` of 1 or 2 needs a grey picture.
void convertRow(const Image& image, int y, Depth depth, int channels, std::uint8_t* out);

/// Colours that were multiplied by their alpha, the last sample of each pixel, are divided by it in place: all else
/// here expects them straight.
template <class T>
void straighten(T* row, int width, int colours) {
    for (int x = 0; x < width; ++x, row += colours + 1) {
        const T alpha = row[colours];
        for (int c = 0; c < colours; ++c) {
            if constexpr (std::is_floating_point_v<T>) {
                row[c] = alpha > 0 ? row[c] / alpha : 0;
            } else {
                constexpr std::uint64_t kTop = std::numeric_limits<T>::max();
                row[c] = alpha ? static_cast<T>(std::min(kTop, (row[c] * kTop + alpha / 2) / alpha)) : T{};
            }
        }
    }
}

/// 1 or 3, or 2 or 4 where the format keeps alpha and the picture has it.
int savedChannels(const Image& image, bool alpha);

}  // namespace velatura::formats
