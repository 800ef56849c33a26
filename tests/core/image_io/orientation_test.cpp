#include "core/image_io/image_io.h"
#include "core/image_io/metadata.h"
#include "tests/core/image_io/made_files.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

/// Where EXIF says that pixel (x, y) of the upright picture is stored, written out from the standard's table: row 0 and
/// column 0 of the stored samples are the upright picture's top, left … side.
void storedPlace(int orientation, int w, int h, int x, int y, int& sx, int& sy) {
    switch (orientation) {
        case 1:
            sx = x, sy = y;
            break;  // row 0 top, column 0 left
        case 2:
            sx = w - 1 - x, sy = y;
            break;  // top, right
        case 3:
            sx = w - 1 - x, sy = h - 1 - y;
            break;  // bottom, right
        case 4:
            sx = x, sy = h - 1 - y;
            break;  // bottom, left
        case 5:
            sx = y, sy = x;
            break;  // left, top
        case 6:
            sx = y, sy = w - 1 - x;
            break;  // right, top
        case 7:
            sx = h - 1 - y, sy = w - 1 - x;
            break;  // right, bottom
        case 8:
            sx = h - 1 - y, sy = x;
            break;  // left, bottom
    }
}

/// The samples that a camera held so would have stored.
Image stored(const Image& upright, int orientation) {
    const ImageSize size = orientedSize(upright.size(), orientation);
    PixelBuffer out(size, upright.channels(), upright.depth());
    const size_t bytes = static_cast<size_t>(upright.channels()) * static_cast<size_t>(upright.depth());
    for (int y = 0; y < upright.height(); ++y)
        for (int x = 0; x < upright.width(); ++x) {
            int sx = 0, sy = 0;
            storedPlace(orientation, upright.width(), upright.height(), x, y, sx, sy);
            std::copy_n(upright.row(y) + static_cast<size_t>(x) * bytes, bytes,
                        out.row(sy) + static_cast<size_t>(sx) * bytes);
        }
    return Image(std::move(out));
}

class OrientationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void turnsUprightOnce_data() {
        QTest::addColumn<int>("orientation");
        for (int o = 1; o <= 8; ++o) QTest::addRow("%d", o) << o;
    }

    void turnsUprightOnce() {
        QFETCH(int, orientation);
        const Image upright = pattern(71, 45, 3, Depth::U8);
        const Image raw = stored(upright, orientation);
        const std::string exif = exifBlock(orientation);
        const struct {
            const char* name;
            std::string bytes;
            double tolerance;
        } files[] = {
            {"a.png", pngWithExif(*encodePicture(raw, "png"), exif), 0},
            {"a.jpg", jpegWithExif(*encodePicture(raw, "jpeg"), exif), 6 / 255.0},
            {"a.webp", webpWithExif(*encodePicture(raw, "webp"), raw.width(), raw.height(), exif), 10 / 255.0},
            {"a.tif", tiffWithOrientation(*encodePicture(raw, "tiff"), orientation), 0},
        };
        const ScratchFolder folder;
        for (const auto& f : files) {
            writeText(folder / f.name, f.bytes);
            const auto header = probePicture(folder / f.name);
            QVERIFY2(header, f.name);
            QCOMPARE(header->orientation, orientation);
            QCOMPARE(header->size, upright.size());
            const auto back = loadPicture(folder / f.name);
            QVERIFY2(back, f.name);
            const double difference = maxDifference(upright, *back);
            QVERIFY2(difference <= f.tolerance, qPrintable(QString("%1 differs by %2").arg(f.name).arg(difference)));
            // Saved again, nothing turns it a second time.
            QVERIFY(savePicture(*back, folder / f.name));
            QVERIFY(maxDifference(*back, *loadPicture(folder / f.name)) <= f.tolerance);
        }
    }

    void turnsEveryKindOfSample() {
        for (const auto depth : {Depth::U8, Depth::U16, Depth::F32})
            for (int channels = 1; channels <= 4; ++channels) {
                const Image upright = pattern(37, 70, channels, depth);
                for (const int o : {3, 6}) {
                    const auto back = decodePicture(tiffWithOrientation(*encodePicture(stored(upright, o), "tiff"), o));
                    QVERIFY(back);
                    QCOMPARE(maxDifference(upright, *back), 0.0);
                }
            }
    }

    void takesNonsenseAsUpright() {
        for (const int o : {0, 9, 255}) {
            const auto image =
                decodePicture(jpegWithExif(*encodePicture(pattern(20, 10, 3, Depth::U8), "jpeg"), exifBlock(o)));
            QVERIFY(image);
            QCOMPARE(image->size(), (ImageSize{20, 10}));
        }
    }

    void readsResolutionAndSurvivesGarbage() {
        const std::string good = exifBlock(6);
        const auto view = [](const std::string& s) {
            return ByteView(reinterpret_cast<const std::uint8_t*>(s.data()), s.size());
        };
        QCOMPARE(readExif(view(good)).orientation, 6);
        QCOMPARE(readExif(view(good)).dpiX, 300.0);
        QCOMPARE(readExif(view(std::string("Exif\0\0", 6) + good)).orientation, 6);
        for (size_t n = 0; n < good.size(); ++n) readExif(view(good.substr(0, n)));
        for (size_t at = 0; at < good.size(); ++at) {
            std::string bad = good;
            bad[at] = '\xFF';
            const auto facts = readExif(view(bad));
            QVERIFY(facts.orientation >= 1 && facts.orientation <= 8);
        }
    }
};

}  // namespace

VELATURA_TEST(OrientationTest)
#include "orientation_test.moc"
