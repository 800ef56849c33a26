#include "core/image/carry.h"

#include <cmath>

#include "core/image/resample.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

/// A picture from f(u, v, channel), u and v 0..1 over the sides.
template <class F>
Image drawn(ImageSize size, int channels, Depth depth, F&& f) {
    PixelBuffer out(size, channels, depth);
    std::vector<float> row(static_cast<size_t>(size.width * channels));
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
            for (int c = 0; c < channels; ++c)
                row[static_cast<size_t>(x * channels + c)] =
                    static_cast<float>(f((x + 0.5) / size.width, (y + 0.5) / size.height, c));
        writeRow(out, y, row.data());
    }
    return Image(std::move(out));
}

double at(const Image& image, int x, int y, int c) {
    std::vector<float> row(static_cast<size_t>(image.width() * image.channels()));
    readRow(image, y, row.data());
    return row[static_cast<size_t>(x * image.channels() + c)];
}

double meanDistance(const Image& a, const Image& b) {
    double sum = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            for (int c = 0; c < 3; ++c) sum += std::abs(at(a, x, y, c) - at(b, x, y, c));
    return sum / (3.0 * static_cast<double>(a.size().pixels()));
}

double edge(double u, double v, int) {
    return u + 0.3 * v < 0.6 ? 0.2 : 0.8;
}

class CarryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void weightsSumToOne() {
        for (const auto& [from, to] : {std::pair{7, 3}, {3, 7}, {1, 5}, {5, 1}, {100, 99}, {4, 4}})
            for (const Kernel kernel : {Kernel::Cubic, Kernel::Area})
                for (const auto& tap : resampleTaps(from, to, kernel)) {
                    double sum = 0;
                    for (const float w : tap.weights) sum += w;
                    QVERIFY(std::abs(sum - 1) < 1e-5);
                    QVERIFY(tap.first >= 0 && tap.first + int(tap.weights.size()) <= from);
                }
    }
    void resizedKeepsDepthAndFlatColours() {
        for (const Depth depth : {Depth::U8, Depth::U16, Depth::F32})
            for (const ImageSize size : {ImageSize{13, 29}, ImageSize{97, 5}, ImageSize{1, 1}}) {
                const Image flat = drawn({31, 17}, 4, depth, [](double, double, int c) { return 0.2 + 0.2 * c; });
                const Image out = resized(flat, size);
                QVERIFY(out.size() == size && out.depth() == depth && out.channels() == 4);
                for (int c = 0; c < 4; ++c) QVERIFY(std::abs(at(out, size.width / 2, 0, c) - (0.2 + 0.2 * c)) < 0.003);
            }
    }
    void invisiblePixelsLendNoColour() {
        const Image half = drawn({40, 4}, 4, Depth::U16, [](double u, double, int c) {
            return c == 3 ? (u < 0.5 ? 1.0 : 0.0) : (u < 0.5 ? 0.25 : 1.0);
        });
        const Image out = resized(half, {10, 2});
        for (int x = 0; x < 10; ++x)
            if (at(out, x, 0, 3) > 0.05) QVERIFY(std::abs(at(out, x, 0, 0) - 0.25) < 0.01);
    }
    void stripsAreTheWhole() {
        const Image image = drawn({50, 40}, 3, Depth::U8, edge);
        std::vector<float> whole, parts;
        const auto run = [&](int begin, int end, std::vector<float>& out) {
            Resampler(image.size(), {77, 61}, 3)
                .rows(
                    begin, end, [&](int y, float* row) { readRow(image, y, row); },
                    [&](int, const float* row) { out.insert(out.end(), row, row + 77 * 3); });
        };
        run(0, 61, whole);
        run(0, 20, parts);
        run(20, 21, parts);
        run(21, 61, parts);
        QVERIFY(whole == parts);
    }
    void edgesOfThePhotoComeBackSharp() {
        const Image photo = drawn({400, 300}, 3, Depth::U8, edge);
        // Painted in other colours, at a sixth of the size: dark became blue, light became orange.
        const auto painted = [](double u, double v, int c) {
            const double dark[] = {0.1, 0.2, 0.5}, light[] = {0.9, 0.7, 0.3};
            return (edge(u, v, 0) < 0.5 ? dark : light)[c];
        };
        const Image wanted = drawn({400, 300}, 3, Depth::U8, painted);
        const Image small = resized(wanted, {66, 50});
        const double plain = meanDistance(resized(small, {400, 300}), wanted);
        const double carried = meanDistance(carryToSize(small, photo, {400, 300}), wanted);
        QVERIFY2(carried < 0.5 * plain, qPrintable(QString("%1 against %2").arg(carried).arg(plain)));
    }
    void whatThePaintingSmoothedAwayStaysAway() {
        const Image photo =
            drawn({256, 256}, 3, Depth::U8, [](double u, double, int) { return 0.5 + 0.3 * std::sin(u * 800); });
        const Image flat = drawn({64, 64}, 3, Depth::U8, [](double, double, int c) { return 0.3 + 0.2 * c; });
        const Image out = carryToSize(flat, photo, photo.size());
        for (int x = 0; x < 256; x += 5)
            for (int c = 0; c < 3; ++c) QVERIFY(std::abs(at(out, x, 100, c) - (0.3 + 0.2 * c)) < 0.02);
    }
    void threadsChangeNothing() {
        const Image photo = drawn({301, 211}, 3, Depth::U8, edge);
        const Image small = resized(photo, {61, 43});
        const Image one = carryToSize(small, photo, photo.size()),
                    four = carryToSize(small, photo, photo.size(), {.threads = 4});
        for (int y = 0; y < one.height(); ++y)
            QVERIFY(std::equal(one.row(y), one.row(y) + one.rowBytes(), four.row(y)));
    }
    void alphaAndDepth() {
        const Image photo = drawn({120, 90}, 4, Depth::U8, [](double u, double v, int c) { return c == 3 ? u : v; });
        const Image small = drawn({30, 23}, 4, Depth::U16, [](double u, double, int c) { return c == 3 ? 1.0 : u; });
        const Image out = carryToSize(small, photo, photo.size());
        QVERIFY(out.depth() == Depth::U16 && out.channels() == 4);
        for (int x = 0; x < 120; x += 7) QVERIFY(std::abs(at(out, x, 50, 3) - at(photo, x, 50, 3)) < 1e-4);
    }
    void oddSizes() {
        for (const ImageSize big : {ImageSize{1, 40}, ImageSize{401, 3}, ImageSize{2, 2}}) {
            const Image photo = drawn(big, 3, Depth::U8, edge);
            const Image out = carryToSize(resized(photo, fitLongSide(big, 20)), photo, big);
            QVERIFY(out.size() == big);
        }
        const Image grey = drawn({50, 50}, 1, Depth::U8, edge);
        QCOMPARE(carryToSize(resized(grey, {20, 20}), grey, {50, 50}).channels(), 1);
    }
    void canBeGivenUp() {
        const Image photo = drawn({100, 400}, 3, Depth::U8, edge);
        int asked = 0;
        const Image out =
            carryToSize(resized(photo, {25, 100}), photo, photo.size(), {}, [&](double) { return ++asked < 3; });
        QVERIFY(out.empty());
        QCOMPARE(asked, 3);
    }
    void outputSizesAreWords() {
        QVERIFY(*parseOutputSize("working") == OutputSize{});
        QVERIFY(parseOutputSize("source")->source);
        QCOMPARE(parseOutputSize("1080")->longSide, 1080);
        for (const char* text : {"source", "working", "1080"})
            QCOMPARE(toText(*parseOutputSize(text)), std::string(text));
        for (const char* text : {"", "big", "12", "-5", "70000", "1080px", "99999999999"}) {
            const auto bad = parseOutputSize(text);
            QVERIFY(!bad && bad.error().code == ErrorCode::Usage);
        }
        const Image photo = drawn({300, 150}, 3, Depth::U8, edge);
        const Image small = resized(photo, {60, 30});
        QVERIFY(atOutputSize(small, photo, {}).size() == small.size());
        QVERIFY(atOutputSize(small, photo, {.source = true}).size() == photo.size());
        QVERIFY(atOutputSize(small, photo, {.longSide = 100}).size() == (ImageSize{100, 50}));
    }
};

}  // namespace

VELATURA_TEST(CarryTest)
#include "carry_test.moc"
