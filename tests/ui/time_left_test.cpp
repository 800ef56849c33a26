#include "ui/bridge/time_left.h"

#include <cmath>

#include "core/jobs/job_channel.h"
#include "tests/support/test_case.h"
#include "ui/common/clock_text.h"

using namespace velatura;

class TimeLeftTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsSaidInTheFirstSecond() {
        TimeLeft t;
        t.report(0, 100, 0);
        QVERIFY(t.at(0) < 0);
        t.report(5, 100, 0.5);
        QVERIFY(t.at(0.5) < 0);
        t.report(11, 100, 1.1);
        QVERIFY(std::abs(t.at(1.1) - 8.9) < 0.2);
    }

    void anEvenPaceCountsDownEvenly() {
        TimeLeft t;
        for (int i = 0; i <= 100; ++i) {
            t.report(i, 100, 0.3 * i);
            if (0.3 * i > 1.2) QVERIFY2(std::abs(t.at(0.3 * i) - 0.3 * (100 - i)) < 0.5, qPrintable(QString::number(i)));
        }
        QCOMPARE(t.at(30), 0.0);
    }

    void itCountsDownBetweenReports() {
        TimeLeft t;
        for (int i = 0; i <= 4; ++i) t.report(i, 10, 2.0 * i);
        const double now = t.at(8);
        QVERIFY(std::abs(t.at(9) - (now - 1)) < 1e-9);
        QVERIFY(t.at(100) >= 0);
    }

    void aSlowerPaceIsFollowedWithoutALeap() {
        TimeLeft t;
        double elapsed = 0, last = -1;
        for (int i = 0; i <= 100; ++i) {
            t.report(i, 100, elapsed);
            const double left = t.at(elapsed);
            // Four times as slow from the middle on: the word changes by less than four seconds at once.
            if (last >= 0) QVERIFY2(std::abs(left - last) < 4, qPrintable(QString("%1: %2 after %3").arg(i).arg(left).arg(last)));
            if (i == 90) QVERIFY(std::abs(left - 8) < 2);
            last = left;
            elapsed += i < 50 ? 0.2 : 0.8;
        }
    }

    void oneSlowStepAtTheStartIsSoonPutRight() {
        TimeLeft t;
        t.report(0, 100, 0);
        t.report(1, 100, 20);
        QVERIFY(t.at(20) < 0);
        for (int i = 2; i <= 30; ++i) t.report(i, 100, 20 + 0.5 * (i - 1));
        QVERIFY2(t.at(34.5) < 70, qPrintable(QString::number(t.at(34.5))));
    }

    void aFreshPieceOfWorkStartsAnew() {
        TimeLeft t;
        for (int i = 0; i <= 10; ++i) t.report(i, 10, i);
        QCOMPARE(t.at(10), 0.0);
        t.report(0, 500, 11);
        QVERIFY(t.at(11) < 0);
        // A resumed run begins at step 300, which took no time.
        t.report(300, 600, 12);
        t.report(310, 600, 14);
        t.report(320, 600, 16);
        QVERIFY(t.at(16) > 40);
    }

    void words() {
        Progress p;
        QCOMPARE(timeLeftText(p), QString());
        p.remaining = 12.4;
        QCOMPARE(timeLeftText(p), QString("0:12 left"));
    }
};

VELATURA_TEST(TimeLeftTest)
#include "time_left_test.moc"
