// Rows of inks (CMYK) or CIE L*a*b* turned into sRGB while a codec reads them: a picture of four inks and alpha would
// not fit an Image. Used by the codecs on the thread that decodes.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/image/image.h"

namespace velatura {

class InkRows {
public:
    enum class Space {
        Cmyk,  ///< 0 is no ink
        Lab,   ///< 16 bits in the encoding of ICC version 4
    };
    /// @param icc    profile of the inks; where it is empty or no CMYK profile, R = (1 - C)(1 - K) and so on
    /// @param alpha  a sample behind the colours, taken over as it is
    /// @param depth  of the stored samples and of the result: 8 or 16 bits; Lab is always stored in 16
    InkRows(Space space, std::span<const std::uint8_t> icc, bool alpha, Depth depth);
    /// `in`: 4 or 3 colours (+ alpha); `out`: RGB (+ alpha).
    void convert(const std::uint8_t* in, std::uint8_t* out, int pixels) const;

private:
    std::shared_ptr<void> transform_;
    bool alpha_;
    Depth depth_;
};

}  // namespace velatura
