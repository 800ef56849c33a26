#include "core/image_io/ink_rows.h"

#include <limits>

#include "core/image_io/profile_handle.h"

namespace velatura {

namespace {

template <class T>
void byFormula(const T* in, T* out, int pixels, bool alpha) {
    constexpr std::uint64_t kTop = std::numeric_limits<T>::max();
    for (int x = 0; x < pixels; ++x) {
        for (int c = 0; c < 3; ++c) *out++ = static_cast<T>(((kTop - in[c]) * (kTop - in[3]) + kTop / 2) / kTop);
        in += 4;
        if (alpha) *out++ = *in++;
    }
}

}  // namespace

InkRows::InkRows(Space space, std::span<const std::uint8_t> icc, bool alpha, Depth depth)
    : alpha_(alpha), depth_(depth) {
    const bool lab = space == Space::Lab;
    Profile from;
    if (lab)
        from.reset(cmsCreateLab4Profile(nullptr));
    else if (profileSpace(icc) == ProfileSpace::Cmyk)
        from = openProfile(icc);
    const Profile srgb = srgbProfile(3);
    if (!from || !srgb) {
        check(!lab, "lcms2 has no Lab profile");
        return;
    }
    // Lab alone mixes depths: 16 bits hold L*a*b* of an 8-bit picture, too.
    const auto in = lab ? sampleType(PT_Lab, 3, alpha, Depth::U16) : sampleType(PT_CMYK, 4, alpha, depth);
    const auto precise = depth == Depth::U16 ? cmsFLAGS_HIGHRESPRECALC : 0;
    transform_.reset(cmsCreateTransform(from.get(), in, srgb.get(), sampleType(PT_RGB, 3, alpha, depth),
                                        INTENT_RELATIVE_COLORIMETRIC, kTransformFlags | precise),
                     [](void* t) {
                         if (t) cmsDeleteTransform(t);
                     });
}

void InkRows::convert(const std::uint8_t* in, std::uint8_t* out, int pixels) const {
    if (transform_)
        cmsDoTransform(transform_.get(), in, out, static_cast<cmsUInt32Number>(pixels));
    else if (depth_ == Depth::U16)
        byFormula(reinterpret_cast<const std::uint16_t*>(in), reinterpret_cast<std::uint16_t*>(out), pixels, alpha_);
    else
        byFormula(in, out, pixels, alpha_);
}

}  // namespace velatura
