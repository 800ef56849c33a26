#include "core/train/lbfgs.h"
#include "core/train/optim.h"
#include "core/train/schedule.h"
#include "core/train/trainers/alterations.h"
#include "core/train/trainers/layerwise_start.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"

using namespace velatura;

class OptimTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void adamByHand() {
        // First step moves each value by the rate against its gradient's sign (both corrections cancel).
        at::Tensor x = at::tensor({1.0f, 2.0f});
        Adam adam;
        adam.step(x, at::tensor({0.5f, -3.0f}), 0.1);
        QVERIFY(at::allclose(x, at::tensor({0.9f, 2.1f}), 1e-5, 1e-6));
        QCOMPARE(adam.count, std::int64_t(1));
    }
    void adamMatchesLibTorch() {
        at::Tensor ours = test::randomTensor({20}, 1), theirs = ours.clone().requires_grad_(true);
        Adam adam;
        torch::optim::Adam reference({theirs}, torch::optim::AdamOptions(0.01));
        for (int i = 0; i < 10; ++i) {
            const at::Tensor g = test::randomTensor({20}, 10 + i);
            adam.step(ours, g, 0.01);
            theirs.mutable_grad() = g.clone();
            reference.step();
        }
        QVERIFY(at::allclose(ours, theirs.detach(), 1e-5, 1e-6));
    }
    void flatParametersAreViews() {
        at::Tensor a = test::randomTensor({4, 3, 3, 3}, 1).contiguous(at::MemoryFormat::ChannelsLast), b = test::randomTensor({5}, 2);
        const at::Tensor before = a.clone();
        FlatParameters flat({a, b});
        QVERIFY(at::equal(a, before) && a.is_contiguous(at::MemoryFormat::ChannelsLast));
        (a.square().sum() + b.sum()).backward();
        QCOMPARE(flat.gradients().narrow(0, a.numel(), 5).sum().item<double>(), 5.0);
        {
            at::NoGradGuard noGrad;
            flat.values().zero_();
        }
        QCOMPARE(a.abs().max().item<double>(), 0.0);
        flat.zeroGradients();
        QCOMPARE(b.grad().abs().max().item<double>(), 0.0);
    }
    void lbfgsSolvesRosenbrock() {
        at::Tensor x = at::tensor({-1.2, 1.0}, at::kDouble);
        Lbfgs lbfgs(10, 0.1);
        const auto f = [](const at::Tensor& p, at::Tensor& g) {
            const double a = p[0].item<double>(), b = p[1].item<double>();
            g[0] = -400 * a * (b - a * a) - 2 * (1 - a);
            g[1] = 200 * (b - a * a);
            return 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a);
        };
        double last = 1e9;
        for (int i = 0; i < 80 && !lbfgs.stuck(); ++i) {
            const double now = lbfgs.iterate(x, f);
            QVERIFY(now <= last);
            last = now;
        }
        QVERIFY2(last < 1e-8, std::to_string(last).c_str());
    }
    void lbfgsFollowsAnotherObjective() {
        // The valley moves; without being told, the old loss and gradient would be compared with the new ones.
        at::Tensor x = at::tensor({3.0, -2.0}, at::kDouble);
        double middle = 0;
        const auto valley = [&](const at::Tensor& p, at::Tensor& g) {
            const at::Tensor d = p - middle, curve = at::tensor({1.0, 30.0}, at::kDouble);
            g.copy_(d * curve * 2);
            return (d.square() * curve).sum().item<double>();
        };
        Lbfgs lbfgs(5, 0.5);
        for (int i = 0; i < 20; ++i) lbfgs.iterate(x, valley);
        QVERIFY(x.abs().max().item<double>() < 1e-3);
        middle = 2;
        lbfgs.objectiveChanged();
        for (int i = 0; i < 20; ++i) lbfgs.iterate(x, valley);
        QVERIFY((x - 2).abs().max().item<double>() < 1e-3);
    }
    void lbfgsLeavesBadPlaces() {
        // Not a number beyond 1: the step is halved until it fits, never taken.
        at::Tensor x = at::tensor({0.9}, at::kDouble);
        Lbfgs lbfgs(5, 10.0);
        for (int i = 0; i < 5; ++i)
            lbfgs.iterate(x, [](const at::Tensor& p, at::Tensor& g) {
                const double v = p[0].item<double>();
                g[0] = -1.0;
                return v > 1 ? std::numeric_limits<double>::quiet_NaN() : -v;
            });
        QVERIFY(x[0].item<double>() <= 1.0);
    }
    void scheduleRisesAndFalls() {
        const Schedule s{.rate = 1, .warmup = 10, .steps = 110, .finalShare = 0.1};
        QCOMPARE(s.at(0), 0.1);
        QCOMPARE(s.at(9), 1.0);
        QCOMPARE(s.at(10), 1.0);
        QVERIFY(std::abs(s.at(60) - 0.55) < 1e-9);
        QVERIFY(std::abs(s.at(110) - 0.1) < 1e-9);
    }
    void affineFitFindsTheMap() {
        const at::Tensor x = test::randomTensor({1, 3, 20, 20}, 1), w = test::randomTensor({2, 3, 1, 1}, 2), b = at::tensor({0.5f, -1.0f});
        const at::Tensor found = fitAffine(x, at::conv2d(x, w, b));
        QVERIFY(at::allclose(found.narrow(1, 0, 3), w.reshape({2, 3}), 1e-2, 1e-3));
        QVERIFY(at::allclose(found.select(1, 3), b, 1e-2, 1e-3));
    }
    void explainingChannelsSkipCopies() {
        at::Tensor x = test::randomTensor({1, 4, 16, 16}, 3);
        x.select(1, 1).copy_(x.select(1, 0) * 2);  // 0 and 1 say the same
        const auto chosen = explainingChannels(x, 3);
        QVERIFY(!(chosen[0] == 0 && chosen[1] == 1));
    }
    void alterationsFollowTheSeed() {
        const at::Tensor x = at::cat({test::randomPicture(32, 32, 1), test::randomPicture(32, 32, 2)}, 0);
        const auto once = [&] {
            auto generator = at::detail::createCPUGenerator(4);
            Random random(4);
            return at::cat({alterSome(x, 1.0, random, generator), smallChanges(x, random, generator)}, 0);
        };
        QVERIFY(at::equal(once(), once()));
        QVERIFY(!at::equal(once().narrow(0, 0, 2), x));
    }
};

VELATURA_TEST(OptimTest)
#include "optim_test.moc"
