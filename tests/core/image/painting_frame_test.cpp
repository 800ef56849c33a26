#include "core/image/painting_frame.h"

#include <random>

#include "core/base/random.h"
#include "core/image/resample.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

/// Patches of any colour, some pixels large: what painters paint, as far as frames go.
Image painting(ImageSize size, int channels = 3, Depth depth = Depth::U8) {
    PixelBuffer out(size, channels, depth);
    std::vector<float> row(static_cast<size_t>(size.width * channels));
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            for (int c = 0; c < channels; ++c) {
                const bool alpha = c + 1 == channels && channels % 2 == 0;
                row[static_cast<size_t>(x * channels + c)] = alpha ? 1.0f : 0.3f + static_cast<float>(mix(static_cast<std::uint64_t>(x / 5 * 977 + y / 7), static_cast<std::uint64_t>(c)) % 400) / 1000;
            }
        }
        writeRow(out, y, row.data());
    }
    return Image(std::move(out));
}

/// The same with `value` in every colour where `inFrame` says so.
template <class F>
Image framed(const Image& picture, float value, F&& inFrame) {
    PixelBuffer out(picture.size(), picture.channels(), picture.depth());
    std::vector<float> row(static_cast<size_t>(picture.width() * picture.channels()));
    for (int y = 0; y < picture.height(); ++y) {
        readRow(picture, y, row.data());
        for (int x = 0; x < picture.width(); ++x)
            if (inFrame(x, y))
                for (int c = 0; c < std::min(3, picture.channels()); ++c)
                    row[static_cast<size_t>(x * picture.channels() + c)] = value;
        writeRow(out, y, row.data());
    }
    return Image(std::move(out));
}

bool around(double value, double wanted, double more) { return value >= wanted && value <= wanted + more; }

}  // namespace

class PaintingFrameTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPaintingWithoutOneStaysWhole() {
        for (const ImageSize size : {ImageSize{600, 400}, {300, 700}, {128, 128}})
            QVERIFY(paintingWithin(painting(size)) == CropRect{});
        // A horizon in its middle is the painting's, noise and one colour have no edge.
        const auto horizon = framed(painting({600, 400}), 0.9f, [](int, int y) { return y < 150; });
        QVERIFY(paintingWithin(horizon) == CropRect{});
        QVERIFY(paintingWithin(framed(painting({600, 400}), 0.5f, [](int, int) { return true; })) == CropRect{});
        std::mt19937 random(3);
        QVERIFY(paintingWithin(framed(painting({600, 400}), 0.0f, [&](int, int) { return random() % 2 == 0; })) == CropRect{});
    }
    void aFrameIsFoundOnItsSides() {
        const auto all = framed(painting({800, 600}), 0.95f, [](int x, int y) { return x < 40 || x >= 770 || y < 24 || y >= 570; });
        const CropRect r = paintingWithin(all);
        QVERIFY2(around(r.x, 0.05, 0.02) && around(r.y, 0.04, 0.02), qPrintable(QString("%1 %2").arg(r.x).arg(r.y)));
        QVERIFY(around(1 - r.x - r.width, 30.0 / 800, 0.02) && around(1 - r.y - r.height, 0.05, 0.02));
        const CropRect one = paintingWithin(framed(painting({800, 600}), 0.1f, [](int x, int) { return x >= 760; }));
        QVERIFY(one.x == 0 && one.y == 0 && one.height == 1 && around(1 - one.width, 0.05, 0.02));
    }
    void aThinLineIsOne() {
        // As around old drawings: paper, a line, paper, the drawing.
        const auto line = framed(painting({800, 600}), 0.02f, [](int x, int y) {
            const int d = std::min(std::min(x, 799 - x), std::min(y, 599 - y));
            return d >= 8 && d < 14;
        });
        const CropRect r = paintingWithin(line);
        QVERIFY(around(r.x, 14.0 / 800, 0.02) && around(r.y, 14.0 / 600, 0.02));
        QVERIFY(around(1 - r.x - r.width, 14.0 / 800, 0.02) && around(1 - r.y - r.height, 14.0 / 600, 0.02));
    }
    void theEdgeMayBeRagged() {
        const auto paper = framed(painting({800, 600}), 0.95f, [](int x, int y) { return x < 30 + (y * 7 % 13) / 4; });
        QVERIFY(around(paintingWithin(paper).x, 30.0 / 800, 0.02));
    }
    void anythingDeeperIsThePaintings() {
        const auto wall = framed(painting({800, 600}), 0.95f, [](int x, int) { return x < 100; });
        QVERIFY(paintingWithin(wall) == CropRect{});
        // So is what ends half-way.
        const auto half = framed(painting({800, 600}), 0.95f, [](int x, int y) { return x < 40 && y < 300; });
        QVERIFY(paintingWithin(half) == CropRect{});
    }
    void anyDepthAndSizeWork() {
        for (const int channels : {1, 2, 3, 4})
            for (const Depth depth : {Depth::U8, Depth::U16, Depth::F32}) {
                const auto picture = painting({400, 300}, channels, depth);
                QVERIFY(paintingWithin(picture) == CropRect{});
                const auto white = framed(picture, 0.98f, [](int x, int) { return x < 16; });
                QVERIFY(channels == 2 || around(paintingWithin(white).x, 0.04, 0.02));
            }
        for (const ImageSize size : {ImageSize{1, 1}, {1, 500}, {500, 3}, {4, 4}, {33, 9}}) {
            const CropRect r = paintingWithin(framed(painting(size), 1.0f, [](int x, int y) { return x == 0 || y == 0; }));
            const Rect p = cropPixels(r, size);
            QVERIFY(p.width > 0 && p.height > 0 && p.x + p.width <= size.width && p.y + p.height <= size.height);
        }
    }
};

#include "painting_frame_test.moc"
VELATURA_TEST(PaintingFrameTest)
