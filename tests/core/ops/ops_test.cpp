#include "core/ops/color.h"
#include "core/losses/gram.h"
#include "core/ops/finish.h"
#include "core/ops/palette.h"
#include "core/ops/resize.h"
#include "core/ops/transport.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

at::Tensor colour(float r, float g, float b) { return at::tensor({r, g, b}).reshape({1, 3, 1, 1}); }

double largest(const at::Tensor& x) { return x.abs().max().item<double>(); }

}  // namespace

class OpsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linearLight() {
        QVERIFY(std::abs(toLinear(colour(0.5f, 0, 1))[0][0].item<double>() - 0.214041) < 1e-5);
        const at::Tensor x = at::rand({1, 3, 8, 8});
        QVERIFY(largest(fromLinear(toLinear(x)) - x) < 1e-5);
    }
    void oklabKnownColours() {
        // Ottosson's reference: white is (1,0,0); sRGB red is (0.62796, 0.22486, 0.12585).
        QVERIFY(largest(toOklab(colour(1, 1, 1)) - colour(1, 0, 0)) < 1e-4);
        QVERIFY(largest(toOklab(colour(1, 0, 0)) - colour(0.62796f, 0.22486f, 0.12585f)) < 1e-4);
    }
    void oklabThereAndBack() {
        const at::Tensor x = at::rand({1, 3, 16, 16});
        QVERIFY(largest(fromOklab(toOklab(x)) - x) < 2e-3);
    }
    void coloursOutsideLoseChromaNotLightness() {
        const at::Tensor wild = colour(0.6f, 0.4f, 0.3f);  // far outside sRGB
        const at::Tensor back = toOklab(fromOklab(wild)).flatten();
        QVERIFY(std::abs(back[0].item<double>() - 0.6) < 0.01);
        QVERIFY(std::abs(std::atan2(back[2].item<double>(), back[1].item<double>()) - std::atan2(0.3, 0.4)) < 0.03);
    }
    void matchedColoursHaveTheTargetsMoments() {
        const at::Tensor a = test::randomPicture(48, 40, 1) * 0.4 + 0.3, b = test::randomPicture(32, 56, 2) * 0.3 + 0.2;
        const at::Tensor c = matchColors(a, b);
        QVERIFY(largest(c.mean({2, 3}) - b.mean({2, 3})) < 0.01);
        QVERIFY(largest(c.flatten(2).std(2) - b.flatten(2).std(2)) < 0.02);
    }
    void matchedGreyStaysFinite() {
        QVERIFY(matchColors(at::full({1, 3, 8, 8}, 0.5f), test::randomPicture(8, 8, 3)).isfinite().all().item<bool>());
    }
    void coloursCountByTheirShare() {
        const at::Tensor left = at::full({1, 3, 8, 8}, 0.2f), right = test::randomPicture(8, 8, 3);
        const at::Tensor both = at::cat({left, right}, 3);
        const at::Tensor share = at::cat({at::zeros({1, 1, 8, 8}), at::ones({1, 1, 8, 8})}, 3);
        const FeatureMoments part = colorMoments(both, share), alone = colorMoments(right);
        QVERIFY(largest(part.mean - alone.mean) < 1e-6 && largest(part.covariance - alone.covariance) < 1e-6);
        QVERIFY(largest(colorMoments(both).mean - alone.mean) > 0.05);
    }
    void aPaletteIsStretchedByNoMoreThanAllowed() {
        const at::Tensor pale = test::randomPicture(32, 32, 1) * 0.05 + 0.4, bright = test::randomPicture(32, 32, 2);
        const FeatureMoments from = colorMoments(pale), to = colorMoments(bright);
        const AffineMap map = paletteMap(from, to, 2.5, pale);
        QVERIFY(std::get<0>(at::linalg_eigh(map.matrix)).max().item<double>() < 2.5001);
        QVERIFY(largest(applyMap(map, pale, 1).mean({0, 2, 3}) - to.mean) < 1e-4);
    }
    void keptColoursAreThePhotos() {
        const at::Tensor photo = test::randomPicture(32, 32, 4) * 0.5 + 0.25, painted = test::randomPicture(32, 32, 5) * 0.4 + 0.3;
        const at::Tensor lab = toOklab(withColorsOf(painted, photo));
        QVERIFY((lab.narrow(1, 0, 1) - toOklab(painted).narrow(1, 0, 1)).abs().mean().item<double>() < 0.01);
    }
    void resizingKeepsMeanLight() {
        // Alternate black and white lines shrink to half the light, which is 0.735 gamma-coded, not 0.5.
        at::Tensor lines = at::zeros({1, 3, 64, 64});
        lines.slice(2, 0, 64, 2).fill_(1);
        const at::Tensor small = resizePicture(lines, {16, 16});
        QVERIFY(std::abs(small.mean().item<double>() - 0.7354) < 0.01);
        QCOMPARE(sizeOf(small), (ImageSize{16, 16}));
    }
    void resizingFlatStaysFlat() {
        QVERIFY(largest(resizePicture(at::full({1, 3, 33, 17}, 0.4f), {57, 91}) - 0.4f) < 1e-4);
        QVERIFY(largest(resizePicture(at::full({1, 3, 33, 17}, 0.4f), {5, 1}) - 0.4f) < 1e-4);
    }
    void calmingTakesRippleAndKeepsEdges() {
        // Chroma noise over a calm area goes; a colour edge that is a lightness edge too stays.
        auto generator = at::detail::createCPUGenerator(1);
        at::Tensor noise = at::randn({1, 3, 40, 40}, generator, at::kFloat) * 0.02;
        noise = noise - noise.mean(1, true);
        const at::Tensor flat = (at::full({1, 3, 40, 40}, 0.5f) + noise).clamp(0, 1);
        const auto chroma = [](const at::Tensor& x) { return toOklab(x).narrow(1, 1, 2).std().item<double>(); };
        QVERIFY(chroma(calmColours(flat)) < 0.5 * chroma(flat));
        at::Tensor edge = at::zeros({1, 3, 40, 40});
        edge.select(1, 0).slice(2, 20).fill_(0.9);
        edge.select(1, 2).slice(2, 0, 20).fill_(0.3);
        QVERIFY((calmColours(edge) - edge).abs().mean().item<double>() < 0.02);
    }
    void aPaletteIsMatchedInItsArea() {
        const at::Tensor pale = test::randomPicture(60, 40, 1) * 0.4 + 0.3, bright = test::randomPicture(50, 50, 2) * at::tensor({1.f, 0.6f, 0.3f}).reshape({1, 3, 1, 1});
        const FeatureMoments to = colorMoments(bright, {}, kPaletteFloor);
        const auto apart = [&](const at::Tensor& x, const at::Tensor& share = {}) { return largest((colorMoments(x, share, kPaletteFloor).mean - to.mean).to(at::kFloat)); };
        const at::Tensor matched = matchPalette(pale, {{{}, to, 1}});
        QVERIFY(apart(pale) > 0.05 && apart(matched) < 1e-3);
        const double half = apart(matchPalette(pale, {{{}, to, 0.5}}));
        QVERIFY(std::abs(half - apart(pale) / 2) < 1e-3);
        QVERIFY(at::equal(matchPalette(pale, {{{}, to, 0}}), pale));
        at::Tensor left = at::zeros({1, 1, 40, 60});
        left.narrow(3, 0, 30).fill_(1);
        const at::Tensor part = matchPalette(pale, {{left, to, 1}});
        QVERIFY(apart(part, left) < 1e-3);
        QVERIFY(largest(part.narrow(3, 30, 30) - pale.narrow(3, 30, 30)) < 1e-6);
    }
    void transportGivesTheStylesMoments() {
        const at::Tensor mix = test::randomTensor({6, 6}, 3), from = test::randomTensor({1, 6, 20, 30}, 1);
        const at::Tensor to = at::conv2d(test::randomTensor({1, 6, 25, 25}, 2), mix.reshape({6, 6, 1, 1})) + 2;
        const auto content = momentsOf(augmentedGram(from).squeeze(0)), style = momentsOf(augmentedGram(to).squeeze(0));
        const AffineMap map = transportMap(content, style, from);
        const auto moved = momentsOf(augmentedGram(applyMap(map, from, 1)).squeeze(0));
        QVERIFY(largest((moved.mean - style.mean).to(at::kFloat)) < 1e-3);
        QVERIFY(((moved.covariance - style.covariance).norm() / style.covariance.norm()).item<double>() < 1e-3);
        // It is the map of least motion: symmetric and positive definite.
        QVERIFY(largest(map.matrix - map.matrix.t()) < 1e-4);
        QVERIFY(std::get<0>(at::linalg_eigh(map.matrix))[0].item<double>() > 0);
        // Strength 0 leaves everything, half lies between; a style equal to the content moves nothing.
        QVERIFY(largest(applyMap(map, from, 0) - from) < 1e-5);
        QVERIFY(largest(applyMap(map, from, 0.5) - (from + applyMap(map, from, 1)) * 0.5) < 1e-3);
        QVERIFY(largest(applyMap(transportMap(content, content, from), from, 1) - from) < 1e-3);
    }
    /// Against differences, in a direction of its own; two equal variances, whose eigenvectors have no derivative, among them.
    void transportIsDifferentiated() {
        const auto symmetric = [](int seed) {
            torch::manual_seed(static_cast<std::uint64_t>(seed));
            const at::Tensor x = at::randn({6, 6}, at::kDouble);
            return at::matmul(x, x.t()) + at::eye(6, at::kDouble);
        };
        const auto none = at::zeros({6}, at::kDouble);
        at::Tensor from = symmetric(1);
        from.narrow(0, 0, 2).zero_();
        from.narrow(1, 0, 2).zero_();
        from.diagonal().narrow(0, 0, 2).fill_(2);
        const at::Tensor to = symmetric(2), seen = symmetric(3), mean = at::randn({6}, at::kDouble), way = symmetric(4) - symmetric(5);
        const auto loss = [&](const at::Tensor& covariance, const at::Tensor& own) {
            const AffineMap map = atStrength(transportMap({own, covariance}, {none, to}, at::ones({1})), own, 0.7);
            return (map.matrix * seen).sum() + map.bias.square().sum();
        };
        at::Tensor covariance = from.clone().requires_grad_(), own = mean.clone().requires_grad_();
        loss(covariance, own).backward();
        const double step = 1e-3;
        const auto close = [](double a, double b) { return std::abs(a - b) < 0.01 * std::abs(b); };
        const double byCovariance = ((loss(from + way * step, mean) - loss(from - way * step, mean)) / (2 * step)).item<double>();
        QVERIFY2(close((covariance.grad() * way).sum().item<double>(), byCovariance), qPrintable(QString::number(byCovariance)));
        const at::Tensor aside = at::ones({6}, at::kDouble);
        const double byMean = ((loss(from, mean + aside * step) - loss(from, mean - aside * step)) / (2 * step)).item<double>();
        QVERIFY(close(own.grad().sum().item<double>(), byMean));
    }
    void transportOfFlatFeaturesStaysFinite() {
        const auto flat = momentsOf(augmentedGram(at::ones({1, 4, 8, 8})).squeeze(0));
        const auto lively = momentsOf(augmentedGram(test::randomTensor({1, 4, 8, 8}, 5)).squeeze(0));
        for (const auto& [a, b] : {std::pair{flat, lively}, {lively, flat}, {flat, flat}}) {
            const AffineMap map = transportMap(a, b, at::ones({1}));
            QVERIFY(map.matrix.isfinite().all().item<bool>() && map.bias.isfinite().all().item<bool>());
        }
    }
};

VELATURA_TEST(OpsTest)
#include "ops_test.moc"
