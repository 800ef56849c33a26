#include <thread>

#include "core/image_io/color_profile.h"
#include "core/image_io/image_io.h"
#include "tests/core/image_io/made_files.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

/// The largest difference that is allowed, in 1/255.
constexpr double k8 = 255.0;

class RoundTripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsSamples_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("channelsBack");
        QTest::addColumn<int>("depthBack");
        QTest::addColumn<double>("tolerance");
        const auto row = [](const char* format, int channels, Depth depth, int back, Depth depthBack,
                            double tolerance) {
            QTest::addRow("%s %d x %d bit", format, channels, 8 * static_cast<int>(depth))
                << QString(format) << channels << static_cast<int>(depth) << back << static_cast<int>(depthBack)
                << tolerance;
        };
        for (int c = 1; c <= 4; ++c) {
            const int opaque = c <= 2 ? 1 : 3;
            row("png", c, Depth::U8, c, Depth::U8, 0);
            row("png", c, Depth::U16, c, Depth::U16, 0);
            row("png", c, Depth::F32, c, Depth::U16, 0.51 / 65535);
            row("tiff", c, Depth::U8, c, Depth::U8, 0);
            row("tiff", c, Depth::U16, c, Depth::U16, 0);
            row("tiff", c, Depth::F32, c, Depth::F32, 0);
            if (opaque != c) continue;
            row("ppm", c, Depth::U8, c, Depth::U8, 0);
            row("ppm", c, Depth::U16, c, Depth::U16, 0);
            row("jpeg", c, Depth::U8, c, Depth::U8, 4 / k8);
            row("jpeg", c, Depth::U16, c, Depth::U8, 4 / k8);
        }
        row("bmp", 3, Depth::U8, 3, Depth::U8, 0);
        row("webp", 3, Depth::U8, 3, Depth::U8, 8 / k8);
        row("webp", 4, Depth::U8, 4, Depth::U8, 8 / k8);
    }

    void keepsSamples() {
        QFETCH(QString, format);
        QFETCH(int, channels);
        QFETCH(int, depth);
        QFETCH(int, channelsBack);
        QFETCH(int, depthBack);
        QFETCH(double, tolerance);
        const Image image = pattern(61, 37, channels, static_cast<Depth>(depth));
        const ScratchFolder folder;
        const auto path = folder / ("picture." + format.toStdString());
        const auto saved = savePicture(image, path);
        QVERIFY2(saved, saved ? "" : saved.error().message().c_str());
        const auto back = loadPicture(path);
        QVERIFY2(back, back ? "" : back.error().message().c_str());
        QCOMPARE(back->channels(), channelsBack);
        QCOMPARE(static_cast<int>(back->depth()), depthBack);
        QCOMPARE(back->info().format, format.toStdString());
        QCOMPARE(back->info().path, path.string());
        const double difference = maxDifference(image, *back);
        QVERIFY2(difference <= tolerance, qPrintable(QString("differs by %1").arg(difference)));
        const auto header = probePicture(path);
        QVERIFY(header);
        QCOMPARE(header->channels, channelsBack);
        QCOMPARE(header->size, image.size());
        QCOMPARE(header->bitDepth, 8 * depthBack);
    }

    void laysAlphaOverWhite() {
        PixelBuffer buffer({2, 1}, 4, Depth::U8);
        const std::uint8_t samples[] = {10, 20, 30, 0, 200, 100, 0, 51};
        std::copy_n(samples, 8, buffer.row(0));
        const Image image(std::move(buffer));
        for (const char* format : {"bmp", "ppm"}) {
            const auto back = decodePicture(*encodePicture(image, format));
            QVERIFY(back);
            // 0.2 of the colour and 0.8 of white
            const std::uint8_t expected[] = {255, 255, 255, 244, 224, 204};
            for (int i = 0; i < 6; ++i) QCOMPARE(back->row(0)[i], expected[i]);
        }
        const auto jpeg = decodePicture(*encodePicture(image, "jpeg", {.quality = 100}));
        QVERIFY(jpeg && jpeg->channels() == 3 && jpeg->row(0)[0] > 245);
    }

    void jpegIs444AndHeedsQuality() {
        // Columns of one pixel in two colours of equal lightness: halved colour would mix them.
        PixelBuffer buffer({32, 32}, 3, Depth::U8);
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 32; ++x) {
                buffer.row(y)[3 * x] = x % 2 ? 200 : 60;
                buffer.row(y)[3 * x + 1] = x % 2 ? 90 : 161;
                buffer.row(y)[3 * x + 2] = 120;
            }
        const Image image(std::move(buffer));
        const auto back = decodePicture(*encodePicture(image, "jpeg", {.quality = 98}));
        QVERIFY(maxDifference(image, *back) < 12 / k8);
        const auto low = encodePicture(pattern(200, 200, 3, Depth::U8), "jpeg", {.quality = 20});
        const auto high = encodePicture(pattern(200, 200, 3, Depth::U8), "jpeg", {.quality = 98});
        QVERIFY(low && high && low->size() < high->size());
    }

    void keepsProfileAndResolution() {
        PictureInfo info;
        info.icc = builtinProfile(BuiltinProfile::AdobeRgb);
        info.dpiX = 300;
        info.dpiY = 150;
        const Image image = pattern(20, 10, 3, Depth::U8).withInfo(std::make_shared<const PictureInfo>(info));
        for (const char* format : {"png", "jpeg", "tiff", "webp", "bmp"}) {
            const auto back = decodePicture(*encodePicture(image, format));
            QVERIFY(back);
            const bool holdsProfile = std::string(format) != "bmp";
            QVERIFY2(back->info().icc == (holdsProfile ? info.icc : std::vector<std::uint8_t>{}), format);
            QVERIFY2(std::abs(back->info().dpiX - 300) < 0.1 && std::abs(back->info().dpiY - 150) < 0.1, format);
            const auto other = decodePicture(*encodePicture(image, format, {.dpi = 72}));
            QVERIFY2(std::abs(other->info().dpiX - 72) < 0.1 && std::abs(other->info().dpiY - 72) < 0.1, format);
            const auto stripped = decodePicture(*encodePicture(image, format, {.metadata = SaveMetadata::Strip}));
            QVERIFY2(std::abs(stripped->info().dpiX - 300) > 1, format);
        }
    }

    void savesInAnotherDepth() {
        const Image fine = pattern(40, 30, 3, Depth::U16), coarse = pattern(40, 30, 3, Depth::U8);
        for (const char* format : {"png", "tiff", "ppm"}) {
            const auto eight = decodePicture(*encodePicture(fine, format, {.depth = SaveDepth::Eight}));
            QVERIFY2(eight->depth() == Depth::U8 && maxDifference(*eight, fine) <= 0.5001 / 255, format);
            const auto sixteen = decodePicture(*encodePicture(coarse, format, {.depth = SaveDepth::Sixteen}));
            QVERIFY2(sixteen->depth() == Depth::U16 && maxDifference(*sixteen, coarse) < 1e-9, format);
        }
        const auto real =
            decodePicture(*encodePicture(pattern(9, 9, 3, Depth::F32), "tiff", {.depth = SaveDepth::Sixteen}));
        QVERIFY(real->depth() == Depth::U16);
        QVERIFY(decodePicture(*encodePicture(fine, "jpeg", {.depth = SaveDepth::Sixteen}))->depth() == Depth::U8);
    }

    void dropsProfilesThatCannotFit() {
        PictureInfo info;
        info.icc = builtinProfile(BuiltinProfile::AdobeRgb);
        const auto shared = std::make_shared<const PictureInfo>(info);
        // Grey samples cannot be in an RGB space.
        QVERIFY(decodePicture(*encodePicture(pattern(8, 8, 1, Depth::U8).withInfo(shared), "png"))
                    ->info()
                    .sourceIcc.empty());
        info.icc.resize(60);
        const Image broken = pattern(8, 8, 3, Depth::U8).withInfo(std::make_shared<const PictureInfo>(info));
        QVERIFY(decodePicture(*encodePicture(broken, "png"))->info().sourceIcc.empty());
        // A header alone makes no profile.
        info.icc = profileBytes("RGB ");
        const Image fake = pattern(8, 8, 3, Depth::U8).withInfo(std::make_shared<const PictureInfo>(info));
        QVERIFY(decodePicture(*encodePicture(fake, "png"))->info().sourceIcc.empty());
    }

    void decodesReduced_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        for (const char* format : {"png", "tiff", "webp"})
            for (const int channels : {3, 4})
                for (const Depth depth : {Depth::U8, Depth::U16})
                    QTest::addRow("%s %d x %d", format, channels, 8 * static_cast<int>(depth))
                        << QString(format) << channels << static_cast<int>(depth);
    }

    void decodesReduced() {
        QFETCH(QString, format);
        QFETCH(int, channels);
        QFETCH(int, depth);
        const Image image = pattern(803, 401, channels, static_cast<Depth>(depth));
        const auto bytes = encodePicture(image, format.toStdString(), {.quality = 98});
        QCOMPARE(decodePicture(*bytes, {401})->size(), image.size());
        const auto reduced = decodePicture(*bytes, {100});
        QVERIFY(reduced);
        QCOMPARE(reduced->size(), (ImageSize{201, 101}));
        QCOMPARE(reduced->channels(), channels);
        const Image small = toU8(*reduced, channels);
        // The last column and row are means of what is left there.
        const double difference = meanDifference(thumbnail(image, reduced->size()), small) * 255;
        QVERIFY2(difference < 2, qPrintable(QString::number(difference)));
    }

    void decodesJpegReduced() {
        const Image image = pattern(803, 401, 3, Depth::U8);
        const auto bytes = encodePicture(image, "jpeg");
        const auto size = [&](int minShortSide) { return decodePicture(*bytes, {minShortSide})->size(); };
        QCOMPARE(size(0), image.size());
        QCOMPARE(size(401), image.size());
        QCOMPARE(size(5000), image.size());
        QCOMPARE(size(200), (ImageSize{402, 201}));
        QCOMPARE(size(51), (ImageSize{101, 51}));
        QCOMPARE(size(1), (ImageSize{101, 51}));
        const auto reduced = decodePicture(*bytes, {100});
        QVERIFY(meanDifference(thumbnail(image, reduced->size()), *reduced) < 2 / k8);
    }

    void loadsFromManyThreads() {
        const ScratchFolder folder;
        std::vector<std::filesystem::path> paths;
        std::vector<Image> whole;
        for (const auto& f : pictureFormats()) {
            paths.push_back(folder / ("a." + f.extensions.front()));
            QVERIFY(savePicture(pattern(90, 70, 3, Depth::U8), paths.back()));
            whole.push_back(*loadPicture(paths.back()));
        }
        writeText(folder / "bad.jpg", readText(paths[1].string()).substr(0, 500));
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 25; ++i)
                    for (size_t k = 0; k < paths.size(); ++k) {
                        const auto image = fileReader().read(paths[k], {});
                        if (!image || maxDifference(*image, whole[k]) != 0 || loadPicture(folder / "bad.jpg")) ++wrong;
                    }
            });
        for (auto& t : threads) t.join();
        QCOMPARE(wrong.load(), 0);
    }

    void namesEndingsAndFormats() {
        QCOMPARE((*formatForPath("a/B.JPEG"))->key, std::string("jpeg"));
        const auto unknown = formatForPath("a.gif");
        QVERIFY(!unknown && unknown.error().message().find(".png") != std::string::npos);
        QVERIFY(!encodePicture(pattern(2, 2, 3, Depth::U8), "gif"));
        QVERIFY(!encodePicture(Image(), "png"));
    }

    void listsPictures() {
        const ScratchFolder folder;
        std::filesystem::create_directories(folder / "sub/.hidden");
        for (const char* name : {"b.PNG", "a.jpg", "note.txt", ".x.png", "sub/c.tiff", "sub/.hidden/d.png"})
            writeText((folder / name).string(), "x");
        const auto found = fileReader().list(folder.path());
        QVERIFY(found);
        QCOMPARE(found->size(), size_t{3});
        QCOMPARE((*found)[0], folder / "a.jpg");
        QCOMPARE((*found)[1], folder / "b.PNG");
        QCOMPARE((*found)[2], folder / "sub/c.tiff");
        QVERIFY(!listPictures(folder / "nothing"));
    }
};

}  // namespace

VELATURA_TEST(RoundTripTest)
#include "round_trip_test.moc"
