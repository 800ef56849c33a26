// Replays shared/pictures/edge: every file must open with the facts, or fail with a sentence, as expected.json says.
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/image_io/image_io.h"
#include "tests/core/image_io/made_files.h"
#include "tests/core/image_io/quiet.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;
namespace fs = std::filesystem;

namespace {

bool isNull(const nlohmann::json& e, const char* key) {
    return !e.contains(key) || e[key].is_null();
}

/// The same scene in 8-bit colours, in sRGB: upright, no negative, nothing shifted, profiles heeded.
std::string colourDisagreement(const nlohmann::json& e, const fs::path& path, const Image& image,
                               const Image& reference) {
    const bool scene = image.size() == reference.size() && e.value("colours_checked", true) &&
                       e["file"] != "flat_grey.png" && image.channels() == 3 && image.depth() == Depth::U8;
    if (!scene || e["file"] == "gama_chrm.png") return "";
    const auto srgb = loadPicture(path, {.toSrgb = true});
    if (!srgb || !srgb->info().icc.empty()) return "not converted to sRGB";
    // Inks without a profile and four colours can only come near it; a negative would be 0.3 away.
    const bool inks = e["channels"] == 4 && isNull(e, "profile");
    const double allowed = inks || e["file"] == "palette_2bit.png" ? 0.12 : 0.06;
    if (const double d = meanDifference(*srgb, reference); d > allowed) return "colours differ by " + std::to_string(d);
    return "";
}

/// Empty where all agrees, else what does not.
std::string disagreement(const nlohmann::json& e, const fs::path& path, const Image& reference) {
    const auto header = probePicture(path);
    const auto image = loadPicture(path);
    if (!e["opens"].get<bool>()) {
        if (image) return "opened";
        return image.error().message().find(path.string()) == std::string::npos ? "the message does not name the file"
                                                                                : "";
    }
    if (!image) {
        const bool refused = image.error().code == ErrorCode::Unsupported && !image.error().hint.empty();
        return e.value("optional", false) && refused ? "" : image.error().message();
    }
    if (!header) return "probe: " + header.error().message();
    const ImageSize size{e["width"], e["height"]};
    if (image->size() != size || header->size != size) return "size";
    if (header->channels != e["channels"].get<int>()) return "channels " + std::to_string(header->channels);
    if (header->bitDepth != e["bit_depth"].get<int>()) return "bit depth " + std::to_string(header->bitDepth);
    const auto depth = header->bitDepth == 32 ? Depth::F32 : header->bitDepth == 16 ? Depth::U16 : Depth::U8;
    if (image->depth() != depth) return "depth of samples";
    const int orientation = e.value("exif_orientation", 1);
    if (header->orientation != (orientation > 8 ? 1 : orientation)) return "orientation";
    const int frames = e.value("frames", e.value("pages", 1));
    if (header->frames != frames && header->format != "png") return "frames " + std::to_string(header->frames);
    return colourDisagreement(e, path, *image, reference);
}

class EdgeCorpusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensOrFailsAsExpected() {
        VELATURA_NEEDS_SHARED(folder, "pictures/edge");
        std::ifstream in(folder / "expected.json");
        const auto expected = nlohmann::json::parse(in);
        const auto reference = loadPicture(folder / "reference_192x128.png");
        QVERIFY(reference);
        const ScratchFolder scratch;
        int agree = 0;
        QStringList differ;
        {
            const QuietCheck quiet;
            for (const auto& e : expected) {
                const std::string name = e["file"];
                fs::path path = folder / name;
                if (e.contains("copy_as")) {
                    path = scratch / e["copy_as"].get<std::string>();
                    fs::copy_file(folder / name, path);
                }
                const std::string what = disagreement(e, path, *reference);
                agree += what.empty();
                if (!what.empty()) differ << QString::fromStdString(name + ": " + what);
            }
            if (!quiet.nothingPrinted()) differ << "something was printed to standard error";
        }
        qInfo("%d of %d files agree", agree, static_cast<int>(expected.size()));
        QVERIFY2(differ.isEmpty(), qPrintable(differ.join("\n")));
        QCOMPARE(agree, static_cast<int>(expected.size()));
    }

    void samplesAreExact() {
        VELATURA_NEEDS_SHARED(folder, "pictures/edge");
        const auto load = [&](const char* name) { return *loadPicture(folder / name); };
        const Image reference = load("reference_192x128.png");
        for (const char* same : {"lossless.webp", "rgb8.tif", "rgb8_lzw.tif", "rgb8_deflate.tif", "tiled.tif",
                                 "bigtiff.tif", "planar_separate.tif", "orientation_6.tif", "bmp24.bmp", "rgb8.ppm",
                                 "interlaced.png", "exif_orientation_6.png", "png_named.jpg", "gama_chrm.png"})
            QVERIFY2(maxDifference(load(same), reference) == 0, same);
        // The same scene in three containers of 16 bits.
        QCOMPARE(maxDifference(load("rgb16.png"), load("rgb16.tif")), 0.0);
        QCOMPARE(maxDifference(load("rgb16.png"), load("rgb16.ppm")), 0.0);
        QCOMPARE(maxDifference(load("grey16.png"), load("grey16.pgm")), 0.0);
        QVERIFY(maxDifference(load("rgb16.png"), load("rgb_float32.tif")) < 0.01);
        const Image alpha = load("rgba16.png");
        QCOMPARE(static_cast<int>(alpha.rowAs<std::uint16_t>(10)[3]), 0);
        QCOMPARE(static_cast<int>(alpha.rowAs<std::uint16_t>(10)[95 * 4 + 3]), 65535);
        const Image pixel = load("one_pixel.png");
        QVERIFY(pixel.row(0)[0] == 200 && pixel.row(0)[1] == 30 && pixel.row(0)[2] == 60);
    }

    void convertsWideColours() {
        VELATURA_NEEDS_SHARED(folder, "pictures/edge");
        const Image reference = *loadPicture(folder / "reference_192x128.png");
        const auto srgb = [&](const char* name) { return *loadPicture(folder / name, {.toSrgb = true}); };
        for (const char* name : {"display_p3.png", "adobe_rgb.png"}) {
            const double d = maxDifference(srgb(name), reference) * 255;
            qInfo("%s in sRGB differs from the reference by at most %.0f levels", name, d);
            QVERIFY2(d < 4.5, name);
            QVERIFY2(meanDifference(*loadPicture(folder / name), reference) * 255 > 2, name);
        }
        QVERIFY(meanDifference(srgb("adobe_rgb.jpg"), reference) * 255 < 6);
        // A linear curve makes the scene much lighter.
        QVERIFY(meanDifference(srgb("gama_chrm.png"), reference) * 255 > 40);
        // Primaries beyond sRGB clip: red stays red and never becomes dark.
        const Image primaries = srgb("display_p3_primaries.png");
        for (int i = 0; i < 3; ++i) {
            const auto* p = primaries.row(32) + (primaries.width() * (2 * i + 1) / 6) * 3;
            QVERIFY(p[i] == 255);
            for (int c = 0; c < 3; ++c) QVERIFY(c == i || p[c] <= 60);
        }
        // Through its profile a CMYK picture comes much nearer than by the formula.
        const double inks = meanDifference(*loadPicture(folder / "cmyk_with_profile_inverted.jpg"), reference) * 255;
        qInfo("CMYK through its profile: mean difference %.2f levels", inks);
        QVERIFY(inks < 12);
    }

    void keepsProfilesAndMetadata() {
        VELATURA_NEEDS_SHARED(folder, "pictures/edge");
        const auto info = [&](const char* name) { return loadPicture(folder / name)->info(); };
        for (const char* name : {"display_p3.png", "adobe_rgb.png", "adobe_rgb.jpg"})
            QVERIFY2(!info(name).icc.empty() && info(name).icc == info(name).sourceIcc, name);
        const auto broken = info("broken_profile.png");
        QVERIFY(broken.icc.empty() && broken.notes.size() == 1);
        QVERIFY(broken.notes[0].message().find("profile") != std::string::npos);
        // The samples are RGB by now; a profile of inks would be a lie.
        const auto inks = info("cmyk_with_profile_inverted.jpg");
        QVERIFY(inks.icc.empty() && !inks.sourceIcc.empty());
        const auto full = info("metadata_xmp_iptc_gps.jpg");
        QVERIFY(!full.exif.empty() && !full.xmp.empty() && !full.iptc.empty());
    }
};

}  // namespace

VELATURA_TEST(EdgeCorpusTest)
#include "edge_corpus_test.moc"
