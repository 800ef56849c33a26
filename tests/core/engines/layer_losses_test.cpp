#include "core/engines/layer_losses.h"
#include "core/nn/perceptual.h"

#include <torch/torch.h>

#include "core/engines/factory.h"
#include "core/engines/feature_tiles.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"

using namespace velatura;

namespace {

/// A texture whose statistics are the same everywhere.
at::Tensor woven(int width, int height) {
    const at::Tensor x = at::arange(width).to(at::kFloat).reshape({1, width}), y = at::arange(height).to(at::kFloat).reshape({height, 1});
    const at::Tensor grain = test::randomTensor({1, 3, height, width}, 5) * 0.08;
    const at::Tensor a = ((x + y) * 0.45).sin() * 0.2 + 0.5, b = ((x - y * 0.7) * 0.21).sin() * 0.2 + 0.45, c = (x * 0.9).cos() * (y * 0.6).cos() * 0.25 + 0.4;
    return (at::stack({a, b, c}).unsqueeze(0) + grain).clamp(0, 1);
}

double meanOf(const Image& map, Rect r) {
    double sum = 0;
    for (int y = r.y; y < r.y + r.height; ++y)
        for (int x = r.x; x < r.x + r.width; ++x) sum += map.row(y)[x];
    return sum / (255.0 * r.width * r.height);
}

class StopAfter : public SilentContext {
public:
    explicit StopAfter(int questions) : left_(questions) {}
    bool proceed() override { return --left_ >= 0; }

private:
    int left_;
};

}  // namespace

class LayerLossesTest : public QObject {
    Q_OBJECT

    std::shared_ptr<PerceptualNet> net_;

private Q_SLOTS:
    void initTestCase() {
        ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1);
        auto net = PerceptualNet::load(std::filesystem::path(VELATURA_SOURCE_DIR) / "models/perceptual.safetensors");
        QVERIFY2(net.has_value(), net ? "" : net.error().message().c_str());
        net_ = *net;
    }

    void aGreyPatchLightsUpAndNothingElse() {
        const at::Tensor style = woven(320, 240);
        const auto targets = styleTargets(*net_, {{style, 1.0}});
        at::Tensor picture = style.clone();
        const Rect patch{200, 60, 64, 64};
        picture.narrow(2, patch.y, patch.height).narrow(3, patch.x, patch.width).fill_(0.5);
        SilentContext silent;
        for (const auto kind : {StyleLossKind::Gram, StyleLossKind::Moments}) {
            GatysParams params;
            params.styleLoss = kind;
            const auto layers = layerLosses(*net_, params, {{{}, targets}}, picture, 0, silent);
            QVERIFY(layers && layers->size() == kTapCount);
            for (const auto& layer : *layers) {
                QCOMPARE(layer.map.size(), (ImageSize{320, 240}));
                const double inside = meanOf(layer.map, {patch.x + 12, patch.y + 12, 40, 40});
                const double left = meanOf(layer.map, {0, 0, 160, 240}), below = meanOf(layer.map, {160, 164, 160, 76});
                QVERIFY2(layer.style > 0, layer.layer.c_str());
                QVERIFY2(inside > 0.6, (layer.layer + " " + std::to_string(inside)).c_str());
                QVERIFY2(std::max(left, below) < 0.2 * inside, (layer.layer + " " + std::to_string(left) + " " + std::to_string(below)).c_str());
            }
        }
    }

    void whatIsProtectedIsDark() {
        const at::Tensor style = woven(96, 96), picture = torch::full({1, 3, 96, 128}, 0.5);
        at::Tensor held = torch::zeros({1, 1, 96, 128});
        held.narrow(3, 64, 64).fill_(1);
        const auto targets = styleTargets(*net_, {{style, 1.0}});
        SilentContext silent;
        const auto open = layerLosses(*net_, {}, {{{}, targets}}, picture, 0, silent), kept = layerLosses(*net_, {}, {{{}, targets}}, picture, 0, silent, held);
        QVERIFY(open.has_value() && kept.has_value());
        for (size_t t = 0; t < kTapCount; ++t) {
            const Rect inside{92, 20, 30, 60}, outside{6, 20, 30, 60};
            QVERIFY2(meanOf((*open)[t].map, inside) > 0.5, (*open)[t].layer.c_str());
            QVERIFY2(meanOf((*kept)[t].map, inside) < 0.1, (*kept)[t].layer.c_str());
            QVERIFY2(meanOf((*kept)[t].map, outside) > 0.5, (*kept)[t].layer.c_str());
            QCOMPARE((*kept)[t].style, (*open)[t].style);
        }
    }

    void whatMatchesIsDark() {
        const at::Tensor style = woven(160, 128);
        SilentContext silent;
        const auto layers = layerLosses(*net_, {}, {{{}, styleTargets(*net_, {{style, 1.0}})}}, style, 0, silent);
        QVERIFY(layers.has_value());
        for (const auto& layer : *layers) {
            QVERIFY(layer.style < 1e-6);
            QVERIFY2(meanOf(layer.map, {0, 0, 160, 128}) < 0.02, layer.layer.c_str());
        }
    }

    void lossesAreThoseOfTheStyleLoss() {
        // Their weighted mean is what the optimiser lowers.
        GatysParams params;
        const auto targets = styleTargets(*net_, {{woven(96, 96), 1.0}});
        const at::Tensor picture = test::randomPicture(96, 80, 3);
        SilentContext silent;
        const auto layers = layerLosses(*net_, params, {{{}, targets}}, picture, 0, silent);
        double sum = 0, weights = 0;
        for (size_t t = 0; t < kTapCount; ++t) {
            sum += params.tapWeights[t] * (*layers)[t].style;
            weights += params.tapWeights[t];
        }
        const auto grams = FeatureTiles(*net_, {96, 80}, {}, kTapCount - 1, 0).grams(widen(picture, kMargin));
        const double whole = StyleLoss(*net_, params, targets.grams).of(grams).item<double>();
        QVERIFY(std::abs(sum / weights - whole) < 1e-4 * whole);
    }

    void tilesSeeTheSame() {
        const auto targets = styleTargets(*net_, {{woven(96, 96), 1.0}});
        const at::Tensor picture = test::randomPicture(150, 131, 3);
        SilentContext silent;
        const auto whole = layerLosses(*net_, {}, {{{}, targets}}, picture, 0, silent), tiled = layerLosses(*net_, {}, {{{}, targets}}, picture, 48, silent);
        for (size_t t = 0; t < kTapCount; ++t) {
            QVERIFY(std::abs((*whole)[t].style - (*tiled)[t].style) < 1e-4 * (*whole)[t].style);
            int apart = 0;
            for (int y = 0; y < 131; ++y)
                for (int x = 0; x < 150; ++x) apart = std::max(apart, std::abs((*whole)[t].map.row(y)[x] - (*tiled)[t].map.row(y)[x]));
            QVERIFY2(apart <= 2, std::to_string(apart).c_str());
        }
    }

    void stopsWhenTold() {
        const auto targets = styleTargets(*net_, {{woven(96, 96), 1.0}});
        for (const int questions : {0, 1, 3, 7}) {
            StopAfter context(questions);
            const auto layers = layerLosses(*net_, {}, {{{}, targets}}, woven(96, 96), 0, context);
            QVERIFY(layers && layers->size() == (questions < 7 ? 0u : 5u));
        }
    }

    void theSessionLooksAtTheWorkingSize() {
        auto session = makeEngineSession("gatys", {});
        QVERIFY(session.has_value());
        RenderRequest request;
        request.content = test::stripedPicture(1, 200, 150);
        request.styles.push_back({test::stripedPicture(4, 80, 80), 1.0, {}});
        request.params = {{"long-side", std::int64_t{64}}, {"threads", std::int64_t{1}}};
        SilentContext silent;
        const auto layers = (*session)->layerLosses(request, request.content, silent);
        QVERIFY2(layers.has_value(), layers ? "" : layers.error().message().c_str());
        QCOMPARE(layers->front().map.size(), (ImageSize{64, 48}));
        QCOMPARE(layers->back().layer, std::string("relu5_1"));
        QVERIFY((*session)->layerLosses(request, {}, silent).error().code == ErrorCode::Usage);
        request.styles.clear();
        QVERIFY((*session)->layerLosses(request, request.content, silent).error().code == ErrorCode::Usage);
    }
};

VELATURA_TEST(LayerLossesTest)
#include "layer_losses_test.moc"
