// What the files of image_io that call lcms2 share: profiles and transforms that close themselves.
#pragma once

#include <lcms2.h>

#include <memory>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/image/image.h"

namespace velatura {

/// Larger profiles are taken for damaged: the largest printer profiles have some megabytes.
inline constexpr size_t kMaxProfileBytes = 32u << 20;

struct ProfileClose {
    void operator()(void* p) const { cmsCloseProfile(p); }
};
using Profile = std::unique_ptr<void, ProfileClose>;

struct TransformClose {
    void operator()(void* t) const { cmsDeleteTransform(t); }
};
using Transform = std::unique_ptr<void, TransformClose>;

/// Null where the bytes are no profile.
Profile openProfile(std::span<const std::uint8_t> icc);
/// sRGB, or for one channel grey with sRGB's curve.
Profile srgbProfile(int colours);

/// lcms2's name for samples: `space` is PT_RGB, PT_GRAY, PT_CMYK or PT_Lab.
cmsUInt32Number sampleType(int space, int colours, bool alpha, Depth depth);

enum class ProfileSpace { Broken, Grey, Rgb, Cmyk };
/// Broken: no profile, of another space, or one that gives no colours.
ProfileSpace profileSpace(std::span<const std::uint8_t> icc);

/// Primaries and curve as PNG says them without a profile; gamma 0 is sRGB's curve.
struct Chroma {
    double white[2] = {0.3127, 0.3290}, red[2] = {0.64, 0.33}, green[2] = {0.30, 0.60}, blue[2] = {0.15, 0.06};
    double gamma = 0;
};
/// A profile made of it for 1 or 3 colours; empty where the numbers make none.
std::vector<std::uint8_t> chromaProfile(const Chroma& chroma, int colours);

/// A grey profile with this curve.
std::vector<std::uint8_t> greyProfile(const cmsToneCurve* curve);

/// Grey samples under a profile (grey or RGB) that is whole, in sRGB.
Result<Image> greyToSrgb(const Image& image, std::span<const std::uint8_t> icc);

inline constexpr cmsUInt32Number kTransformFlags =
    cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_COPY_ALPHA |
    // Without its memory of the last pixel a transform serves all threads.
    cmsFLAGS_NOCACHE;

}  // namespace velatura
