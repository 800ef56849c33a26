// Carries a painting from its working size to the photo's own (or any) size: strokes and colours from the painting,
// edges and detail from the photo. Used by `stylize --output-size` and by export. Blocks; call from a worker.
#pragma once

#include <functional>
#include <string>

#include "core/base/result.h"
#include "core/image/image.h"

namespace velatura {

struct CarryOptions {
    /// Share of the photo's fine detail that comes along where the painting follows the photo; 0: plain enlarging.
    double detail = 1.0;
    int threads = 1;
};

/// Laplacian upscale with local gains: out = up(painting) + up(gain) (Y - up(down(Y))), Y the photo's lightness at
/// `size`, the gain how the painting's channels follow Y around each pixel (the slope of a guided filter, He 2013).
/// Where the painting has smoothed an edge of the photo away, the gain is 0 and nothing of the photo returns. The sum
/// is held to the colours that the painting has nearby, or edges that it has moved would get an echo.
/// @param painting  any channels and depth; its depth, colours and facts are the result's
/// @param photo     the picture that it was painted from; its alpha, if any, is the result's
/// @param proceed   asked before each strip with the share done, 0..1; false gives up. May be empty
/// @return empty when given up
Image carryToSize(const Image& painting, const Image& photo, ImageSize size, const CarryOptions& options = {},
                  const std::function<bool(double done)>& proceed = {});

/// How large a painting is saved.
struct OutputSize {
    bool source = false;  ///< as large as the photo
    int longSide = 0;     ///< else so many pixels, never more than the photo has; 0: as it was painted
    bool operator==(const OutputSize&) const = default;
};

/// "working", "source" or a number of pixels. Error: anything else
Result<OutputSize> parseOutputSize(const std::string& text);
/// The other way; also the journal's word for it.
std::string toText(const OutputSize& size);

/// The painting as it is saved, on as many threads as there are cores to use. @return empty when given up
Image atOutputSize(const Image& painting, const Image& photo, const OutputSize& size,
                   const std::function<bool(double done)>& proceed = {});

}  // namespace velatura
