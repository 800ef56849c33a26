#include <torch/torch.h>

#include "core/catalog.h"
#include "core/engines/factory.h"
#include "core/engines/feature_cache.h"
#include "core/engines/gatys_params.h"
#include "core/engines/scale_plan.h"
#include "core/engines/style_objective.h"
#include "core/engines/going_on_params.h"
#include "core/image/carry.h"
#include "core/nn/image_tensor.h"
#include "core/nn/perceptual.h"
#include "core/jobs/job_channel.h"
#include "core/jobs/picture_taker.h"
#include "core/ops/relief.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"

using namespace velatura;

namespace {

const PerceptualNet::Widths kTiny{4, 4, 5, 5, 6, 7, 8};

bool sameSamples(const Image& a, const Image& b) {
    if (a.size() != b.size() || a.channels() != b.channels()) return false;
    for (int y = 0; y < a.height(); ++y)
        if (!std::equal(a.row(y), a.row(y) + a.rowBytes(), b.row(y))) return false;
    return true;
}

/// Keeps what the engine hands over besides.
class Taker : public SilentContext, public PictureTaker {
public:
    void scalar(std::string_view name, std::int64_t, double value) override {
        if (name == "total") totals.push_back(value);
    }
    void frame(std::int64_t step, const Image& image) override { frames.emplace_back(step, image); }
    void unfinished(const Image& image) override { start = image; }
    std::vector<double> totals;
    std::vector<std::pair<std::int64_t, Image>> frames;
    Image start;
};

RenderRequest smallRequest() {
    RenderRequest r;
    r.content = test::stripedPicture(1, 96, 72);
    r.styles.push_back({test::stripedPicture(4, 80, 80), 1.0, {}});
    r.params = {{"long-side", std::int64_t{64}}, {"steps", std::int64_t{4}}, {"threads", std::int64_t{1}}};
    return r;
}

/// The same for any engine, with as little work as it allows.
RenderRequest smallRequest(const EngineInfo& engine) {
    RenderRequest r = smallRequest();
    std::erase_if(r.params, [&](const auto& p) { return !engine.schema().find(p.first); });
    if (engine.maxStyles == 0) r.styles.clear();
    return r;
}

/// A value different from the default, still allowed.
ParamValue another(const ParamInfo& info) {
    switch (info.type) {
        case ParamType::Bool: return !std::get<bool>(info.defaultValue);
        case ParamType::Integer: {
            const auto v = std::get<std::int64_t>(info.defaultValue);
            return v + 1 <= info.range.max ? v + 1 : v - 1;
        }
        case ParamType::Real: {
            const double v = std::get<double>(info.defaultValue);
            return std::min(v * 0.5 + 0.3, info.range.max);
        }
        case ParamType::Choice: return info.choices[info.choices[0].key == std::get<std::string>(info.defaultValue) ? 1 : 0].key;
        case ParamType::RealList: {
            auto v = std::get<std::vector<double>>(info.defaultValue);
            v[0] = v[0] * 0.5;
            return v;
        }
        case ParamType::Text: return std::string("cpu");
    }
    return info.defaultValue;
}

}  // namespace

class EnginesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }

    void plansKeepTheirPromises() {
        for (const int scales : {0, 1, 2, 3, 6})
            for (const int steps : {1, 2, 7, 100}) {
                const auto plan = planScales({512, 384}, scales, steps);
                int sum = 0;
                double time = 0;
                for (const auto& s : plan) {
                    QVERIFY(s.steps >= 1);
                    sum += s.steps;
                    time += s.timeShare;
                }
                QCOMPARE(sum, steps);
                QVERIFY(std::abs(time - 1) < 1e-9);
                QCOMPARE(plan.back().size, (ImageSize{512, 384}));
            }
        QCOMPARE(planScales({512, 384}, 2, 100)[0].steps, 60);
        for (const auto& [side, sizes] : {std::pair{512, 1}, {720, 1}, {1024, 2}, {2048, 3}}) QCOMPARE(planScales({side, side / 2}, 0, 100).size(), size_t(sizes));
        QCOMPARE(planScales({100, 4}, 6, 50).size(), size_t(1));  // half of it would be under 64 px
    }
    void cacheKeepsWithinItsBudget() {
        FeatureCache cache(1000);
        int made = 0;
        const auto make = [&] {
            ++made;
            return std::vector<at::Tensor>{at::zeros({100})};
        };
        cache.get("a", make);
        cache.get("b", make);
        cache.get("a", make);
        QCOMPARE(made, 2);
        cache.get("c", make);  // 1200 bytes would not fit: b, the longest unused, goes
        cache.get("a", make);
        QCOMPARE(made, 3);
        cache.get("b", make);
        QCOMPARE(made, 4);
        QVERIFY(cache.bytes() <= 1000);
    }
    void objectiveGradientMatchesDifferences() {
        // In float32, so along random directions with a step that rounding survives.
        auto net = std::make_shared<PerceptualNet>(kTiny, 2);
        for (const auto kind : {StyleLossKind::Gram, StyleLossKind::Moments})
            for (const auto tap : {ContentTap::Relu2_1, ContentTap::Pixels}) {
                GatysParams p;
                p.styleLoss = kind;
                p.contentTap = tap;
                const at::Tensor content = test::randomPicture(24, 20, 1);
                StyleObjective objective(net, p, content, styleTargets(*net, {{test::randomPicture(30, 30, 2), 1.0}}));
                at::Tensor z = objective.variables(test::randomPicture(24, 20, 3) * 0.6 + 0.2);
                at::Tensor g = at::zeros_like(z), unused = at::zeros_like(z);
                objective.evaluate(z, g);
                const at::Tensor direction = g / g.norm();
                const double h = 0.02, along = g.norm().item<double>();
                const double numeric = (objective.evaluate(z + direction * h, unused) - objective.evaluate(z - direction * h, unused)) / (2 * h);
                QVERIFY2(std::abs(numeric - along) < 0.05 * along, (std::to_string(numeric) + " against " + std::to_string(along)).c_str());
            }
    }
    void tiledGradientsEqualWholeOnes() {
        auto net = std::make_shared<PerceptualNet>(kTiny, 2);
        const auto targets = styleTargets(*net, {{test::randomPicture(61, 50, 2), 1.0}});
        // Sizes: no multiple of a tile, of 16, smaller than a tile, and a strip; content seen by the network and by pixels.
        for (const auto& [width, height] : {std::pair{131, 97}, {64, 64}, {40, 200}, {300, 3}})
            for (const auto tap : {ContentTap::Relu4_1, ContentTap::Pixels})
                for (const int turn : {0, 3}) {
                    GatysParams p;
                    p.contentTap = tap;
                    const at::Tensor content = test::randomPicture(width, height, 1);
                    StyleObjective whole(net, p, content, targets), tiled(net, p, content, targets, 32);
                    const at::Tensor z = whole.variables(test::randomPicture(width, height, 3) * 1.2 - 0.1);
                    for (auto* o : {&whole, &tiled})
                        if (turn > 0) o->shiftGrid(turn, z);
                    at::Tensor a = at::zeros_like(z), b = at::zeros_like(z);
                    const double lossA = whole.evaluate(z, a), lossB = tiled.evaluate(z, b);
                    QVERIFY(std::abs(lossA - lossB) < 1e-5 * lossA);
                    const double apart = ((a - b).norm() / a.norm()).item<double>();
                    QVERIFY2(apart < 1e-4, std::to_string(apart).c_str());
                    QVERIFY(std::abs(whole.parts().content - tiled.parts().content) < 1e-4 * whole.parts().content + 1e-9);
                    QVERIFY(std::abs(whole.parts().style - tiled.parts().style) < 1e-4 * whole.parts().style);
                }
        const auto inTiles = styleTargets(*net, {{test::randomPicture(61, 50, 2), 1.0}}, {.tile = 16});
        for (size_t t = 0; t < kTapCount; ++t) QVERIFY(at::allclose(inTiles.grams[t], targets.grams[t], 1e-4, 1e-6));
    }
    void tooSmallAHaloWouldBeSeen() {
        // The halo is not generous: what a tile owns changes when the picture changes just inside it.
        auto net = std::make_shared<PerceptualNet>(kTiny, 2);
        const FeatureTiles all(*net, {400, 64}, {}, kTapCount - 1, 160);
        const auto& tile = all.tiles()[0];
        QCOMPARE(tile.seen.width, tile.owned.width + 112);
        const at::Tensor wide = widen(test::randomPicture(400, 64, 4), kMargin);
        at::Tensor changed = wide.clone();
        changed.narrow(3, tile.owned.width + 60, 24).fill_(0);
        const at::Tensor before = all.owned(net->forward(wide)[4], 4, tile), after = all.owned(net->forward(changed)[4], 4, tile);
        QVERIFY(!at::equal(before, after));
    }
    void variablesThereAndBack() {
        auto net = std::make_shared<PerceptualNet>(kTiny, 2);
        const at::Tensor x = test::randomPicture(17, 13, 1);
        StyleObjective objective(net, {}, x, styleTargets(*net, {{x, 1.0}}));
        QVERIFY(at::allclose(objective.picture(objective.variables(x)), x, 1e-4, 1e-5));
    }
    void mixedTargetsMixMoments() {
        const PerceptualNet net(kTiny, 2);
        const at::Tensor a = test::randomPicture(32, 32, 1), b = test::randomPicture(48, 32, 2);
        const auto ga = styleTargets(net, {{a, 1.0}}), gb = styleTargets(net, {{b, 1.0}}), mix = styleTargets(net, {{a, 3.0}, {b, 1.0}});
        QVERIFY(at::allclose(mix.grams[2], ga.grams[2] * 0.75 + gb.grams[2] * 0.25, 1e-4, 1e-5));
    }
    void optimisingLowersTheLoss() {
        auto session = makeEngineSession("gatys", {});
        QVERIFY2(session.has_value(), session ? "" : session.error().message().c_str());
        for (const char* optimizer : {"lbfgs", "adam"}) {
            auto r = smallRequest();
            r.params["optimizer"] = std::string(optimizer);
            r.params["steps"] = std::int64_t{20};
            r.params["scales"] = std::int64_t{1};
            JobChannel channel;
            QVERIFY((*session)->render(r, channel).has_value());
            std::vector<double> totals;
            for (const auto& s : channel.scalars().takeAll())
                if (s.name == "total") totals.push_back(s.value);
            QCOMPARE(totals.size(), size_t(20));
            QVERIFY2(totals.back() < 0.8 * totals.front(), optimizer);
        }
    }
    void aFrameIsLeftOut() {
        const at::Tensor inner = test::randomPicture(200, 160, 9);
        auto r = smallRequest();
        r.params["steps"] = std::int64_t{0};
        r.params["long-side"] = std::int64_t{200};
        const auto paintedFrom = [&](const at::Tensor& painting, bool crop) {
            r.styles[0].image = toImage(painting);
            r.params["crop-frame"] = crop;
            auto session = makeEngineSession("gatys", {});
            SilentContext silent;
            return toTensor((*session)->render(r, silent)->picture);
        };
        // Not the very same: colour and grain are the whole scan's.
        const at::Tensor scan = at::constant_pad_nd(inner, {10, 10, 8, 8}, 1), bare = paintedFrom(inner, false);
        const auto distance = [&](const at::Tensor& x) { return (x - bare).abs().mean().item<double>(); };
        const double without = distance(paintedFrom(scan, true)), with = distance(paintedFrom(scan, false));
        QVERIFY2(without < 0.9 * with, qPrintable(QString("%1 %2").arg(without).arg(with)));
        QCOMPARE(distance(paintedFrom(inner, true)), 0.0);
    }
    void everyParameterCountsInAWarmSession() {
        // Changed in a session that has rendered before and in a fresh one: equal pictures, so nothing stale is used.
        for (const auto& engine : engines()) {
            if (engine.maxStyles == 0) continue;  // needs a trained network, and has a test of its own
            auto warm = makeEngineSession(engine.key, {});
            QVERIFY(warm.has_value());
            SilentContext silent;
            QVERIFY((*warm)->render(smallRequest(engine), silent).has_value());
            for (const auto& info : engine.schema().fields()) {
                if (info.key == "long-side" || info.key == "time" || info.key == "network") continue;  // sizes are in the keys; time is the clock's; networks have a test of their own
                auto r = smallRequest(engine);
                r.params[info.key] = r.params.contains(info.key) ? ParamValue(std::get<std::int64_t>(r.params[info.key]) + 1) : another(info);
                r.start = r.content;
                auto fresh = makeEngineSession(engine.key, {});
                const auto a = (*warm)->render(r, silent), b = (*fresh)->render(r, silent);
                QVERIFY2(a && b, info.key.c_str());
                if (info.key == "threads") continue;  // sums in another order
                QVERIFY2(sameSamples(a->picture, b->picture), info.key.c_str());
            }
        }
    }
    void everyEngineStopsWhenTold() {
        class StopSoon : public SilentContext {
        public:
            bool proceed() override { return ++asked < 3; }
            int asked = 0;
        };
        for (const auto& engine : engines()) {
            if (engine.maxStyles == 0) continue;
            auto session = makeEngineSession(engine.key, {});
            auto r = smallRequest(engine);
            if (r.params.contains("steps")) r.params["steps"] = std::int64_t{100000};
            r.params["tile"] = std::int64_t{32};
            StopSoon context;
            const auto out = (*session)->render(r, context);
            QVERIFY2(out && out->stopped, engine.key.c_str());
            if (engine.live) continue;  // it has nothing before it has everything
            QVERIFY(!out->picture.empty());
            QCOMPARE(out->picture.size(), (ImageSize{64, 48}));  // the final size, also when stopped at a coarse one
        }
    }
    void everyTrainerHasADoor() {
        for (const auto& t : trainers()) QVERIFY2(findTrainerDoor(t.key).has_value(), t.key.c_str());
        QVERIFY(!findTrainerDoor("nothing"));
        QVERIFY(!makeEngineSession("nothing", {}));
    }
    void goingOnLowersTheLossAtItsOwnSize() {
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        r.params["steps"] = std::int64_t{20};
        Taker first;
        const auto painted = (*session)->render(r, first);
        QVERIFY(painted.has_value());
        // What it goes on from has the result's size and more than its 8 bits.
        QCOMPARE(first.start.size(), painted->picture.size());
        QVERIFY(first.start.depth() == Depth::U16 && painted->picture.depth() == Depth::U8);
        r.start = first.start;
        r.params = withStartFromLast(r.params);
        r.params["scales"] = std::int64_t{4};  // and yet it does not begin small again
        r.params["long-side"] = std::int64_t{32};
        Taker second;
        const auto further = (*session)->render(r, second);
        QVERIFY(further.has_value());
        QCOMPARE(further->picture.size(), painted->picture.size());
        QCOMPARE(second.totals.size(), size_t(20));
        // It begins where the first run ended, not where that began, and gets below it.
        QVERIFY2(second.totals.front() < first.totals.back() * 1.15, (std::to_string(second.totals.front()) + " after " + std::to_string(first.totals.back())).c_str());
        QVERIFY2(second.totals.back() < 0.97 * second.totals.front(), std::to_string(second.totals.back() / second.totals.front()).c_str());
        // L-BFGS starts anew, so the same again is the same again.
        Taker third;
        QVERIFY(sameSamples((*session)->render(r, third)->picture, further->picture));
        // From the finished 8 bits it is another way.
        r.start = painted->picture;
        QVERIFY(!sameSamples((*session)->render(r, third)->picture, further->picture));
    }
    void strokesAreAsStrongAsThePaintings() {
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        const at::Tensor grain = test::randomTensor({1, 1, 72, 96}, 5);
        r.content = toImage((toTensor(r.content, {96, 72}) + grain * 0.05).clamp(0, 1));
        r.styles[0].image = toImage((toTensor(r.styles[0].image, {96, 72}) + grain * 0.3).clamp(0, 1));
        r.params["calm"] = 0.0;
        r.params["relief"] = 0.0;
        SilentContext silent;
        const auto strength = [](const Image& x) { return reliefOf(toTensor(x)).lightness[0].mean().item<double>(); };
        const double wanted = reliefOf(toTensor(r.styles[0].image, {64, 48})).lightness[0].mean().item<double>(), as = strength((*session)->render(r, silent)->picture);
        r.params["relief"] = 1.0;
        const double matched = strength((*session)->render(r, silent)->picture);
        QVERIFY2(std::abs(wanted - matched) < 0.9 * std::abs(wanted - as), qPrintable(QString("%1 to %2, wanted %3").arg(as).arg(matched).arg(wanted)));
        r.params["style-weight"] = 0.0;
        const auto photo = (*session)->render(r, silent)->picture;
        r.params["relief"] = 0.0;
        QVERIFY(sameSamples((*session)->render(r, silent)->picture, photo));
    }
    void aSmallerStartIsEnlarged() {
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        r.start = test::stripedPicture(9, 48, 36);
        r.params = withStartFromLast(r.params);
        SilentContext silent;
        QCOMPARE((*session)->render(r, silent)->picture.size(), (ImageSize{64, 48}));
        // Never beyond the photo: a start that is larger than it was made elsewhere.
        r.start = test::stripedPicture(9, 960, 720);
        QCOMPARE((*session)->render(r, silent)->picture.size(), (ImageSize{96, 72}));
        r.start = test::stripedPicture(9, 72, 96);
        const auto refused = (*session)->render(r, silent);
        QVERIFY(!refused && refused.error().code == ErrorCode::Usage);
    }
    void framesComeAtTheStepsAskedFor() {
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        r.params["steps"] = std::int64_t{10};
        r.params["frame-every"] = std::int64_t{4};
        r.params["calm"] = 0.5;
        Taker taker;
        const auto painted = (*session)->render(r, taker);
        std::vector<std::int64_t> steps;
        for (const auto& [step, image] : taker.frames) {
            steps.push_back(step);
            QCOMPARE(image.size(), (ImageSize{64, 48}));  // that of the result, also from the small size
        }
        QCOMPARE(steps, (std::vector<std::int64_t>{0, 4, 8}));
        // Taking them changes nothing, and the same run gives the same ones.
        r.params["frame-every"] = std::int64_t{5};
        Taker again;
        QVERIFY(sameSamples((*session)->render(r, again)->picture, painted->picture));
        QCOMPARE(again.frames.size(), size_t(3));
        QVERIFY(sameSamples(again.frames[0].second, taker.frames[0].second));
        QVERIFY(sameSamples(again.frames[2].second, painted->picture));  // the last step's frame is the result
        SilentContext silent;
        QVERIFY(sameSamples((*session)->render(r, silent)->picture, painted->picture));
    }
    void theFinishIsNotGoneOnFrom_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("amount");
        for (const auto& [key, amount] : {std::pair{"calm", 1.0}, {"palette", 1.0}, {"relief", 1.0}, {"photo-colors", 1.0}}) QTest::addRow("%s", key) << QString(key) << amount;
    }
    void theFinishIsNotGoneOnFrom() {
        // Each stage of the finish changes the result, none what the optimiser would go on from.
        QFETCH(QString, key);
        QFETCH(double, amount);
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        for (const char* stage : {"calm", "palette", "relief", "photo-colors"}) r.params[stage] = 0.0;
        r.params["colors-by"] = std::string("hues");
        r.params["frame-every"] = std::int64_t{1};
        Taker plain, finished;
        const Image as = (*session)->render(r, plain)->picture;
        r.params[key.toStdString()] = amount;
        QVERIFY(!sameSamples((*session)->render(r, finished)->picture, as));
        QVERIFY(sameSamples(finished.start, plain.start));
    }
    void keptColoursStay() {
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        SilentContext silent;
        const auto plain = (*session)->render(r, silent);
        r.params["preserve-color"] = true;
        const auto kept = (*session)->render(r, silent);
        const Image photo = thumbnail(r.content, {64, 48});
        const auto chromaError = [&](const Image& image) {
            double sum = 0;
            for (int y = 0; y < 48; ++y)
                for (int x = 0; x < 64; ++x) {
                    const auto* p = photo.row(y) + 3 * x;
                    const auto* q = image.row(y) + 3 * x;
                    sum += std::abs((p[0] - p[1]) - (q[0] - q[1])) + std::abs((p[2] - p[1]) - (q[2] - q[1]));
                }
            return sum;
        };
        const std::string errors = std::to_string(chromaError(kept->picture)) + " against " + std::to_string(chromaError(plain->picture));
        QVERIFY2(chromaError(kept->picture) < 0.5 * chromaError(plain->picture), errors.c_str());
    }
    void alphaAndDepthAreKept() {
        PixelBuffer b({40, 30}, 4, Depth::U16);
        for (int y = 0; y < 30; ++y)
            for (int i = 0; i < 160; ++i) b.rowAs<std::uint16_t>(y)[i] = static_cast<std::uint16_t>(i % 4 == 3 ? 1000 * y : 300 * i);
        auto r = smallRequest();
        r.content = Image(std::move(b));
        auto session = makeEngineSession("gatys", {});
        SilentContext silent;
        const auto out = (*session)->render(r, silent);
        QVERIFY(out.has_value());
        QCOMPARE(out->picture.channels(), 4);
        QVERIFY(out->picture.depth() == Depth::U16);
        QCOMPARE(int(out->picture.rowAs<std::uint16_t>(7)[3]), 7000);
    }
    void oddSizesAndFlatPicturesWork() {
        auto session = makeEngineSession("gatys", {});
        SilentContext silent;
        for (const auto& size : {ImageSize{1, 1}, ImageSize{200, 1}, ImageSize{1, 64}, ImageSize{33, 31}}) {
            auto r = smallRequest();
            PixelBuffer flat(size, 3, Depth::U8);
            for (int y = 0; y < size.height; ++y) std::fill_n(flat.row(y), 3 * size.width, std::uint8_t(90));
            r.content = Image(std::move(flat));
            const auto out = (*session)->render(r, silent);
            QVERIFY2(out.has_value(), out ? "" : out.error().message().c_str());
            QCOMPARE(out->picture.size(), fitLongSide(size, 64));
        }
    }
    void impossibleRequestsAreRefused() {
        auto session = makeEngineSession("gatys", {});
        SilentContext silent;
        auto r = smallRequest();
        r.styles.clear();
        QVERIFY((*session)->render(r, silent).error().code == ErrorCode::Usage);
        r = smallRequest();
        r.styles[0].weight = 0;
        QVERIFY((*session)->render(r, silent).error().code == ErrorCode::Usage);
        r = smallRequest();
        r.params["device"] = std::string("toaster");
        QVERIFY((*session)->render(r, silent).error().code == ErrorCode::Usage);
    }
    void refiningEndsAtThePhotosSize() {
        auto session = makeEngineSession("gatys", {});
        SilentContext silent;
        auto r = smallRequest();
        r.params["long-side"] = std::int64_t{32};
        const auto working = (*session)->render(r, silent);
        QCOMPARE(working->picture.size(), (ImageSize{32, 24}));
        r.params["refine"] = std::int64_t{3};
        const auto refined = (*session)->render(r, silent);
        QVERIFY(refined && !refined->stopped);
        QCOMPARE(refined->picture.size(), (ImageSize{96, 72}));
        QCOMPARE(std::get<std::int64_t>(refined->facts.at("steps")), std::int64_t(7));
        // More than carrying: the optimiser has been at it.
        QVERIFY(!sameSamples(refined->picture, carryToSize(working->picture, r.content, {96, 72})));
        // In tiles it is nearly the same picture: their sums differ by rounding alone. (Not from statistics: twelve
        // positions leave their deepest covariance to rounding.)
        r.params["start"] = std::string("photo");
        const auto whole = (*session)->render(r, silent);
        r.params["tile"] = std::int64_t{32};
        const auto tiled = (*session)->render(r, silent);
        double apart = 0;
        for (int y = 0; y < 72; ++y)
            for (int i = 0; i < 3 * 96; ++i) apart += std::abs(int(whole->picture.row(y)[i]) - int(tiled->picture.row(y)[i]));
        QVERIFY2(apart / (3 * 96 * 72) < 1.5, std::to_string(apart / (3 * 96 * 72)).c_str());
        // A working size as large as the photo leaves nothing to refine.
        r.params["long-side"] = std::int64_t{96};
        QCOMPARE(std::get<std::int64_t>((*session)->render(r, silent)->facts.at("steps")), std::int64_t(4));
    }
    void timeLimitEnds() {
        auto session = makeEngineSession("gatys", {});
        SilentContext silent;
        auto r = smallRequest();
        r.params["steps"] = std::int64_t{100000};
        r.params["time"] = 1.0;
        const auto out = (*session)->render(r, silent);
        QVERIFY(out && !out->stopped);
        QVERIFY(std::get<std::int64_t>(out->facts.at("steps")) < 100000);
        // Also when nothing is left for the last size, and for refining.
        r.params["time"] = 0.001;
        r.params["refine"] = std::int64_t{10000};
        const auto hurried = (*session)->render(r, silent);
        QVERIFY(hurried && !hurried->stopped);
        QVERIFY(std::get<std::int64_t>(hurried->facts.at("steps")) < 100);
    }
};

VELATURA_TEST(EnginesTest)
#include "engines_test.moc"
