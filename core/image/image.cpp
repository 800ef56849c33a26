#include "core/image/image.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>

namespace velatura {

namespace {

std::uint64_t nextId() {
    static std::atomic<std::uint64_t> id{0};
    return ++id;
}

std::uint8_t toByte(float unit) {
    // NaN compares false with everything and becomes 0.
    if (!(unit > 0.0f)) return 0;
    return unit >= 1.0f ? 255 : static_cast<std::uint8_t>(unit * 255.0f + 0.5f);
}

template <class T>
void convertRow(const T* in, int width, int inChannels, std::uint8_t* out, int outChannels) {
    const bool grey = inChannels <= 2;
    const bool alpha = inChannels == 2 || inChannels == 4;
    for (int x = 0; x < width; ++x, in += inChannels, out += outChannels) {
        const float a = alpha ? toUnit(in[inChannels - 1]) : 1.0f;
        for (int c = 0; c < 3; ++c) {
            float v = toUnit(in[grey ? 0 : c]);
            if (outChannels == 3 && alpha) v = v * a + (1.0f - a);
            out[c] = toByte(v);
        }
        if (outChannels == 4) out[3] = toByte(a);
    }
}

}  // namespace

PixelBuffer::PixelBuffer(ImageSize size, int channels, Depth depth) : size_(size), channels_(channels), depth_(depth) {
    check(size.width > 0 && size.height > 0, "a picture of {} x {} has no pixels", size.width, size.height);
    check(channels >= 1 && channels <= 4, "a picture has 1 to 4 channels, not {}", channels);
    data_ = std::make_shared<std::vector<std::uint8_t>>(rowBytes() * static_cast<size_t>(size.height));
}

Image::Image(PixelBuffer pixels, std::shared_ptr<const PictureInfo> info)
    : size_(pixels.size_),
      channels_(pixels.channels_),
      depth_(pixels.depth_),
      id_(nextId()),
      data_(std::move(pixels.data_)),
      info_(std::move(info)) {
    check(data_ != nullptr, "an image needs samples");
}

const PictureInfo& Image::info() const {
    static const PictureInfo none;
    return info_ ? *info_ : none;
}

Image Image::withInfo(std::shared_ptr<const PictureInfo> info) const {
    Image out = *this;
    const bool sameColours = (info ? info->icc : std::vector<std::uint8_t>{}) == this->info().icc;
    out.info_ = std::move(info);
    if (!sameColours) out.id_ = nextId();
    return out;
}

Image toU8(const Image& image, int channels) {
    check(channels == 3 || channels == 4, "toU8 makes 3 or 4 channels, not {}", channels);
    if (image.depth() == Depth::U8 && image.channels() == channels) return image;
    PixelBuffer out(image.size(), channels, Depth::U8);
    for (int y = 0; y < image.height(); ++y) {
        switch (image.depth()) {
            case Depth::U8:
                convertRow(image.rowAs<std::uint8_t>(y), image.width(), image.channels(), out.row(y), channels);
                break;
            case Depth::U16:
                convertRow(image.rowAs<std::uint16_t>(y), image.width(), image.channels(), out.row(y), channels);
                break;
            case Depth::F32:
                convertRow(image.rowAs<float>(y), image.width(), image.channels(), out.row(y), channels);
                break;
        }
    }
    return Image(std::move(out), image.sharedInfo());
}

ImageSize fitLongSide(ImageSize source, int longSide) {
    check(source.width > 0 && source.height > 0 && longSide > 0, "cannot fit {} x {} into {}", source.width,
          source.height, longSide);
    const int longest = std::max(source.width, source.height);
    if (longest <= longSide) return source;
    const double f = static_cast<double>(longSide) / longest;
    return {std::max(1, static_cast<int>(std::lround(source.width * f))),
            std::max(1, static_cast<int>(std::lround(source.height * f)))};
}

Image crop(const Image& image, Rect rect) {
    check(rect.x >= 0 && rect.y >= 0 && rect.width > 0 && rect.height > 0 && rect.x + rect.width <= image.width() &&
              rect.y + rect.height <= image.height(),
          "crop {}x{}+{}+{} leaves a picture of {}x{}", rect.width, rect.height, rect.x, rect.y, image.width(),
          image.height());
    PixelBuffer out({rect.width, rect.height}, image.channels(), image.depth());
    const size_t pixel = static_cast<size_t>(image.channels()) * static_cast<size_t>(image.depth());
    for (int y = 0; y < rect.height; ++y)
        std::memcpy(out.row(y), image.row(rect.y + y) + pixel * static_cast<size_t>(rect.x), out.rowBytes());
    return Image(std::move(out), image.sharedInfo());
}

}  // namespace velatura
