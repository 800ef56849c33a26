// JPEG XL files that libjxl's own encoder makes here: the program itself only reads the format.
#include "tests/core/image_io/made_files.h"
#include "tests/support/test_case.h"

#ifdef VELATURA_JXL
#include <jxl/decode.h>
#include <jxl/encode.h>

#include "core/image_io/formats/library.h"
#endif
#include "core/image_io/image_io.h"

using namespace velatura;
using namespace velatura::test;

namespace {

#ifdef VELATURA_JXL

struct Encoder {
    formats::Library library{VELATURA_JXL};
#define VELATURA_FIND(name) \
    decltype(JxlEncoder##name)* name = library.find<decltype(JxlEncoder##name)>("JxlEncoder" #name)
    VELATURA_FIND(Create);
    VELATURA_FIND(Destroy);
    VELATURA_FIND(InitBasicInfo);
    VELATURA_FIND(SetBasicInfo);
    VELATURA_FIND(SetExtraChannelName);
    VELATURA_FIND(SetColorEncoding);
    VELATURA_FIND(FrameSettingsCreate);
    VELATURA_FIND(SetFrameLossless);
    VELATURA_FIND(AddImageFrame);
    VELATURA_FIND(CloseInput);
    VELATURA_FIND(ProcessOutput);
#undef VELATURA_FIND
    decltype(JxlColorEncodingSetToSRGB)* setToSrgb =
        library.find<decltype(JxlColorEncodingSetToSRGB)>("JxlColorEncodingSetToSRGB");
};

struct Decoder {
    formats::Library library{VELATURA_JXL};
#define VELATURA_FIND(name) \
    decltype(JxlDecoder##name)* name = library.find<decltype(JxlDecoder##name)>("JxlDecoder" #name)
    VELATURA_FIND(Create);
    VELATURA_FIND(Destroy);
    VELATURA_FIND(SubscribeEvents);
    VELATURA_FIND(SetInput);
    VELATURA_FIND(ProcessInput);
    VELATURA_FIND(GetBasicInfo);
#undef VELATURA_FIND
};

JxlBasicInfo basicInfo(const std::string& bytes) {
    const Decoder d;
    const std::unique_ptr<JxlDecoder, decltype(d.Destroy)> decoder(d.Create(nullptr), d.Destroy);
    JxlBasicInfo info{};
    d.SubscribeEvents(decoder.get(), JXL_DEC_BASIC_INFO);
    d.SetInput(decoder.get(), reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    if (d.ProcessInput(decoder.get()) == JXL_DEC_BASIC_INFO) d.GetBasicInfo(decoder.get(), &info);
    return info;
}

/// RGBA without loss; empty where the encoder refuses.
std::string jxl(PixelBuffer pixels) {
    const Encoder e;
    if (!e.library) return {};
    const std::unique_ptr<JxlEncoder, decltype(e.Destroy)> encoder(e.Create(nullptr), e.Destroy);
    const bool deep = pixels.depth() == Depth::U16;
    JxlBasicInfo info;
    e.InitBasicInfo(&info);
    info.xsize = static_cast<std::uint32_t>(pixels.size().width);
    info.ysize = static_cast<std::uint32_t>(pixels.size().height);
    info.bits_per_sample = info.alpha_bits = deep ? 16 : 8;
    info.num_extra_channels = 1;
    info.uses_original_profile = JXL_TRUE;
    JxlColorEncoding srgb;
    e.setToSrgb(&srgb, JXL_FALSE);
    const JxlPixelFormat format{4, deep ? JXL_TYPE_UINT16 : JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
    const size_t bytes = pixels.rowBytes() * info.ysize;
    if (e.SetBasicInfo(encoder.get(), &info) != JXL_ENC_SUCCESS ||
        e.SetExtraChannelName(encoder.get(), 0, "alpha", 5) != JXL_ENC_SUCCESS ||
        e.SetColorEncoding(encoder.get(), &srgb) != JXL_ENC_SUCCESS)
        return {};
    JxlEncoderFrameSettings* settings = e.FrameSettingsCreate(encoder.get(), nullptr);
    if (e.SetFrameLossless(settings, JXL_TRUE) != JXL_ENC_SUCCESS ||
        e.AddImageFrame(settings, &format, pixels.row(0), bytes) != JXL_ENC_SUCCESS)
        return {};
    e.CloseInput(encoder.get());
    std::string out(1 << 20, '\0');
    auto* next = reinterpret_cast<std::uint8_t*>(out.data());
    size_t left = out.size();
    if (e.ProcessOutput(encoder.get(), &next, &left) != JXL_ENC_SUCCESS) return {};
    out.resize(out.size() - left);
    return out;
}

/// The same samples, said to be multiplied by their alpha: libjxl 0.7 writes no such file itself, but one bit of the
/// header says so, which a channel with a name has, and nothing else changes with it. Empty where no bit is that one.
std::string saidToBePremultiplied(std::string bytes) {
    const JxlBasicInfo before = basicInfo(bytes);
    for (size_t bit = 0; bit < 8 * std::min<size_t>(bytes.size(), 64); ++bit) {
        const auto mask = static_cast<char>(1 << bit % 8);
        bytes[bit / 8] ^= mask;
        JxlBasicInfo now = basicInfo(bytes);
        const bool wanted = now.alpha_premultiplied && !before.alpha_premultiplied;
        now.alpha_premultiplied = before.alpha_premultiplied;
        if (wanted && std::memcmp(&now, &before, sizeof now) == 0 && decodePicture(bytes)) return bytes;
        bytes[bit / 8] ^= mask;
    }
    return {};
}

/// The header alone of a square picture, bit by bit (ISO/IEC 18181-1, annex D).
std::string header(unsigned side, unsigned extraChannels) {
    std::string out = "\xFF\x0A";
    unsigned used = 0;
    const auto put = [&](unsigned value, unsigned bits) {
        for (unsigned i = 0; i < bits; ++i, ++used) {
            if (used % 8 == 0) out += '\0';
            if (value >> i & 1) out.back() = static_cast<char>(out.back() | 1 << used % 8);
        }
    };
    put(0, 1);  // not a small one
    put(2, 2);
    put(side - 1, 18);
    put(1, 3);  // as wide as high
    put(0, 2);  // metadata: not the usual, no further fields
    put(0, 3);  // whole numbers of 8 bits
    put(1, 1);
    put(3, 2);
    put(extraChannels - 1, 12);
    for (unsigned i = 0; i < extraChannels; ++i) put(1, 1);  // alpha
    put(3, 2);                                               // XYB, sRGB
    put(0, 2);                                               // no extensions
    put(1, 1);                                               // the usual transform
    return out;
}

template <class T>
PixelBuffer premultipliedRamp(Depth depth) {
    constexpr unsigned kTop = std::numeric_limits<T>::max();
    PixelBuffer pixels({64, 4}, 4, depth);
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 64; ++x) {
            T* p = pixels.rowAs<T>(y) + 4 * x;
            const unsigned alpha = kTop * static_cast<unsigned>(x) / 63;
            p[0] = static_cast<T>(alpha);      // full red
            p[1] = static_cast<T>(alpha / 2);  // half green
            p[2] = static_cast<T>(alpha * static_cast<unsigned>(y) / 3);
            p[3] = static_cast<T>(alpha);
        }
    return pixels;
}

template <class T>
void straightWithin(const Image& image, unsigned tolerance) {
    constexpr int kTop = std::numeric_limits<T>::max();
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 64; ++x) {
            const T* p = reinterpret_cast<const T*>(image.row(y)) + 4 * x;
            const auto alpha = static_cast<int>(static_cast<unsigned>(kTop) * static_cast<unsigned>(x) / 63);
            QCOMPARE(static_cast<int>(p[3]), alpha);
            if (x < 16) continue;  // what a small alpha leaves of a colour is coarse
            const int wanted[] = {kTop, kTop / 2, kTop / 3 * y};
            for (int c = 0; c < 3; ++c)
                QVERIFY2(std::abs(p[c] - wanted[c]) <= static_cast<int>(tolerance),
                         qPrintable(QString("%1 instead of %2 at %3,%4").arg(p[c]).arg(wanted[c]).arg(x).arg(y)));
        }
}

#endif

class JxlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void premultipliedAlphaBecomesStraight() {
#ifdef VELATURA_JXL
        const std::string eight = saidToBePremultiplied(jxl(premultipliedRamp<std::uint8_t>(Depth::U8)));
        const std::string sixteen = saidToBePremultiplied(jxl(premultipliedRamp<std::uint16_t>(Depth::U16)));
        if (eight.empty() || sixteen.empty()) QSKIP("libjxl is not here, or does not encode");
        const auto image = decodePicture(eight), deep = decodePicture(sixteen);
        QVERIFY2(image, image ? "" : image.error().message().c_str());
        QVERIFY2(deep, deep ? "" : deep.error().message().c_str());
        straightWithin<std::uint8_t>(*image, 4);
        straightWithin<std::uint16_t>(*deep, 4);
#else
        QSKIP("built without JPEG XL");
#endif
    }

    void headersTakeNoMemory() {
#ifdef VELATURA_JXL
        if (!Decoder().library) QSKIP("libjxl is not here");
        const auto small = decodePicture(header(16, 1));
        QVERIFY2(!small && small.error().message().find("cut off") != std::string::npos, "16 x 16");
        const auto many = decodePicture(header(16384, 40));
        QVERIFY(!many);
        QVERIFY2(many.error().message().find("40 extra channels") != std::string::npos, many.error().message().c_str());
        const auto large = decodePicture(header(16384, 1));
        QVERIFY2(!large && large.error().message().find("cut off") != std::string::npos, "16384 x 16384");
        const auto huge = decodePicture(header(200'000, 1));
        QVERIFY(!huge);
        QVERIFY2(huge.error().code == ErrorCode::TooLarge, huge.error().message().c_str());
#else
        QSKIP("built without JPEG XL");
#endif
    }

    void straightAlphaStaysAsItIs() {
#ifdef VELATURA_JXL
        PixelBuffer pixels = premultipliedRamp<std::uint8_t>(Depth::U8);
        const std::string bytes = jxl(pixels);
        if (bytes.empty()) QSKIP("libjxl is not here, or does not encode");
        const auto image = decodePicture(bytes);
        QVERIFY2(image, image ? "" : image.error().message().c_str());
        for (int y = 0; y < 4; ++y) QVERIFY(std::memcmp(image->row(y), pixels.row(y), pixels.rowBytes()) == 0);
#else
        QSKIP("built without JPEG XL");
#endif
    }
};

}  // namespace

VELATURA_TEST(JxlTest)
#include "jxl_test.moc"
