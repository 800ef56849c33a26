#include "core/metrics/perceptual_distance.h"
#include "core/metrics/psnr_ssim.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"

using namespace velatura;

class MetricsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void psnrByHand() {
        const at::Tensor a = at::full({1, 3, 8, 8}, 0.5f);
        QVERIFY(std::abs(psnr(a, a + 0.1f) - 20.0) < 1e-4);
        QVERIFY(std::isinf(psnr(a, a)));
    }
    void ssimKnownValues() {
        const at::Tensor a = test::randomPicture(40, 32, 1);
        QVERIFY(std::abs(ssim(a, a) - 1) < 1e-12);
        // Flat pictures: only the luminance term is left, (2ab + C1) / (a^2 + b^2 + C1).
        const double x = 0.2, y = 0.6, c1 = 1e-4;
        const double want = (2 * x * y + c1) / (x * x + y * y + c1);
        QVERIFY(std::abs(ssim(at::full({1, 3, 16, 16}, x), at::full({1, 3, 16, 16}, y)) - want) < 1e-5);
        QVERIFY(ssim(a, (a + at::randn(a.sizes()) * 0.1).clamp(0, 1)) < 0.95);
        QVERIFY(std::isfinite(ssim(test::randomPicture(8, 1, 2).narrow(2, 0, 1), test::randomPicture(8, 1, 3).narrow(2, 0, 1))));
    }
    void l1ByHand() { QVERIFY(std::abs(meanAbsolute(at::zeros({1, 3, 4, 4}), at::full({1, 3, 4, 4}, 0.25)) - 0.25) < 1e-9); }
    void differentSizesAreAProgrammersFault() {
        QVERIFY_EXCEPTION_THROWN(psnr(at::zeros({1, 3, 4, 4}), at::zeros({1, 3, 4, 5})), CheckFailure);
    }
    void distancesOrderPictures() {
        const PerceptualNet net({4, 4, 5, 5, 6, 7, 8}, 2);
        const at::Tensor a = test::randomPicture(96, 64, 1), near = (a + at::randn(a.sizes()) * 0.02).clamp(0, 1), far = test::randomPicture(96, 64, 7);
        for (const auto& f : {perceptualDistance, contentDistance, styleDistance}) {
            QVERIFY(std::abs(f(net, a, a)) < 1e-5);
            QVERIFY(f(net, a, near) < f(net, a, far));
        }
        // Style does not ask where: a mirrored picture has the same texture, another content.
        const at::Tensor mirrored = a.flip({3});
        QVERIFY(styleDistance(net, a, mirrored) < 0.1 * styleDistance(net, a, far) + 0.02);
        QVERIFY(contentDistance(net, a, mirrored) > 0.1);
    }
};

VELATURA_TEST(MetricsTest)
#include "metrics_test.moc"
