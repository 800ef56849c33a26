#include "core/image/resample.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace velatura {

namespace {

double cubic(double x) {
    x = std::abs(x);
    if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
    if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
    return 0;
}

template <class T>
void toFloat(const T* in, size_t count, float* out) {
    for (size_t i = 0; i < count; ++i) out[i] = toUnit(in[i]);
}

template <class T>
void fromFloat(const float* in, size_t count, float full, T* out) {
    // A value that is no number fails both comparisons and becomes 0.
    for (size_t i = 0; i < count; ++i) out[i] = static_cast<T>(in[i] > 0 ? std::min(in[i], 1.0f) * full + 0.5f : 0.0f);
}

void multiplyByAlpha(float* row, int width, int channels) {
    for (int x = 0; x < width; ++x, row += channels)
        for (int c = 0; c + 1 < channels; ++c) row[c] *= row[channels - 1];
}

void divideByAlpha(float* row, int width, int channels) {
    for (int x = 0; x < width; ++x, row += channels) {
        const float a = row[channels - 1];
        for (int c = 0; c + 1 < channels; ++c) row[c] = a > 1e-6f ? row[c] / a : 0.0f;
    }
}

/// `in`, resampled along the row.
void along(const float* in, int channels, const std::vector<ResampleTap>& taps, float* out) {
    for (const auto& tap : taps) {
        for (int c = 0; c < channels; ++c) out[c] = 0;
        const float* p = in + static_cast<size_t>(tap.first) * static_cast<size_t>(channels);
        for (const float w : tap.weights)
            for (int c = 0; c < channels; ++c) out[c] += w * *p++;
        out += channels;
    }
}

std::vector<ResampleTap> cubicTaps(int from, int to) {
    const double scale = static_cast<double>(from) / to, width = std::max(1.0, scale);
    std::vector<ResampleTap> out(static_cast<size_t>(to));
    for (int i = 0; i < to; ++i) {
        const double centre = (i + 0.5) * scale - 0.5;
        const int first = static_cast<int>(std::floor(centre - 2 * width)) + 1,
                  last = static_cast<int>(std::ceil(centre + 2 * width)) - 1;
        const int a = std::clamp(first, 0, from - 1), b = std::clamp(last, 0, from - 1);
        std::vector<double> weights(static_cast<size_t>(b - a + 1));
        double sum = 0;
        for (int k = first; k <= last; ++k) {
            const double w = cubic((k - centre) / width);
            weights[static_cast<size_t>(std::clamp(k, a, b) - a)] += w;
            sum += w;
        }
        auto& tap = out[static_cast<size_t>(i)];
        tap.first = a;
        for (const double w : weights) tap.weights.push_back(static_cast<float>(w / sum));
    }
    return out;
}

std::vector<ResampleTap> areaTaps(int from, int to) {
    std::vector<ResampleTap> out(static_cast<size_t>(to));
    const double scale = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        auto& t = out[static_cast<size_t>(i)];
        if (scale <= 1.0) {  // bilinear between sample centres
            const double c = (i + 0.5) * scale - 0.5;
            const int lo = static_cast<int>(std::floor(c));
            const auto f = static_cast<float>(c - lo);
            t.first = std::clamp(lo, 0, from - 1);
            if (lo < 0 || lo >= from - 1)
                t.weights = {1.0f};
            else
                t.weights = {1.0f - f, f};
            continue;
        }
        const double a = i * scale;
        const double b = std::min<double>(from, a + scale);
        t.first = static_cast<int>(a);
        for (int k = t.first; k < b; ++k)
            t.weights.push_back(static_cast<float>((std::min<double>(k + 1, b) - std::max<double>(k, a)) / (b - a)));
    }
    return out;
}

}  // namespace

std::vector<ResampleTap> resampleTaps(int from, int to, Kernel kernel) {
    check(from > 0 && to > 0, "cannot resample {} samples to {}", from, to);
    return kernel == Kernel::Cubic ? cubicTaps(from, to) : areaTaps(from, to);
}

Resampler::Resampler(ImageSize from, ImageSize to, int channels, Kernel kernel)
    : channels_(channels),
      width_(from.width),
      columns_(resampleTaps(from.width, to.width, kernel)),
      rows_(resampleTaps(from.height, to.height, kernel)) {}

void Resampler::rows(int begin, int end, const ReadRow& read, const WriteRow& write) const {
    const auto channels = static_cast<size_t>(channels_);
    std::vector<float> in(static_cast<size_t>(width_) * channels), out(columns_.size() * channels);
    std::deque<std::vector<float>> window;  // rows `start`, `start + 1`, …, already as wide as the output
    int start = 0, next = 0;
    for (int y = begin; y < end; ++y) {
        const auto& tap = rows_[static_cast<size_t>(y)];
        const int last = tap.first + static_cast<int>(tap.weights.size()) - 1;
        if (window.empty()) start = next = tap.first;
        std::vector<float> spare;
        for (; start < tap.first; ++start) {
            spare = std::move(window.front());
            window.pop_front();
        }
        for (; next <= last; ++next) {
            read(next, in.data());
            std::vector<float> wide = std::move(spare);
            wide.resize(out.size());
            along(in.data(), channels_, columns_, wide.data());
            window.push_back(std::move(wide));
            spare = {};
        }
        std::fill(out.begin(), out.end(), 0.0f);
        for (size_t k = 0; k < tap.weights.size(); ++k) {
            const float w = tap.weights[k];
            const float* p = window[k].data();
            for (size_t i = 0; i < out.size(); ++i) out[i] += w * p[i];
        }
        write(y, out.data());
    }
}

void readRow(const Image& image, int y, float* row) {
    const size_t count = static_cast<size_t>(image.width()) * static_cast<size_t>(image.channels());
    switch (image.depth()) {
        case Depth::U8:
            return toFloat(image.rowAs<std::uint8_t>(y), count, row);
        case Depth::U16:
            return toFloat(image.rowAs<std::uint16_t>(y), count, row);
        case Depth::F32:
            return toFloat(image.rowAs<float>(y), count, row);
    }
}

void writeRow(PixelBuffer& pixels, int y, const float* row) {
    const size_t count = static_cast<size_t>(pixels.size().width) * static_cast<size_t>(pixels.channels());
    switch (pixels.depth()) {
        case Depth::U8:
            return fromFloat(row, count, 255.0f, pixels.rowAs<std::uint8_t>(y));
        case Depth::U16:
            return fromFloat(row, count, 65535.0f, pixels.rowAs<std::uint16_t>(y));
        case Depth::F32:
            std::copy_n(row, count, pixels.rowAs<float>(y));
            return;
    }
}

Image resized(const Image& image, ImageSize size, Kernel kernel) {
    if (image.size() == size) return image;
    PixelBuffer pixels(size, image.channels(), image.depth());
    std::vector<float> row(static_cast<size_t>(size.width) * static_cast<size_t>(image.channels()));
    Resampler(image.size(), size, image.channels(), kernel)
        .rows(
            [&](int y, float* in) {
                readRow(image, y, in);
                if (image.hasAlpha()) multiplyByAlpha(in, image.width(), image.channels());
            },
            [&](int at, const float* out) {
                if (!image.hasAlpha()) return writeRow(pixels, at, out);
                std::copy_n(out, row.size(), row.begin());
                divideByAlpha(row.data(), size.width, image.channels());
                writeRow(pixels, at, row.data());
            });
    return Image(std::move(pixels), image.sharedInfo());
}

Image thumbnail(const Image& image, ImageSize size) {
    return resized(toU8(image, image.hasAlpha() ? 4 : 3), size, Kernel::Area);
}

}  // namespace velatura
