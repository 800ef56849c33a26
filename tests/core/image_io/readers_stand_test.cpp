// The fuzzers' entries over a small corpus, cut and changed the same way each time: no crash, no hang, no print.
#include <chrono>

#include "core/image_io/color_profile.h"
#include "core/image_io/image_io.h"
#include "tests/core/image_io/made_files.h"
#include "tests/core/image_io/quiet.h"
#include "tests/fuzz/entries.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

struct Sample {
    std::string entry, bytes;
    int rounds = 600;
};

PictureInfo richInfo() {
    PictureInfo info;
    const std::string exif = exifBlock(6);
    info.exif.assign(exif.begin(), exif.end());
    info.icc = builtinProfile(BuiltinProfile::DisplayP3);
    info.dpiX = info.dpiY = 300;
    return info;
}

/// 4 x 3 pixels, interlaced, with a transparent colour, and a second frame.
std::string madeGif() {
    const std::string frame("\0\0\0\0\4\0\3\0", 8);
    const std::string data("\2\5\x84\x8F\xA9\xCB\5\0", 8);
    return std::string("GIF89a\4\0\3\0\x81\0\0", 13) + std::string("\0\0\0\xFF\0\0\0\xFF\0\0\0\xFF", 12) +
           std::string("!\xF9\4\1\0\0\2\0", 8) + "," + frame + "\x40" + data + "," + frame + std::string("\0", 1) +
           data + ";";
}

std::vector<Sample> corpus() {
    std::vector<Sample> out;
    const auto info = std::make_shared<const PictureInfo>(richInfo());
    for (const auto& format : pictureFormats())
        for (const auto& [channels, depth] :
             {std::pair{3, Depth::U8}, std::pair{4, Depth::U16}, std::pair{1, Depth::U8}}) {
            auto image = pattern(21, 13, channels, depth);
            if (channels >= 3) image = image.withInfo(info);
            const auto bytes = encodePicture(image, format.key, {.recipe = "{\"a\": [1, 2]}"});
            if (bytes) out.push_back({format.key, *bytes});
            if (bytes && channels == 3) out.push_back({"probe", *bytes, 300});
        }
    out.push_back({"gif", madeGif()});
    const auto profile = builtinProfile(BuiltinProfile::AdobeRgb);
    out.push_back({"profile", std::string(profile.begin(), profile.end()), 200});
    out.push_back({"metadata", exifBlock(3), 200});
    out.push_back(
        {"metadata",
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
         "<rdf:Description rdf:about=\"\" xmlns:velatura=\"urn:velatura:xmp/1.0/\" "
         "velatura:Recipe=\"{}\"/></rdf:RDF></x:xmpmeta>",
         200});
    out.push_back({"metadata", std::string("8BIM\4\4\0\0\0\0\0\x0C\x1C\2\x5A\0\5Paris\0\0", 24), 200});
    // What only other programs write comes from the shared files where they are.
    const auto edge = sharedFolder() / "pictures/edge";
    for (const auto& [entry, name] :
         {std::pair{"avif", "avif.avif"}, std::pair{"heic", "heic.heic"}, std::pair{"jxl", "jpeg_xl.jxl"},
          std::pair{"gif", "animated.gif"}, std::pair{"webp", "animated.webp"}, std::pair{"jpeg", "progressive.jpg"},
          std::pair{"jpeg", "ycck_adobe.jpg"}, std::pair{"tiff", "cmyk.tif"}, std::pair{"tiff", "rgb8_lzw.tif"},
          std::pair{"tiff", "tiled.tif"}, std::pair{"png", "interlaced.png"}})
        if (!sharedFolder().empty() && std::filesystem::exists(edge / name))
            out.push_back({entry, readText(edge / name), 60});
    return out;
}

class ReadersStandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void madeGifOpens() {
        const auto image = decodePicture(madeGif());
        QVERIFY2(image, image ? "" : image.error().message().c_str());
        QCOMPARE(image->size(), (ImageSize{4, 3}));
        QCOMPARE(image->channels(), 4);
    }

    void cutAndChangedBytes() {
        const QuietCheck quiet;
        const auto known = fuzz::entries();
        int runs = 0;
        double slowest = 0;
        std::string slowestEntry;
        for (const Sample& sample : corpus()) {
            if (std::find(known.begin(), known.end(), sample.entry) == known.end()) continue;
#ifdef __SANITIZE_ADDRESS__
            const int rounds = sample.rounds / 5;
#else
            const int rounds = sample.rounds;
#endif
            std::uint32_t random = 4711;
            const auto next = [&] { return (random = random * 1664525u + 1013904223u) >> 8; };
            for (int i = 0; i < rounds; ++i) {
                std::string bytes = sample.bytes;
                if (i % 4 == 0) bytes.resize(next() % bytes.size());
                // Half of the changes hit the header, where they matter most.
                const size_t reach = i % 2 ? std::min<size_t>(bytes.size(), 128) : bytes.size();
                for (int k = 0; reach > 0 && k <= i % 5; ++k) bytes[next() % reach] = static_cast<char>(next());
                const auto start = std::chrono::steady_clock::now();
                fuzz::run(sample.entry, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
                const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
                if (seconds > slowest) {
                    slowest = seconds;
                    slowestEntry = sample.entry;
                }
                ++runs;
            }
        }
        qInfo("%d runs; the slowest took %.2f s (%s)", runs, slowest, slowestEntry.c_str());
        QVERIFY(slowest < 60);
        // Debian's libjxl reports what is wrong with a file on standard error, and cannot be told not to.
        QVERIFY2(known.back() == "jxl" || quiet.nothingPrinted(), "something was printed to standard error");
    }

    void packedProfilesAndTextsStayPacked() {
        // A PNG text of 60 KB that would unpack to 60 MB: the picture opens, the text is left out.
        const std::string plain = *encodePicture(pattern(8, 8, 3, Depth::U8), "png");
        const QByteArray zeros(60 << 20, '\0');
        const QByteArray packed = qCompress(zeros, 9).mid(4);
        const auto withChunk = [&](const std::string& type, const std::string& head) {
            return plain.substr(0, 33) + pngChunk(type + head + packed.toStdString()) + plain.substr(33);
        };
        const QuietCheck quiet;
        for (const auto& bytes : {withChunk("iTXt", std::string("XML:com.adobe.xmp\0\1\0\0\0", 22)),
                                  withChunk("zTXt", std::string("Raw profile type exif\0\0", 23)),
                                  withChunk("iCCP", std::string("icc\0\0", 5))}) {
            const auto image = decodePicture(bytes);
            QVERIFY2(image, image ? "" : image.error().message().c_str());
            QVERIFY(image->info().xmp.empty() && image->info().icc.empty());
        }
        QVERIFY(quiet.nothingPrinted());
    }
};

}  // namespace

VELATURA_TEST(ReadersStandTest)
#include "readers_stand_test.moc"
