#include "core/image_io/color_profile.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <deque>
#include <mutex>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/image_io/profile_handle.h"

namespace velatura {

namespace {

constexpr cmsCIExyY kD65 = {0.3127, 0.3290, 1.0};
constexpr cmsFloat64Number kSrgbCurve[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
constexpr double kAdobeGamma = 563.0 / 256.0;

struct Described {
    const char* name;
    cmsCIExyYTRIPLE primaries;
    double gamma;  ///< 0: sRGB's curve
};

const Described& described(BuiltinProfile which) {
    static const Described table[] = {
        {"sRGB", {{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}}, 0},
        {"Display P3", {{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}}, 0},
        {"Compatible with Adobe RGB (1998)", {{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}}, kAdobeGamma},
    };
    return table[static_cast<size_t>(which)];
}

struct CurveFree {
    void operator()(cmsToneCurve* c) const { cmsFreeToneCurve(c); }
};
using Curve = std::unique_ptr<cmsToneCurve, CurveFree>;

Curve curveOf(double gamma) {
    return Curve(gamma > 0 ? cmsBuildGamma(nullptr, gamma) : cmsBuildParametricToneCurve(nullptr, 4, kSrgbCurve));
}

void name(cmsHPROFILE profile, const char* text) {
    const std::unique_ptr<cmsMLU, decltype(&cmsMLUfree)> words(cmsMLUalloc(nullptr, 1), &cmsMLUfree);
    if (words && cmsMLUsetASCII(words.get(), "en", "US", text))
        cmsWriteTag(profile, cmsSigProfileDescriptionTag, words.get());
    if (words && cmsMLUsetASCII(words.get(), "en", "US", "No copyright, use freely"))
        cmsWriteTag(profile, cmsSigCopyrightTag, words.get());
}

std::vector<std::uint8_t> bytesOf(cmsHPROFILE profile) {
    cmsUInt32Number size = 0;
    if (!profile || !cmsSaveProfileToMem(profile, nullptr, &size)) return {};
    std::vector<std::uint8_t> out(size);
    if (!cmsSaveProfileToMem(profile, out.data(), &size)) return {};
    // The date of making would make each file another one: 1 January 2000 instead.
    constexpr std::uint8_t kDate[12] = {0x07, 0xD0, 0, 1, 0, 1};
    std::copy_n(kDate, 12, out.begin() + 24);
    return out;
}

/// The largest difference between a profile's colours and sRGB's, as a share of the full range; above 1 where the
/// profile gives none.
double distanceToSrgb(cmsHPROFILE profile) {
    const Profile srgb = srgbProfile(3);
    const Transform t(cmsCreateTransform(profile, TYPE_RGB_8, srgb.get(), TYPE_RGB_FLT, INTENT_RELATIVE_COLORIMETRIC,
                                         kTransformFlags | cmsFLAGS_NOOPTIMIZE));
    if (!t) return 2;
    float worst = 0;
    const auto look = [&](int r, int g, int b) {
        const std::uint8_t in[3] = {static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
                                    static_cast<std::uint8_t>(b)};
        float out[3];
        cmsDoTransform(t.get(), in, out, 1);
        for (int c = 0; c < 3; ++c) worst = std::max(worst, std::abs(out[c] - static_cast<float>(in[c]) / 255.0f));
    };
    for (int v = 0; v < 256; v += 3) look(v, v, v);
    for (int r = 0; r < 256; r += 51)
        for (int g = 0; g < 256; g += 51)
            for (int b = 0; b < 256; b += 51) look(r, g, b);
    return worst;
}

}  // namespace

Profile openProfile(std::span<const std::uint8_t> icc) {
    if (icc.size() < 132 || icc.size() > kMaxProfileBytes) return nullptr;
    // Class, colours and connection space are four letters each; lcms2 hands out other bytes as values of enumerations
    // that do not hold them.
    for (const size_t signature : {12, 16, 20})
        if (icc[signature] & 0x80) return nullptr;
    return Profile(cmsOpenProfileFromMem(icc.data(), static_cast<cmsUInt32Number>(icc.size())));
}

Profile srgbProfile(int colours) {
    const Described& d = described(BuiltinProfile::Srgb);
    const Curve curve = curveOf(0);
    if (colours == 1) return Profile(cmsCreateGrayProfile(&kD65, curve.get()));
    cmsToneCurve* curves[3] = {curve.get(), curve.get(), curve.get()};
    return Profile(cmsCreateRGBProfile(&kD65, &d.primaries, curves));
}

cmsUInt32Number sampleType(int space, int colours, bool alpha, Depth depth) {
    return COLORSPACE_SH(static_cast<unsigned>(space)) | CHANNELS_SH(static_cast<unsigned>(colours)) |
           EXTRA_SH(alpha ? 1u : 0u) | BYTES_SH(static_cast<unsigned>(depth)) | FLOAT_SH(depth == Depth::F32 ? 1u : 0u);
}

std::vector<std::uint8_t> builtinProfile(BuiltinProfile which) {
    const Described& d = described(which);
    const Curve curve = curveOf(d.gamma);
    cmsToneCurve* curves[3] = {curve.get(), curve.get(), curve.get()};
    const Profile profile(cmsCreateRGBProfile(&kD65, &d.primaries, curves));
    check(profile != nullptr, "lcms2 could not make the profile {}", d.name);
    name(profile.get(), d.name);
    return bytesOf(profile.get());
}

std::vector<std::uint8_t> chromaProfile(const Chroma& c, int colours) {
    const cmsCIExyY white = {c.white[0], c.white[1], 1};
    const cmsCIExyYTRIPLE primaries = {{c.red[0], c.red[1], 1}, {c.green[0], c.green[1], 1}, {c.blue[0], c.blue[1], 1}};
    const Curve curve = curveOf(c.gamma);
    if (!curve) return {};
    cmsToneCurve* curves[3] = {curve.get(), curve.get(), curve.get()};
    const Profile profile(colours == 1 ? cmsCreateGrayProfile(&white, curve.get())
                                       : cmsCreateRGBProfile(&white, &primaries, curves));
    if (!profile) return {};
    name(profile.get(), "From the picture's gAMA and cHRM");
    return bytesOf(profile.get());
}

std::vector<std::uint8_t> greyProfile(const cmsToneCurve* curve) {
    const Profile profile(cmsCreateGrayProfile(cmsD50_xyY(), curve));
    return bytesOf(profile.get());
}

std::string profileName(std::span<const std::uint8_t> icc) {
    if (icc.empty()) return "sRGB";
    const Profile profile = openProfile(icc);
    if (!profile) return "damaged profile";
    char text[256] = "";
    cmsGetProfileInfoASCII(profile.get(), cmsInfoDescription, "en", "US", text, sizeof text);
    std::string out(text);
    std::erase_if(out, [](unsigned char b) { return b < 32; });
    return out.empty() ? "unnamed profile" : out;
}

bool isSrgbProfile(std::span<const std::uint8_t> icc) {
    if (icc.empty()) return true;
    // A folder of photos holds the same profile over and over; the comparison takes a millisecond.
    static std::mutex mutex;
    static std::deque<std::pair<std::vector<std::uint8_t>, bool>> known;
    {
        const std::lock_guard lock(mutex);
        for (const auto& [bytes, answer] : known)
            if (std::equal(bytes.begin(), bytes.end(), icc.begin(), icc.end())) return answer;
    }
    const Profile profile = openProfile(icc);
    const bool answer =
        profile && cmsGetColorSpace(profile.get()) == cmsSigRgbData && distanceToSrgb(profile.get()) <= 1.0 / 255;
    const std::lock_guard lock(mutex);
    if (known.size() == 8) known.pop_front();
    known.emplace_back(std::vector<std::uint8_t>(icc.begin(), icc.end()), answer);
    return answer;
}

ProfileSpace profileSpace(std::span<const std::uint8_t> icc) {
    const Profile profile = openProfile(icc);
    if (!profile) return ProfileSpace::Broken;
    const auto space = cmsGetColorSpace(profile.get());
    const bool grey = space == cmsSigGrayData, rgb = space == cmsSigRgbData, inks = space == cmsSigCmykData;
    if (!grey && !rgb && !inks) return ProfileSpace::Broken;
    // Only what gives colours is whole.
    const Profile srgb = srgbProfile(3);
    const auto type = sampleType(grey ? PT_GRAY : rgb ? PT_RGB : PT_CMYK, grey ? 1 : rgb ? 3 : 4, false, Depth::U8);
    const Transform t(cmsCreateTransform(profile.get(), type, srgb.get(), TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC,
                                         kTransformFlags | cmsFLAGS_NOOPTIMIZE));
    if (!t) return ProfileSpace::Broken;
    return grey ? ProfileSpace::Grey : rgb ? ProfileSpace::Rgb : ProfileSpace::Cmyk;
}

bool canBeTarget(std::span<const std::uint8_t> icc) {
    if (icc.empty()) return true;
    const Profile profile = openProfile(icc), srgb = srgbProfile(3);
    if (!profile) return false;
    const bool rgb = cmsGetColorSpace(profile.get()) == cmsSigRgbData;
    return Transform(cmsCreateTransform(srgb.get(), TYPE_RGB_8, profile.get(), rgb ? TYPE_RGB_8 : TYPE_GRAY_8,
                                        INTENT_RELATIVE_COLORIMETRIC, kTransformFlags | cmsFLAGS_NOOPTIMIZE)) != nullptr;
}

Result<std::vector<std::uint8_t>> readProfile(const std::filesystem::path& path) {
    const auto bytes = readFile(path, kMaxProfileBytes);
    if (!bytes) return fail(bytes.error());
    std::vector<std::uint8_t> icc(bytes->begin(), bytes->end());
    const Profile profile = openProfile(icc);
    if (!profile)
        return fail(ErrorCode::Unreadable, "%1 is not a colour profile, or it is damaged.", {path.string()},
                    "Choose an ICC file (.icc or .icm).");
    const auto space = cmsGetColorSpace(profile.get());
    if (space != cmsSigRgbData && space != cmsSigGrayData)
        return fail(ErrorCode::Unsupported, "The profile %1 is not for RGB or grey pictures.", {path.string()},
                    "Choose the profile of a screen or of an RGB working space.");
    if (!canBeTarget(icc) || profileSpace(icc) == ProfileSpace::Broken)
        return fail(ErrorCode::Unsupported, "No picture can be converted to the profile %1.", {path.string()},
                    "Choose the profile of a screen or of an RGB working space.");
    return icc;
}

Result<Image> inSpaceOf(const Image& image, const Image& other) {
    if (image.empty() || image.info().icc == other.info().icc) return image;
    return convertColors(image, other.info().icc);
}

}  // namespace velatura
