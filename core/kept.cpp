#include "core/kept.h"

#include <algorithm>

#include "core/base/cores.h"
#include "core/image/resample.h"

namespace velatura {

namespace {

/// A row of a mask as grey, whatever the file had.
void greyRow(const Image& mask, int y, std::vector<float>& samples, std::vector<float>& out) {
    const int channels = mask.channels();
    samples.resize(static_cast<size_t>(mask.width()) * static_cast<size_t>(channels));
    out.resize(static_cast<size_t>(mask.width()));
    readRow(mask, y, samples.data());
    for (size_t x = 0; x < out.size(); ++x) out[x] = samples[x * static_cast<size_t>(channels)];
}

}  // namespace

KeptPhoto keptPhoto(const RenderRequest& request) {
    KeptPhoto out{request.protect, request.keptColors};
    const bool everywhere = std::any_of(request.styles.begin(), request.styles.end(), [](const StyleInput& s) { return s.mask.empty() && s.weight > 0; });
    if (everywhere || request.styles.empty()) return out;  // an engine whose networks have their styles in them
    ImageSize size = request.protect.size();
    for (const auto& s : request.styles)
        if (s.weight > 0 && s.mask.size().pixels() > size.pixels()) size = s.mask.size();
    if (size.pixels() == 0) return out;
    std::vector<Image> masks;
    for (const auto& s : request.styles)
        if (s.weight > 0) masks.push_back(resized(s.mask, size, Kernel::Area));
    const Image protect = request.protect.empty() ? Image() : resized(request.protect, size, Kernel::Area);
    PixelBuffer pixels(size, 1, Depth::U8);
    std::vector<float> samples, row, sum;
    for (int y = 0; y < size.height; ++y) {
        sum.assign(static_cast<size_t>(size.width), 0);
        for (const Image& mask : masks) {
            greyRow(mask, y, samples, row);
            for (size_t x = 0; x < sum.size(); ++x) sum[x] += row[x];
        }
        for (float& v : sum) v = std::clamp(1 - v, 0.0f, 1.0f);
        if (!protect.empty()) {
            greyRow(protect, y, samples, row);
            for (size_t x = 0; x < sum.size(); ++x) sum[x] = std::max(sum[x], row[x]);
        }
        writeRow(pixels, y, sum.data());
    }
    out.protect = Image(std::move(pixels));
    return out;
}

Image atOutputSize(const Image& painting, const RenderRequest& request, const OutputSize& size, const std::function<bool(double)>& proceed) {
    const Image carried = atOutputSize(painting, request.content, size, proceed);
    // At its own size the engine has held it already.
    return carried.empty() || carried.size() == painting.size() ? carried : keepPhoto(carried, request.content, keptPhoto(request), grantedCores());
}

}  // namespace velatura
