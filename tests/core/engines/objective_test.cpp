// What the optimiser lowers: its gradient, in tiles and whole.
#include <torch/torch.h>

#include "core/engines/gatys_params.h"
#include "core/engines/style_objective.h"
#include "core/nn/perceptual.h"
#include "core/nn/prepared_encoder.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

const PerceptualNet::Widths kTiny{4, 4, 5, 5, 6, 7, 8};

}  // namespace

class ObjectiveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
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
    /// What the shipped network is looked through with gives the plain network's loss and gradient, whole and in tiles.
    void aPreparedNetworkSeesTheSame() {
        const auto net = std::make_shared<PerceptualNet>(PerceptualNet::Widths{}, 2);
        const auto prepared = std::make_shared<PreparedEncoder>(net);
        const at::Tensor photo = test::randomPicture(150, 110, 1), style = test::randomPicture(120, 140, 2);
        for (const int tile : {0, 64}) {
            const auto lookedAt = [&](const std::shared_ptr<const FeatureNet>& by) {
                StyleObjective objective(by, {}, photo, styleTargets(*by, {{style, 1.0}}), tile);
                const at::Tensor z = objective.variables(photo * 0.8 + 0.1);
                at::Tensor gradient = at::zeros_like(z);
                return std::pair{objective.evaluate(z, gradient), gradient};
            };
            const auto [loss, gradient] = lookedAt(net);
            const auto [own, ownGradient] = lookedAt(prepared);
            QVERIFY(std::abs(own / loss - 1) < 1e-4);
            const double off = ((ownGradient - gradient).norm() / gradient.norm()).item<double>();
            QVERIFY2(off < 1e-3, qPrintable(QString("%1: %2").arg(tile).arg(off)));
        }
    }
    void targetsGoAsDeepAsAsked() {
        const PerceptualNet net(kTiny, 2);
        const at::Tensor picture = test::randomPicture(64, 48, 1);
        const auto all = styleTargets(net, {{picture, 1.0, test::randomPicture(80, 64, 2)}}), few = styleTargets(net, {{picture, 1.0, test::randomPicture(80, 64, 2)}}, {.deepest = 2});
        for (size_t t = 0; t < kTapCount; ++t) {
            QCOMPARE(few.grams[t].defined(), t <= 2);
            if (t <= 2) QVERIFY(at::allclose(few.grams[t], all.grams[t], 1e-5, 1e-6));
        }
        QVERIFY(!styleTargets(net, {{picture, 1.0, test::randomPicture(80, 64, 2)}}, {.deepest = 0}).grams[1].defined());
    }
    void mixedTargetsMixMoments() {
        const PerceptualNet net(kTiny, 2);
        const at::Tensor a = test::randomPicture(32, 32, 1), b = test::randomPicture(48, 32, 2);
        const auto ga = styleTargets(net, {{a, 1.0}}), gb = styleTargets(net, {{b, 1.0}}), mix = styleTargets(net, {{a, 3.0}, {b, 1.0}});
        QVERIFY(at::allclose(mix.grams[2], ga.grams[2] * 0.75 + gb.grams[2] * 0.25, 1e-4, 1e-5));
    }
};

VELATURA_TEST(ObjectiveTest)
#include "objective_test.moc"
