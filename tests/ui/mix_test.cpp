// The pad that sets the weights of two or three styles together: its geometry, the mouse, the keys, one step a drag.
#include <QtGui/QUndoStack>
#include <QtTest/QSignalSpy>
#include <numeric>

#include "tests/ui/window_fixture.h"
#include "ui/trays/mix_pad.h"
#include "ui/trays/mix_shape.h"
#include "ui/trays/style_mix.h"
#include "ui/trays/style_row.h"

using namespace velatura;
using test::WindowFixture;

namespace {

const std::vector<QPointF> kTriangle{{50, 0}, {0, 100}, {100, 100}};

bool near(const std::vector<double>& a, const std::vector<double>& b) {
    bool same = a.size() == b.size();
    for (size_t i = 0; same && i < a.size(); ++i) same = std::abs(a[i] - b[i]) < 1e-9;
    return same;
}

std::vector<double> weights(WindowFixture& f) {
    std::vector<double> out;
    for (const StyleChoice& s : f.inputs().inputs().styles) out.push_back(s.weight);
    return out;
}

bool mixOf(WindowFixture& f, int count) {
    f.fill();
    // Not the sample, which a new window brings.
    const auto ours = [&] { return f.inputs().inputs().ready() && f.inputs().inputs().styles[0].picture->name == "style.png"; };
    if (!QTest::qWaitFor(ours, 5000)) return false;
    for (int i = 1; i < count; ++i)
        f.inputs().open(SlotKind::MixStyle, f.picture("mix" + std::to_string(i) + ".png", 64, 64, 60 * i));
    return QTest::qWaitFor([&] { return f.inputs().inputs().styles.size() == size_t(count); }, 5000);
}

}  // namespace

class MixTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sharesAddUpToOne() {
        QVERIFY(near(sharesOf({2, 1, 1}), {0.5, 0.25, 0.25}));
        QVERIFY(near(sharesOf({0, 0}), {0.5, 0.5}));
        for (const std::vector<double>& s : {std::vector<double>{1, 1, 1}, {0.333, 0.333, 0.334}, {0.005, 0.005, 0.99}}) {
            const auto rounded = inHundredths(sharesOf(s));
            QVERIFY(std::abs(std::accumulate(rounded.begin(), rounded.end(), 0.0) - 1) < 1e-9);
            for (const double r : rounded) QVERIFY(r >= 0 && std::abs(r * 100 - std::round(r * 100)) < 1e-9);
        }
    }

    void aPointOfTheTriangleHasItsShares() {
        QVERIFY(near(sharesAtPoint(kTriangle[1], kTriangle), {0, 1, 0}));
        QVERIFY(near(sharesAtPoint({50, 100}, kTriangle), {0, 0.5, 0.5}));
        const std::vector<double> shares{0.2, 0.5, 0.3};
        QVERIFY(near(sharesAtPoint(pointOfShares(shares, kTriangle), kTriangle), shares));
    }

    void outsideTheNearestPointCounts() {
        QVERIFY(near(sharesAtPoint({50, 500}, kTriangle), {0, 0.5, 0.5}));
        QVERIFY(near(sharesAtPoint({-900, 400}, kTriangle), {0, 1, 0}));
        QVERIFY(near(sharesAtPoint({50, -50}, kTriangle), {1, 0, 0}));
        const auto side = sharesAtPoint({-5, 35}, kTriangle);  // left of the left side
        QVERIFY(side[2] == 0 && side[0] > 0 && side[1] > 0);
    }

    void betweenTwoItIsALine() {
        const std::vector<QPointF> line{{0, 10}, {100, 10}};
        QVERIFY(near(sharesAtPoint({25, 90}, line), {0.75, 0.25}));
        QVERIFY(near(sharesAtPoint({-5, 10}, line), {1, 0}));
    }

    void itIsThereForTwoAndThree() {
        WindowFixture f;
        QVERIFY(mixOf(f, 1));
        MixPad* pad = f.inputs().mix()->pad();
        QVERIFY(!pad->isVisible());
        f.inputs().open(SlotKind::MixStyle, f.picture("b.png"));
        QTRY_VERIFY(pad->isVisible());
        QCOMPARE(pad->corners().size(), size_t{2});
        f.inputs().open(SlotKind::MixStyle, f.picture("c.png"));
        QTRY_COMPARE(pad->corners().size(), size_t{3});
        f.inputs().open(SlotKind::MixStyle, f.picture("d.png"));
        QTRY_VERIFY(!pad->isVisible());
    }

    void aDragIsOneStepAndMovesTheFields() {
        WindowFixture f;
        QVERIFY(mixOf(f, 3));
        MixPad* pad = f.inputs().mix()->pad();
        QTRY_VERIFY(pad->isVisible() && pad->width() > 100);
        const int steps = f.window->undoStack()->count();
        const auto before = weights(f);
        QSignalSpy changes(&f.inputs(), &InputPanel::inputsChanged);
        const auto at = pad->corners();
        QTest::mousePress(pad, Qt::LeftButton, {}, pad->handle().toPoint());
        for (const QPointF to : {(at[0] + at[1]) / 2, (at[1] + at[2]) / 2}) QTest::mouseMove(pad, to.toPoint());
        QVERIFY(changes.count() >= 2);  // what watches the inputs follows the handle
        QCOMPARE(f.window->undoStack()->count(), steps);
        QTest::mouseRelease(pad, Qt::LeftButton, {}, ((at[1] + at[2]) / 2).toPoint());
        QCOMPARE(f.window->undoStack()->count(), steps + 1);
        const auto after = weights(f);
        QVERIFY2(after[0] < 0.05 && std::abs(after[1] - 0.5) < 0.05 && std::abs(after[2] - 0.5) < 0.05,
                 qPrintable(QString("%1 %2 %3").arg(after[0]).arg(after[1]).arg(after[2])));
        const auto rows = f.inputs().mix()->findChildren<StyleRow*>();
        QCOMPARE(rows.size(), 3);
        for (int i = 0; i < 3; ++i) QCOMPARE(rows[i]->weight(), after[size_t(i)]);
        f.window->undoStack()->undo();
        QCOMPARE(weights(f), before);
        QCOMPARE(rows[1]->weight(), before[1]);
        QVERIFY(near(pad->shares(), sharesOf(before)));
        f.window->undoStack()->redo();
        QCOMPARE(weights(f), after);
    }

    void theFieldsMoveTheHandle() {
        WindowFixture f;
        QVERIFY(mixOf(f, 2));
        MixPad* pad = f.inputs().mix()->pad();
        Inputs next = f.inputs().inputs();
        next.styles[0].weight = 1.5;
        next.styles[1].weight = 0.5;
        f.inputs().change(next, "test");
        QVERIFY(near(pad->shares(), {0.75, 0.25}));
    }

    void aCornerGivesOneStyleAll() {
        WindowFixture f;
        QVERIFY(mixOf(f, 2));
        MixPad* pad = f.inputs().mix()->pad();
        QTRY_VERIFY(pad->isVisible() && pad->width() > 100);
        QTest::mouseClick(pad, Qt::LeftButton, {}, QPoint(pad->width() - 10, pad->height() / 2));
        QCOMPARE(weights(f), (std::vector<double>{0, 1}));
    }

    void keysMoveItToo() {
        WindowFixture f;
        QVERIFY(mixOf(f, 3));
        MixPad* pad = f.inputs().mix()->pad();
        QTRY_VERIFY(pad->isVisible() && pad->width() > 100);
        pad->setFocus();
        QTest::keyClick(pad, Qt::Key_2);
        QCOMPARE(weights(f), (std::vector<double>{0, 1, 0}));
        QTest::keyClick(pad, Qt::Key_Right);
        const auto coarse = weights(f);
        QVERIFY(coarse[2] > 0 && coarse[1] < 1);
        QTest::keyClick(pad, Qt::Key_2);
        QTest::keyClick(pad, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(weights(f)[2] > 0 && weights(f)[2] < coarse[2]);
        QTest::keyClick(pad, Qt::Key_Home);
        QVERIFY(std::abs(weights(f)[0] - 0.34) < 0.011);
        QVERIFY(pad->accessibleDescription().contains("33"));
        QVERIFY(!pad->accessibleName().isEmpty());
        QVERIFY(pad->hasFocus());
    }
};

VELATURA_TEST(MixTest)
#include "mix_test.moc"
