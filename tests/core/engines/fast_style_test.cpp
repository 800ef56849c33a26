#include <torch/torch.h>

#include <fstream>

#include "core/engines/factory.h"
#include "core/engines/fast_style_forecast.h"
#include "core/engines/painting_network.h"
#include "core/jobs/job_channel.h"
#include "core/kept.h"
#include "core/model_import.h"
#include "core/network_layout.h"
#include "core/recipe_match.h"
#include "tests/support/networks/made_painter.h"
#include "tests/support/networks/made_vgg.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/inspecting_work.h"
#include "tests/support/work/memory_pictures.h"

using namespace velatura;
using test::ScratchFolder;

namespace {

/// Mean absolute difference of the samples, of 255; huge where sizes differ.
double apart(const Image& a, const Image& b) {
    if (a.size() != b.size() || a.channels() != b.channels()) return 1e9;
    double sum = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int i = 0; i < a.channels() * a.width(); ++i) sum += std::abs(int(a.row(y)[i]) - int(b.row(y)[i]));
    return sum / static_cast<double>(a.size().pixels() * a.channels());
}

/// A store with a network of three styles, whose pictures fill the range.
struct Studio {
    ScratchFolder folder;
    test::DataHome home{folder.path()};
    test::InspectingWork work;
    SilentContext silent;
    std::unique_ptr<EngineSession> session;

    Studio() {
        import("trio", {.styles = 3}, R"(["wave","ink","oil"])");
        auto made = makeEngineSession("fast-style", {});
        if (!made) qFatal("no session");
        session = std::move(*made);
    }
    void import(const std::string& name, const test::PainterMade& made, const std::string& styles) {
        SafetensorsFile file = test::madePainter(made);
        file.arrays["deconv3.conv2d.bias"] = arrayOf(at::full({3}, 127.0f), NumberType::F32);
        file.arrays["deconv3.conv2d.weight"] =
            arrayOf(tensorsOf(file).at("deconv3.conv2d.weight") * 120, NumberType::F32);
        if (!styles.empty()) file.metadata["styles"] = styles;
        const auto path = folder / (name + "-source.safetensors");
        if (!writeSafetensors(path, file) || !importModel(work, {path, name, {}}, silent)) qFatal("not imported");
    }
    RenderRequest request(const ParamValues& params = {}) const {
        RenderRequest r;
        r.content = test::stripedPicture(1, 96, 72);
        r.params = {{"model", std::string("trio")}, {"long-side", std::int64_t{64}}, {"threads", std::int64_t{1}}};
        for (const auto& [key, value] : params) r.params[key] = value;
        return r;
    }
    Image painted(const ParamValues& params = {}) {
        const auto out = session->render(request(params), silent);
        if (!out) qWarning("%s", out.error().message().c_str());
        return out ? out->picture : Image();
    }
    std::string complaint(const ParamValues& params) {
        const auto out = session->render(request(params), silent);
        return out ? "" : out.error().message();
    }
};

}  // namespace

class FastStyleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }

    void paintsInEachStyleAndBetween() {
        Studio studio;
        const Image wave = studio.painted(), named = studio.painted({{"blend", std::string("wave")}}),
                    ink = studio.painted({{"blend", std::string("2")}});
        QCOMPARE(wave.size(), (ImageSize{64, 48}));
        QCOMPARE(apart(wave, named), 0.0);
        QVERIFY(apart(wave, ink) > 1);
        QCOMPARE(apart(ink, studio.painted({{"blend", std::string("ink:0.2")}})), 0.0);
        const Image both = studio.painted({{"blend", std::string("wave, 2:1")}});
        QVERIFY(apart(both, wave) > 0.3 && apart(both, ink) > 0.3);
        QCOMPARE(apart(both, studio.painted({{"blend", std::string("wave:3,ink:3")}})), 0.0);
    }
    void stylesAreSpelt() {
        const std::vector<std::string> names = {"wave", "", "a:2, b"};
        QVERIFY((*styleShares(" ", names) == std::vector<double>{1, 0, 0}));
        QVERIFY((*styleShares("a:2, b", names) == std::vector<double>{0, 0, 1}));
        QVERIFY((*styleShares("1:3,2", names) == std::vector<double>{0.75, 0.25, 0}));
        for (const auto& [text, says] : {std::pair{"sea", "has: wave, 2, a:2, b"},
                                         {"4", "no style \"4\""},
                                         {"wave:x", "\"x\" is not a weight"},
                                         {"wave:-1", "not a weight"},
                                         {"wave:0", "weight 0"},
                                         {"wave,,2", "no style \"\""}})
            QVERIFY2(styleShares(text, names).error().message().find(says) != std::string::npos,
                     styleShares(text, names).error().message().c_str());
    }
    void strengthGoesFromThePhoto() {
        Studio studio;
        const auto r = studio.request();
        const Image none = studio.painted({{"style-strength", 0.0}}), half = studio.painted({{"style-strength", 0.5}}),
                    full = studio.painted();
        const Image photo = thumbnail(r.content, {64, 48});
        QVERIFY(apart(none, photo) < 3);
        // Where sizes agree it is the photo to the last bit.
        RenderRequest same = r;
        same.params["long-side"] = std::int64_t{96};
        same.params["style-strength"] = 0.0;
        QCOMPARE(apart(studio.session->render(same, studio.silent)->picture, r.content), 0.0);
        QVERIFY(std::abs(apart(half, none) - apart(half, full)) < 0.6 && apart(full, none) > 10);
    }
    void everyOptionDoesSomething() {
        Studio studio;
        const Image plain = studio.painted();
        for (const auto& [key, value] : {std::pair<const char*, ParamValue>{"photo-colors", 1.0},
                                         {"calm", 1.0},
                                         {"style-strength", 0.7},
                                         {"blend", std::string("oil")}})
            QVERIFY2(apart(plain, studio.painted({{key, value}})) > 0.05, key);
        QCOMPARE(apart(plain, studio.painted()), 0.0);
        // A preview answers at half the size.
        RenderRequest r = studio.request({{"long-side", std::int64_t{96}}});
        r.purpose = Purpose::Preview;
        QCOMPARE(studio.session->render(r, studio.silent)->picture.size(), (ImageSize{64, 48}));
    }
    void photosColoursStay() {
        Studio studio;
        const Image photo = thumbnail(studio.request().content, {64, 48});
        const auto chromaError = [&](const Image& image) {
            double sum = 0;
            for (int y = 0; y < 48; ++y)
                for (int x = 0; x < 64; ++x) {
                    const auto *p = photo.row(y) + 3 * x, *q = image.row(y) + 3 * x;
                    sum += std::abs((p[0] - p[1]) - (q[0] - q[1])) + std::abs((p[2] - p[1]) - (q[2] - q[1]));
                }
            return sum;
        };
        QVERIFY(chromaError(studio.painted({{"photo-colors", 1.0}})) < 0.7 * chromaError(studio.painted()));
    }
    void tilesFitWithoutASeam() {
        Studio studio;
        const auto net = TransformerNet::load(storedModelFile("trio"));
        const at::Tensor x = test::randomPicture(301, 190, 1), style = at::tensor({1.0f, 0.0f, 0.0f});
        const auto always = [](std::int64_t, std::int64_t) { return true; };
        at::NoGradGuard noGrad;
        const at::Tensor small = paintedBy(**net, x, style, 64, always), whole = paintedBy(**net, x, style, 0, always);
        QVERIFY(small.sizes() == x.sizes());
        const double difference = (small - whole).abs().mean().item<double>();
        qInfo("tiles differ from the whole by %.4f of 1 in the mean", difference);
        QVERIFY2(difference < 0.05, std::to_string(difference).c_str());
        // Across seams it changes no more than elsewhere.
        const at::Tensor steps = (small.narrow(3, 1, 300) - small.narrow(3, 0, 300)).abs().mean({0, 1, 2});
        const at::Tensor before = (whole.narrow(3, 1, 300) - whole.narrow(3, 0, 300)).abs().mean({0, 1, 2});
        for (const int seam : {63, 127, 191, 255}) {
            const double ratio = (steps[seam] / before[seam]).item<double>();
            QVERIFY2(ratio > 0.7 && ratio < 1.4, std::to_string(ratio).c_str());
        }
        const Image tiled = studio.painted({{"long-side", std::int64_t{96}}, {"tile", std::int64_t{32}}});
        QVERIFY(apart(tiled, studio.painted({{"long-side", std::int64_t{96}}})) < 12);
        QVERIFY(!paintedBy(**net, x, style, 64, [](std::int64_t done, std::int64_t) { return done < 3; }).defined());
    }
    void aTileIsWhatTheWholeIsByTheSameStatistics() {
        const TransformerNet net({4, 8, 8}, 1, 5);
        at::NoGradGuard noGrad;
        const at::Tensor x = test::randomPicture(230, 150, 2), style = at::ones({1});
        const auto statistics = net.measure(x, style);
        const at::Tensor whole = net.forward(x, style, &statistics);
        // As far as a tile's own part is from where it was cut.
        const at::Tensor cut = net.forward(x.narrow(3, 80 - kPainterHalo, 150 + kPainterHalo), style, &statistics);
        QVERIFY(at::allclose(cut.narrow(3, kPainterHalo, 150), whole.narrow(3, 80, 150), 1e-3, 1e-4));
    }
    void stopsWithNothing() {
        class Never : public SilentContext {
            bool proceed() override { return false; }
        } never;
        Studio studio;
        const auto out = studio.session->render(studio.request(), never);
        QVERIFY(out && out->stopped && out->picture.empty());
        // And what was given up is not taken for a picture afterwards.
        QVERIFY(!studio.painted().empty());
    }
    void protectedPartsStay() {
        Studio studio;
        RenderRequest r = studio.request({{"long-side", std::int64_t{96}}});
        PixelBuffer left({96, 72}, 1, Depth::U8);
        for (int y = 0; y < 72; ++y) {
            std::fill_n(left.row(y), 48, std::uint8_t(255));
            std::fill_n(left.row(y) + 48, 48, std::uint8_t(0));
        }
        r.protect = Image(std::move(left));
        const Image kept = studio.session->render(r, studio.silent)->picture;
        const Image free = studio.painted({{"long-side", std::int64_t{96}}});
        QVERIFY(std::equal(kept.row(40), kept.row(40) + 3 * 40, r.content.row(40)));
        QVERIFY(std::equal(kept.row(40) + 3 * 56, kept.row(40) + 3 * 96, free.row(40) + 3 * 56));
    }
    void whatCannotBeIsSaid() {
        Studio studio;
        QVERIFY(studio.complaint({{"model", std::string("nobody")}}).find("no trained style \"nobody\"; there are: ") !=
                std::string::npos);
        QVERIFY(studio.complaint({{"blend", std::string("sea")}}).find("it has: wave, ink, oil") != std::string::npos);
        QVERIFY(studio.complaint({{"device", std::string("toaster")}}).find("toaster") != std::string::npos);
        RenderRequest empty = studio.request();
        empty.content = {};
        QVERIFY(studio.session->render(empty, studio.silent).error().code == ErrorCode::Usage);
        // A file that is another one than was imported.
        std::ofstream(storedModelFile("trio"), std::ios::app) << "x";
        QVERIFY(!studio.complaint({}).empty());
    }
    void theOptimiserDoesNotLookThroughIt() {
        Studio studio;
        auto session = makeEngineSession("gatys", {});
        RenderRequest r = studio.request();
        r.params = {{"network", std::string("trio")}, {"long-side", std::int64_t{64}}, {"steps", std::int64_t{2}}};
        r.styles.push_back({test::stripedPicture(4, 64, 64), 1.0, {}});
        const auto out = (*session)->render(r, studio.silent);
        QVERIFY(!out && out.error().message().find("feed-forward style network") != std::string::npos);
    }
    void warmAndFreshPaintTheSame() {
        Studio studio;
        studio.import("solo", {.phase = 0.5}, {});
        studio.painted();
        for (const auto& [key, value] : {std::pair<const char*, ParamValue>{"model", std::string("solo")},
                                         {"blend", std::string("oil")},
                                         {"style-strength", 0.4},
                                         {"photo-colors", 0.5},
                                         {"long-side", std::int64_t{80}},
                                         {"calm", 0.5},
                                         {"tile", std::int64_t{32}}}) {
            const Image warm = studio.painted({{key, value}});
            auto fresh = makeEngineSession("fast-style", {});
            QVERIFY2(apart(warm, (*fresh)->render(studio.request({{key, value}}), studio.silent)->picture) == 0, key);
        }
        // The same name for another file.
        const Image before = studio.painted({{"model", std::string("solo")}});
        QVERIFY(removeStoredModel("solo").has_value());
        studio.import("solo", {.phase = 0.9}, {});
        QVERIFY(apart(before, studio.painted({{"model", std::string("solo")}})) > 0.1);
    }
    void recipesNameTheNetwork() {
        Studio studio;
        const auto models = modelsFor(studio.request().params);
        QVERIFY(std::any_of(models.begin(), models.end(), [](const RecipeModel& m) {
            return m.file == "imported/trio.safetensors" && !m.sha256.empty();
        }));
    }
    void forecastsAndTiles() {
        FastStyleParams p;
        p.longSide = 4096;
        const auto tile = fastStyleTile(p, {4096, 3072}, std::int64_t{4} << 30);
        QVERIFY(tile > 0);
        ForecastRequest asked{fastStyleSchema().write(p), {6000, 4500}, {}, std::int64_t{4} << 30};
        QVERIFY(fastStyleForecast(asked).fits());
        asked.freeBytes = std::int64_t{300} << 20;
        const Forecast tight = fastStyleForecast(asked);
        QVERIFY(!tight.fits());
        QCOMPARE(fastStyleTile({}, {512, 384}, std::int64_t{4} << 30), 0);
        p.tile = 130;
        QCOMPARE(fastStyleTile(p, {4096, 3072}, 0), 132);
        QCOMPARE(fastStyleTile(p, {100, 80}, 0), 0);
    }
};

VELATURA_TEST(FastStyleTest)
#include "fast_style_test.moc"
