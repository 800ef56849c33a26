#include "core/image/keep_photo.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>

#include "core/image/color_difference.h"
#include "core/image/resample.h"

namespace velatura {

namespace {

constexpr int kStrip = 32;
constexpr int kHalvings = 12;

struct Wanted {
    Lab lab;
    double deltaE;
};

Lab labAt(const float* p, int channels) { return channels < 3 ? labOf(p[0], p[0], p[0]) : labOf(p[0], p[1], p[2]); }

/// How far the pixel may move; infinite where it is of no kept colour.
double allowance(const Lab& photo, const std::vector<Wanted>& wanted) {
    double least = std::numeric_limits<double>::infinity();
    for (const auto& w : wanted) {
        const double apart = deltaE2000(photo, w.lab);
        if (apart >= kOtherColor) continue;
        const double like = std::clamp((kOtherColor - apart) / (kOtherColor - kSameColor), 0.0, 1.0);
        least = std::min(least, (w.deltaE + kSameColor * (1 - like)) / std::max(like, 1e-6));
    }
    return least;
}

/// Share of the way from the photo to the painting that stays within `allowed`: CIEDE2000 is no norm, so by halving.
float shareWithin(double allowed, const Lab& photoLab, const float* photo, const float* painted, int colours, int photoChannels) {
    const auto at = [&](float share) {
        float mixed[3] = {};
        for (int c = 0; c < colours; ++c) {
            const float from = photo[photoChannels < 3 ? 0 : c];
            mixed[c] = from + (painted[c] - from) * share;
        }
        return deltaE2000(photoLab, labAt(mixed, colours));
    };
    if (at(1) <= allowed) return 1;
    float low = 0, high = 1;
    for (int i = 0; i < kHalvings; ++i) {
        const float middle = (low + high) / 2;
        (at(middle) <= allowed ? low : high) = middle;
    }
    return low;
}

}  // namespace

Image keepPhoto(const Image& painting, const Image& photo, const KeptPhoto& kept, int threads) {
    if (kept.empty() || painting.empty() || photo.empty()) return painting;
    const ImageSize size = painting.size();
    const Image from = resized(photo, size), mask = kept.protect.empty() ? Image() : resized(kept.protect, size, Kernel::Area);
    std::vector<Wanted> wanted;
    for (const auto& c : kept.colors) wanted.push_back({labOf(c.red / 255.0, c.green / 255.0, c.blue / 255.0), c.deltaE});
    const int channels = painting.channels(), colours = channels < 3 ? 1 : 3, photoChannels = from.channels();

    PixelBuffer out(size, channels, painting.depth());
    const auto rows = [&](int begin, int end) {
        const auto wide = static_cast<size_t>(size.width);
        std::vector<float> painted(wide * static_cast<size_t>(channels)), original(wide * static_cast<size_t>(photoChannels));
        std::vector<float> held(mask.empty() ? 0 : wide * static_cast<size_t>(mask.channels()));
        for (int y = begin; y < end; ++y) {
            readRow(painting, y, painted.data());
            readRow(from, y, original.data());
            if (!mask.empty()) readRow(mask, y, held.data());
            float* p = painted.data();
            const float* o = original.data();
            for (int x = 0; x < size.width; ++x, p += channels, o += photoChannels) {
                float share = mask.empty() ? 1.0f : 1 - std::clamp(held[static_cast<size_t>(x) * static_cast<size_t>(mask.channels())], 0.0f, 1.0f);
                if (!wanted.empty() && share > 0) {
                    const Lab lab = labAt(o, photoChannels);
                    if (const double allowed = allowance(lab, wanted); std::isfinite(allowed))
                        share = std::min(share, shareWithin(allowed, lab, o, p, colours, photoChannels));
                }
                if (share >= 1) continue;
                for (int c = 0; c < colours; ++c) {
                    const float value = o[photoChannels < 3 ? 0 : c];
                    p[c] = share <= 0 ? value : value + (p[c] - value) * share;
                }
            }
            writeRow(out, y, painted.data());
        }
    };
    std::atomic<int> next = 0;
    const int strips = (size.height + kStrip - 1) / kStrip;
    std::mutex failing;
    std::exception_ptr failure;
    const auto work = [&] {
        try {
            for (int s = next++; s < strips; s = next++) rows(s * kStrip, std::min(size.height, (s + 1) * kStrip));
        } catch (...) {  // out of memory, on a thread that nobody waits for
            const std::lock_guard lock(failing);
            failure = std::current_exception();
            next = strips;
        }
    };
    std::vector<std::jthread> helpers;
    for (int t = 1; t < std::clamp(threads, 1, strips); ++t) helpers.emplace_back(work);
    work();
    helpers.clear();
    if (failure) std::rethrow_exception(failure);
    return Image(std::move(out), painting.sharedInfo());
}

}  // namespace velatura
