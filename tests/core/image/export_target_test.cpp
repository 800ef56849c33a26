#include "core/image/export_target.h"

#include <nlohmann/json.hpp>
#include <set>

#include "core/image/export_presets.h"
#include "core/image/resample.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

bool near(const CropRect& a, const CropRect& b) {
    return std::abs(a.x - b.x) < 1e-9 && std::abs(a.y - b.y) < 1e-9 && std::abs(a.width - b.width) < 1e-9 &&
           std::abs(a.height - b.height) < 1e-9;
}

/// Red is the column, green the row, in shares.
Image ramp(ImageSize size, int channels = 3, Depth depth = Depth::U16) {
    PixelBuffer out(size, channels, depth);
    std::vector<float> row(static_cast<size_t>(size.width * channels));
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
            for (int c = 0; c < channels; ++c)
                row[static_cast<size_t>(x * channels + c)] =
                    static_cast<float>(c == 0                   ? (x + 0.5) / size.width
                                       : c == 1 && channels > 2 ? (y + 0.5) / size.height
                                                                : 0.5);
        writeRow(out, y, row.data());
    }
    return Image(std::move(out));
}

double at(const Image& image, int x, int y, int c) {
    std::vector<float> row(static_cast<size_t>(image.width() * image.channels()));
    readRow(image, y, row.data());
    return row[static_cast<size_t>(x * image.channels() + c)];
}

ExportTarget exact(int width, int height, TargetFit fit = TargetFit::Fill) {
    return {.name = "T", .width = width, .height = height, .fit = fit};
}

}  // namespace

class ExportTargetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void automaticCropsByHand() {
        const ImageSize wide{4000, 2000};
        // A square in a 2:1 picture: half its width, in the middle, at the edges, and where the focus says.
        QVERIFY(near(automaticCrop(wide, 1), {0.25, 0, 0.5, 1}));
        QVERIFY(near(automaticCrop(wide, 1, {0, 0.9}), {0, 0, 0.5, 1}));
        QVERIFY(near(automaticCrop(wide, 1, {0.6, 0.1}), {0.35, 0, 0.5, 1}));
        QVERIFY(near(automaticCrop(wide, 1, {1, 1}), {0.5, 0, 0.5, 1}));
        // 4:1 takes the width and half the height.
        QVERIFY(near(automaticCrop(wide, 4, {0.5, 0.8}), {0, 0.5, 1, 0.5}));
        QVERIFY(near(automaticCrop(wide, 2), {0, 0, 1, 1}));
        // 9:16 of a square: 0.5625 of its width.
        QVERIFY(near(automaticCrop({1000, 1000}, 0.5625, {0.5, 0.5}), {0.21875, 0, 0.5625, 1}));
    }

    void cropsMoveUpToTheEdges() {
        const CropRect crop{0.25, 0, 0.5, 1};
        QVERIFY(near(movedCrop(crop, 0.1, 0.3), {0.35, 0, 0.5, 1}));
        QVERIFY(near(movedCrop(crop, 9, 0), {0.5, 0, 0.5, 1}));
        QVERIFY(near(movedCrop(crop, -9, 0), {0, 0, 0.5, 1}));
    }

    void handlesKeepTheProportionsAndTheOtherSide() {
        const ImageSize square{1000, 1000};
        const CropRect crop{0.2, 0.2, 0.4, 0.4};
        // The longer way counts; the opposite corner stays.
        QVERIFY(near(draggedCrop(square, 1, crop, CropHandle::BottomRight, 0.7, 0.3), {0.2, 0.2, 0.5, 0.5}));
        QVERIFY(near(draggedCrop(square, 1, crop, CropHandle::TopLeft, 0.5, 0.4), {0.4, 0.4, 0.2, 0.2}));
        QVERIFY(near(draggedCrop(square, 1, crop, CropHandle::TopRight, 0.5, 0.5), {0.2, 0.3, 0.3, 0.3}));
        QVERIFY(near(draggedCrop(square, 1, crop, CropHandle::BottomLeft, 0.1, 0.3), {0.1, 0.2, 0.5, 0.5}));
        // An edge: the opposite one stays, and the middle of the others.
        QVERIFY(near(draggedCrop(square, 1, crop, CropHandle::Right, 0.5, 0.9), {0.2, 0.25, 0.3, 0.3}));
        QVERIFY(near(draggedCrop(square, 1, crop, CropHandle::Top, 0, 0.4), {0.3, 0.4, 0.2, 0.2}));
        // Not out of the picture, whatever is wished: 0.6 high is all that is under 0.2 … and 0.8 beside it.
        QVERIFY(near(draggedCrop(square, 1, crop, CropHandle::BottomRight, 5, 5), {0.2, 0.2, 0.8, 0.8}));
        QVERIFY(near(draggedCrop(square, 1, crop, CropHandle::Right, 5, 5), {0.2, 0, 0.8, 0.8}));
        // And never to nothing.
        QVERIFY(
            near(draggedCrop(square, 1, crop, CropHandle::BottomRight, -3, -3), {0.2, 0.2, kLeastCrop, kLeastCrop}));
        // 2:1 in a 2:1 picture are equal shares.
        QVERIFY(near(draggedCrop({2000, 1000}, 2, crop, CropHandle::BottomRight, 0.8, 0), {0.2, 0.2, 0.6, 0.6}));
    }

    void everyDragStaysInside() {
        for (const double aspect : {0.2, 1.0, 3.5})
            for (int h = 0; h < 8; ++h)
                for (const double x : {-1.0, 0.1, 0.52, 0.9, 2.0})
                    for (const double y : {-1.0, 0.2, 0.48, 0.8, 2.0}) {
                        const ImageSize size{1300, 700};
                        const CropRect start = scaledCrop(size, aspect, automaticCrop(size, aspect, {0.3, 0.6}), 0.5);
                        const CropRect c = draggedCrop(size, aspect, start, static_cast<CropHandle>(h), x, y);
                        QVERIFY(c.x > -1e-9 && c.y > -1e-9 && c.x + c.width < 1 + 1e-9 && c.y + c.height < 1 + 1e-9);
                        QVERIFY(std::abs(c.width * 1300 / (c.height * 700) - aspect) < 1e-6 * aspect);
                    }
    }

    void aCropIsFittedToOtherProportions() {
        const ImageSize square{1000, 1000};
        // Area 0.16 and middle (0.4, 0.4) stay: 4:1 is 0.8 x 0.2.
        QVERIFY(near(fittedCrop(square, 4, {0.2, 0.2, 0.4, 0.4}), {0, 0.3, 0.8, 0.2}));
        QVERIFY(near(fittedCrop(square, 1, {0.2, 0.2, 0.4, 0.4}), {0.2, 0.2, 0.4, 0.4}));
        QVERIFY(near(scaledCrop(square, 1, {0.2, 0.2, 0.4, 0.4}, 0.5), {0.3, 0.3, 0.2, 0.2}));
        QVERIFY(near(scaledCrop(square, 1, {0.2, 0.2, 0.4, 0.4}, 100), {0, 0, 1, 1}));
    }

    void wholePixels() {
        QVERIFY((cropPixels({0.25, 0, 0.5, 1}, {400, 200}) == Rect{100, 0, 200, 200}));
        QVERIFY((cropPixels({0.999, 0.999, 0.001, 0.001}, {10, 10}) == Rect{9, 9, 1, 1}));
        QVERIFY((cropPixels({0.5, 0, 0.5, 1}, {5, 3}) == Rect{2, 0, 3, 3}));
    }

    void plansByHand() {
        const ImageSize photo{4000, 3000};
        const auto fill = planTarget(exact(1080, 1080), photo);
        QVERIFY(near(fill.crop, {0.125, 0, 0.75, 1}));
        QVERIFY((fill.file == ImageSize{1080, 1080}) && (fill.inner == Rect{0, 0, 1080, 1080}));
        QCOMPARE(enlargement(fill, photo), 0.36);
        const auto inside = planTarget(exact(1080, 1080, TargetFit::Inside), photo);
        QVERIFY(near(inside.crop, {}) && (inside.file == ImageSize{1080, 810}));
        const auto pad = planTarget(exact(1080, 1080, TargetFit::Pad), photo);
        QVERIFY((pad.file == ImageSize{1080, 1080}) && (pad.inner == Rect{0, 135, 1080, 810}));
        ExportTarget t = exact(1, 1);
        t.size = TargetSize::LongSide;
        t.longSide = 2000;
        QVERIFY((planTarget(t, photo).file == ImageSize{2000, 1500}));
        t.longSide = 9000;  // not enlarged
        QVERIFY((planTarget(t, photo).file == ImageSize{4000, 3000}));
        t.size = TargetSize::Scale;
        t.percent = 50;
        QVERIFY((planTarget(t, photo).file == ImageSize{2000, 1500}));
        // An own crop of half the sides at 50 % is a quarter.
        QVERIFY((planTarget(t, photo, {}, CropRect{0.1, 0.1, 0.5, 0.5}).file == ImageSize{1000, 750}));
        // The focus moves what has no own crop, and nothing else.
        QVERIFY(near(planTarget(exact(1080, 1080), photo, {1, 1}).crop, {0.25, 0, 0.75, 1}));
        const CropRect own{0.1, 0.1, 0.3, 0.4};
        QVERIFY(near(planTarget(exact(1080, 1080), photo, {1, 1}, own).crop, own));
    }

    void limitsNameTheTarget() {
        ExportTarget t = exact(20000, 100);
        t.name = "Frieze";
        const auto plan = planTarget(t, {4000, 3000});
        QVERIFY(checkLimits(t, plan, {"PNG", 0, 300'000'000}));
        QVERIFY(checkLimits(t, plan, {"JPEG", 65500, 300'000'000}));
        const auto refused = checkLimits(t, plan, {"WebP", 16383, 300'000'000});
        QVERIFY(!refused);
        for (const char* part : {"Frieze", "20000", "WebP", "16383"})
            QVERIFY2(refused.error().message().find(part) != std::string::npos, refused.error().message().c_str());
        t.width = t.height = 30000;
        QVERIFY(!checkLimits(t, planTarget(t, {4000, 3000}), {"PNG", 0, 300'000'000}));
        // What counts is the file, not what was asked for: the whole picture inside 20000 x 100 is 133 px wide.
        t = exact(20000, 100, TargetFit::Inside);
        QVERIFY(checkLimits(t, planTarget(t, {4000, 3000}), {"WebP", 16383, 300'000'000}));
    }

    void rendersWhatThePlanSays() {
        const Image picture = ramp({400, 200});
        const auto plan = planTarget(exact(50, 50), picture.size(), {1, 0.5});
        const Image out = renderTarget(picture, plan);
        QVERIFY((out.size() == ImageSize{50, 50}) && out.depth() == Depth::U16 && out.channels() == 3);
        QVERIFY(std::abs(at(out, 0, 0, 0) - 0.505) < 0.01);  // the right half
        QVERIFY(std::abs(at(out, 49, 49, 0) - 0.995) < 0.01);
        QVERIFY(std::abs(at(out, 25, 25, 1) - 0.51) < 0.01);
        // The same frame of the picture at another size.
        const Image small = renderTarget(ramp({200, 100}), plan);
        QVERIFY(std::abs(at(small, 0, 0, 0) - 0.505) < 0.02);
        // Nothing is done to a picture that is right already.
        QCOMPARE(renderTarget(picture, planTarget(exact(400, 200), picture.size())).id(), picture.id());
    }

    void bordersAreDrawn() {
        const Image picture = ramp({40, 20}, 3, Depth::U8);
        const auto plan = planTarget(exact(40, 40, TargetFit::Pad), picture.size());
        const Image red = renderTarget(picture, plan, *borderColour("#ff0000"));
        QCOMPARE(red.channels(), 3);
        QVERIFY(at(red, 3, 9, 0) == 1 && at(red, 3, 9, 1) == 0 && at(red, 3, 30, 0) == 1);
        for (int c = 0; c < 3; ++c) QCOMPARE(at(red, 7, 10, c), at(picture, 7, 0, c));
        const Image clear = renderTarget(picture, plan, *borderColour("transparent"));
        QCOMPARE(clear.channels(), 4);
        QVERIFY(at(clear, 3, 9, 3) == 0 && at(clear, 3, 10, 3) == 1);
        // A grey picture stays grey beside white and becomes RGB beside red.
        const Image grey = ramp({40, 20}, 1, Depth::U8);
        QCOMPARE(renderTarget(grey, plan, *borderColour("#ffffff")).channels(), 1);
        const Image beside = renderTarget(grey, plan, *borderColour("#ff0000"));
        QVERIFY(beside.channels() == 3 && at(beside, 5, 12, 0) == at(beside, 5, 12, 2));
        QVERIFY(!borderColour("red") && !borderColour("#12345g") && !borderColour("#-1-1-1"));
    }

    void jsonBothWays() {
        ExportTarget t{.name = "Größe",
                       .size = TargetSize::Scale,
                       .width = 7,
                       .height = 9,
                       .longSide = 11,
                       .percent = 33,
                       .fit = TargetFit::Pad,
                       .border = "#102030",
                       .dpi = 300};
        QVERIFY(*targetFromJson(toJson(t)) == t);
        using Json = nlohmann::json;
        for (const Json& bad :
             {Json(3), Json{{"name", ""}}, Json{{"name", "A"}, {"width", 0}}, Json{{"name", "A"}, {"width", "x"}},
              Json{{"name", "A"}, {"size", "huge"}}, Json{{"name", "A"}, {"fit", "bend"}},
              Json{{"name", "A"}, {"percent", 1e9}}, Json{{"name", "A"}, {"border", "blue"}},
              Json{{"name", "A"}, {"dpi", -1}}, Json{{"name", std::string(100, 'a')}}})
            QVERIFY2(!targetFromJson(bad), bad.dump().c_str());
    }

    void presetsAreUsable() {
        size_t count = 0;
        std::set<std::string> names;
        for (const auto& group : exportPresets())
            for (const auto& t : group.targets) {
                QVERIFY(checkTarget(t));
                QVERIFY2(names.insert(t.name).second, t.name.c_str());
                ++count;
            }
        QVERIFY(count >= 20);
    }
};

VELATURA_TEST(ExportTargetTest)
#include "export_target_test.moc"
