// The optimiser's loss beyond Gram matrices and content: histograms, nearest neighbours, regions, held pixels, the
// pyramid; each with its gradient, whole and in tiles. And what they do to a picture.
#include <torch/torch.h>

#include "core/engines/factory.h"
#include "core/engines/memory_fallback.h"
#include "core/engines/style_objective.h"
#include "core/engines/style_regions.h"
#include "core/image/resample.h"
#include "core/jobs/job_channel.h"
#include "core/losses/histogram.h"
#include "core/losses/nearest.h"
#include "core/nn/perceptual.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"

using namespace velatura;

namespace {

const PerceptualNet::Widths kTiny{4, 4, 5, 5, 6, 7, 8};

struct Case {
    std::string name;
    GatysParams params;
    bool regions = false, held = false;
};

std::vector<Case> cases() {
    std::vector<Case> out;
    const auto add = [&](const char* name) -> Case& {
        out.push_back(Case{name, {}, false, false});
        out.back().params.contentTap = ContentTap::Relu3_1;
        return out.back();
    };
    add("histogram").params.histogramWeight = 2;
    add("nearest").params.nearestWeight = 3;
    add("pyramid").params.variable = VariableKind::Pyramid;
    add("adversarial").params.adversarialWeight = 1;
    add("regions").regions = true;
    add("held").held = true;
    Case& all = add("all");
    all.regions = all.held = true;
    all.params.histogramWeight = all.params.nearestWeight = all.params.adversarialWeight = 1;
    all.params.variable = VariableKind::Pyramid;
    return out;
}

at::Tensor ramp(int width, int height, bool across) {
    const at::Tensor line = at::linspace(0, 1, across ? width : height);
    return (across ? line.reshape({1, 1, 1, width}) : line.reshape({1, 1, height, 1})).expand({1, 1, height, width}).contiguous();
}

StyleObjective objectiveOf(const Case& c, const std::shared_ptr<PerceptualNet>& net, int width, int height, int tile) {
    const StyleTargetNeeds needs{c.params.histogramWeight > 0, c.params.nearestWeight > 0, 0, 1};
    const auto targetsOf = [&](const at::Tensor& painting) {
        StyleTargets out = styleTargets(*net, {{painting, 1.0}}, needs);
        out.paintings = {{painting, 1.0}};
        return out;
    };
    std::vector<StyleRegion> regions{{{}, targetsOf(test::randomPicture(50, 40, 2))}};
    if (c.regions) {
        regions.push_back({1 - ramp(width, height, true), targetsOf(test::randomPicture(40, 50, 7))});
        regions[0].share = ramp(width, height, true);
    }
    return StyleObjective(net, c.params, test::randomPicture(width, height, 1), regions, tile, c.held ? ramp(width, height, false) : at::Tensor());
}

Image flat(int red, int green, int blue, int width = 48, int height = 48) {
    PixelBuffer out({width, height}, 3, Depth::U8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            auto* p = out.row(y) + 3 * x;
            const int wave = ((x / 3 + y / 3) % 2) * 24 - 12;  // a flat painting has no covariance
            p[0] = static_cast<std::uint8_t>(std::clamp(red + wave, 0, 255));
            p[1] = static_cast<std::uint8_t>(std::clamp(green + wave, 0, 255));
            p[2] = static_cast<std::uint8_t>(std::clamp(blue + wave, 0, 255));
        }
    return Image(std::move(out));
}

/// White where `inside(x, y)`.
template <class F>
Image mask(int width, int height, F&& inside) {
    PixelBuffer out({width, height}, 1, Depth::U8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) out.row(y)[x] = inside(x, y) ? 255 : 0;
    return Image(std::move(out));
}

RenderRequest request() {
    RenderRequest r;
    r.content = test::stripedPicture(1, 64, 48);
    r.styles.push_back({test::stripedPicture(4, 80, 80), 1.0, {}});
    r.params = {{"long-side", std::int64_t{64}}, {"steps", std::int64_t{6}}, {"threads", std::int64_t{1}}};
    return r;
}

Rendered painted(const RenderRequest& r) {
    static auto session = makeEngineSession("gatys", {});
    SilentContext silent;
    auto out = (*session)->render(r, silent);
    if (!out) qFatal("%s", out.error().message().c_str());
    return *out;
}

double mean(const Image& image, int channel, int x0, int x1) {
    double sum = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = x0; x < x1; ++x) sum += image.row(y)[3 * x + channel];
    return sum / (image.height() * (x1 - x0));
}

}  // namespace

class TermsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gradientsMatchDifferences() {
        auto net = std::make_shared<PerceptualNet>(kTiny, 2);
        for (const auto& c : cases()) {
            StyleObjective objective = objectiveOf(c, net, 40, 36, 0);
            const at::Tensor z = objective.variables(test::randomPicture(40, 36, 3) * 0.6 + 0.2);
            objective.aimFrom(z);
            at::Tensor g = at::zeros_like(z), unused = at::zeros_like(z);
            objective.evaluate(z, g);
            const at::Tensor direction = g / g.norm();
            const double h = 0.02, along = g.norm().item<double>();
            const double numeric = (objective.evaluate(z + direction * h, unused) - objective.evaluate(z - direction * h, unused)) / (2 * h);
            // Histograms of a small picture are steps; only over many values do they meet their gradient.
            const double tolerance = c.params.histogramWeight > 0 ? 0.2 : 0.05;
            QVERIFY2(std::abs(numeric - along) < tolerance * along, qPrintable(QStringLiteral("%1: %2 against %3").arg(c.name.c_str()).arg(numeric).arg(along)));
        }
    }
    void tilesEqualTheWhole() {
        auto net = std::make_shared<PerceptualNet>(kTiny, 2);
        for (const auto& c : cases())
            for (const int turn : {0, 3}) {
                StyleObjective whole = objectiveOf(c, net, 131, 97, 0), tiled = objectiveOf(c, net, 131, 97, 32);
                const at::Tensor z = whole.variables(test::randomPicture(131, 97, 3) * 1.2 - 0.1);
                at::Tensor a = at::zeros_like(z), b = at::zeros_like(z);
                for (auto* o : {&whole, &tiled}) {
                    o->aimFrom(z);
                    if (turn > 0) o->shiftGrid(turn, z);
                }
                const double lossA = whole.evaluate(z, a), lossB = tiled.evaluate(z, b);
                QVERIFY2(std::abs(lossA - lossB) < 1e-5 * lossA, c.name.c_str());
                const double apart = ((a - b).norm() / a.norm()).item<double>();
                QVERIFY2(apart < 1e-4, qPrintable(QStringLiteral("%1: %2").arg(c.name.c_str()).arg(apart)));
            }
    }
    void variablesThereAndBack() {
        const at::Tensor x = test::randomPicture(83, 61, 1);
        for (const auto kind : {VariableKind::Pixels, VariableKind::Pyramid}) {
            const PictureVariable v(kind, x, {});
            QVERIFY(at::allclose(v.picture(v.axes(v.of(x))), x, 1e-4, 1e-5));
        }
        // What is held is the photo, whatever the variables say.
        const PictureVariable v(VariableKind::Pixels, x, at::ones({1, 1, 61, 83}));
        QVERIFY(at::allclose(v.picture(v.axes(v.of(at::rand_like(x)))), x, 1e-4, 1e-5));
    }
    void tablesGiveTheStylesDistribution() {
        const at::Tensor x = test::randomTensor({1, 3, 40, 50}, 1).relu() * 2, style = test::randomTensor({3, 900}, 2).abs() + 0.5;
        const at::Tensor quantiles = quantilesOf(style), most = quantiles.select(1, kQuantiles - 1).maximum(x.amax({0, 2, 3}));
        const at::Tensor after = matched(x, matchingTable(histogram(x, {}, most), quantiles), most);
        // Half of it is one value, 0, which cannot be spread; the rest takes the style's upper half.
        const at::Tensor q = quantilesOf(after.squeeze(0).flatten(1));
        for (const int at : {160, 200, 240}) QVERIFY(at::allclose(q.select(1, at), quantiles.select(1, at), 0.06, 0.02));
        // Weights count: with all of it on the left half, only that half is matched.
        at::Tensor left = at::zeros({1, 1, 40, 50});
        left.narrow(3, 0, 25).fill_(1);
        const at::Tensor half = x.narrow(3, 0, 25).contiguous();
        QVERIFY(at::equal(histogram(x, left, most), histogram(half, {}, most)));
    }
    void nearestFindsItself() {
        const at::Tensor all = test::randomTensor({5000, 12}, 3);
        QVERIFY(at::equal(nearest(all.narrow(0, 100, 3000), all), at::arange(100, 3100)));
    }
    void sharesAddUp() {
        const Image left = mask(40, 30, [](int x, int) { return x < 20; }), top = mask(40, 30, [](int, int y) { return y < 15; });
        const Image a = test::stripedPicture(1), b = test::stripedPicture(2);
        QVERIFY(!sharesOf(groupStyles({{a, 1.0, {}}, {b, 2.0, {}}}), {40, 30})[0].defined());
        const auto groups = groupStyles({{a, 1.0, left}, {b, 3.0, top}, {a, 1.0, {}}, {b, 0.0, {}}, {a, 1.0, left}});
        QCOMPARE(groups.size(), size_t{3});
        QCOMPARE(groups[0].styles, (std::vector<size_t>{0, 4}));
        const auto shares = sharesOf(groups, {40, 30});
        QVERIFY(at::allclose(shares[0] + shares[1] + shares[2], at::ones({1, 1, 30, 40})));
        QVERIFY(std::abs(shares[0][0][0][2][2].item<double>() - 0.4) < 1e-5);  // both masks: 2 to 3
        QCOMPARE(shares[2][0][0][29][39].item<double>(), 1.0);
        QCOMPARE(shares[2][0][0][2][2].item<double>(), 0.0);
    }
    void eachRegionTakesAfterItsStyle() {
        auto r = request();
        r.styles.clear();
        r.styles.push_back({flat(210, 60, 40), 1.0, mask(64, 48, [](int x, int) { return x < 32; })});
        r.styles.push_back({flat(40, 80, 210), 1.0, {}});
        for (const char* start : {"instant", "transport", "photo"}) {
            r.params["start"] = std::string(start);
            const Image out = painted(r).picture;
            QVERIFY2(mean(out, 0, 0, 28) > mean(out, 2, 0, 28) + 20, start);
            QVERIFY2(mean(out, 2, 36, 64) > mean(out, 0, 36, 64) + 20, start);
        }
    }
    void whereNoStyleAppliesThePhotoStays() {
        auto r = request();
        r.styles[0].mask = mask(64, 48, [](int x, int) { return x < 32; });
        const Image out = painted(r).picture;
        for (int y = 0; y < 48; ++y) QVERIFY(std::equal(out.row(y) + 3 * 36, out.row(y) + 3 * 64, r.content.row(y) + 3 * 36));
        QVERIFY(!std::equal(out.row(20), out.row(20) + 3 * 28, r.content.row(20)));
    }
    void protectedPixelsStay() {
        auto r = request();
        r.protect = mask(64, 48, [](int x, int y) { return x >= 20 && x < 40 && y >= 10 && y < 30; });
        const Image out = painted(r).picture;
        for (int y = 11; y < 29; ++y) QVERIFY(std::equal(out.row(y) + 3 * 21, out.row(y) + 3 * 39, r.content.row(y) + 3 * 21));
        QVERIFY(!std::equal(out.row(40), out.row(40) + 3 * 64, r.content.row(40)));
    }
    void tooLittleMemoryOnAGpuIsWorkedAround() {
        const c10::Device gpu(c10::kCUDA, 0), cpu(c10::kCPU);
        const auto plans = memoryPlans(gpu, 0, {2000, 900});
        QCOMPARE(plans, (std::vector<MemoryPlan>{{gpu, 0}, {gpu, 1024}, {gpu, 512}, {gpu, 256}, {cpu, 0}}));
        QCOMPARE(memoryPlans(gpu, 512, {2000, 900}).size(), size_t{3});
        QCOMPARE(memoryPlans(cpu, 0, {2000, 900}), (std::vector<MemoryPlan>{{cpu, 0}}));
        std::vector<std::string> notes;
        const auto note = [&](const Error& e) { notes.push_back(e.message()); };
        const auto fitting = [&](int tile) {
            return [tile](const MemoryPlan& p) -> Result<Rendered> {
                if (p.device.is_cuda() && (p.tile == 0 || p.tile > tile)) TORCH_CHECK(false, "CUDA out of memory. Tried to allocate 20 GiB");
                Rendered r;
                r.facts["tile"] = std::int64_t{p.tile};
                return r;
            };
        };
        QCOMPARE(std::get<std::int64_t>(withinMemory(plans, fitting(600), note)->facts.at("tile")), std::int64_t{512});
        QCOMPARE(notes.size(), size_t{2});
        QVERIFY(notes[1].find("512 px") != std::string::npos);
        notes.clear();
        QCOMPARE(std::get<std::int64_t>(withinMemory(plans, fitting(1), note)->facts.at("tile")), std::int64_t{0});
        QVERIFY(notes.back().find("CPU") != std::string::npos);
        // Another fault is no reason to try again.
        int tries = 0;
        const auto broken = [&](const MemoryPlan&) -> Result<Rendered> {
            ++tries;
            TORCH_CHECK(false, "mat1 and mat2 shapes cannot be multiplied");
        };
        QVERIFY(withinMemory(plans, broken, note).error().code == ErrorCode::Internal);
        QCOMPARE(tries, 1);
    }
    void termsChangeThePicture() {
        auto r = request();
        const Image plain = painted(r).picture;
        for (const char* key : {"histogram-weight", "nearest-weight", "adversarial-weight", "photo-colors"}) {
            auto changed = r;
            changed.params[key] = 0.7;
            const auto out = painted(changed);
            QVERIFY2(std::memcmp(out.picture.row(20), plain.row(20), plain.rowBytes()) != 0, key);
        }
    }
    void theCriticLearnsAndIsFooled() {
        // Fine checks against calm waves: easily told apart.
        const at::Tensor checks = (at::arange(96).reshape({1, 1, 96, 1}) / 4 + at::arange(96).reshape({1, 1, 1, 96}) / 4).floor().remainder(2).expand({1, 3, 96, 96}).contiguous() * 0.6 + 0.2;
        const at::Tensor waves = ramp(80, 64, true).expand({1, 3, 64, 80}).contiguous() * 0.5 + 0.25;
        StyleCritic critic({{checks, 1.0}}, 5);
        const double first = critic.learn(waves, {}, 1), last = critic.learn(waves, {}, 40);
        QVERIFY2(last < 0.3 * first, qPrintable(QStringLiteral("%1 to %2").arg(first).arg(last)));
        // Following its pull fools it.
        at::Tensor picture = waves.clone();
        const auto pulled = [&](at::Tensor& by) { return critic.pull(picture, {}, {}, 1, by); };
        at::Tensor by = at::zeros_like(picture);
        const double before = pulled(by);
        for (int i = 0; i < 20; ++i) {
            picture.sub_(by, 0.05 / by.abs().max().item<double>());
            by.zero_();
            pulled(by);
        }
        QVERIFY(pulled(by) < 0.5 * before);
    }
    void theCriticKeepsToItsRegion() {
        StyleCritic critic({{test::randomPicture(64, 64, 2), 1.0}}, 5);
        const at::Tensor picture = test::randomPicture(256, 48, 3);
        at::Tensor share = at::zeros({1, 1, 48, 256}), by = at::zeros_like(picture);
        share.narrow(3, 0, 96).fill_(1);
        critic.learn(picture, share, 3);
        critic.pull(picture, share, {}, 1, by);
        QVERIFY(by.narrow(3, 0, 64).abs().max().item<double>() > 0);
        QCOMPARE(by.narrow(3, 160, 96).abs().max().item<double>(), 0.0);
    }
    void aPictureTooSmallForTheCriticIsLeftAlone() {
        StyleCritic critic({{test::randomPicture(20, 18, 2), 1.0}}, 5);  // a small painting is enlarged
        const at::Tensor small = test::randomPicture(30, 20, 3), large = test::randomPicture(40, 40, 3);
        at::Tensor by = at::zeros_like(small), byLarge = at::zeros_like(large);
        QCOMPARE(critic.learn(small, {}, 2), 0.0);
        QCOMPARE(critic.pull(small, {}, {}, 1, by), 0.0);
        QVERIFY(by.abs().max().item<double>() == 0 && critic.learn(large, {}, 1) > 0 && critic.pull(large, {}, {}, 1, byLarge) > 0);
    }
    void histogramsComeNearer() {
        auto r = request();
        r.params["content-weight"] = 0.2;
        r.params["start"] = std::string("photo");
        r.params["steps"] = std::int64_t{25};
        const auto lossAfter = [&](double weight) {
            r.params["histogram-weight"] = weight;
            JobChannel channel;
            static auto session = makeEngineSession("gatys", {});
            if (!(*session)->render(r, channel)) return std::pair{0.0, 0.0};
            std::vector<double> values;
            for (const auto& s : channel.scalars().takeAll())
                if (s.name == "histograms") values.push_back(s.value);
            return values.empty() ? std::pair{0.0, 0.0} : std::pair{values.front(), values.back()};
        };
        const auto [first, last] = lossAfter(3);
        QVERIFY2(last < 0.7 * first, (std::to_string(first) + " to " + std::to_string(last)).c_str());
    }
};

VELATURA_TEST(TermsTest)
#include "terms_test.moc"
