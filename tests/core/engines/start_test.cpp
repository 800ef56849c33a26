// Where the optimiser starts: rounds of closed-form transport, and the choices of the engine.
#include <torch/torch.h>

#include <set>
#include <stdexcept>

#include "core/engines/factory.h"
#include "core/engines/gatys_params.h"
#include "core/engines/transport_rounds.h"
#include "core/losses/gram.h"
#include "core/nn/image_tensor.h"
#include "core/ops/palette.h"
#include "core/ops/relief.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"

using namespace velatura;

namespace {

constexpr ImageSize kSize{128, 96};

Image photo() { return test::stripedPicture(1, kSize.width, kSize.height); }
Image painting() { return test::stripedPicture(4, 112, 112); }

/// The start alone, without anything of the finish.
RenderRequest request(const char* start, double strength = 0.8) {
    RenderRequest r;
    r.content = photo();
    r.styles.push_back({painting(), 1.0, {}});
    r.params = {{"long-side", std::int64_t{kSize.width}}, {"steps", std::int64_t{0}},       {"threads", std::int64_t{1}}, {"start", std::string(start)},
                {"start-strength", strength},             {"relief", 0.0},                  {"calm", 0.0},                {"palette", 0.0},
                {"crop-frame", false}};
    return r;
}

class Listener : public SilentContext {
public:
    explicit Listener(int questions = 1 << 20) : left_(questions) {}
    void note(const Error& sentence) override { notes.push_back(sentence.message()); }
    void progress(std::int64_t, std::int64_t, std::string_view stage) override { stages.emplace(stage); }
    bool proceed() override { return left_-- > 0; }
    std::vector<std::string> notes;
    std::set<std::string> stages;

private:
    int left_;
};

}  // namespace

class StartTest : public QObject {
    Q_OBJECT

    RoundsNetworks networks_;

    /// Rounds at a strength, to a tap.
    at::Tensor rounds(const at::Tensor& x, const std::vector<StyleRegion>& regions, double strength = 0.8, const RoundsOptions& options = {}) const {
        std::array<double, kTapCount> all;
        all.fill(strength);
        return transportPicture(networks_, x, areasTowards(regions, all), options);
    }

    double styleLeft(const at::Tensor& picture, const StyleTargets& targets) const {
        const auto own = styleTargets(*networks_.net, {{picture, 1.0}});
        double out = 0;
        for (size_t t = 0; t < 3; ++t) out += ((own.grams[t] - targets.grams[t]).square().sum() / targets.grams[t].square().sum()).item<double>() / 3;
        return out;
    }
    Image started(const RenderRequest& r) const {
        auto session = makeEngineSession("gatys", {});
        if (!session) throw std::runtime_error(session.error().message());
        SilentContext context;
        auto out = (*session)->render(r, context);
        if (!out) throw std::runtime_error(out.error().message());
        return out->picture;
    }

private Q_SLOTS:
    void initTestCase() {
        ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1);
        auto networks = RoundsNetworks::load(c10::kCPU);
        QVERIFY2(networks.has_value(), networks ? "" : networks.error().message().c_str());
        networks_ = *networks;
    }

    void roundsBringThePaintingsStatistics() {
        const at::Tensor x = toTensor(photo()), style = toTensor(painting());
        const StyleTargets targets = styleTargets(*networks_.net, {{style, 1.0}});
        const std::vector<StyleRegion> everywhere{{{}, targets}};
        const double before = styleLeft(x, targets);
        const at::Tensor out = rounds(x, everywhere);
        QCOMPARE(out.sizes(), x.sizes());
        QVERIFY(out.min().item<double>() >= 0 && out.max().item<double>() <= 1);
        const double after = styleLeft(out, targets);
        QVERIFY2(after < 0.5 * before, qPrintable(QStringLiteral("%1 of %2").arg(after).arg(before)));
        // Half as strong goes half as far; not at all leaves the picture alone.
        const double some = styleLeft(rounds(x, everywhere, 0.3), targets);
        QVERIFY2(some < before && some > after, qPrintable(QStringLiteral("%1, %2, %3").arg(before).arg(some).arg(after)));
        QVERIFY(at::equal(rounds(x, everywhere, 0), x));
        // A round that is left out is missing, and so is a deeper one.
        const at::Tensor shallow = rounds(x, everywhere, 0.8, {.deepest = 1});
        QVERIFY((shallow - out).abs().max().item<double>() > 0.02);
        QVERIFY(at::equal(transportPicture(networks_, x, areasTowards(everywhere, {0.8, 0.8, 0, 0, 0})), shallow));
        // Told to stop there is nothing; asked before each part of each round.
        int asked = 0;
        RoundsOptions stopping;
        stopping.proceed = [&](std::int64_t done, std::int64_t all) { return done == asked++ && done < all && asked < 5; };
        QVERIFY(!rounds(x, everywhere, 1, stopping).defined());
        QCOMPARE(asked, 5);
    }
    /// Without areas a map and its ReLU are one convolution; with one that is everywhere they are not.
    void anAreaThatIsEverywhereIsAsGoodAsNone() {
        const at::Tensor x = toTensor(photo());
        const StyleTargets targets = styleTargets(*networks_.net, {{toTensor(painting()), 1.0}});
        const at::Tensor plain = rounds(x, {{{}, targets}}), masked = rounds(x, {{at::ones({1, 1, x.size(2), x.size(3)}), targets}});
        const double off = (plain - masked).abs().max().item<double>();
        QVERIFY2(off < 1e-3, qPrintable(QString::number(off)));
        QVERIFY((plain - x).abs().max().item<double>() > 0.1);
    }
    /// A level that no style gives is passed by, wherever it lies.
    void levelsThatAreNotAskedForAreLeftOut() {
        const at::Tensor x = toTensor(photo());
        const StyleTargets targets = styleTargets(*networks_.net, {{toTensor(painting()), 1.0}});
        std::vector<at::Tensor> all;
        for (const auto& strengths : {std::array<double, kTapCount>{1, 1, 1, 0, 0}, {1, 0, 1, 0, 0}, {1, 1, 0, 0, 0}, {1, 0, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 1, 0, 0, 0}}) {
            all.push_back(transportPicture(networks_, x, areasTowards({{{}, targets}}, strengths)));
            for (size_t i = 0; i + 1 < all.size(); ++i) QVERIFY2((all[i] - all.back()).abs().max().item<double>() > 0.02, qPrintable(QStringLiteral("%1, %2").arg(i).arg(all.size() - 1)));
            // What is asked of a level is asked once, by the deepest first.
            std::vector<int> taps;
            const auto ways = areasTowards({{{}, targets}}, strengths);
            transportPicture(networks_, x, {{{}, [&](int tap, const FeatureMoments& own) {
                                                 taps.push_back(tap);
                                                 return ways[0].way(tap, own);
                                             }}});
            QCOMPARE(taps, (std::vector<int>{2, 1, 0}));
        }
        QVERIFY(at::equal(transportPicture(networks_, x, areasTowards({{{}, targets}}, {0, 0, 0, 0, 0})), x));
    }
    void noiseComesAsAsked() {
        const at::Tensor flat = at::full({1, 3, 96, 128}, 0.5f);
        const auto with = [&](double amount, std::uint64_t seed, std::int64_t pixels = 1 << 20) {
            const auto way = [&](int tap, const FeatureMoments& own) { return RoundWay{{at::eye(own.mean.size(0), at::kFloat), at::zeros({own.mean.size(0)})}, tap == 1 ? at::full({own.mean.size(0)}, amount) : at::Tensor()}; };
            return transportPicture(networks_, flat, {{{}, way}}, {.pixelsAtOnce = pixels, .seed = seed});
        };
        const auto spread = [](const at::Tensor& x) { return x.narrow(2, 16, 64).narrow(3, 16, 96).std({2, 3}).max().item<double>(); };
        QVERIFY2(spread(with(0.3, 1)) > 3 * spread(with(0, 1)), qPrintable(QStringLiteral("%1, %2").arg(spread(with(0.3, 1))).arg(spread(with(0, 1)))));
        QVERIFY(at::equal(with(0.3, 1), with(0.3, 1)) && !at::equal(with(0.3, 1), with(0.3, 2)));
        QVERIFY((with(0.3, 1, 2000) - with(0.3, 1)).abs().max().item<double>() < 0.004);
    }
    void someRowsAtATimeAreAsGoodAsAll_data() {
        QTest::addColumn<bool>("bytes");
        QTest::newRow("float32") << false;
        QTest::newRow("bytes") << true;
    }
    void someRowsAtATimeAreAsGoodAsAll() {
        QFETCH(bool, bytes);
        const RoundsNetworks networks = networks_.in(bytes ? at::kByte : at::kFloat);
        if (bytes && !networks.inBytes()) QSKIP("This processor or this build has no convolutions of bytes.");
        const std::array<double, kTapCount> strength = {0.8, 0.8, 0.8, 0.8, 0.8};
        const auto rounds = [&](const at::Tensor& picture, const std::vector<StyleRegion>& regions, const RoundsOptions& options = {}) { return transportPicture(networks, picture, areasTowards(regions, strength), options); };
        const at::Tensor x = toTensor(test::stripedPicture(1, 96, 333)), left = at::zeros({1, 1, 333, 96});
        left.narrow(3, 0, 40).fill_(1);
        const StyleTargets targets = styleTargets(*networks_.net, {{toTensor(painting()), 1.0}});
        for (const auto& regions : {std::vector<StyleRegion>{{{}, targets}}, {{left, targets}}}) {
            const at::Tensor whole = rounds(x, regions);
            for (const std::int64_t pixels : {1, 9000, 20000}) {
                const double apart = (rounds(x, regions, {.pixelsAtOnce = pixels}) - whole).abs().max().item<double>();
                QVERIFY2(apart < 0.004, qPrintable(QStringLiteral("%1 pixels: %2").arg(pixels).arg(apart)));
                // Features that are made again are the same.
                QVERIFY(at::equal(rounds(x, regions, {.pixelsAtOnce = pixels, .mostKept = 0}), rounds(x, regions, {.pixelsAtOnce = pixels})));
                // With rough edges the rows do not show either.
                const double rough = (rounds(x, regions, {.pixelsAtOnce = pixels, .roughEdges = true}) - rounds(x, regions, {.roughEdges = true})).abs().max().item<double>();
                QVERIFY2(rough < 0.004, qPrintable(QStringLiteral("%1 pixels, rough: %2").arg(pixels).arg(rough)));
            }
        }
    }
    void calmPlacesStayCalmAsFarAsAsked() {
        // A plain left half, strokes on the right; the painting has strokes everywhere.
        at::Tensor x = toTensor(photo()).clone();
        x.narrow(3, 0, 64).fill_(0.5);
        const auto areas = areasTowards({{{}, styleTargets(*networks_.net, {{toTensor(painting()), 1.0}})}}, {1, 1, 1, 1, 1});
        const StrokeEnergies energies = energiesOf(x);
        const auto with = [&](double calm, const StrokeEnergies* known = nullptr, int deepest = kFirstRound) { return transportPicture(networks_, x, areas, {.deepest = deepest, .calm = calm, .energies = known}); };
        const at::Tensor none = with(0), half = with(0.5), all = with(1);
        // Strokes finer than the octaves that are looked at.
        const auto strokes = [](const at::Tensor& picture, std::int64_t from, std::int64_t columns) {
            const at::Tensor part = picture.narrow(2, 8, picture.size(2) - 16).narrow(3, from, columns);
            return (part - at::avg_pool2d(part, {7, 7}, {1, 1}, {3, 3}, false, false)).narrow(2, 4, part.size(2) - 8).narrow(3, 4, columns - 8).square().mean().item<double>();
        };
        const double weave = strokes(none, 8, 40);
        QVERIFY2(strokes(all, 8, 40) < 0.5 * weave && strokes(half, 8, 40) < weave && strokes(half, 8, 40) > strokes(all, 8, 40), qPrintable(QStringLiteral("%1, %2, %3").arg(weave).arg(strokes(half, 8, 40)).arg(strokes(all, 8, 40))));
        // Where the picture has strokes they stay.
        QVERIFY2(strokes(all, 76, 48) > 0.8 * strokes(none, 76, 48), qPrintable(QStringLiteral("%1 of %2").arg(strokes(all, 76, 48)).arg(strokes(none, 76, 48))));
        QVERIFY(at::equal(with(1, &energies), all));
        // Neither the finest round alone nor the picture itself is touched by it.
        const at::Tensor before = x.clone();
        QVERIFY(at::equal(with(1, nullptr, 0), with(0, nullptr, 0)));
        QVERIFY(at::equal(transportPicture(networks_, x, areasTowards({{{}, styleTargets(*networks_.net, {{toTensor(painting()), 1.0}})}}, {0, 0, 0, 0, 0}), {.calm = 1}), before));
        QVERIFY(at::equal(x, before));
    }
    /// What previews are painted in, where processors are quick in it.
    void roundsInBfloat16LookTheSame() {
        const at::Tensor x = toTensor(photo());
        const auto areas = areasTowards({{{}, styleTargets(*networks_.net, {{toTensor(painting()), 1.0}})}}, {1, 1, 1, 1, 1});
        const at::Tensor exact = transportPicture(networks_, x, areas), rounded = transportPicture(networks_.in(at::kBFloat16), x, areas);
        const double off = (rounded - exact).square().mean().sqrt().item<double>();
        QVERIFY2(off > 0 && off < 0.02, std::to_string(off).c_str());
        QVERIFY(at::equal(transportPicture(networks_.in(at::kFloat), x, areas), exact));
    }
    void anAreaTooSmallForStatisticsHasTheWholes() {
        const at::Tensor x = toTensor(photo());
        at::Tensor dot = at::zeros({1, 1, kSize.height, kSize.width});
        dot.narrow(2, 40, 4).narrow(3, 40, 4).fill_(1);
        std::vector<at::Tensor> means(2);
        const auto noting = [&](size_t i) {
            return [&means, i](int tap, const FeatureMoments& own) {
                if (tap == kFirstRound) means[i] = own.mean;
                return RoundWay{};
            };
        };
        transportPicture(networks_, x, {{dot, noting(0)}, {{}, noting(1)}});
        QVERIFY(means[0].defined() && at::allclose(means[0], means[1], 1e-6, 1e-6));
        at::Tensor half = at::zeros_like(dot);
        half.narrow(3, 0, 64).fill_(1);
        transportPicture(networks_, x, {{half, noting(0)}, {{}, noting(1)}});
        QVERIFY(!at::allclose(means[0], means[1], 1e-3, 1e-3));
    }
    void roundsKeepToTheirRegion() {
        const at::Tensor x = toTensor(photo());
        at::Tensor left = at::zeros({1, 1, kSize.height, kSize.width});
        left.narrow(3, 0, 48).fill_(1);
        const auto with = [&](int seed) {
            return rounds(x, {{left, styleTargets(*networks_.net, {{toTensor(test::stripedPicture(seed, 112, 112)), 1.0}})}});
        };
        const at::Tensor apart = (with(4) - with(7)).abs();
        const double inside = apart.narrow(3, 0, 40).mean().item<double>(), far = apart.narrow(3, 100, 28).max().item<double>();
        QVERIFY2(inside > 0.03 && far < 0.01, qPrintable(QStringLiteral("%1, %2").arg(inside).arg(far)));
    }
    void everyStartIsAnother() {
        const StyleTargets targets = styleTargets(*networks_.net, {{toTensor(painting()), 1.0}});
        const auto left = [&](const Image& picture) { return styleLeft(toTensor(picture), targets); };
        const Image instant = started(request("instant")), transport = started(request("transport")), plain = started(request("photo"));
        QVERIFY2(left(transport) < left(plain), qPrintable(QStringLiteral("%1, %2").arg(left(transport)).arg(left(plain))));
        QVERIFY2(left(instant) < left(plain), qPrintable(QStringLiteral("%1, %2").arg(left(instant)).arg(left(plain))));
        QVERIFY(largestDifference(instant, transport) > 8);
        QVERIFY(largestDifference(instant, started(request("instant", 0.4))) > 8);
        // Without strength both are the photo.
        for (const char* start : {"instant", "transport"}) QVERIFY2(largestDifference(started(request(start, 0)), photo()) <= 1, start);
        auto styleless = request("instant");
        styleless.params["style-weight"] = 0.0;
        QVERIFY(largestDifference(started(styleless), photo()) <= 1);
    }
    void stepsLeaveNoRippleBeyondTheStarts() {
        auto r = request("transport");
        const at::Tensor start = toTensor(started(r));
        r.params["steps"] = std::int64_t{18};
        const at::Tensor painted = toTensor(started(r));
        at::Tensor limited = painted.clone();
        limitRelief(limited, start, 1.5);
        // As good as within the limit already: energies are measured anew after they were lowered.
        QVERIFY((painted - start).abs().max().item<double>() > 0.03);
        QVERIFY2((limited - painted).abs().mean().item<double>() < 0.003, qPrintable(QString::number((limited - painted).abs().mean().item<double>())));
    }
    void moreStepsMayAddMore() {
        auto r = request("transport");
        const at::Tensor start = toTensor(started(r));
        r.params["steps"] = std::int64_t{54};
        const at::Tensor painted = toTensor(started(r));
        const auto beyond = [&](double most) {
            at::Tensor limited = painted.clone();
            limitRelief(limited, start, most);
            return (limited - painted).abs().mean().item<double>();
        };
        QVERIFY2(beyond(4.5) < 0.003 && beyond(1.5) > 2 * beyond(4.5), qPrintable(QStringLiteral("%1, %2").arg(beyond(4.5)).arg(beyond(1.5))));
    }
    void clearStrokesAreKeptAsFarAsAsked() {
        auto r = request("transport");
        r.params["steps"] = std::int64_t{18};
        const auto painted = [&](double clear) {
            r.params["keep-clear"] = clear;
            return toTensor(started(r));
        };
        const at::Tensor all = painted(0), half = painted(0.5), none = painted(1);
        const auto apart = [](const at::Tensor& a, const at::Tensor& b) { return (a - b).abs().mean().item<double>(); };
        QVERIFY2(apart(all, none) > 0.003, qPrintable(QString::number(apart(all, none))));
        QVERIFY(apart(all, half) < apart(all, none) && apart(half, none) < apart(all, none));
        // A start that is hardly painted, or not at all, says nothing of how strong strokes are.
        for (const auto& [start, strength] : {std::pair{"transport", 0.3}, {"photo", 0.8}, {"noise", 0.8}}) {
            r = request(start, strength);
            r.params["steps"] = std::int64_t{5};
            QVERIFY2(at::equal(painted(0), painted(1)), start);
        }
    }
    void everyStartIsGivenThePalette_data() {
        QTest::addColumn<QString>("start");
        for (const char* start : {"transport", "instant", "photo", "noise"}) QTest::addRow("%s", start) << QString(start);
    }
    void everyStartIsGivenThePalette() {
        QFETCH(QString, start);
        const auto aim = colorMoments(toTensor(painting()), {}, kPaletteFloor);
        const auto apart = [&](double palette) {
            auto r = request(start.toLatin1().constData());
            r.params["palette"] = palette;
            const auto own = colorMoments(toTensor(started(r)), {}, kPaletteFloor);
            return (own.mean - aim.mean).abs().max().item<double>() + (own.covariance - aim.covariance).abs().max().item<double>();
        };
        const double without = apart(0), half = apart(0.5), with = apart(1);
        QVERIFY2(with < 0.5 * without && half < without, qPrintable(QStringLiteral("%1, %2, %3").arg(without).arg(half).arg(with)));
    }
    void theInstantStartObeysTheSameRequest() {
        // Its own region and colours, not those of the whole.
        auto r = request("instant");
        PixelBuffer mask(kSize, 1, Depth::U8);
        for (int y = 0; y < kSize.height; ++y)
            for (int x = 0; x < kSize.width; ++x) mask.row(y)[x] = x < kSize.width / 2 ? 255 : 0;
        r.styles[0].mask = Image(std::move(mask));
        const Image half = started(r);
        for (int y = 0; y < kSize.height; ++y) QVERIFY(std::equal(half.row(y) + 3 * 72, half.row(y) + 3 * kSize.width, r.content.row(y) + 3 * 72));
        auto coloured = request("instant");
        coloured.params["photo-colors"] = 1.0;
        QVERIFY(largestDifference(started(coloured), started(request("instant"))) > 8);
        auto broad = request("instant");
        broad.params["style-scale"] = 0.5;
        QVERIFY(largestDifference(started(broad), started(request("instant"))) > 8);
    }
    void stoppedAtItsStartThereIsAPicture() {
        auto session = makeEngineSession("gatys", {});
        auto r = request("instant");
        r.params["steps"] = std::int64_t{3};
        for (const int questions : {0, 1}) {
            Listener context(questions);
            const auto out = (*session)->render(r, context);
            QVERIFY(out.has_value() && out->stopped && out->picture.size() == r.content.size());
        }
        // In the middle of the rounds, too: what they have not finished is not shown.
        auto rounds = request("transport");
        rounds.params["steps"] = std::int64_t{3};
        Listener during(2);
        const auto out = (*session)->render(rounds, during);
        QVERIFY(out.has_value() && out->stopped);
        QVERIFY(largestDifference(out->picture, photo()) <= 1);
        // The job within the job is not heard.
        Listener context;
        QVERIFY((*session)->render(r, context).has_value());
        QVERIFY(context.notes.empty());
        QVERIFY(!context.stages.contains("Looking") && !context.stages.contains("Painting"));
    }

private:
    static int largestDifference(const Image& a, const Image& b) {
        if (a.size() != b.size()) throw std::runtime_error("sizes differ");
        int out = 0;
        for (int y = 0; y < a.height(); ++y)
            for (int x = 0; x < 3 * a.width(); ++x) out = std::max(out, std::abs(int{a.row(y)[x]} - int{b.row(y)[x]}));
        return out;
    }
};

VELATURA_TEST(StartTest)
#include "start_test.moc"
