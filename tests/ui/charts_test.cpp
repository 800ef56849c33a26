#include <QtCore/QElapsedTimer>
#include <QtWidgets/QAbstractScrollArea>
#include <cmath>
#include <fstream>
#include <sstream>

#include "tests/support/test_case.h"
#include "ui/charts/axis_ticks.h"
#include "ui/charts/chip_bar.h"
#include "ui/charts/loss_chart.h"
#include "ui/charts/loss_series.h"

using namespace velatura;

class ChartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emaIsBiasCorrected() {
        Ema ema(0.5);
        QCOMPARE(ema.add(4), 4.0);
        // mean 0.5 * 2 + 0.5 * 1 = 1.5 over weight 0.75
        QCOMPARE(ema.add(1), 2.0);
        // mean 0.75 + 0.5 * 3 = 2.25 over weight 0.875
        QCOMPARE(ema.add(3), 2.25 / 0.875);
        QCOMPARE(ema.add(NAN), 2.25 / 0.875);
        Ema none(0);
        none.add(7);
        QCOMPARE(none.add(2), 2.0);
    }

    void thinningKeepsFirstSmallestLargestLast() {
        std::vector<CurvePoint> points;
        // Two columns of [0, 20): in the first a peak and a hole, in the second a line.
        const double values[] = {5, 6, 9, 6, 1, 6, 5, 5, 5, 4, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (int i = 0; i < 20; ++i) points.push_back({double(i), values[i]});
        const std::vector<CurvePoint> expected{{0, 5}, {2, 9}, {4, 1}, {9, 4}, {10, 0}, {19, 9}};
        QCOMPARE(thinToColumns(points, 0, 20, 2), expected);
        // Few points are left alone; those outside go but for the nearest.
        QCOMPARE(thinToColumns(points, 5, 7, 100).size(), size_t(5));
        QCOMPARE(thinToColumns(points, 5, 7, 100).front().step, 4.0);
        QVERIFY(thinToColumns({}, 0, 1, 10).empty());
    }

    void aSpikeSurvivesThinning() {
        LossStore store;
        for (int i = 0; i < 100000; ++i) store.add({"loss", i, i == 54321 ? 1000.0 : 1.0, 0});
        const auto thin = thinToColumns(store.curve("loss").raw(), 0, 99999, 600);
        QVERIFY(thin.size() <= 2402);
        QVERIFY(std::any_of(thin.begin(), thin.end(), [](auto& p) { return p.value == 1000; }));
    }

    void badValuesAreKeptApart() {
        LossStore store;
        store.add({"loss", 1, 2.0, 0});
        store.add({"loss", 2, NAN, 0});
        store.add({"loss", 3, INFINITY, 0});
        store.add({"loss", 4, 4.0, 0});
        QCOMPARE(store.curve("loss").raw().size(), size_t(2));
        QCOMPARE(store.curve("loss").bad().size(), size_t(2));
        QVERIFY(std::isfinite(store.curve("loss").smooth().back().value));
        QCOMPARE(store.stepRange(), std::make_pair(std::int64_t(1), std::int64_t(4)));
    }

    void aResumedRunReplacesItsEnd() {
        LossStore store;
        store.setSmoothing(0);
        for (int i = 1; i <= 10; ++i)
            for (const char* name : {"a", "b"}) store.add({name, i, double(i), 0});
        for (const char* name : {"a", "b"}) store.add({name, 6, 60, 0});
        QCOMPARE(store.curve("a").raw().size(), size_t(6));
        QCOMPARE(store.curve("a").smooth().back(), (CurvePoint{6, 60}));
        QCOMPARE(store.marks().size(), size_t(1));
        QVERIFY(store.marks()[0].restart);
        QCOMPARE(store.marks()[0].step, std::int64_t(6));
    }

    void nearestStep() {
        LossCurve curve(0);
        QCOMPARE(curve.nearest(3), std::ptrdiff_t(-1));
        for (int s : {10, 20, 40}) curve.add(s, s, 0);
        QCOMPARE(curve.nearest(0), std::ptrdiff_t(0));
        QCOMPARE(curve.nearest(29), std::ptrdiff_t(1));
        QCOMPARE(curve.nearest(31), std::ptrdiff_t(2));
        QCOMPARE(curve.nearest(99), std::ptrdiff_t(2));
    }

    void csvHasARowAStep() {
        LossStore store;
        store.add({"style", 1, 0.5, 0});
        store.add({"content", 1, 2, 0});
        store.add({"style", 2, NAN, 0});
        QCOMPARE(store.toCsv(), std::string("step,style,content\n1,0.5,2\n2,nan,\n"));
    }

    void ticksAreRound() {
        QCOMPARE(linearTicks(0, 10, 5), (std::vector<double>{0, 2, 4, 6, 8, 10}));
        QCOMPARE(linearTicks(0.13, 0.42, 3).size(), size_t(3));
        QCOMPARE(logTicks(0.01, 100, 4), (std::vector<double>{0.01, 0.1, 1, 10, 100}));
        QCOMPARE(logTicks(0.9, 12, 6), (std::vector<double>{1, 2, 5, 10}));
        QVERIFY(logTicks(0.31, 0.42, 4).size() >= 2);
        QVERIFY(logTicks(1e-12, 1e12, 4).size() <= 6);
        QVERIFY(logTicks(0, 1, 4).empty());
    }

    void chartShowsHidesAndExports() {
        const test::ScratchFolder folder;
        LossChart chart;
        chart.resize(600, 240);
        chart.show();
        QVERIFY(chart.findChildren<Chip*>().isEmpty());
        std::vector<Scalar> scalars;
        for (int i = 1; i <= 200; ++i) {
            scalars.push_back({"style", i, 10.0 / i, i * 0.1});
            scalars.push_back({"content", i, i == 50 ? NAN : 1.0 / i, i * 0.1});
        }
        chart.addScalars(scalars);
        chart.markStage(100, "Size 512");
        QTRY_COMPARE(chart.findChildren<Chip*>().size(), 2);
        QVERIFY(chart.isShown("style"));
        chart.findChildren<Chip*>().first()->click();
        QVERIFY(!chart.isShown("style"));
        QCOMPARE(chart.stepAt(chart.xOfStep(120)), qint64(120));
        QVERIFY(chart.plotSpan().second > chart.plotSpan().first + 100);
        QSignalSpy dragged(&chart, &LossChart::cursorDragged);
        QWidget* plot = chart.findChild<QAbstractScrollArea*>()->viewport();
        QTest::mouseClick(plot, Qt::LeftButton, {}, QPoint(300, 60));
        QCOMPARE(dragged.count(), 1);

        QVERIFY(chart.exportCsv(folder / "losses.csv"));
        std::ifstream csv(folder / "losses.csv");
        std::string head;
        std::getline(csv, head);
        QCOMPARE(head, std::string("step,style,content"));
        QVERIFY(chart.exportPng(folder / "losses.png"));
        QImage picture(QString::fromStdString((folder / "losses.png").string()));
        QCOMPARE(picture.size(), QSize(1200, 480));
        QVERIFY(!chart.exportCsv(folder / "no" / "such" / "losses.csv"));
        chart.clear();
        QVERIFY(chart.store().empty());
    }

    void manyCurvesWaitForAClick() {
        LossChart chart;
        std::vector<Scalar> scalars;
        for (const char* name : {"total", "learning rate", "c", "d", "e", "f", "g", "h"}) scalars.push_back({name, 1, 1, 0});
        chart.addScalars(scalars);
        QVERIFY(chart.isShown("total") && chart.isShown("f"));
        QVERIFY(!chart.isShown("learning rate") && !chart.isShown("g"));
    }
};

VELATURA_TEST(ChartsTest)
#include "charts_test.moc"
