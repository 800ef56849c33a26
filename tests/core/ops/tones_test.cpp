#include <torch/torch.h>

#include "core/base/check.h"
#include "core/ops/tones.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

/// A bright left half and a dark right one.
at::Tensor halves(std::int64_t height, std::int64_t width, float left, float right) {
    at::Tensor x = at::full({1, 3, height, width}, left);
    x.narrow(3, width / 2, width - width / 2).fill_(right);
    return x;
}

/// The same painted, with a halo before the edge.
at::Tensor haloed(std::int64_t height, std::int64_t width) {
    at::Tensor x = halves(height, width, 0.5f, 0.2f);
    x.narrow(3, width / 2 - width / 8, width / 8).fill_(0.7f);
    return x;
}

at::Tensor evened(const at::Tensor& painted, const at::Tensor& photo, std::vector<ToneArea> areas = {{}}) {
    at::Tensor out = painted.clone();
    evenTones(out, photo, areas);
    return out;
}

double mean(const at::Tensor& x, std::int64_t from, std::int64_t columns) { return x.narrow(3, from, columns).mean().item<double>(); }

}  // namespace

class TonesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void halosGoAndEdgesStay() {
        const at::Tensor photo = halves(192, 256, 0.9f, 0.1f), painted = haloed(192, 256), even = evened(painted, photo);
        const auto halo = [](const at::Tensor& x) { return mean(x, 104, 16) - mean(x, 40, 40); };
        QVERIFY2(halo(painted) > 0.19 && std::abs(halo(even)) < 0.06, qPrintable(QString::number(halo(even))));
        QVERIFY(std::abs(mean(even, 140, 100) - 0.2) < 0.02);
        QVERIFY(mean(even, 104, 16) - mean(even, 136, 16) > 0.25);
    }
    void itGoesAsFarAsAsked() {
        const at::Tensor photo = halves(96, 128, 0.9f, 0.1f), painted = haloed(96, 128), all = evened(painted, photo), half = evened(painted, photo, {{{}, 0.5}});
        QVERIFY(at::equal(evened(painted, photo, {{{}, 0}}), painted));
        QVERIFY(at::equal(evened(painted, photo, {}), painted));
        QVERIFY(at::allclose(half - painted, (all - painted) * 0.5, 1e-3, 1e-5));
        QVERIFY((all - painted).abs().max().item<double>() > 0.1);
    }
    void whereThePhotoIsDrawnTonesStay() {
        at::Tensor drawn = halves(384, 512, 0.9f, 0.1f);
        drawn.add_(test::randomTensor({1, 3, 96, 128}, 3).repeat_interleave(4, 2).repeat_interleave(4, 3) * 0.25).clamp_(0, 1);
        const at::Tensor painted = haloed(384, 512);
        const double plain = (evened(painted, halves(384, 512, 0.9f, 0.1f)) - painted).abs().mean().item<double>(), there = (evened(painted, drawn) - painted).abs().mean().item<double>();
        QVERIFY2(there < 0.25 * plain, qPrintable(QStringLiteral("%1 of %2").arg(there).arg(plain)));
    }
    void whatThePhotoTellsApartStaysApart() {
        // A tone that follows the photo's colours is the photo's, even of the same lightness.
        at::Tensor photo = at::full({1, 3, 96, 128}, 0.5f), painted = halves(96, 128, 0.3f, 0.6f);
        photo.narrow(3, 0, 64).select(1, 0).fill_(0.8f);
        photo.narrow(3, 0, 64).select(1, 1).fill_(0.347f);  // as light as the grey
        QVERIFY((evened(painted, photo) - painted).abs().mean().item<double>() < 0.01);
    }
    void strokesStay() {
        const at::Tensor photo = at::full({1, 3, 512, 512}, 0.6f), smooth = at::full({1, 3, 512, 512}, 0.4f);
        const auto left = [&](std::int64_t period) {  // of strokes as broad as half of it
            at::Tensor strokes = at::zeros_like(smooth);
            for (std::int64_t x = 0; x < 512; x += period) strokes.narrow(3, x, std::min(period / 2, 512 - x)).fill_(0.1f);
            return (evened(smooth + strokes, photo).narrow(3, 64, 384).std() / strokes.narrow(3, 64, 384).std()).item<double>();
        };
        QVERIFY2(left(8) > 0.95 && left(24) > 0.85, qPrintable(QStringLiteral("%1, %2").arg(left(8)).arg(left(24))));
        QVERIFY2(left(256) < 0.6, qPrintable(QString::number(left(256))));  // patches are no strokes
        QVERIFY(at::allclose(evened(smooth, photo), smooth, 1e-4, 1e-4));
    }
    void areasHaveTonesOfTheirOwn() {
        const at::Tensor photo = at::full({1, 3, 96, 128}, 0.6f), painted = halves(96, 128, 0.3f, 0.7f);
        const at::Tensor left = halves(96, 128, 1, 0).narrow(1, 0, 1).contiguous(), right = 1 - left;
        QVERIFY((evened(painted, photo) - painted).abs().mean().item<double>() > 0.05);
        QVERIFY((evened(painted, photo, {{left, 1}, {right, 1}}) - painted).abs().max().item<double>() < 1e-3);
        // And what is in none stays, right up to the mask's edge.
        const at::Tensor large = haloed(768, 1024), edge = at::cat({at::ones({1, 1, 768, 500}), at::zeros({1, 1, 768, 524})}, 3);
        const at::Tensor one = evened(large, halves(768, 1024, 0.9f, 0.1f), {{edge, 1}});
        QVERIFY(at::equal(one.narrow(3, 500, 524), large.narrow(3, 500, 524)));
        QVERIFY((one.narrow(3, 440, 60) - large.narrow(3, 440, 60)).abs().mean().item<double>() > 0.05);
        QVERIFY_THROWS_EXCEPTION(CheckFailure, evened(painted, photo, {{edge, 1}}));
    }
    void eitherLayoutGivesTheSame() {
        const at::Tensor photo = halves(131, 259, 0.9f, 0.1f), painted = haloed(131, 259);
        const at::Tensor planes = evened(painted.contiguous(), photo), pixels = evened(painted.contiguous(at::MemoryFormat::ChannelsLast), photo);
        QVERIFY(pixels.is_contiguous(at::MemoryFormat::ChannelsLast));
        QVERIFY(at::allclose(planes, pixels, 1e-5, 1e-6));
        QVERIFY(!at::allclose(planes, painted, 1e-2, 1e-2));
    }
    void anySizeIsTheSame() {
        const auto at = [](std::int64_t times) { return evened(haloed(96 * times, 128 * times), halves(96 * times, 128 * times, 0.9f, 0.1f)); };
        const at::Tensor one = at(1), four = at::avg_pool2d(at(4), {4, 4});
        QVERIFY((one - four).abs().mean().item<double>() < 2e-3);
        // As large a part of the picture is looked at, whatever the cells.
        const at::Tensor odd = evened(haloed(193, 258), halves(193, 258, 0.9f, 0.1f));
        QVERIFY(std::abs(mean(odd, 104, 16) - mean(one, 52, 8)) < 0.02 && std::abs(mean(odd, 20, 40) - mean(one, 10, 20)) < 0.02);
        for (const auto& [height, width] : {std::pair{1, 1}, {1, 40}, {3, 200}, {200, 3}, {131, 259}}) {
            const at::Tensor painted = test::randomTensor({1, 3, height, width}, 1).abs().clamp(0, 1), photo = test::randomTensor({1, 3, height, width}, 2).abs().clamp(0, 1) * 0.1;
            const at::Tensor planes = evened(painted.contiguous(), photo);
            at::Tensor pixels = painted.clone(at::MemoryFormat::ChannelsLast);
            evenTones(pixels, photo, {{}});
            QVERIFY(planes.isfinite().all().item<bool>());
            QVERIFY(at::allclose(planes, pixels, 1e-4, 1e-5));
        }
        at::Tensor same = halves(96, 128, 0.9f, 0.1f);
        const at::Tensor photo = same;
        evenTones(same, photo, {{}});
        QVERIFY(at::equal(photo, halves(96, 128, 0.9f, 0.1f)));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, evened(haloed(96, 128), halves(96, 64, 1, 0)));
    }
};

VELATURA_TEST(TonesTest)
#include "tones_test.moc"
