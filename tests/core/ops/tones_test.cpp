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
        at::Tensor strokes = at::zeros_like(smooth);
        strokes.slice(3, 0, {}, 2).fill_(0.1f);
        const at::Tensor with = evened(smooth + strokes, photo), without = evened(smooth, photo);
        QVERIFY(at::allclose(with - with.mean({2, 3}, true), strokes - strokes.mean({2, 3}, true), 1e-3, 2e-3));
        QVERIFY(at::allclose(without, smooth, 1e-4, 1e-4));
    }
    void areasHaveTonesOfTheirOwn() {
        const at::Tensor photo = at::full({1, 3, 96, 128}, 0.6f), painted = halves(96, 128, 0.3f, 0.7f);
        const at::Tensor left = halves(96, 128, 1, 0).narrow(1, 0, 1).contiguous(), right = 1 - left;
        QVERIFY((evened(painted, photo) - painted).abs().mean().item<double>() > 0.05);
        QVERIFY((evened(painted, photo, {{left, 1}, {right, 1}}) - painted).abs().max().item<double>() < 1e-3);
        // And what is in none stays.
        const at::Tensor one = evened(painted, photo, {{left, 1}});
        QVERIFY(at::allclose(one.narrow(3, 72, 56), painted.narrow(3, 72, 56), 1e-5, 1e-5));
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
        for (const auto& [height, width] : {std::pair{1, 1}, {3, 200}, {200, 3}, {131, 259}}) {
            const at::Tensor even = evened(haloed(height, std::max(width, 8)), halves(height, std::max(width, 8), 0.9f, 0.1f));
            QVERIFY(even.isfinite().all().item<bool>());
        }
        QVERIFY_THROWS_EXCEPTION(CheckFailure, evened(haloed(96, 128), halves(96, 64, 1, 0)));
    }
};

VELATURA_TEST(TonesTest)
#include "tones_test.moc"
