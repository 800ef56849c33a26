// Where the optimiser starts: rounds of closed-form transport, and the choices of the engine.
#include <torch/torch.h>

#include <set>
#include <stdexcept>

#include "core/base/hash.h"
#include "core/engines/factory.h"
#include "core/engines/gatys_params.h"
#include "core/engines/transport_start.h"
#include "core/losses/gram.h"
#include "core/nn/image_tensor.h"
#include "core/ops/palette.h"
#include "core/ops/relief.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"

using namespace velatura;

namespace {

const std::filesystem::path kModels = std::filesystem::path(VELATURA_SOURCE_DIR) / "models";
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

    std::shared_ptr<PerceptualNet> net_;
    std::shared_ptr<FeatureDecoder> decoder_;

    double styleLeft(const at::Tensor& picture, const StyleTargets& targets) const {
        const auto own = styleTargets(*net_, {{picture, 1.0}});
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
        auto net = PerceptualNet::load(kModels / "perceptual.safetensors");
        QVERIFY2(net.has_value(), net ? "" : net.error().message().c_str());
        net_ = *net;
        auto decoder = FeatureDecoder::load(kModels / "decoder.safetensors", *sha256OfFile(kModels / "perceptual.safetensors"));
        QVERIFY2(decoder.has_value(), decoder ? "" : decoder.error().message().c_str());
        decoder_ = *decoder;
    }

    void roundsBringThePaintingsStatistics() {
        const at::Tensor x = toTensor(photo()), style = toTensor(painting());
        const StyleTargets targets = styleTargets(*net_, {{style, 1.0}});
        const std::vector<StyleRegion> everywhere{{{}, targets}};
        const double before = styleLeft(x, targets);
        const at::Tensor out = transportPicture(*net_, *decoder_, x, everywhere);
        QCOMPARE(out.sizes(), x.sizes());
        QVERIFY(out.min().item<double>() >= 0 && out.max().item<double>() <= 1);
        const double after = styleLeft(out, targets);
        QVERIFY2(after < 0.5 * before, qPrintable(QStringLiteral("%1 of %2").arg(after).arg(before)));
        // Half as strong goes half as far; not at all leaves the picture alone.
        TransportOptions weak;
        weak.strength.fill(0.3);
        const double some = styleLeft(transportPicture(*net_, *decoder_, x, everywhere, weak), targets);
        QVERIFY2(some < before && some > after, qPrintable(QStringLiteral("%1, %2, %3").arg(before).arg(some).arg(after)));
        weak.strength.fill(0);
        QVERIFY(at::equal(transportPicture(*net_, *decoder_, x, everywhere, weak), x));
        // A round that is left out is missing, and so is a deeper one.
        TransportOptions two;
        two.deepest = 1;
        const at::Tensor shallow = transportPicture(*net_, *decoder_, x, everywhere, two);
        QVERIFY((shallow - out).abs().max().item<double>() > 0.02);
        TransportOptions same;
        same.strength[2] = 0;
        QVERIFY(at::equal(transportPicture(*net_, *decoder_, x, everywhere, same), shallow));
    }
    void roundsKeepToTheirRegion() {
        const at::Tensor x = toTensor(photo());
        at::Tensor left = at::zeros({1, 1, kSize.height, kSize.width});
        left.narrow(3, 0, 48).fill_(1);
        const auto with = [&](int seed) {
            return transportPicture(*net_, *decoder_, x, {{left, styleTargets(*net_, {{toTensor(test::stripedPicture(seed, 112, 112)), 1.0}})}});
        };
        const at::Tensor apart = (with(4) - with(7)).abs();
        const double inside = apart.narrow(3, 0, 40).mean().item<double>(), far = apart.narrow(3, 100, 28).max().item<double>();
        QVERIFY2(inside > 0.03 && far < 0.01, qPrintable(QStringLiteral("%1, %2").arg(inside).arg(far)));
    }
    void everyStartIsAnother() {
        const StyleTargets targets = styleTargets(*net_, {{toTensor(painting()), 1.0}});
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
        r.params["steps"] = std::int64_t{25};
        const at::Tensor painted = toTensor(started(r));
        at::Tensor limited = painted.clone();
        limitRelief(limited, start, 1.5);
        // As good as within the limit already: energies are measured anew after they were lowered.
        QVERIFY((painted - start).abs().max().item<double>() > 0.03);
        QVERIFY2((limited - painted).abs().mean().item<double>() < 0.003, qPrintable(QString::number((limited - painted).abs().mean().item<double>())));
    }
    void clearStrokesAreKeptAsFarAsAsked() {
        auto r = request("transport");
        r.params["steps"] = std::int64_t{25};
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
