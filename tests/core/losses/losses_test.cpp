#include "core/base/check.h"
#include "core/losses/gram.h"
#include "core/losses/total_variation.h"
#include "tests/support/test_case.h"
#include "tests/support/tensors.h"

using namespace velatura;

class LossesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gramByHand() {
        // Two channels, two positions: f = (1,2), (3,4); F F^T / 2 = [[5,11],[11,25]] / 2.
        const at::Tensor x = at::tensor({1.0f, 2.0f, 3.0f, 4.0f}).reshape({1, 2, 1, 2});
        QVERIFY(at::allclose(gram(x), at::tensor({2.5f, 5.5f, 5.5f, 12.5f}).reshape({1, 2, 2})));
        const at::Tensor augmented = augmentedGram(x).squeeze(0);
        QVERIFY(at::allclose(augmented.select(0, 2), at::tensor({1.5f, 3.5f, 1.0f})));
        QVERIFY(at::allclose(augmented, augmented.t()));
    }
    void sumsByRowsAndAsOneAreTheSame() {
        const at::Tensor whole = test::randomTensor({1, 20, 30, 60}, 3).contiguous(at::MemoryFormat::ChannelsLast) + 2;
        const auto wantedOf = [](const at::Tensor& x) {
            const at::Tensor f = at::cat({x, at::ones_like(x.narrow(1, 0, 1))}, 1).flatten(2).squeeze(0).to(at::kDouble);
            return at::matmul(f, f.t());
        };
        for (const at::Tensor& x : {whole, whole.narrow(2, 3, 20).narrow(3, 5, 51), whole.narrow(3, 7, 11), whole.contiguous().narrow(3, 5, 51)}) {
            const at::Tensor wanted = wantedOf(x), own = augmentedSum(x);
            QCOMPARE(own.sizes().vec(), (std::vector<std::int64_t>{1, 21, 21}));
            QVERIFY(((own.squeeze(0) - wanted).abs().max() / wanted.abs().max()).item<double>() < 1e-6);
            QVERIFY(at::allclose(augmentedSum(x.detach().requires_grad_(true)).detach(), own, 1e-5, 1e-2));
            // Several at once, as a batch.
            QVERIFY(at::allclose(augmentedSum(at::cat({x, x * 2})).narrow(0, 1, 1).narrow(1, 0, 20).narrow(2, 0, 20), own.narrow(1, 0, 20).narrow(2, 0, 20) * 4, 1e-5, 1e-2));
        }
    }
    void sumsOfPartsAreTheWholesToTheLastDigits() {
        const at::Tensor whole = test::randomTensor({1, 20, 45, 60}, 3).contiguous(at::MemoryFormat::ChannelsLast) + 2, share = test::randomTensor({1, 1, 45, 60}, 4).abs();
        for (const at::Tensor& weights : {at::Tensor(), share}) {
            const auto rows = [&](std::int64_t from, std::int64_t count) { return augmentedSumByRows(whole.narrow(2, from, count), weights.defined() ? weights.narrow(2, from, count) : weights); };
            const at::Tensor all = rows(0, 45), parts = rows(0, 7) + rows(7, 1) + rows(8, 37);
            QCOMPARE(all.scalar_type(), at::kDouble);
            QVERIFY(((parts - all).abs().max() / all.abs().max()).item<double>() < 1e-14);
            QVERIFY(at::allclose(all.to(at::kFloat), augmentedSum(whole, weights).squeeze(0), 1e-5, 1e-2));
        }
        QVERIFY_THROWS_EXCEPTION(CheckFailure, augmentedSumByRows(at::cat({whole, whole})));
    }
    void gramIgnoresLayout() {
        const at::Tensor x = test::randomTensor({2, 5, 7, 6}, 1);
        QVERIFY(at::allclose(gram(x), gram(x.contiguous(at::MemoryFormat::ChannelsLast)), 1e-5, 1e-6));
    }
    void relativeDistanceIsRelative() {
        const at::Tensor a = test::randomTensor({1, 4, 4}, 2), b = test::randomTensor({1, 4, 4}, 3);
        QCOMPARE(relativeDistance(a, a).item<double>(), 0.0);
        QVERIFY(std::abs(relativeDistance(a * 7, b * 7).item<double>() - relativeDistance(a, b).item<double>()) < 1e-5);
    }
    void gradientsMatchDifferences() {
        const at::Tensor target = gram(test::randomTensor({1, 3, 5, 4}, 4)).to(at::kDouble);
        QVERIFY(test::gradientError(test::randomTensor({1, 3, 5, 4}, 5), [&](const at::Tensor& x) { return relativeDistance(gram(x), target); }) < 1e-6);
        QVERIFY(test::gradientError(test::randomTensor({1, 5, 4, 3}, 6), [](const at::Tensor& x) { return totalVariation(x); }) < 1e-6);
        QVERIFY(test::gradientError(test::randomTensor({1, 5, 4, 3}, 7), [](const at::Tensor& x) { return softTotalVariation(x, 0.02); }) < 1e-5);
        QVERIFY(test::gradientError(test::randomTensor({1, 3, 4, 4}, 8), [](const at::Tensor& x) { return augmentedGram(x).square().sum(); }) < 1e-6);
    }
    void totalVariationByHand() {
        const at::Tensor x = at::tensor({0.0f, 1.0f, 1.0f, 3.0f}).reshape({1, 2, 2, 1});
        QCOMPARE(totalVariation(x).item<double>(), (1.0 + 4.0) / 2 + (1.0 + 4.0) / 2);  // down: 1, 2; right: 1, 2
        QCOMPARE(totalVariation(at::full({1, 5, 5, 3}, 0.3f)).item<double>(), 0.0);
        QCOMPARE(totalVariation(at::zeros({1, 1, 1, 3})).item<double>(), 0.0);
    }
    void softTotalVariationSparesEdges() {
        // One step of 1 costs less than ten ripples of 0.1 squared would suggest: about linear well above epsilon.
        const double one = softTotalVariation(at::tensor({0.0f, 1.0f}).reshape({1, 1, 2, 1}), 0.01).item<double>();
        const double half = softTotalVariation(at::tensor({0.0f, 0.5f}).reshape({1, 1, 2, 1}), 0.01).item<double>();
        QVERIFY(std::abs(one - 2 * half) < 0.02);
    }
};

VELATURA_TEST(LossesTest)
#include "losses_test.moc"
