#include "core/image_io/formats/rows.h"

#include <cstring>

namespace velatura::formats {

namespace {

template <class To>
To fromUnit(float unit) {
    if constexpr (sizeof(To) == 4) {
        return unit;
    } else {
        constexpr float kTop = sizeof(To) == 1 ? 255.0f : 65535.0f;
        if (!(unit > 0.0f)) return 0;  // NaN too
        return unit >= 1.0f ? static_cast<To>(kTop) : static_cast<To>(unit * kTop + 0.5f);
    }
}

template <class From, class To>
void convert(const From* in, int inChannels, To* out, int outChannels, int width) {
    const bool inAlpha = inChannels % 2 == 0, outAlpha = outChannels % 2 == 0;
    const int inColours = inChannels <= 2 ? 1 : 3, outColours = outChannels <= 2 ? 1 : 3;
    for (int x = 0; x < width; ++x, in += inChannels, out += outChannels) {
        const float a = inAlpha ? toUnit(in[inColours]) : 1.0f;
        for (int c = 0; c < outColours; ++c) {
            float v = toUnit(in[inColours == 1 ? 0 : c]);
            if (inAlpha && !outAlpha) v = v * a + (1.0f - a);
            out[c] = fromUnit<To>(v);
        }
        if (outAlpha) out[outColours] = fromUnit<To>(a);
    }
}

template <class From>
void convertFrom(const From* in, int inChannels, Depth depth, int channels, int width, std::uint8_t* out) {
    switch (depth) {
        case Depth::U8:
            convert(in, inChannels, out, channels, width);
            break;
        case Depth::U16:
            convert(in, inChannels, reinterpret_cast<std::uint16_t*>(out), channels, width);
            break;
        case Depth::F32:
            convert(in, inChannels, reinterpret_cast<float*>(out), channels, width);
            break;
    }
}

}  // namespace

void convertRow(const Image& image, int y, Depth depth, int channels, std::uint8_t* out) {
    check(channels >= 3 || image.channels() <= 2, "a picture of {} channels is not written in {}", image.channels(),
          channels);
    if (image.depth() == depth && image.channels() == channels) {
        std::memcpy(out, image.row(y), image.rowBytes());
        return;
    }
    switch (image.depth()) {
        case Depth::U8:
            convertFrom(image.rowAs<std::uint8_t>(y), image.channels(), depth, channels, image.width(), out);
            break;
        case Depth::U16:
            convertFrom(image.rowAs<std::uint16_t>(y), image.channels(), depth, channels, image.width(), out);
            break;
        case Depth::F32:
            convertFrom(image.rowAs<float>(y), image.channels(), depth, channels, image.width(), out);
            break;
    }
}

int savedChannels(const Image& image, bool alpha) {
    const int colours = image.channels() <= 2 ? 1 : 3;
    return colours + (alpha && image.hasAlpha() ? 1 : 0);
}

}  // namespace velatura::formats
