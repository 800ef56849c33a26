#include <torch/torch.h>

#include "core/engines/arbitrary.h"
#include "core/engines/arbitrary_forecast.h"
#include "core/engines/factory.h"
#include "core/engines/transport_rounds.h"
#include "core/nn/image_tensor.h"
#include "core/ops/relief.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"
#include "tests/support/work/tiny_style_net.h"

using namespace velatura;
using test::tinyNet;

namespace {

/// Everything holds whichever way a picture is painted.
std::string paintedBy;

RenderRequest request(int width = 96, int height = 72) {
    RenderRequest r;
    r.content = test::stripedPicture(1, width, height);
    r.styles.push_back({test::stripedPicture(4, 80, 80), 1.0, {}});
    r.params = {{"long-side", std::int64_t{width}}, {"threads", std::int64_t{1}}, {"painted-by", paintedBy}};
    return r;
}

at::Tensor painted(EngineSession& session, const RenderRequest& r) {
    SilentContext silent;
    const auto out = session.render(r, silent);
    if (!out) throw std::runtime_error(out.error().message());
    return toTensor(out->picture);
}

at::Tensor painted(const RenderRequest& r) { return painted(*makeArbitrarySession(tinyNet()), r); }

double apart(const at::Tensor& a, const at::Tensor& b) { return (a - b).abs().max().item<double>(); }

Image halfMask(int width, int height) {
    PixelBuffer out({width, height}, 1, Depth::U8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) out.row(y)[x] = x < width / 2 ? 255 : 0;
    return Image(std::move(out));
}

}  // namespace

class ArbitraryEngineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }
    void initTestCase_data() {
        QTest::addColumn<QString>("by");
        for (const char* by : {"rounds", "network"}) QTest::addRow("%s", by) << QString(by);
    }
    void init() {
        QFETCH_GLOBAL(QString, by);
        paintedBy = by.toStdString();
    }

    void aFrameIsLeftOut() {
        auto r = request();
        const at::Tensor inner = test::randomPicture(200, 160, 9);
        r.params["palette"] = 0.0;
        r.styles[0].image = toImage(at::constant_pad_nd(inner, {10, 10, 8, 8}, 1));
        const at::Tensor without = painted(r);
        r.params["crop-frame"] = false;
        const at::Tensor with = painted(r);
        r.styles[0].image = toImage(inner);
        const at::Tensor bare = painted(r);
        // Not the very same: colour and grain are the whole scan's.
        const auto distance = [&](const at::Tensor& x) { return (x - bare).abs().mean().item<double>(); };
        QVERIFY2(distance(without) < 0.9 * distance(with), qPrintable(QString("%1 %2").arg(distance(without)).arg(distance(with))));
        r.params["crop-frame"] = true;
        QCOMPARE(apart(painted(r), bare), 0.0);
    }
    void strokesAreAsStrongAsThePaintings() {
        auto r = request();
        const auto session = makeEngineSession("arbitrary", {});  // to a network that was never taught all styles are alike
        const auto painted = [&](const RenderRequest& asked) { return ::painted(**session, asked); };
        const at::Tensor grain = test::randomTensor({1, 1, 96, 128}, 5);
        r.content = toImage((toTensor(r.content, {128, 96}) + grain * 0.05).clamp(0, 1));
        r.styles[0].image = toImage((toTensor(r.styles[0].image, {128, 96}) + grain * 0.3).clamp(0, 1));
        const auto strength = [](const at::Tensor& x) { return reliefOf(x).lightness[0].mean().item<double>(); };
        const double wanted = strength(toTensor(r.styles[0].image));
        r.params["relief"] = 0.0;
        const double as = strength(painted(r));
        r.params["relief"] = 1.0;
        const double matched = strength(painted(r));
        QVERIFY2(std::abs(wanted - matched) < 0.9 * std::abs(wanted - as), qPrintable(QString("%1 to %2, wanted %3").arg(as).arg(matched).arg(wanted)));
        // Painted coarse alone, the painting's fine strokes are not wanted.
        r.styles[0].levels = StyleLevels::Coarse;
        const at::Tensor coarse = painted(r);
        r.params["relief"] = 0.0;
        QCOMPARE(apart(painted(r), coarse), 0.0);
    }
    /// What it paints is clean: relief leaves its edges, and of the photo's strokes a tenth, or as much as the photo stays.
    void reliefLeavesEdgesAndLittleOfThePhotosStrokes() {
        auto r = request();
        const auto session = makeEngineSession("arbitrary", {});
        const at::Tensor photo = (test::randomPicture(128, 96, 3) + test::randomTensor({1, 1, 96, 128}, 5) * 0.15).clamp(0, 1);
        r.content = toImage(photo, Depth::U16);
        const at::Tensor painting = test::randomPicture(128, 96, 8);  // plain beside the photo, and far from it: nothing stays at strength 1
        r.styles[0].image = toImage(painting, Depth::U16);
        r.params["long-side"] = std::int64_t{128};
        r.params["palette"] = 0.0;
        for (const double stays : {0.0, 0.4}) {
            r.params["style-strength"] = 1 - stays;
            r.params["relief"] = 0.0;
            const at::Tensor without = ::painted(**session, r);
            r.params["relief"] = 1.0;
            const at::Tensor with = ::painted(**session, r);
            const auto matched = [&](double edges, double kept) {
                at::Tensor out = without.clone();
                matchRelief(out, photo, {{.share = {}, .relief = reliefOf(painting), .amount = 1 - stays, .edges = edges, .kept = kept}});
                return (out.clamp(0, 1) - with).abs().mean().item<double>();
            };
            const double kept = stays + (1 - stays) * 0.1, as = matched(0, kept);
            QVERIFY2(as < 1e-5, qPrintable(QString::number(as)));  // 16 bits
            if (stays > 0) continue;
            for (const auto& [edges, other] : {std::pair{1.0, kept}, {0.0, 1.0}}) QVERIFY2(matched(edges, other) > 4 * as, qPrintable(QString("%1 %2: %3").arg(edges).arg(other).arg(matched(edges, other))));
        }
    }
    void strengthZeroIsThePhoto() {
        auto r = request();
        r.params["style-strength"] = 0.0;
        QCOMPARE(apart(painted(r), toTensor(r.content)), 0.0);
        // And it gets there without a jump.
        r.params["style-strength"] = 0.02;
        QVERIFY(apart(painted(r), toTensor(r.content)) < 0.1);
    }
    void strengthGoesOnBeyondOne() {
        auto r = request();
        std::vector<at::Tensor> pictures;
        for (const double strength : {0.0, 0.5, 1.0, 1.5}) {
            r.params["style-strength"] = strength;
            pictures.push_back(painted(r));
        }
        const auto far = [&](size_t a, size_t b) { return (pictures[a] - pictures[b]).norm().item<double>(); };
        QVERIFY(far(0, 1) < far(0, 2) && far(2, 3) > 1 && far(1, 3) > far(1, 2));
    }
    void stylesMixByWeight() {
        auto r = request();
        const Image other = test::stripedPicture(9, 70, 90);
        const at::Tensor first = painted(r);
        r.styles.push_back({other, 0.0, {}});
        QVERIFY(apart(painted(r), first) < 1e-6);
        r.styles[1].weight = 1;
        const at::Tensor both = painted(r);
        std::swap(r.styles[0], r.styles[1]);
        QVERIFY2(apart(painted(r), both) < 2.5 / 255, "order matters");
        r.styles[1].weight = 0;
        const at::Tensor second = painted(r);
        QVERIFY(apart(both, first) > 0.01 && apart(both, second) > 0.01);
        QVERIFY((both - first).norm().item<double>() < (second - first).norm().item<double>());
    }
    void levelsTakeFromDifferentPaintings() {
        auto r = request();
        const Image other = test::stripedPicture(9, 70, 90);
        const at::Tensor all = painted(r);
        r.styles[0].levels = StyleLevels::Coarse;
        const at::Tensor coarse = painted(r);
        r.styles[0].levels = StyleLevels::Fine;
        const at::Tensor fine = painted(r);
        QVERIFY(apart(all, coarse) > 0.01 && apart(all, fine) > 0.01 && apart(coarse, fine) > 0.01);
        // One painting for both is that painting.
        r.styles[0].levels = StyleLevels::Coarse;
        r.styles.push_back({r.styles[0].image, 1.0, {}, StyleLevels::Fine});
        QVERIFY(apart(painted(r), all) < 1e-6);
        r.styles[1].image = other;
        QVERIFY(apart(painted(r), all) > 0.01);
    }
    void strengthsOfTheLayersCount() {
        auto r = request();
        const at::Tensor all = painted(r);
        for (const char* key : {"coarse-strength", "fine-strength"}) {
            auto weaker = r;
            weaker.params[key] = 0.0;
            const at::Tensor none = painted(weaker);
            QVERIFY2(apart(none, all) > 0.01, key);
            // And there is no jump at the end.
            weaker.params[key] = 0.02;
            const double jump = (painted(weaker) - none).abs().mean().item<double>();
            QVERIFY2(jump < 0.02, qPrintable(QString("%1 %2").arg(key).arg(jump)));
        }
    }
    void variationsDifferAndComeBack() {
        auto r = request();
        const at::Tensor plain = painted(r);
        r.params["variation"] = std::int64_t{1};
        const at::Tensor one = painted(r);
        QCOMPARE(apart(painted(r), one), 0.0);
        r.params["variation"] = std::int64_t{2};
        const at::Tensor two = painted(r);
        QVERIFY(apart(plain, one) > 0.004 && apart(one, two) > 0.004);
    }
    void masksKeepStylesApart() {
        auto r = request();
        const Image other = test::stripedPicture(9, 70, 90);
        r.styles[0].mask = halfMask(96, 72);
        // Where nothing applies the photo stays to the last bit.
        const at::Tensor left = painted(r), photo = toTensor(r.content);
        QCOMPARE(apart(left.narrow(3, 60, 36), photo.narrow(3, 60, 36)), 0.0);
        QVERIFY(apart(left.narrow(3, 0, 40), photo.narrow(3, 0, 40)) > 0.01);
        r.styles.push_back({other, 1.0, {}});
        const at::Tensor two = painted(r);
        QVERIFY(apart(two.narrow(3, 60, 36), photo.narrow(3, 60, 36)) > 0.01);
        r.styles[1].image = r.styles[0].image;
        QVERIFY(apart(two, painted(r)) > 0.01);
    }
    void protectedPixelsStay() {
        auto r = request();
        r.protect = halfMask(96, 72);
        QCOMPARE(apart(painted(r).narrow(3, 0, 40), toTensor(r.content).narrow(3, 0, 40)), 0.0);
    }
    void thePaletteIsThePaintings() {
        auto r = request(160, 120);
        r.styles.front().image = toImage(test::randomPicture(80, 80, 9) * at::tensor({0.9f, 0.6f, 0.3f}).reshape({1, 3, 1, 1}));
        const at::Tensor painting = toTensor(r.styles.front().image);
        const auto off = [&](const at::Tensor& x) {
            return (x.mean({2, 3}) - painting.mean({2, 3})).abs().sum().item<double>() + (x.std({2, 3}) - painting.std({2, 3})).abs().sum().item<double>();
        };
        std::vector<double> by;
        for (const double palette : {0.0, 0.5, 1.0}) {
            r.params["palette"] = palette;
            by.push_back(off(painted(r)));
        }
        QVERIFY2(by[2] < by[1] && by[1] < by[0] && by[2] < 0.15, qPrintable(QString("%1 %2 %3").arg(by[0]).arg(by[1]).arg(by[2])));
        // In an area of its own, of that area; and half as strong it goes half the way.
        r.params["palette"] = 1.0;
        r.styles.front().mask = halfMask(160, 120);
        const at::Tensor half = painted(r);
        QVERIFY2(off(half.narrow(3, 0, 64)) < 0.3, std::to_string(off(half.narrow(3, 0, 64))).c_str());
        QVERIFY(apart(half.narrow(3, 100, 60), toTensor(r.content).narrow(3, 100, 60)) < 0.02);
    }
    void whatIsAlikeGetsAlikeTones() {
        // A plain sky over stripes: near these it is painted otherwise than away from them.
        auto r = request(256, 192);
        PixelBuffer photo({256, 192}, 3, Depth::U8);
        for (int y = 0; y < 192; ++y)
            for (int x = 0; x < 256; ++x)
                for (int c = 0; c < 3; ++c) photo.row(y)[3 * x + c] = static_cast<std::uint8_t>(y < 96 ? 210 : 40 + 20 * (x / 8 % 4));
        r.content = Image(std::move(photo));
        r.styles.front().image = toImage(test::randomPicture(160, 160, 9));
        const auto skySpread = [](const at::Tensor& x) { return at::avg_pool2d(x, {8, 8}).narrow(2, 1, 10).std({2, 3}).mean().item<double>(); };
        std::vector<double> by;
        for (const double even : {0.0, 0.5, 1.0}) {
            r.params["even-tones"] = even;
            by.push_back(skySpread(painted(r)));
        }
        QVERIFY2(by[2] < 0.8 * by[0] && by[1] < by[0], qPrintable(QString("%1 %2 %3").arg(by[0]).arg(by[1]).arg(by[2])));
    }
    void textureIsForCalmPlaces() {
        auto r = request();
        std::vector<at::Tensor> pictures;
        for (const double texture : {0.0, 0.5, 1.0}) {
            r.params["texture"] = texture;
            pictures.push_back(painted(r));
        }
        QVERIFY(apart(pictures[0], pictures[1]) > 1e-3 && apart(pictures[1], pictures[2]) > 1e-3);
        // What is kept of one does not show in another.
        const auto session = makeArbitrarySession(tinyNet());
        r.params["style-strength"] = 0.3;
        r.params["texture"] = 0.0;
        const at::Tensor calm = painted(*session, r);
        r.params["texture"] = 1.0;
        painted(*session, r);
        r.params["texture"] = 0.0;
        QCOMPARE(apart(painted(*session, r), calm), 0.0);
        r.params["texture"] = 1.0;
        QCOMPARE(apart(painted(*session, r), painted(r)), 0.0);
        r.params["style-strength"] = 1.0;
        // A variation is other noise, too.
        r.params["variation"] = std::int64_t{3};
        QVERIFY(apart(painted(r), pictures[2]) > 1e-3);
    }
    void previewsAreHalfAsLargeAndPaintedTheSameWay() {
        auto r = request(256, 192);
        r.purpose = Purpose::Preview;
        const at::Tensor preview = painted(r);
        QCOMPARE(preview.size(3), std::int64_t{128});
        // As a picture of that size would be, but near its edges.
        r.purpose = Purpose::Final;
        r.params["long-side"] = std::int64_t{128};
        const auto inner = [](const at::Tensor& x) { return x.narrow(2, 32, 32).narrow(3, 32, 64); };
        const auto off = [&] { return (inner(painted(r)) - inner(preview)).abs().mean().item<double>(); };
        const double same = off();
        QVERIFY2(same < 0.03, std::to_string(same).c_str());
        r.params["painted-by"] = std::string(paintedBy == "network" ? "rounds" : "network");
        QVERIFY2(off() > 2 * same + 0.01, std::to_string(off()).c_str());
    }
    void precisionIsAsAsked() {
        if (paintedBy == "network") return;  // which is computed in float32 in any case
        const auto networks = RoundsNetworks::load(c10::kCPU);
        QVERIFY(networks.has_value());
        auto session = makeArbitrarySession(tinyNet());
        auto r = request();
        const at::Tensor quick = painted(*session, r);
        r.params["precision"] = std::string("float32");
        const at::Tensor exact = painted(*session, r);
        if (!networks->in(at::kByte).inBytes()) {
            QVERIFY(at::equal(quick, exact));
            QSKIP("This processor or this build has no convolutions of bytes.");
        }
        const double mean = (quick - exact).abs().mean().item<double>() * 255;
        QVERIFY2(mean > 0.05 && mean < 4, qPrintable(QString::number(mean)));
        // What the one keeps of the photo is not taken by the other.
        QVERIFY(at::equal(painted(*makeArbitrarySession(tinyNet()), r), exact));
        r.params["precision"] = std::string("quick");
        QVERIFY(at::equal(painted(*session, r), quick));
    }
    void forecastChoosesTilesAndSmallerSizes() {
        ForecastRequest asked{arbitrarySchema().defaults(), {6000, 4000}, {{800, 600}}, std::int64_t{16} << 30};
        asked.params["painted-by"] = paintedBy;
        asked.params["long-side"] = std::int64_t{4096};
        const Forecast large = arbitraryForecast(asked);
        QVERIFY(large.fits() && large.tile > 0);
        asked.params["long-side"] = std::int64_t{512};
        const Forecast small = arbitraryForecast(asked);
        QVERIFY(small.fits() && small.tile == 0 && small.work < large.work && small.bytes < large.bytes);
        asked.regions = 3;
        QVERIFY(arbitraryForecast(asked).bytes > small.bytes);
        asked.regions = 1;
        asked.freeBytes = std::int64_t{paintedBy == "network" ? 260 : 340} << 20;  // rounds have networks of their own
        asked.params["long-side"] = std::int64_t{4096};
        const Forecast tight = arbitraryForecast(asked);
        QVERIFY(!tight.fits() && tight.fittingLongSide > 0 && tight.fittingLongSide < 4096);
    }
    // --- with the shipped network

    void itsOwnStyleLeavesAPictureAsItIs() {
        auto session = makeEngineSession("arbitrary", {});
        QVERIFY2(session.has_value(), session ? "" : session.error().message().c_str());
        RenderRequest r;
        r.content = toImage(test::randomPicture(256, 192, 5));
        r.styles.push_back({r.content, 1.0, {}});
        r.params = {{"long-side", std::int64_t{256}}, {"painted-by", paintedBy}};
        const double error = (painted(**session, r) - toTensor(r.content)).square().mean().item<double>();
        QVERIFY2(-10 * std::log10(error) > 26, std::to_string(-10 * std::log10(error)).c_str());
    }
    /// No pattern that the painting lacks: none of a flat one, and less than a rich one's own.
    void aFlatPhotoGetsNoPatternOfItsOwn() {
        auto session = makeEngineSession("arbitrary", {});
        RenderRequest r;
        PixelBuffer grey({200, 160}, 3, Depth::U8);
        for (int y = 0; y < 160; ++y) std::fill_n(grey.row(y), 600, std::uint8_t{128});
        r.content = Image(std::move(grey));
        r.params = {{"long-side", std::int64_t{200}}, {"painted-by", paintedBy}};
        const auto pattern = [](const at::Tensor& x) { return x.narrow(2, 32, 96).narrow(3, 32, 136).std({2, 3}).max().item<double>(); };
        const at::Tensor rich = test::randomPicture(200, 160, 5), flat = at::tensor({0.2f, 0.3f, 0.6f}).reshape({1, 3, 1, 1}).expand({1, 3, 160, 200});
        const at::Tensor stones = at::upsample_nearest2d(test::randomTensor({1, 3, 20, 25}, 6) * 0.2 + 0.5, {160, 200}).clamp(0, 1);
        for (const auto& [style, most] : {std::pair{flat, 0.02}, {rich, pattern(rich)}, {stones, 0.02}}) {
            r.styles = {{toImage(style), 1.0, {}}};
            const double seen = pattern(painted(**session, r));
            QVERIFY2(seen < most, std::to_string(seen).c_str());
        }
    }
    void tilesAt1024AreWithinALevel_data() {
        QTest::addColumn<bool>("stripes");
        // Hard stripes: what is cut from them as a frame leaves a style that blows up the rounding of three pixels in
        // 655,360 to two levels, so they are taken as they are.
        QTest::addRow("stripes") << true;
        QTest::addRow("a painting") << false;
    }
    void tilesAt1024AreWithinALevel() {
        QFETCH(bool, stripes);
        auto session = makeEngineSession("arbitrary", {});
        // A smooth gradient: seams would be seen there.
        PixelBuffer gradient({1024, 640}, 3, Depth::U8);
        for (int y = 0; y < 640; ++y)
            for (int x = 0; x < 1024; ++x)
                for (int c = 0; c < 3; ++c) gradient.row(y)[3 * x + c] = static_cast<std::uint8_t>((x * (c + 1) / 16 + y / 4) % 256);
        auto r = request();
        r.content = Image(std::move(gradient));
        if (stripes)
            r.params["crop-frame"] = false;
        else
            r.styles[0].image = toImage((test::randomPicture(400, 300, 4) + test::randomTensor({1, 3, 300, 400}, 5) * 0.05).clamp(0, 1));
        r.params["long-side"] = std::int64_t{1024};
        const at::Tensor whole = painted(**session, r);
        r.params["tile"] = std::int64_t{384};
        const at::Tensor tiles = painted(**session, r);
        const at::Tensor off = (whole - tiles).abs();
        QVERIFY2(off.max().item<double>() < 1.5 / 255, qPrintable(QString("%1 levels at most, %2 on average").arg(off.max().item<double>() * 255).arg(off.mean().item<double>() * 255)));
    }
};

VELATURA_TEST(ArbitraryEngineTest)
#include "arbitrary_test.moc"
