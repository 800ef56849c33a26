#include "core/nn/image_tensor.h"

#include <torch/torch.h>

#include "core/image/resample.h"
#include "core/ops/bands.h"
#include "core/ops/color.h"

namespace velatura {

namespace {

template <class T>
void fillColour(const Image& image, float* out) {
    const int channels = image.channels();
    const bool grey = channels <= 2;
    for (int y = 0; y < image.height(); ++y) {
        const T* in = image.rowAs<T>(y);
        for (int x = 0; x < image.width(); ++x, in += channels)
            for (int c = 0; c < 3; ++c) *out++ = toUnit(in[grey ? 0 : c]);
    }
}

template <class T>
void fillAlpha(const Image& image, float* out) {
    const int channels = image.channels();
    for (int y = 0; y < image.height(); ++y) {
        const T* in = image.rowAs<T>(y) + (channels - 1);
        for (int x = 0; x < image.width(); ++x, in += channels) *out++ = toUnit(*in);
    }
}

template <class F>
void byDepth(Depth depth, F&& f) {
    switch (depth) {
        case Depth::U8: f(std::uint8_t{}); break;
        case Depth::U16: f(std::uint16_t{}); break;
        case Depth::F32: f(float{}); break;
    }
}

template <class T>
T fromUnit(float v) {
    if constexpr (std::is_same_v<T, float>) {
        return v;
    } else {
        constexpr float top = std::numeric_limits<T>::max();
        return static_cast<T>(v * top + 0.5f);
    }
}

/// Samples in linear light by a table of 4096 steps, interpolated: a power for each would take seconds over 24 megapixels.
class LightTable {
public:
    LightTable() {
        for (size_t i = 0; i < table_.size(); ++i) {
            const double v = static_cast<double>(i) / kSteps;
            table_[i] = static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
        }
    }
    float linear(float v) const {
        const float at = std::clamp(v, 0.0f, 1.0f) * kSteps;
        const auto i = std::min(static_cast<size_t>(at), static_cast<size_t>(kSteps) - 1);
        return table_[i] + (table_[i + 1] - table_[i]) * (at - static_cast<float>(i));
    }

private:
    static constexpr int kSteps = 4096;
    std::array<float, kSteps + 1> table_{};
};

}  // namespace

at::Tensor toTensor(const Image& image) {
    // Filled as HxWxC, which is what channels_last is, then only renamed.
    at::Tensor nhwc = at::empty({1, image.height(), image.width(), 3}, at::kFloat);
    byDepth(image.depth(), [&](auto t) { fillColour<decltype(t)>(image, nhwc.data_ptr<float>()); });
    return nhwc.permute({0, 3, 1, 2}).clamp_(0, 1);
}

at::Tensor alphaTensor(const Image& image) {
    if (!image.hasAlpha()) return {};
    at::Tensor out = at::empty({1, 1, image.height(), image.width()}, at::kFloat);
    byDepth(image.depth(), [&](auto t) { fillAlpha<decltype(t)>(image, out.data_ptr<float>()); });
    return out.clamp_(0, 1);
}

at::Tensor toTensor(const Image& image, ImageSize size) {
    if (image.size() == size) return toTensor(image);
    const int channels = image.channels();
    const bool grey = channels <= 2;
    std::vector<float> whole(static_cast<size_t>(image.width()) * static_cast<size_t>(channels));
    at::Tensor nhwc = at::empty({1, size.height, size.width, 3}, at::kFloat);
    const LightTable light;
    Resampler(image.size(), size, 3, Kernel::Cubic)
        .rows(
            [&](int y, float* row) {
                readRow(image, y, whole.data());
                const float* in = whole.data();
                for (int x = 0; x < image.width(); ++x, in += channels)
                    for (int c = 0; c < 3; ++c) *row++ = light.linear(in[grey ? 0 : c]);
            },
            [&](int y, const float* row) { std::copy_n(row, 3 * size.width, nhwc.data_ptr<float>() + static_cast<std::int64_t>(y) * 3 * size.width); });
    const at::Tensor x = nhwc.permute({0, 3, 1, 2});
    changeInBands(x, [](const at::Tensor& band) { return fromLinear(band.clamp(0, 1)).clamp_(0, 1); });
    return x.contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor alphaTensor(const Image& image, ImageSize size) {
    if (!image.hasAlpha() || image.size() == size) return alphaTensor(image);
    const int channels = image.channels();
    std::vector<float> whole(static_cast<size_t>(image.width()) * static_cast<size_t>(channels));
    at::Tensor out = at::empty({1, 1, size.height, size.width}, at::kFloat);
    // A cut-out's edge must not ring, as a cubic does.
    const bool shrinks = size.width < image.width() || size.height < image.height();
    Resampler(image.size(), size, 1, shrinks ? Kernel::Area : Kernel::Cubic)
        .rows(
            [&](int y, float* row) {
                readRow(image, y, whole.data());
                for (int x = 0; x < image.width(); ++x) row[x] = whole[static_cast<size_t>((x + 1) * channels - 1)];
            },
            [&](int y, const float* row) { std::copy_n(row, size.width, out.data_ptr<float>() + static_cast<std::int64_t>(y) * size.width); });
    return out.clamp_(0, 1);
}

at::Tensor maskTensor(const Image& image) {
    const at::Tensor rgb = toTensor(image);
    return rgb.select(1, 0).mul(0.299f).add(rgb.select(1, 1), 0.587f).add(rgb.select(1, 2), 0.114f).unsqueeze(1);
}

Image toImage(const at::Tensor& x, Depth depth, const at::Tensor& alpha, std::shared_ptr<const PictureInfo> info) {
    at::NoGradGuard noGrad;
    const at::Tensor chw = x.dim() == 4 ? x.squeeze(0) : x;
    check(chw.dim() == 3 && chw.size(0) == 3, "a picture needs [3,H,W], got {} dimensions", x.dim());
    const std::int64_t height = chw.size(1), width = chw.size(2);
    const int channels = alpha.defined() ? 4 : 3;
    PixelBuffer out({static_cast<int>(width), static_cast<int>(height)}, channels, depth);
    inBands(height, width, [&](std::int64_t y, std::int64_t rows) {
        at::Tensor hwc = chw.narrow(1, y, rows).detach().to(at::kCPU, at::kFloat).nan_to_num(0.0, 1.0, 0.0).clamp(0, 1).permute({1, 2, 0});
        if (alpha.defined())
            hwc = at::cat({hwc, alpha.reshape({height, width, 1}).narrow(0, y, rows).to(at::kCPU, at::kFloat).clamp(0, 1)}, 2);
        hwc = hwc.contiguous();
        const float* in = hwc.data_ptr<float>();
        byDepth(depth, [&](auto t) {
            using T = decltype(t);
            const std::int64_t rowValues = width * channels;
            for (std::int64_t r = y; r < y + rows; ++r, in += rowValues)
                std::transform(in, in + rowValues, out.rowAs<T>(static_cast<int>(r)), [](float v) { return fromUnit<T>(v); });
        });
    });
    return Image(std::move(out), std::move(info));
}

}  // namespace velatura
