#include "core/image/carry.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <exception>
#include <mutex>
#include <thread>

#include "core/base/cores.h"
#include "core/image/resample.h"

namespace velatura {

namespace {

/// Radius, in pixels of the working size, within which the painting is compared with the photo.
constexpr int kRadius = 3;
/// Variance of lightness under which an edge counts as noise: (0.02)^2.
constexpr float kFlat = 4e-4f;
constexpr float kLeastGain = -1.0f, kMostGain = 1.5f;
/// Detail stays within the colours that the painting has this near: an edge that it has moved would get an echo.
constexpr int kReach = 2;
constexpr int kStrip = 64;
constexpr int kLeastSide = 16, kMostSide = 65535;

using Plane = std::vector<float>;

/// Lightness of a row of `channels` floats a pixel (Rec. 601 weights on gamma-coded values).
void lightnessOf(const float* row, int width, int channels, float* out) {
    for (int x = 0; x < width; ++x, row += channels) {
        const float y = channels >= 3 ? 0.299f * row[0] + 0.587f * row[1] + 0.114f * row[2] : row[0];
        // The engine saw the photo clamped; one infinite sample of a float file would spread through every mean.
        out[x] = y > 0 ? std::min(y, 1.0f) : 0.0f;
    }
}

size_t rowSamples(const Image& image) {
    return static_cast<size_t>(image.width()) * static_cast<size_t>(image.channels());
}

Plane lightnessAt(const Image& photo, ImageSize size) {
    Plane out(static_cast<size_t>(size.pixels()));
    Plane row(rowSamples(photo));
    Resampler(photo.size(), size, 1)
        .rows(
            [&](int y, float* in) {
                readRow(photo, y, row.data());
                lightnessOf(row.data(), photo.width(), photo.channels(), in);
            },
            [&](int y, const float* in) { std::copy_n(in, size.width, out.begin() + std::ptrdiff_t{size.width} * y); });
    return out;
}

/// Mean over a square of kRadius around each sample; the square is cut at the border.
Plane boxMean(const Plane& in, ImageSize size) {
    const auto run = [](const Plane& from, Plane& to, int lines, int length, size_t line, size_t step) {
        for (int l = 0; l < lines; ++l) {
            const float* p = from.data() + static_cast<size_t>(l) * line;
            float* q = to.data() + static_cast<size_t>(l) * line;
            double sum = 0;
            for (int i = 0; i < std::min(kRadius, length); ++i) sum += p[static_cast<size_t>(i) * step];
            for (int i = 0; i < length; ++i) {
                if (i + kRadius < length) sum += p[static_cast<size_t>(i + kRadius) * step];
                if (i - kRadius - 1 >= 0) sum -= p[static_cast<size_t>(i - kRadius - 1) * step];
                const int count = std::min(i + kRadius, length - 1) - std::max(i - kRadius, 0) + 1;
                q[static_cast<size_t>(i) * step] = static_cast<float>(sum / count);
            }
        }
    };
    Plane wide(in.size()), out(in.size());
    const auto width = static_cast<size_t>(size.width);
    run(in, wide, size.height, size.width, width, 1);
    run(wide, out, size.width, size.height, 1, width);
    return out;
}

/// How much channel `c` of the painting moves with lightness `y` around each pixel.
Plane gainOf(const Plane& y, const Plane& yMean, const Plane& yVariance, const Plane& c, ImageSize size) {
    Plane product(y.size());
    for (size_t i = 0; i < y.size(); ++i) product[i] = y[i] * c[i];
    const Plane mean = boxMean(c, size), both = boxMean(product, size);
    Plane gain(y.size());
    for (size_t i = 0; i < y.size(); ++i)
        gain[i] = std::clamp((both[i] - yMean[i] * mean[i]) / (yVariance[i] + kFlat), kLeastGain, kMostGain);
    return boxMean(gain, size);
}

/// Least or largest value within kReach of each sample.
template <class Pick>
Plane extremeNear(const Plane& in, ImageSize size, Pick pick) {
    const auto run = [&](const Plane& from, Plane& to, int lines, int length, size_t line, size_t step) {
        for (int l = 0; l < lines; ++l) {
            const float* p = from.data() + static_cast<size_t>(l) * line;
            float* q = to.data() + static_cast<size_t>(l) * line;
            for (int i = 0; i < length; ++i) {
                float best = p[static_cast<size_t>(i) * step];
                for (int k = std::max(0, i - kReach); k <= std::min(length - 1, i + kReach); ++k)
                    best = pick(best, p[static_cast<size_t>(k) * step]);
                q[static_cast<size_t>(i) * step] = best;
            }
        }
    };
    Plane wide(in.size()), out(in.size());
    const auto width = static_cast<size_t>(size.width);
    run(in, wide, size.height, size.width, width, 1);
    run(wide, out, size.width, size.height, 1, width);
    return out;
}

/// Per pixel of the working size: lightness, then the painting's colours, their gains, their least and largest near.
struct Layers {
    ImageSize size;
    int colours = 3, channels = 13;
    Plane samples;
};

Layers layersOf(const Image& painting, const Image& photo, double detail) {
    Layers out;
    out.size = painting.size();
    out.colours = painting.channels() >= 3 ? 3 : 1;
    out.channels = 1 + 4 * out.colours;
    const auto count = static_cast<size_t>(out.size.pixels());
    const Plane y = lightnessAt(photo, out.size);
    std::vector<Plane> colours(static_cast<size_t>(out.colours), Plane(count));
    Plane row(rowSamples(painting));
    for (int line = 0; line < out.size.height; ++line) {
        readRow(painting, line, row.data());
        for (int x = 0; x < out.size.width; ++x)
            for (int c = 0; c < out.colours; ++c)
                colours[static_cast<size_t>(c)]
                       [static_cast<size_t>(line) * static_cast<size_t>(out.size.width) + static_cast<size_t>(x)] =
                           row[static_cast<size_t>(x * painting.channels() + c)];
    }
    Plane square(count);
    for (size_t i = 0; i < count; ++i) square[i] = y[i] * y[i];
    const Plane mean = boxMean(y, out.size);
    Plane variance = boxMean(square, out.size);
    for (size_t i = 0; i < count; ++i) variance[i] = std::max(0.0f, variance[i] - mean[i] * mean[i]);
    out.samples.resize(count * static_cast<size_t>(out.channels));
    for (int c = 0; c < out.colours; ++c) {
        const Plane& colour = colours[static_cast<size_t>(c)];
        const Plane gain = gainOf(y, mean, variance, colour, out.size);
        const Plane least = extremeNear(colour, out.size, [](float a, float b) { return std::min(a, b); });
        const Plane most = extremeNear(colour, out.size, [](float a, float b) { return std::max(a, b); });
        for (size_t i = 0; i < count; ++i) {
            float* p = out.samples.data() + i * static_cast<size_t>(out.channels);
            p[0] = y[i];
            p[1 + c] = colour[i];
            p[1 + out.colours + c] = gain[i] * static_cast<float>(detail);
            p[1 + 2 * out.colours + c] = least[i];
            p[1 + 3 * out.colours + c] = most[i];
        }
    }
    return out;
}

/// Rows `begin` to `end` of the result.
void carryStrip(const Layers& layers, const Resampler& enlarge, const Image& photo, PixelBuffer& pixels, int begin,
                int end) {
    const int colours = layers.colours, channels = pixels.channels();
    const ImageSize size = pixels.size();
    Plane full(rowSamples(photo)), lightness(static_cast<size_t>(size.width)),
        out(static_cast<size_t>(size.width) * static_cast<size_t>(channels));
    const auto readLayers = [&](int y, float* row) {
        const size_t n = static_cast<size_t>(size_t(layers.size.width) * size_t(layers.channels));
        std::copy_n(layers.samples.begin() + static_cast<std::ptrdiff_t>(n * static_cast<size_t>(y)), n, row);
    };
    enlarge.rows(begin, end, readLayers, [&](int y, const float* row) {
        readRow(photo, y, full.data());
        lightnessOf(full.data(), size.width, photo.channels(), lightness.data());
        for (int x = 0; x < size.width; ++x, row += layers.channels) {
            float* p = out.data() + static_cast<size_t>(x) * static_cast<size_t>(channels);
            const float fine = lightness[static_cast<size_t>(x)] - row[0];
            for (int c = 0; c < colours; ++c) {
                const float least = row[1 + 2 * colours + c], most = std::max(least, row[1 + 3 * colours + c]);
                p[c] = std::clamp(row[1 + c] + row[1 + colours + c] * fine, least, most);
            }
            if (channels == 2 || channels == 4)
                p[channels - 1] = photo.hasAlpha() ? full[static_cast<size_t>((x + 1) * photo.channels() - 1)] : 1.0f;
        }
        writeRow(pixels, y, out.data());
    });
}

}  // namespace

Image carryToSize(const Image& painting, const Image& photo, ImageSize size, const CarryOptions& options,
                  const std::function<bool(double)>& proceed) {
    check(!painting.empty() && !photo.empty(), "carrying needs a painting and a photo");
    if (painting.size() == size) return painting;
    const Image at = resized(photo, size);  // the photo itself when it has this size
    const Layers layers = layersOf(painting, photo, options.detail);
    const Resampler enlarge(layers.size, size, layers.channels);
    PixelBuffer pixels(size, layers.colours + (photo.hasAlpha() ? 1 : 0), painting.depth());

    const int strips = (size.height + kStrip - 1) / kStrip;
    std::atomic<int> next = 0, done = 0;
    std::atomic<bool> going = true;
    std::mutex asking;
    std::exception_ptr failure;
    const auto strip = [&](int s) {
        if (proceed) {
            const std::lock_guard lock(asking);
            if (!going || !proceed(static_cast<double>(done) / strips)) going = false;
        }
        if (!going) return;
        carryStrip(layers, enlarge, at, pixels, s * kStrip, std::min(size.height, (s + 1) * kStrip));
        ++done;
    };
    const auto work = [&] {
        try {
            for (int s = next++; s < strips && going; s = next++) strip(s);
        } catch (...) {  // out of memory, on a thread that nobody waits for
            const std::lock_guard lock(asking);
            failure = std::current_exception();
            going = false;
        }
    };
    std::vector<std::jthread> helpers;
    for (int t = 1; t < std::clamp(options.threads, 1, strips); ++t) helpers.emplace_back(work);
    work();
    helpers.clear();  // joins
    if (failure) std::rethrow_exception(failure);
    return going ? Image(std::move(pixels), painting.sharedInfo()) : Image();
}

Result<OutputSize> parseOutputSize(const std::string& text) {
    if (text == "working") return OutputSize{};
    if (text == "source") return OutputSize{.source = true};
    int pixels = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pixels);
    if (error != std::errc() || end != text.data() + text.size() || pixels < kLeastSide || pixels > kMostSide)
        return fail(ErrorCode::Usage, "output-size is \"%1\"; it is working, source or a long side of %2 to %3 px.",
                    {text, std::to_string(kLeastSide), std::to_string(kMostSide)});
    return OutputSize{.longSide = pixels};
}

std::string toText(const OutputSize& size) {
    return size.source ? "source" : size.longSide > 0 ? std::to_string(size.longSide) : "working";
}

Image atOutputSize(const Image& painting, const Image& photo, const OutputSize& size,
                   const std::function<bool(double)>& proceed) {
    if (size == OutputSize{}) return painting;
    const ImageSize to = size.source ? photo.size() : fitLongSide(photo.size(), size.longSide);
    return carryToSize(painting, photo, to, {.threads = grantedCores()}, proceed);
}

}  // namespace velatura
