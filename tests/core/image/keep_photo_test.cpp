#include "core/image/keep_photo.h"

#include <cmath>

#include "core/image/color_difference.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

struct Rgb {
    int r, g, b;
};

template <class F>
Image drawn(ImageSize size, F&& color) {
    PixelBuffer out(size, 3, Depth::U8);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const Rgb c = color(x, y);
            auto* p = out.row(y) + 3 * x;
            p[0] = static_cast<std::uint8_t>(c.r);
            p[1] = static_cast<std::uint8_t>(c.g);
            p[2] = static_cast<std::uint8_t>(c.b);
        }
    return Image(std::move(out));
}

Image grey(ImageSize size, std::function<int(int, int)> value) {
    PixelBuffer out(size, 1, Depth::U8);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) out.row(y)[x] = static_cast<std::uint8_t>(value(x, y));
    return Image(std::move(out));
}

Lab labOfPixel(const Image& image, int x, int y) {
    const auto* p = image.row(y) + 3 * x;
    return labOf(p[0] / 255.0, p[1] / 255.0, p[2] / 255.0);
}

}  // namespace

class KeepPhotoTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deltaEAgreesWithSharmasData() {
        struct Row {
            Lab a, b;
            double e;
        };
        // Sharma, Wu and Dalal 2005, table 1: the pairs on which implementations differ.
        for (const Row& row : {Row{{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425}, Row{{50, 3.1571, -77.2803}, {50, 0, -82.7485}, 2.8615},
                               Row{{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0}, Row{{50, 0, 0}, {50, -1, 2}, 2.3669},
                               Row{{50, 2.49, -0.001}, {50, -2.49, 0.0009}, 7.1792}, Row{{50, 2.49, -0.001}, {50, -2.49, 0.0011}, 7.2195},
                               Row{{50, -0.001, 2.49}, {50, 0.0009, -2.49}, 4.8045}, Row{{50, 2.5, 0}, {50, 0, -2.5}, 4.3065},
                               Row{{50, 2.5, 0}, {73, 25, -18}, 27.1492}, Row{{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
                               Row{{22.7233, 20.0904, -46.694}, {23.0331, 14.973, -42.5619}, 2.0373}, Row{{2.0776, 0.0795, -1.135}, {0.9033, -0.0636, -0.5514}, 0.9082}}) {
            QVERIFY2(std::abs(deltaE2000(row.a, row.b) - row.e) < 1e-4, std::to_string(deltaE2000(row.a, row.b)).c_str());
            QVERIFY(std::abs(deltaE2000(row.b, row.a) - row.e) < 1e-4);
        }
        const Lab white = labOf(1, 1, 1);
        QVERIFY(std::abs(white.l - 100) < 1e-3 && std::abs(white.a) < 0.02 && std::abs(white.b) < 0.02);
    }
    void protectedPixelsComeBack() {
        const Image photo = drawn({40, 20}, [](int x, int y) { return Rgb{5 * x, 10 * y, 90}; });
        const Image painting = drawn({40, 20}, [](int, int) { return Rgb{200, 30, 60}; });
        const Image out = keepPhoto(painting, photo, {grey({40, 20}, [](int x, int) { return x < 10 ? 255 : x < 20 ? 128 : 0; }), {}}, 3);
        for (int x = 0; x < 10; ++x) QVERIFY(std::equal(out.row(7) + 3 * x, out.row(7) + 3 * x + 3, photo.row(7) + 3 * x));
        for (int x = 20; x < 40; ++x) QCOMPARE(int(out.row(7)[3 * x]), 200);
        QVERIFY(std::abs(int(out.row(7)[3 * 15]) - (75 + 200) / 2) <= 2);
        // At another size than the mask's and the photo's.
        QCOMPARE(keepPhoto(drawn({80, 40}, [](int, int) { return Rgb{200, 30, 60}; }), photo, {grey({40, 20}, [](int, int) { return 255; }), {}}).size(), (ImageSize{80, 40}));
    }
    void keptColoursMoveLessThanAllowed() {
        // A logo's red on the left, something else on the right, a slow passage between.
        const Image photo = drawn({200, 8}, [](int x, int) { return x < 20 ? Rgb{200, 16, 46} : x < 180 ? Rgb{200 - (x - 20), 16 + (x - 20) / 2, 46 + 3 * (x - 20) / 4} : Rgb{30, 110, 170}; });
        const Image painting = drawn({200, 8}, [](int, int) { return Rgb{90, 160, 40}; });
        const KeptPhoto kept{{}, {{200, 16, 46, 3}}};
        const Image out = keepPhoto(painting, photo, kept);
        for (int x = 0; x < 20; ++x) QVERIFY(deltaE2000(labOfPixel(out, x, 3), labOfPixel(photo, x, 3)) < 3.6);  // 8 bits round
        QVERIFY(deltaE2000(labOfPixel(out, 5, 3), labOfPixel(photo, 5, 3)) > 1.5);                               // it may move that far
        for (int x = 180; x < 200; ++x) QCOMPARE(int(out.row(3)[3 * x]), 90);
        // From one to the other without an edge: no step is much larger than the photo's own and the way that is left.
        for (int x = 21; x < 181; ++x)
            for (int c = 0; c < 3; ++c) QVERIFY(std::abs(int(out.row(3)[3 * x + c]) - int(out.row(3)[3 * x - 3 + c])) < 60);
    }
    void nothingKeptNothingDone() {
        const Image painting = drawn({4, 4}, [](int, int) { return Rgb{1, 2, 3}; });
        QCOMPARE(keepPhoto(painting, painting, {}).id(), painting.id());
    }
};

VELATURA_TEST(KeepPhotoTest)
#include "keep_photo_test.moc"
