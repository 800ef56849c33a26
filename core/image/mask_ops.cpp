#include "core/image/mask_ops.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace velatura {

namespace {

using Samples = std::vector<std::uint8_t>;

Rect whole(const Mask& mask) {
    return {0, 0, mask.size().width, mask.size().height};
}

Mask made(ImageSize size, const std::function<double(double x, double y)>& value) {
    Samples out(static_cast<size_t>(size.pixels()));
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            out[static_cast<size_t>(y) * static_cast<size_t>(size.width) + static_cast<size_t>(x)] =
                static_cast<std::uint8_t>(std::lround(255 * std::clamp(value(x + 0.5, y + 0.5), 0.0, 1.0)));
    return Mask(size).with({0, 0, size.width, size.height}, out);
}

/// Eases in and out, so that neither end of a gradient is seen as a line.
double eased(double t) {
    t = std::clamp(t, 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

/// Mean over `radius` columns either side.
void meanRow(const float* from, float* to, int width, int radius) {
    const float share = 1.0f / static_cast<float>(2 * radius + 1);
    const auto at = [&](int x) { return from[std::clamp(x, 0, width - 1)]; };
    double sum = 0;
    for (int x = -radius; x <= radius; ++x) sum += at(x);
    for (int x = 0; x < width; ++x) {
        to[x] = static_cast<float>(sum) * share;
        sum += at(x + radius + 1) - at(x - radius);
    }
}

/// Mean over `radius` rows either side, all columns at a time.
void meanColumns(const std::vector<float>& from, std::vector<float>& to, ImageSize size, int radius) {
    const auto row = [&](int y) {
        return from.data() + static_cast<size_t>(std::clamp(y, 0, size.height - 1)) * size.width;
    };
    const float share = 1.0f / static_cast<float>(2 * radius + 1);
    std::vector<double> sum(static_cast<size_t>(size.width), 0.0);
    for (int y = -radius; y <= radius; ++y)
        for (int x = 0; x < size.width; ++x) sum[static_cast<size_t>(x)] += row(y)[x];
    for (int y = 0; y < size.height; ++y) {
        float* out = to.data() + static_cast<size_t>(y) * size.width;
        const float *in = row(y + radius + 1), *gone = row(y - radius);
        for (int x = 0; x < size.width; ++x) {
            out[x] = static_cast<float>(sum[static_cast<size_t>(x)]) * share;
            sum[static_cast<size_t>(x)] += in[x] - gone[x];
        }
    }
}

/// Three running means that together have the variance of the Gaussian (Wells 1986).
std::array<int, 3> radii(double sigma) {
    const double ideal = std::sqrt(4 * sigma * sigma + 1);
    int low = static_cast<int>(std::floor(ideal));
    if (low % 2 == 0) --low;
    const int few =
        static_cast<int>(std::lround((12 * sigma * sigma - 3.0 * low * low - 12.0 * low - 9) / (-4.0 * low - 4)));
    std::array<int, 3> out{};
    for (int i = 0; i < 3; ++i) out[static_cast<size_t>(i)] = ((i < few ? low : low + 2) - 1) / 2;
    return out;
}

/// The largest of the `half` values either side, by doubling: a few passes that the compiler turns into wide maxima.
void spreadRow(const std::uint8_t* row, int width, int half, Samples& padded, std::uint8_t* to) {
    padded.assign(static_cast<size_t>(width + 2 * half), 0);
    std::copy(row, row + width, padded.begin() + half);
    const int window = 2 * half + 1;
    int reach = 1;
    for (; 2 * reach <= window; reach *= 2)
        for (int i = 0; i + reach < static_cast<int>(padded.size()); ++i)
            padded[static_cast<size_t>(i)] =
                std::max(padded[static_cast<size_t>(i)], padded[static_cast<size_t>(i + reach)]);
    const std::uint8_t *a = padded.data(), *b = padded.data() + (window - reach);
    for (int x = 0; x < width; ++x) to[x] = std::max(a[x], b[x]);
}

Samples spread(const Samples& from, ImageSize size, int radius) {
    Samples out(from.size(), 0), padded, wide(static_cast<size_t>(size.width));
    for (int y = 0; y < size.height; ++y) {
        const std::uint8_t* row = from.data() + static_cast<size_t>(y) * size.width;
        if (std::none_of(row, row + size.width, [](std::uint8_t v) { return v != 0; })) continue;
        int known = -1;
        for (int dy = 0; dy <= radius; ++dy) {
            // A disc: the further up or down, the narrower.
            const int half = static_cast<int>(
                std::floor(std::sqrt(static_cast<double>(radius) * radius - static_cast<double>(dy) * dy)));
            if (half != known) spreadRow(row, size.width, half, padded, wide.data());
            known = half;
            for (const int to : {y - dy, y + dy}) {
                if (to < 0 || to >= size.height) continue;
                std::uint8_t* target = out.data() + static_cast<size_t>(to) * size.width;
                for (int x = 0; x < size.width; ++x) target[x] = std::max(target[x], wide[static_cast<size_t>(x)]);
            }
        }
    }
    return out;
}

template <class F>
Mask perSample(const Mask& mask, F&& f) {
    Samples all = mask.part(whole(mask));
    for (auto& v : all) v = f(v);
    return mask.with(whole(mask), all);
}

template <class F>
Mask perPair(const Mask& a, const Mask& b, F&& f) {
    check(a.size() == b.size(), "two masks of different sizes are put together");
    Samples all = a.part(whole(a));
    const Samples other = b.part(whole(b));
    for (size_t i = 0; i < all.size(); ++i) all[i] = f(all[i], other[i]);
    return a.with(whole(a), all);
}

}  // namespace

Mask feathered(const Mask& mask, double sigma) {
    if (!(sigma > 0)) return mask;
    const ImageSize size = mask.size();
    Samples all = mask.part(whole(mask));
    std::vector<float> a(all.begin(), all.end()), b(all.size());
    for (const int radius : radii(sigma)) {
        for (int y = 0; y < size.height; ++y)
            meanRow(a.data() + static_cast<size_t>(y) * size.width, b.data() + static_cast<size_t>(y) * size.width,
                    size.width, radius);
        meanColumns(b, a, size, radius);
    }
    for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(std::clamp(a[i] + 0.5f, 0.0f, 255.0f));
    return mask.with(whole(mask), all);
}

Mask grown(const Mask& mask, int radius) {
    if (radius == 0) return mask;
    if (radius < 0) return inverted(grown(inverted(mask), -radius));
    return mask.with(whole(mask), spread(mask.part(whole(mask)), mask.size(), radius));
}

Mask inverted(const Mask& mask) {
    return perSample(mask, [](std::uint8_t v) { return static_cast<std::uint8_t>(255 - v); });
}

Mask linearGradient(ImageSize size, MaskPoint from, MaskPoint to) {
    const double dx = to.x - from.x, dy = to.y - from.y, length = dx * dx + dy * dy;
    if (!(length > 0)) return Mask(size);
    return made(size, [&](double x, double y) { return eased(1 - ((x - from.x) * dx + (y - from.y) * dy) / length); });
}

Mask radialGradient(ImageSize size, MaskPoint centre, double radius) {
    if (!(radius > 0)) return Mask(size);
    return made(size, [&](double x, double y) { return eased(1 - std::hypot(x - centre.x, y - centre.y) / radius); });
}

Mask joined(const Mask& a, const Mask& b) {
    return perPair(a, b, [](std::uint8_t p, std::uint8_t q) { return std::max(p, q); });
}

Mask without(const Mask& a, const Mask& b) {
    return perPair(a, b,
                   [](std::uint8_t p, std::uint8_t q) { return std::min(p, static_cast<std::uint8_t>(255 - q)); });
}

}  // namespace velatura
