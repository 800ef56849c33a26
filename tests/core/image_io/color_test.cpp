// Colour spaces: what a profile does to samples on the way in and out, with numbers.
#include <chrono>
#include <cmath>
#include <thread>

#include "core/image_io/color_profile.h"
#include "core/image_io/image_io.h"
#include "core/image_io/profile_handle.h"
#include "tests/core/image_io/made_files.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

constexpr BuiltinProfile kAll[] = {BuiltinProfile::Srgb, BuiltinProfile::DisplayP3, BuiltinProfile::AdobeRgb};

Image under(const Image& image, std::vector<std::uint8_t> icc) {
    PictureInfo info = image.info();
    info.icc = std::move(icc);
    return image.withInfo(std::make_shared<const PictureInfo>(std::move(info)));
}

template <class T>
Image filled(int channels, Depth depth, std::vector<T> pixel, int width = 4) {
    PixelBuffer out({width, 1}, channels, depth);
    for (int x = 0; x < width; ++x)
        for (int c = 0; c < channels; ++c) out.rowAs<T>(0)[x * channels + c] = pixel[static_cast<size_t>(c)];
    return Image(std::move(out));
}

template <class T>
Image ramp(int channels, Depth depth, int width, double top) {
    PixelBuffer out({width, 1}, channels, depth);
    for (int x = 0; x < width; ++x)
        for (int c = 0; c < channels; ++c) out.rowAs<T>(0)[x * channels + c] = static_cast<T>(top * x / (width - 1));
    return Image(std::move(out));
}

/// The largest distance between the colours of one pixel.
template <class T>
double tint(const Image& image) {
    double out = 0;
    const T* p = image.rowAs<T>(0);
    for (int x = 0; x < image.width(); ++x, p += image.channels())
        for (int c = 1; c < 3; ++c)
            out = std::max(out, std::abs(static_cast<double>(p[c]) - static_cast<double>(p[0])));
    return out;
}

std::vector<std::uint8_t> greyGamma(double gamma) {
    Chroma c;
    c.gamma = gamma;
    return chromaProfile(c, 1);
}

class ColorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void builtinProfilesAreFixed() {
        const char* names[] = {"sRGB", "Display P3", "Compatible with Adobe RGB (1998)"};
        for (const auto which : kAll) {
            const auto bytes = builtinProfile(which);
            QVERIFY(bytes == builtinProfile(which));
            QCOMPARE(profileName(bytes), std::string(names[static_cast<int>(which)]));
            QCOMPARE(isSrgbProfile(bytes), which == BuiltinProfile::Srgb);
        }
        QCOMPARE(profileName({}), std::string("sRGB"));
        QVERIFY(isSrgbProfile({}));
    }

    void neutralStaysNeutral() {
        for (const auto which : kAll) {
            const auto icc = builtinProfile(which);
            const auto eight = convertColors(ramp<std::uint8_t>(3, Depth::U8, 256, 255), icc);
            QCOMPARE(tint<std::uint8_t>(*eight), 0.0);
            const auto sixteen = convertColors(ramp<std::uint16_t>(3, Depth::U16, 4096, 65535), icc);
            QVERIFY2(tint<std::uint16_t>(*sixteen) <= 1, qPrintable(QString::number(tint<std::uint16_t>(*sixteen))));
            const auto real = convertColors(ramp<float>(3, Depth::F32, 256, 1), icc);
            QVERIFY(tint<float>(*real) < 1e-4);
            // And back again.
            QVERIFY(maxDifference(*convertColors(*eight, {}), ramp<std::uint8_t>(3, Depth::U8, 256, 255)) * 255 <= 2);
            QVERIFY(maxDifference(*convertColors(*sixteen, {}), ramp<std::uint16_t>(3, Depth::U16, 4096, 65535)) *
                        65535 <=
                    4);
        }
    }

    void sixteenBitsAreExact() {
        // Against lcms2's own exact path, which is too slow for pictures.
        const Image image = under(pattern(97, 61, 4, Depth::U16), builtinProfile(BuiltinProfile::DisplayP3));
        const auto converted = convertColors(image, {});
        const Profile from = openProfile(image.info().icc), to = srgbProfile(3);
        const auto type = sampleType(PT_RGB, 3, true, Depth::U16);
        const Transform t(cmsCreateTransform(from.get(), type, to.get(), type, INTENT_RELATIVE_COLORIMETRIC,
                                             kTransformFlags | cmsFLAGS_NOOPTIMIZE));
        PixelBuffer exact(image.size(), 4, Depth::U16);
        for (int y = 0; y < image.height(); ++y) cmsDoTransform(t.get(), image.row(y), exact.row(y), 97);
        const double difference = maxDifference(*converted, Image(std::move(exact))) * 65535;
        qInfo("16 bits differ from the exact conversion by at most %.1f of 65535", difference);
        QVERIFY(difference <= 2);
        for (int x = 0; x < 97; ++x)
            QCOMPARE(converted->rowAs<std::uint16_t>(5)[4 * x + 3], image.rowAs<std::uint16_t>(5)[4 * x + 3]);
    }

    void wideColoursClipAndKeepTheirAlpha() {
        const auto p3 = builtinProfile(BuiltinProfile::DisplayP3);
        const auto red = convertColors(under(filled<std::uint8_t>(4, Depth::U8, {255, 0, 0, 77}), p3), {});
        const std::uint8_t* p = red->row(0);
        QVERIFY(p[0] == 255 && p[1] == 0 && p[2] == 0 && p[3] == 77);
        const auto real = convertColors(under(filled<float>(3, Depth::F32, {0, 1, 0}), p3), {});
        QVERIFY(real->rowAs<float>(0)[0] == 0.0f && real->rowAs<float>(0)[1] <= 1.0f);
        // sRGB's red in P3, by the standard: 0.9175, 0.2003, 0.1386.
        const auto inside = convertColors(filled<float>(3, Depth::F32, {1, 0, 0}), p3);
        const float expected[] = {0.9175f, 0.2003f, 0.1386f};
        for (int c = 0; c < 3; ++c) QVERIFY(std::abs(inside->rowAs<float>(0)[c] - expected[c]) < 0.002f);
    }

    void aWideRedComesBackThroughEveryFormat() {
        const auto p3 = builtinProfile(BuiltinProfile::DisplayP3);
        const Image red = under(filled<std::uint8_t>(3, Depth::U8, {255, 0, 0}, 32), p3);
        for (const char* format : {"png", "tiff", "webp", "jpeg"}) {
            const auto back = decodePicture(*encodePicture(red, format, {.quality = 100}));
            QVERIFY2(back->info().icc == p3 && back->info().sourceIcc == p3, format);
            QVERIFY2(maxDifference(*back, red) * 255 <=
                         (std::string(format) == "jpeg" || std::string(format) == "webp" ? 3 : 0),
                     format);
            const auto srgb = decodePicture(*encodePicture(red, format, {.quality = 100}), {.toSrgb = true});
            QVERIFY2(srgb->info().icc.empty() && srgb->row(0)[0] >= 253 && srgb->row(0)[1] < 8, format);
        }
        // Formats without profiles get sRGB.
        for (const char* format : {"bmp", "ppm"}) {
            const auto back =
                decodePicture(*encodePicture(under(filled<std::uint8_t>(3, Depth::U8, {200, 100, 50}), p3), format));
            QVERIFY2(back->info().icc.empty() && back->row(0)[0] > 203, format);
        }
    }

    void savesInTheChosenProfile() {
        const Image image = pattern(30, 20, 3, Depth::U16);
        const std::pair<SaveProfile, BuiltinProfile> choices[] = {{SaveProfile::Srgb, BuiltinProfile::Srgb},
                                                                  {SaveProfile::DisplayP3, BuiltinProfile::DisplayP3},
                                                                  {SaveProfile::AdobeRgb, BuiltinProfile::AdobeRgb}};
        for (const auto& [chosen, builtin] : choices) {
            for (const char* format : {"png", "tiff", "jpeg", "webp"}) {
                const auto back = decodePicture(*encodePicture(image, format, {.quality = 98, .profile = chosen}));
                QVERIFY2(back->info().sourceIcc == builtinProfile(builtin), format);
            }
            // There and back in 16 bits.
            const auto back = decodePicture(*encodePicture(image, "png", {.profile = chosen}), {.toSrgb = true});
            QVERIFY(maxDifference(*back, image) * 65535 < 8);
        }
        const auto file = decodePicture(*encodePicture(
            image, "png", {.profile = SaveProfile::File, .profileBytes = builtinProfile(BuiltinProfile::AdobeRgb)}));
        QVERIFY(file->info().icc == builtinProfile(BuiltinProfile::AdobeRgb));
        const auto broken = encodePicture(image, "png", {.profile = SaveProfile::File, .profileBytes = {1, 2, 3}});
        QVERIFY(!broken && !broken.error().hint.empty());
        // Grey stays grey in sRGB, and becomes RGB where the curve is another.
        const Image grey = pattern(9, 9, 2, Depth::U8);
        QCOMPARE(decodePicture(*encodePicture(grey, "png", {.profile = SaveProfile::Srgb}))->channels(), 2);
        QCOMPARE(decodePicture(*encodePicture(grey, "png", {.profile = SaveProfile::AdobeRgb}))->channels(), 4);
    }

    void anSrgbProfileIsEmbeddedAgain() {
        const auto own = builtinProfile(BuiltinProfile::Srgb);
        const Image image = under(pattern(12, 9, 3, Depth::U8), own);
        for (const char* format : {"png", "jpeg", "tiff", "webp"}) {
            const auto once = decodePicture(*encodePicture(image, format, {.quality = 100}));
            QVERIFY2(once->info().icc.empty() && once->info().sourceIcc == own, format);
            const auto twice = decodePicture(*encodePicture(*once, format));
            QVERIFY2(twice->info().sourceIcc == own, format);
            // Only the samples' own profile may be embedded: converted ones are plain sRGB.
            const Image wide = under(image, builtinProfile(BuiltinProfile::DisplayP3));
            const auto converted = decodePicture(*encodePicture(wide, format), {.toSrgb = true});
            QVERIFY2(decodePicture(*encodePicture(*converted, format))->info().sourceIcc.empty(), format);
        }
    }

    void greyProfilesBecomeSrgbsCurve() {
        // 18 % grey in a linear space is 0.4613 in sRGB.
        PixelBuffer buffer({2, 1}, 1, Depth::U16);
        buffer.rowAs<std::uint16_t>(0)[0] = 11796;
        buffer.rowAs<std::uint16_t>(0)[1] = 65535;
        const Image linear = under(Image(std::move(buffer)), greyGamma(1));
        for (const char* format : {"png", "tiff"}) {
            const auto back = decodePicture(*encodePicture(linear, format));
            QVERIFY(back);
            QCOMPARE(back->channels(), 1);
            QVERIFY2(back->info().icc.empty() && !back->info().sourceIcc.empty(), format);
            QVERIFY(std::abs(toUnit(back->rowAs<std::uint16_t>(0)[0]) - 0.4613) < 0.001);
            QCOMPARE(static_cast<int>(back->rowAs<std::uint16_t>(0)[1]), 65535);
        }
    }

    void manySegmentsHoldALargeProfile() {
        // A profile of 150 KB takes three parts in a JPEG.
        const Profile p3 = openProfile(builtinProfile(BuiltinProfile::DisplayP3));
        const std::unique_ptr<cmsMLU, decltype(&cmsMLUfree)> text(cmsMLUalloc(nullptr, 1), &cmsMLUfree);
        std::string words;
        for (std::uint32_t i = 0, v = 1; i < 75000; ++i, v = v * 1664525u + 1013904223u)
            words += static_cast<char>('a' + (v >> 24) % 26);
        QVERIFY(cmsMLUsetASCII(text.get(), "en", "US", words.c_str()));
        QVERIFY(cmsWriteTag(p3.get(), cmsSigCopyrightTag, text.get()));
        cmsUInt32Number size = 0;
        QVERIFY(cmsSaveProfileToMem(p3.get(), nullptr, &size));
        std::vector<std::uint8_t> large(size);
        QVERIFY(cmsSaveProfileToMem(p3.get(), large.data(), &size));
        QVERIFY(large.size() > 150000);
        const Image image = under(pattern(16, 16, 3, Depth::U8), large);
        for (const char* format : {"jpeg", "png", "tiff", "webp"})
            QVERIFY2(decodePicture(*encodePicture(image, format))->info().icc == large, format);
    }

    void readsProfiles() {
        const ScratchFolder folder;
        const auto adobe = builtinProfile(BuiltinProfile::AdobeRgb);
        writeText(folder / "a.icc", std::string(adobe.begin(), adobe.end()));
        QVERIFY(*readProfile(folder / "a.icc") == adobe);
        writeText(folder / "b.icc", "This is no profile.");
        const auto text = readProfile(folder / "b.icc");
        QVERIFY(!text && text.error().message().find("b.icc") != std::string::npos && !text.error().hint.empty());
        QVERIFY(!readProfile(folder / "none.icc"));
        const Profile lab(cmsCreateLab4Profile(nullptr));
        cmsUInt32Number size = 0;
        cmsSaveProfileToMem(lab.get(), nullptr, &size);
        std::string bytes(size, '\0');
        cmsSaveProfileToMem(lab.get(), bytes.data(), &size);
        writeText(folder / "lab.icc", bytes);
        const auto other = readProfile(folder / "lab.icc");
        QVERIFY(!other && other.error().message().find("RGB or grey") != std::string::npos);
    }

    void tiffOfInksAndLab() {
        // 16-bit inks with alpha behind them: no ink, full black.
        const auto word = [](std::initializer_list<int> values) {
            std::string out;
            for (const int v : values) out += {static_cast<char>(v), static_cast<char>(v >> 8)};
            return out;
        };
        const std::string inks = word({0, 0, 0, 0, 1234, 0, 0, 0, 65535, 65535});
        const auto tags = [](int samples, int bits, int photometric, size_t bytes) {
            const auto n = static_cast<std::uint32_t>(samples);
            return std::vector<TiffTag>{{256, 4, {2}},
                                        {257, 4, {1}},
                                        {258, 3, std::vector<std::uint32_t>(n, static_cast<std::uint32_t>(bits))},
                                        {259, 3, {1}},
                                        {262, 3, {static_cast<std::uint32_t>(photometric)}},
                                        {273, 4, {8}},
                                        {277, 3, {n}},
                                        {278, 4, {1}},
                                        {279, 4, {static_cast<std::uint32_t>(bytes)}}};
        };
        auto five = tags(5, 16, 5, inks.size());
        five.push_back({338, 3, {2}});
        const auto alpha = decodePicture(madeTiff(inks, five));
        QVERIFY(alpha && alpha->channels() == 4 && alpha->depth() == Depth::U16);
        const auto* p = alpha->rowAs<std::uint16_t>(0);
        QVERIFY(p[0] == 65535 && p[2] == 65535 && p[3] == 1234 && p[4] == 0 && p[7] == 65535);
        // L* 100 is white; L* 53.6, a* 80, b* 67 is nearly sRGB's red.
        const std::string lab("\xFF\0\0\x89\x50\x43", 6);
        const auto colours = decodePicture(madeTiff(lab, tags(3, 8, 8, lab.size())));
        QVERIFY(colours && colours->channels() == 3);
        const Image eight = toU8(*colours, 3);
        const std::uint8_t* q = eight.row(0);
        QVERIFY(q[0] >= 254 && q[1] >= 254 && q[2] >= 253);
        QVERIFY2(q[3] > 248 && q[4] < 40 && q[5] < 40, qPrintable(QString("%1 %2 %3").arg(q[3]).arg(q[4]).arg(q[5])));
    }

    void manyThreadsConvert() {
        const Image image = under(pattern(64, 64, 3, Depth::U8), builtinProfile(BuiltinProfile::AdobeRgb));
        const Image expected = *convertColors(image, {});
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 50; ++i)
                    if (maxDifference(*convertColors(image, {}), expected) != 0) ++wrong;
            });
        for (auto& t : threads) t.join();
        QCOMPARE(wrong.load(), 0);
    }
};

}  // namespace

VELATURA_TEST(ColorTest)
#include "color_test.moc"
