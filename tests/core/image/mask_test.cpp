// Masks: the value with its shared tiles, brush strokes, operations by hand-computed values, fill by colour.
#include "core/image/mask.h"

#include <cmath>

#include "core/image/mask_fill.h"
#include "core/image/mask_ops.h"
#include "core/image/mask_stroke.h"
#include "core/image/resample.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

Rect whole(const Mask& m) {
    return {0, 0, m.size().width, m.size().height};
}

/// White from column `x` on.
Mask halved(ImageSize size, int x) {
    const Mask none(size);
    return none.with({x, 0, size.width - x, size.height},
                     std::vector<std::uint8_t>(static_cast<size_t>((size.width - x) * size.height), 255));
}

Mask disc(ImageSize size, double x, double y, double radius) {
    MaskStroke stroke(Mask(size), {.radius = radius, .hardness = 1});
    stroke.to(x, y);
    return stroke.finished();
}

double area(const Mask& m) {
    double sum = 0;
    for (const auto v : m.part(whole(m))) sum += v / 255.0;
    return sum;
}

/// Left half one colour, right half another, and a spot of the left colour inside the right half.
Image twoColours() {
    PixelBuffer out({200, 100}, 3, Depth::U8);
    for (int y = 0; y < 100; ++y)
        for (int x = 0; x < 200; ++x) {
            const bool left = x < 100 || (x >= 150 && x < 160 && y >= 40 && y < 50);
            out.row(y)[3 * x] = left ? 200 : 40;
            out.row(y)[3 * x + 1] = left ? 16 : 90;
            out.row(y)[3 * x + 2] = left ? 46 : 200;
        }
    return Image(std::move(out));
}

}  // namespace

class MaskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isAValueWithSharedTiles() {
        const Mask black({300, 200});
        QVERIFY(black.black() && !black.empty() && Mask().empty());
        const Mask one = black.with({130, 10, 2, 2}, {10, 20, 30, 255});
        QCOMPARE(one.at(130, 10), 10);
        QCOMPARE(one.at(131, 11), 255);
        QCOMPARE(one.at(132, 11), 0);
        QVERIFY(black.black() && !one.black());  // the first one has not changed
        QCOMPARE(one.changedSince(black).size(), size_t(1));
        QCOMPARE(one.changedSince(black).front(), (Rect{128, 0, 128, 128}));
        QVERIFY(one != black);
        QVERIFY(one.with({130, 10, 2, 2}, {0, 0, 0, 0}) == black);
        QCOMPARE(one.part({129, 10, 4, 2}), (std::vector<std::uint8_t>{0, 10, 20, 0, 0, 30, 255, 0}));
    }

    void isAPictureOfItsOwnOnce() {
        const Mask mask = halved({300, 140}, 7);
        QCOMPARE(mask.image().id(), mask.image().id());
        QCOMPARE(mask.image().channels(), 1);
        QCOMPARE(mask.image().row(139)[6], 0);
        QCOMPARE(mask.image().row(139)[7], 255);
        const Mask back(mask.image());
        QVERIFY(back == mask);
        QCOMPARE(back.image().id(), mask.image().id());
        QVERIFY(Mask(Mask({30, 20}, 255).image()) == Mask({30, 20}, 255));
    }

    void hasASizeOfItsOwn() {
        QCOMPARE(maskSizeFor({6000, 4000}), (ImageSize{2048, 1365}));
        QCOMPARE(maskSizeFor({600, 400}), (ImageSize{600, 400}));
        QVERIFY(sameProportions({2048, 1365}, {6000, 4000}));
        QVERIFY(sameProportions({300, 202}, {300, 200}));
        QVERIFY(!sameProportions({300, 210}, {300, 200}));
        QVERIFY(!sameProportions({200, 300}, {300, 200}));
        QVERIFY(!sameProportions({0, 0}, {300, 200}));
    }

    void anyPictureIsAMask() {
        PixelBuffer out({4, 2}, 4, Depth::U8);
        for (int y = 0; y < 2; ++y)
            for (int x = 0; x < 4; ++x)
                for (int c = 0; c < 4; ++c) out.row(y)[4 * x + c] = c < 3 || x < 2 ? 255 : 0;
        const Image mask = maskFromPicture(Image(std::move(out)), {4, 2});
        QCOMPARE(mask.channels(), 1);
        QCOMPARE(mask.row(0)[0], 255);
        QCOMPARE(mask.row(1)[3], 0);  // white, but nothing of it can be seen
    }

    void aStrokeHasNoGaps() {
        MaskStroke stroke(Mask({1000, 60}), {.radius = 5, .hardness = 1});
        stroke.to(20, 30);
        const Rect touched = stroke.to(980, 30);  // one step over the whole width
        QVERIFY(touched.width >= 960 && touched.height <= 12);
        const Mask mask = stroke.finished();
        for (int x = 20; x < 980; ++x) QCOMPARE(mask.at(x, 30), 255);
        QCOMPARE(mask.at(500, 24), 0);
    }

    void aStrokeCoversAPlaceOnce() {
        MaskStroke stroke(Mask({200, 60}), {.radius = 12, .hardness = 0.3, .opacity = 0.5});
        for (int pass = 0; pass < 20; ++pass)
            for (int x = 40; x <= 160; x += 3) stroke.to(pass % 2 ? 200 - x : x, 30);
        const Mask mask = stroke.finished();
        MaskStroke once(Mask({200, 60}), {.radius = 12, .hardness = 0.3, .opacity = 0.5});
        once.to(40, 30);
        once.to(160, 30);
        const Mask straight = once.finished();
        for (int y = 0; y < 60; ++y)
            for (int x = 50; x < 150; ++x) QVERIFY(std::abs(mask.at(x, y) - straight.at(x, y)) <= 2);
        QVERIFY(std::abs(mask.at(100, 30) - 128) <= 1);
    }

    void theEraserTakesAway() {
        MaskStroke stroke(Mask({100, 100}, 255), {.radius = 10, .hardness = 1, .erase = true});
        stroke.to(50, 50);
        const Mask mask = stroke.finished();
        QCOMPARE(mask.at(50, 50), 0);
        QCOMPARE(mask.at(20, 50), 255);
        QCOMPARE(stroke.part({50, 50, 1, 1}).front(), 0);
    }

    void hardnessIsTheShareThatIsFull() {
        for (const double hardness : {0.0, 0.5, 1.0}) {
            MaskStroke stroke(Mask({200, 200}), {.radius = 80, .hardness = hardness});
            stroke.to(100, 100);
            const Mask mask = stroke.finished();
            QVERIFY(mask.at(100, 100) >= 253);
            QVERIFY((mask.at(130, 100) > 250) == (hardness >= 0.5));
            QVERIFY((mask.at(170, 100) > 250) == (hardness == 1.0));
            QCOMPARE(mask.at(182, 100), 0);
        }
    }

    void strokesOutsideTouchNothing() {
        MaskStroke stroke(Mask({50, 50}), {.radius = 5});
        stroke.to(-100, -100);
        QVERIFY(stroke.finished().black());
        stroke.to(150, 150);  // through it
        QVERIFY(!stroke.finished().black());
    }

    void featherIsAGaussian() {
        const Mask edge = feathered(halved({400, 40}, 200), 20);
        for (int x = 140; x < 260; ++x) {
            const double wanted = 255 * 0.5 * (1 + std::erf((x + 0.5 - 200) / (20 * std::sqrt(2.0))));
            QVERIFY2(std::abs(edge.at(x, 20) - wanted) < 4, qPrintable(QString::number(x)));
        }
        const Mask spot = disc({300, 300}, 150, 150, 20);
        QVERIFY(std::abs(area(feathered(spot, 15)) / area(spot) - 1) < 0.02);
        QVERIFY(feathered(spot, 0) == spot);
        QVERIFY(feathered(Mask({30, 20}, 255), 40) == Mask({30, 20}, 255));
    }

    void growsAndShrinksByDiscs() {
        const Mask spot = disc({200, 200}, 100, 100, 20);
        const double more = area(grown(spot, 15)), less = area(grown(spot, -10));
        QVERIFY(std::abs(more / (M_PI * 35 * 35) - 1) < 0.05);
        QVERIFY(std::abs(less / (M_PI * 10 * 10) - 1) < 0.1);
        QVERIFY(grown(spot, 0) == spot);
        // The frame is no edge of what lies at it.
        QVERIFY(grown(Mask({40, 40}, 255), -10) == Mask({40, 40}, 255));
        QVERIFY(grown(Mask({40, 40}), 10).black());
    }

    void invertsTwiceToItself() {
        const Mask spot = feathered(disc({100, 80}, 50, 40, 20), 5);
        QCOMPARE(inverted(spot).at(50, 40), 255 - spot.at(50, 40));
        QVERIFY(inverted(inverted(spot)) == spot);
    }

    void gradientsRunFromWhiteToBlack() {
        const Mask line = linearGradient({100, 50}, {20, 0}, {80, 0});
        QCOMPARE(line.at(10, 25), 255);
        QCOMPARE(line.at(90, 25), 0);
        QVERIFY(std::abs(line.at(50, 10) - 127) < 5);
        QCOMPARE(line.at(50, 10), line.at(50, 40));
        for (int x = 1; x < 100; ++x) QVERIFY(line.at(x, 5) <= line.at(x - 1, 5));
        const Mask round = radialGradient({100, 100}, {50, 50}, 40);
        QVERIFY(round.at(50, 50) > 250);
        QCOMPARE(round.at(95, 50), 0);
        QCOMPARE(round.at(30, 50), round.at(50, 30));
        QVERIFY(linearGradient({10, 10}, {5, 5}, {5, 5}).black());
        QVERIFY(radialGradient({10, 10}, {5, 5}, 0).black());
    }

    void twoArePutTogether() {
        const Mask a = halved({100, 20}, 50), b = inverted(halved({100, 20}, 70));
        QCOMPARE(area(joined(a, b)), 2000.0);
        QCOMPARE(area(without(a, b)), 600.0);
        QCOMPARE(without(a, b).at(60, 5), 0);
        QCOMPARE(without(a, b).at(80, 5), 255);
    }

    void fillsWhatLooksAlike() {
        const Image photo = twoColours();
        const ColorField field(photo, photo.size());
        const Mask near = colorFill(field, {.x = 20, .y = 20, .tolerance = 5});
        QCOMPARE(near.at(90, 90), 255);
        QCOMPARE(near.at(110, 10), 0);
        QCOMPARE(near.at(155, 45), 0);  // alike, but not joined
        const Mask all = colorFill(field, {.x = 20, .y = 20, .tolerance = 5, .everywhere = true});
        QCOMPARE(all.at(155, 45), 255);
        QCOMPARE(all.at(110, 10), 0);
        const Mask everything = colorFill(field, {.x = 20, .y = 20, .tolerance = 90});
        QCOMPARE(everything.at(199, 99), 255);
        // At the size of the mask, not of the photo.
        const ColorField small(photo, {100, 50});
        QCOMPARE(colorFill(small, {.x = 10, .y = 10, .tolerance = 5}).size(), (ImageSize{100, 50}));
    }

    void aFillHasASoftEdge() {
        PixelBuffer ramp({256, 4}, 3, Depth::U8);
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < 256; ++x)
                for (int c = 0; c < 3; ++c) ramp.row(y)[3 * x + c] = static_cast<std::uint8_t>(x);
        const ColorField field(Image(std::move(ramp)), {256, 4});
        const Mask soft = colorFill(field, {.x = 100, .y = 2, .tolerance = 10, .softness = 1});
        QCOMPARE(soft.at(100, 2), 255);
        QCOMPARE(soft.at(200, 2), 0);
        int between = 0;
        for (int x = 0; x < 256; ++x) between += soft.at(x, 2) > 0 && soft.at(x, 2) < 255;
        QVERIFY(between > 20);
        // Lightness 0.5 apart in OKLab is 50 here: black to a middle grey of about 99 of 255.
        const float* black = field.at(0, 0);
        QVERIFY(std::abs(field.at(99, 0)[0] - black[0] - 50) < 2);
        QVERIFY(std::abs(field.at(255, 0)[0] - 100) < 0.1 && std::abs(field.at(255, 0)[1]) < 0.1);
    }
};

VELATURA_TEST(MaskTest)
#include "mask_test.moc"
