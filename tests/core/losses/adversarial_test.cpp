#include "core/losses/adversarial.h"

#include <torch/torch.h>

#include "core/losses/content.h"
#include "core/losses/contrastive.h"
#include "core/losses/distribution.h"
#include "core/losses/gram.h"
#include "core/nn/patch_discriminator.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"

using namespace velatura;

class AdversarialTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lossesAreThoseOfTheirPapers() {
        const std::vector<at::Tensor> real = {at::tensor({0.5f, 2.0f}), at::tensor({-1.0f})}, fake = {at::tensor({0.5f, -2.0f}), at::tensor({1.0f})};
        const auto is = [](const at::Tensor& value, double wanted) { return std::abs(value.item<double>() - wanted) < 1e-5; };
        // Means over a scale, then over scales: real (0.25 + 1) / 2 and 4, fake (0.25 + 4) / 2 and 1.
        QVERIFY(is(discriminatorLoss(AdversarialKind::LeastSquares, real, fake), 0.5 * ((0.625 + 4) / 2 + (2.125 + 1) / 2)));
        QVERIFY(is(generatorLoss(AdversarialKind::LeastSquares, fake), 0.5 * ((0.25 + 9) / 2 + 0) / 2));
        QVERIFY(is(discriminatorLoss(AdversarialKind::Hinge, real, fake), (0.25 + 2) / 2 + (0.75 + 2) / 2));
        QVERIFY(is(generatorLoss(AdversarialKind::Hinge, fake), -(-0.75 + 1) / 2));
        const auto softplus = [](double x) { return std::log1p(std::exp(x)); };
        QVERIFY(is(discriminatorLoss(AdversarialKind::CrossEntropy, real, fake),
                   ((softplus(-0.5) + softplus(-2)) / 2 + softplus(1)) / 2 + ((softplus(0.5) + softplus(-2)) / 2 + softplus(1)) / 2));
        QVERIFY(is(generatorLoss(AdversarialKind::CrossEntropy, fake), ((softplus(-0.5) + softplus(2)) / 2 + softplus(-1)) / 2));
    }
    void penaltyIsTheSquaredGradient() {
        const at::Tensor x = test::randomTensor({2, 3, 4, 4}, 1).requires_grad_(true);
        const at::Tensor w = test::randomTensor({3, 1, 1}, 2);
        // Of sum(w x^2) it is 2 w x.
        const at::Tensor penalty = gradientPenalty(x, {(x.square() * w).sum({1, 2, 3})});
        QVERIFY(at::allclose(penalty, (2 * w * x).square().sum({1, 2, 3}).mean(), 1e-4, 1e-5));
        penalty.backward();
        QVERIFY(at::allclose(x.grad(), 4 * w.square() * x * 2 / 2, 1e-4, 1e-5));  // d/dx mean of (2 w x)^2 over two pictures
    }
    void discriminatorLearnsToTellApart() {
        for (const bool spectral : {false, true}) {
            PatchDiscriminator net({.scales = 2, .width = 4, .layers = 2, .spectral = spectral}, 1);
            QCOMPARE(net.smallestSide(), 16);
            std::vector<at::Tensor> weights;
            for (auto& [name, t] : net.namedParameters()) weights.push_back(t.requires_grad_(true));
            torch::optim::Adam adam(weights, torch::optim::AdamOptions(0.01));
            const at::Tensor stripes = (at::arange(32) % 4 < 2).to(at::kFloat).expand({4, 3, 32, 32});
            double first = 0, last = 0;
            for (int i = 0; i < 40; ++i) {
                net.refreshNorms();
                const at::Tensor noise = test::randomTensor({4, 3, 32, 32}, 100 + i) * 0.2 + 0.5;
                const at::Tensor loss = discriminatorLoss(AdversarialKind::Hinge, net.forward(stripes), net.forward(noise));
                adam.zero_grad();
                loss.backward();
                adam.step();
                (i == 0 ? first : last) = loss.item<double>();
            }
            QVERIFY2(last < 0.6 * first, (std::to_string(first) + " " + std::to_string(last)).c_str());
            QCOMPARE(net.forward(stripes).size(), size_t(2));
        }
    }
    void spectralNormIsOne() {
        PatchDiscriminator net({.scales = 1, .width = 6, .layers = 1, .spectral = true}, 1);
        for (int i = 0; i < 60; ++i) net.refreshNorms();
        // With one linear layer before the head, scaling all weights changes nothing.
        const at::Tensor x = test::randomPicture(16, 16, 1);
        const at::Tensor before = net.forward(x)[0];
        for (auto& [name, t] : net.namedParameters())
            if (name.ends_with("weight")) t.mul_(7);
        QVERIFY(at::allclose(net.forward(x)[0], before, 1e-4, 1e-5));
        QVERIFY(!PatchDiscriminator({.spectral = true}).namedBuffers().empty() && PatchDiscriminator({.spectral = false}).namedBuffers().empty());
    }
    void contentIgnoresContrastAndColour() {
        const at::Tensor f = test::randomTensor({2, 3, 6, 5}, 1);
        QVERIFY(std::abs(uncorrelated(f * 3 - 7, f).item<double>()) < 1e-5);
        QVERIFY(std::abs(uncorrelated(-f, f).item<double>() - 2) < 1e-5);
        QVERIFY(std::abs(uncorrelated(test::randomTensor({1, 8, 60, 60}, 2), test::randomTensor({1, 8, 60, 60}, 3)).item<double>() - 1) < 0.05);
        QVERIFY(test::gradientError(f, [&](const at::Tensor& x) { return uncorrelated(x, test::randomTensor({2, 3, 6, 5}, 4).to(at::kDouble)); }) < 1e-5);
    }
    void balancedDistanceIsBetweenZeroAndOne() {
        const at::Tensor a = test::randomTensor({2, 4, 4}, 1);
        QVERIFY(balancedDistance(a, a).item<double>() < 1e-4);
        QVERIFY(std::abs(balancedDistance(-a, a).item<double>() - 1) < 1e-5);
        QVERIFY(std::abs(balancedDistance(a * 1e4, a).item<double>() - 1) < 1e-3);
    }
    void distributionsAreComparedByRank() {
        const at::Tensor t = test::randomTensor({1, 2, 8, 8}, 1);
        // The same values in another order are the same distribution.
        const at::Tensor shuffled = t.flatten(2).flip({2}).reshape({1, 2, 8, 8});
        QVERIFY(distributionDistance(shuffled, t).item<double>() < 1e-10);
        const double variance = t.flatten(2).var(2, false).mean().item<double>();
        QVERIFY(std::abs(distributionDistance(t + 0.5, t).item<double>() - 0.25 / variance) < 1e-4);
        // Same mean and deviation, other shape: seen.
        const at::Tensor flat = at::linspace(-1, 1, 64).reshape({1, 1, 8, 8}), two = flat.sign() * flat.std(false);
        QVERIFY(distributionDistance(two, flat).item<double>() > 0.05);
        QVERIFY(distributionDistance(test::randomTensor({1, 2, 40, 40}, 3), test::randomTensor({1, 2, 90, 90}, 4)).item<double>() < 0.02);
        QVERIFY(test::gradientError(t, [](const at::Tensor& x) { return distributionDistance(x, test::randomTensor({1, 2, 8, 8}, 5).to(at::kDouble)); }) < 1e-5);
    }
    void contrastPullsToTheOwnTarget() {
        const at::Tensor targets = at::eye(3);
        QVERIFY(contrastiveLoss(targets, targets).item<double>() < 0.02);
        QVERIFY(contrastiveLoss(targets.flip({0}), targets).item<double>() > 2);
        // All alike: every target is as likely.
        QVERIFY(std::abs(contrastiveLoss(at::ones({3, 3}), at::ones({3, 3})).item<double>() - std::log(3.0)) < 1e-5);
        QVERIFY(test::gradientError(test::randomTensor({3, 5}, 1), [](const at::Tensor& x) { return contrastiveLoss(x, test::randomTensor({3, 5}, 2).to(at::kDouble)); }) < 1e-5);
    }
    void gramsGradientIsRight() {
        const at::Tensor weights = test::randomTensor({2, 4, 4}, 3).to(at::kDouble);  // not symmetric
        QVERIFY(test::gradientError(test::randomTensor({2, 3, 4, 5}, 1), [&](const at::Tensor& x) { return (augmentedSum(x) * weights).sum(); }) < 1e-6);
    }
};

VELATURA_TEST(AdversarialTest)
#include "adversarial_test.moc"
