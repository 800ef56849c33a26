#include "core/ops/relief.h"
#include "core/ops/octaves.h"

#include "core/nn/image_tensor.h"
#include "core/ops/resize.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

double largest(const at::Tensor& x) { return x.abs().max().item<double>(); }

/// Grey with strokes of so much amplitude in lightness.
at::Tensor strokes(int width, int height, double amplitude, std::uint64_t seed) {
    const at::Tensor grain = test::randomTensor({1, 1, height, width}, seed);
    return (at::avg_pool2d(at::replication_pad2d(grain, {1, 1, 1, 1}), {3, 3}, {1, 1}) * (3 * amplitude) + 0.5).expand({1, 3, height, width}).contiguous();
}

/// Deviation of the finest strokes inside the borders.
double amplitude(const at::Tensor& x) {
    const at::Tensor fine = x.narrow(1, 0, 1) - at::avg_pool2d(at::replication_pad2d(x.narrow(1, 0, 1), {2, 2, 2, 2}), {5, 5}, {1, 1});
    return fine.narrow(2, 8, x.size(2) - 16).narrow(3, 8, x.size(3) - 16).std().item<double>();
}

at::Tensor matched(const at::Tensor& painted, const at::Tensor& photo, const std::vector<ReliefArea>& areas, std::int64_t rows = 0) {
    at::Tensor out = painted.clone();
    matchRelief(out, photo, areas, rows);
    return out;
}

}  // namespace

class ReliefTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void strokesGetThePaintingsStrength() {
        const at::Tensor painted = strokes(96, 80, 0.06, 1);
        for (const double aim : {0.03, 0.09}) {
            const Relief relief = reliefOf(strokes(90, 70, aim, 3));
            const double before = amplitude(painted), wanted = amplitude(strokes(90, 70, aim, 3));
            const at::Tensor photo = strokes(96, 80, 0.8 * aim, 4);  // lively, and its own strength is never taken away
            const double after = amplitude(matched(painted, photo, {{{}, relief, 1}}));
            QVERIFY2(std::abs(after - wanted) < 0.25 * std::abs(before - wanted), qPrintable(QString("%1 to %2, wanted %3").arg(before).arg(after).arg(wanted)));
            // Halfway lies between, none changes nothing.
            const double half = amplitude(matched(painted, photo, {{{}, relief, 0.5}}));
            QVERIFY((half > before) == (wanted > before) && std::abs(half - before) < std::abs(wanted - before));
            QCOMPARE(largest(matched(painted, photo, {{{}, relief, 0}}) - painted), 0.0);
        }
    }
    void thereIsAnEndToIt() {
        const at::Tensor faint = strokes(96, 80, 0.01, 1);
        const at::Tensor raised = matched(faint, strokes(96, 80, 0.1, 5), {{{}, reliefOf(strokes(96, 80, 0.2, 2)), 1}});
        QVERIFY(amplitude(raised) > 1.7 * amplitude(faint) && amplitude(raised) < 2.05 * amplitude(faint));
    }
    void theBoldestPlaceGetsTheBoldestStrokes() {
        // Left faint, right bold; the painting has both too, top and bottom, and further apart.
        const auto sides = [](double a, double b, int dim) { return at::cat({strokes(64, 64, a, 1), strokes(64, 64, b, 2)}, dim); };
        const at::Tensor painted = sides(0.02, 0.04, 3);
        const at::Tensor out = matched(painted, painted, {{{}, reliefOf(sides(0.02, 0.07, 2)), 1}});
        QVERIFY(amplitude(out.narrow(3, 64, 64)) > 1.4 * amplitude(painted.narrow(3, 64, 64)));
        QVERIFY(std::abs(amplitude(out.narrow(3, 0, 64)) - amplitude(painted.narrow(3, 0, 64))) < 0.2 * amplitude(painted.narrow(3, 0, 64)));
    }
    void aPaintingsGrainIsNotPaintedIntoACalmPlace() {
        const at::Tensor flat = at::full({1, 3, 80, 96}, 0.5f), ripple = strokes(96, 80, 0.01, 1);
        const Relief paper = reliefOf(strokes(96, 80, 0.01, 2)), impasto = reliefOf(strokes(96, 80, 0.08, 2));
        QVERIFY(amplitude(matched(ripple, flat, {{{}, paper, 1}})) < 0.6 * amplitude(ripple));
        // A photo that is not calm keeps them, and strokes that are none too faint come there too.
        QVERIFY(amplitude(matched(ripple, strokes(96, 80, 0.05, 3), {{{}, paper, 1}})) > 0.9 * amplitude(ripple));
        const double left = amplitude(matched(strokes(96, 80, 0.08, 1), flat, {{{}, impasto, 1}})) / amplitude(strokes(96, 80, 0.08, 1));
        QVERIFY2(left > 0.75, qPrintable(QString::number(left)));
    }
    /// Where the photo is drawn, what is two pixels fine is the edges of broader strokes: they stay as sharp as they are, if asked.
    void edgesStayAsSharpAsTheyWerePainted() {
        const auto edges = [](double amplitude, std::uint64_t seed) {
            const at::Tensor broad = at::avg_pool2d(strokes(96, 80, 3 * amplitude, seed), {3, 3}, {1, 1});
            return (broad - at::avg_pool2d(at::replication_pad2d(broad, {4, 4, 4, 4}), {9, 9}, {1, 1}) + 0.5).contiguous();
        };
        // Octaves overlap: matching the others changes this one too.
        const auto sharpness = [](const at::Tensor& x) { return std::sqrt(energiesOf(x).lightness[1].mean().item<double>()); };
        const at::Tensor painted = edges(0.06, 1), drawn = edges(0.2, 4), flat = at::full_like(painted, 0.5f);
        const double before = sharpness(painted);
        const auto change = [&](double aim, const at::Tensor& photo, double share) {
            return sharpness(matched(painted, photo, {{.share = {}, .relief = reliefOf(edges(aim, 3)), .edges = share, .kept = 0}})) / before - 1;
        };
        for (const double aim : {0.02, 0.12}) {
            const double all = std::abs(change(aim, drawn, 1)), half = std::abs(change(aim, drawn, 0.5)), none = std::abs(change(aim, drawn, 0));
            QVERIFY2(all > 0.5 && half < 0.9 * all && none < 0.6 * all, qPrintable(QString("%1 %2 %3").arg(all).arg(half).arg(none)));
        }
        QVERIFY(change(0.02, flat, 0) < -0.5);  // in a calm place they are ripple
        // What is finer is grain, and is matched.
        const at::Tensor grain = strokes(96, 80, 0.06, 1);
        const auto fine = [](const at::Tensor& x) { return std::sqrt(energiesOf(x).lightness[0].mean().item<double>()); };
        for (const auto& [aim, least, most] : {std::array{0.02, 0.0, 0.6}, {0.12, 1.4, 2.0}}) {
            const double after = fine(matched(grain, strokes(96, 80, 0.2, 4), {{.share = {}, .relief = reliefOf(strokes(96, 80, aim, 3)), .edges = 0, .kept = 0}})) / fine(grain);
            QVERIFY2(after > least && after < most, qPrintable(QString::number(after)));
        }
    }
    void soMuchOfThePhotosStrokesIsKept() {
        const at::Tensor painted = strokes(96, 80, 0.06, 1);
        const Relief plain = reliefOf(at::full({1, 3, 80, 96}, 0.5f));
        for (const double kept : {0.0, 0.1, 0.5, 1.0}) {
            const double left = amplitude(matched(painted, painted, {{.share = {}, .relief = plain, .kept = kept}})) / amplitude(painted);
            QVERIFY2(std::abs(left - std::sqrt(kept)) < 0.1, qPrintable(QString("%1 of %2").arg(left).arg(kept)));
        }
    }
    void coloursRippleIsCalmedApartFromLightness() {
        const at::Tensor grey = strokes(96, 80, 0.05, 1);
        at::Tensor ripple = test::randomTensor({1, 3, 80, 96}, 7) * 0.05;
        ripple = ripple - (ripple * at::tensor({0.299f, 0.587f, 0.114f}).reshape({1, 3, 1, 1})).sum(1, true);
        const at::Tensor out = matched(grey + ripple, grey, {{{}, reliefOf(grey), 1}});
        const auto hue = [](const at::Tensor& x) { return (x.narrow(1, 0, 1) - x.narrow(1, 1, 1)).std().item<double>(); };
        QVERIFY2(hue(out) < 0.4 * hue(grey + ripple), qPrintable(QString::number(hue(out) / hue(grey + ripple))));
        QVERIFY(std::abs(amplitude(out.mean(1, true).expand_as(out)) / amplitude((grey + ripple).mean(1, true).expand_as(out)) - 1) < 0.15);
    }
    void itsOwnReliefChangesNothing() {
        const at::Tensor x = (test::randomPicture(97, 83, 1) + strokes(97, 83, 0.05, 2) - 0.5).clamp(0, 1);
        QVERIFY2(largest(matched(x, x, {{{}, reliefOf(x), 1}}) - x) < 0.05, qPrintable(QString::number(largest(matched(x, x, {{{}, reliefOf(x), 1}}) - x))));
        // Faint strokes too, whatever is kept: they are the photo's as much as the painting's.
        const at::Tensor faint = strokes(96, 80, 0.015, 1);
        for (const double kept : {0.0, 0.1}) {
            const double left = amplitude(matched(faint, faint, {{.share = {}, .relief = reliefOf(faint), .edges = 0, .kept = kept}})) / amplitude(faint);
            QVERIFY2(left > 0.9 && left < 1.1, qPrintable(QString::number(left)));
        }
    }
    void anAreaKeepsToItself() {
        const at::Tensor painted = strokes(96, 80, 0.03, 1);
        at::Tensor share = at::zeros({1, 1, 80, 96});
        share.narrow(3, 0, 48).fill_(1);
        const at::Tensor out = matched(painted, painted, {{share, reliefOf(strokes(96, 80, 0.08, 2)), 1}, {1 - share, {}, 0}});
        QVERIFY(amplitude(out.narrow(3, 0, 48)) > 1.4 * amplitude(painted.narrow(3, 0, 48)));
        QCOMPARE(largest((out - painted).narrow(3, 56, 40)), 0.0);
        // Each by its own way of matching.
        const Relief plain = reliefOf(at::full({1, 3, 80, 96}, 0.5f));
        const at::Tensor apart = matched(painted, painted, {{.share = share, .relief = plain, .kept = 1}, {.share = 1 - share, .relief = plain, .kept = 0.1}});
        QVERIFY(amplitude(apart.narrow(3, 0, 48)) > 0.9 * amplitude(painted.narrow(3, 0, 48)) && amplitude(apart.narrow(3, 48, 48)) < 0.6 * amplitude(painted.narrow(3, 48, 48)));
    }
    void rowsAtATimeGiveTheWhole_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const auto& [w, h] : {std::pair{61, 331}, {64, 256}, {17, 65}, {1, 129}, {40, 1}}) QTest::addRow("%dx%d", w, h) << w << h;
    }
    void rowsAtATimeGiveTheWhole() {
        QFETCH(int, width);
        QFETCH(int, height);
        const at::Tensor painted = strokes(width, height, 0.04, 1), photo = test::randomPicture(width, height, 2);
        const Relief relief = reliefOf(strokes(64, 64, 0.06, 3));
        for (const ReliefArea& area : {ReliefArea{{}, relief, 1}, {.share = {}, .relief = relief, .amount = 0.5, .edges = 0, .kept = 0.1}}) {
            const at::Tensor whole = matched(painted, photo, {area}, height);
            QVERIFY(whole.isfinite().all().item<bool>());
            for (const std::int64_t rows : {4, 36, 64}) QVERIFY(largest(matched(painted, photo, {area}, rows) - whole) < 1e-5);
        }
    }
    void mixturesLieBetween() {
        const Relief faint = reliefOf(strokes(64, 64, 0.02, 1)), bold = reliefOf(strokes(64, 64, 0.06, 1));
        const Relief half = mixedRelief({{faint, 2.0}, {bold, 2.0}});
        QVERIFY(largest(half.lightness.sqrt() - (faint.lightness.sqrt() + bold.lightness.sqrt()) * 0.5) < 1e-5);
        QVERIFY(largest(mixedRelief({{faint, 0.0}, {bold, 1.0}}).colour - bold.colour) < 1e-6);
    }
    void strokesBeyondTheModelsGo() {
        // Left the model is calm, right it has strokes; the painting has strokes everywhere.
        const at::Tensor bold = strokes(128, 64, 0.08, 1), other = strokes(128, 64, 0.08, 7);
        at::Tensor model = other.clone();
        model.narrow(3, 0, 64).fill_(0.5);
        const auto limited = [&](double most, std::int64_t rows = 0) {
            at::Tensor out = bold.clone();
            limitRelief(out, model, most, 1, rows);
            return out;
        };
        const auto spread = [](const at::Tensor& x, std::int64_t from) { return x.narrow(3, from, 32).std().item<double>(); };
        const at::Tensor out = limited(1.5);
        QVERIFY2(spread(out, 8) < 0.5 * spread(bold, 8), qPrintable(QStringLiteral("%1 of %2").arg(spread(out, 8)).arg(spread(bold, 8))));
        QVERIFY2(spread(out, 88) > 0.9 * spread(bold, 88), qPrintable(QStringLiteral("%1 of %2").arg(spread(out, 88)).arg(spread(bold, 88))));
        QVERIFY(spread(limited(0.25), 88) < 0.8 * spread(bold, 88));
        // Nothing is raised, and some rows at a time are as good as all.
        at::Tensor calm = model.clone();
        limitRelief(calm, bold, 1.5);
        QVERIFY(largest(calm.narrow(3, 0, 48) - model.narrow(3, 0, 48)) < 0.02);
        QVERIFY(largest(limited(1.5, 36) - limited(1.5, 64)) < 1e-5);
    }
    /// On other devices octaves are tensor operations, as in float64 here.
    void octavesByRowsAreTheSame() {
        for (const auto& [width, height] : {std::pair{64, 48}, {37, 53}, {5, 3}, {1, 1}, {300, 9}}) {
            const at::Tensor picture = test::randomPicture(width, height, 3);
            const Octaves own = octavesOf(picture), wanted = octavesOf(picture.to(at::kDouble));
            std::array<at::Tensor, kOctaves> gains, wide;
            for (size_t b = 0; b < kOctaves; ++b) {
                QCOMPARE(own.squares[b].sizes(), wanted.squares[b].sizes());
                QVERIFY(largest(own.bands[b] - wanted.bands[b]) < 1e-6);
                QVERIFY(largest(own.squares[b] - wanted.squares[b]) < 1e-6);
                QVERIFY(largest(meansAround(own.squares[b], 2) - meansAround(wanted.squares[b], 2)) < 1e-6);
                wide[b] = test::randomTensor({1, 2, own.squares[b].size(2), own.squares[b].size(3)}, b).to(at::kDouble);
                gains[b] = wide[b].to(at::kFloat);
            }
            const at::Tensor sum = sumOfOctaves(own, gains);
            QCOMPARE(sum.sizes(), picture.sizes());
            QVERIFY2(largest(sum - sumOfOctaves(wanted, wide)) < 2e-6, qPrintable(QString("%1 x %2").arg(width).arg(height)));
        }
        // Rows of a larger picture, as strips are.
        const at::Tensor picture = test::randomPicture(40, 60, 4), rows = picture.narrow(2, 8, 40);
        QVERIFY(largest(octavesOf(rows).bands[3] - octavesOf(rows.clone()).bands[3]) == 0);
    }
    void flatPicturesStayFlat() {
        const at::Tensor flat = at::full({1, 3, 40, 40}, 0.3f);
        QVERIFY(largest(matched(flat, flat, {{{}, reliefOf(strokes(40, 40, 0.1, 1)), 1}}) - flat) < 1e-5);
        QVERIFY(matched(strokes(40, 40, 0.1, 1), flat, {{{}, reliefOf(flat), 1}}).isfinite().all().item<bool>());
    }
};

VELATURA_TEST(ReliefTest)
#include "relief_test.moc"
