#include "core/jobs/job_channel.h"

#include <atomic>
#include <thread>

#include "tests/support/test_case.h"

using namespace velatura;
using namespace std::chrono_literals;

namespace {

/// Waits for what another thread does; generous, since a test machine may be busy.
bool eventually(const std::function<bool()>& condition) {
    for (int i = 0; i < 2000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

Image picture(int side) { return Image(PixelBuffer({side, side}, 3, Depth::U8)); }

}  // namespace

class JobChannelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newestPreviewAndProgressAllScalars() {
        JobChannel c;
        c.preview(picture(1));
        c.preview(picture(2));
        c.progress(1, 10, "Painting");
        c.progress(2, 10, "Painting");
        for (int i = 0; i < 100; ++i) c.scalar("loss", i, i * 0.5);
        c.checkpointed("a");
        c.checkpointed("b");
        c.note({ErrorCode::OutOfMemory, "The GPU is full."});
        QCOMPARE(c.previewBox().take()->width(), 2);
        QVERIFY(!c.previewBox().take());
        QCOMPARE(c.progressBox().take()->done, std::int64_t{2});
        const auto scalars = c.scalars().takeAll();
        QCOMPARE(scalars.size(), size_t{100});
        QCOMPARE(scalars[7].step, std::int64_t{7});
        QCOMPARE(scalars[7].value, 3.5);
        QCOMPARE(c.checkpoints().takeAll().size(), size_t{2});
        QCOMPARE(c.notes().takeAll().at(0).message(), std::string("The GPU is full."));
    }

    void stopIsHeard() {
        JobChannel c;
        QVERIFY(c.proceed());
        c.stop();
        QVERIFY(!c.orderHeard());
        QVERIFY(!c.proceed());
        QVERIFY(!c.proceed());
        QVERIFY(c.orderHeard());
        c.stop();  // a second press is no new order
        QVERIFY(c.orderHeard());
        QVERIFY(c.stopRequested());
    }

    void pauseWaitsUntilItIsLifted() {
        JobChannel c;
        std::atomic<int> steps{0};
        std::atomic<bool> end{false};
        std::thread job([&] {
            while (!end && c.proceed()) {
                ++steps;
                std::this_thread::sleep_for(1ms);
            }
        });
        QVERIFY(eventually([&] { return steps > 2; }));
        c.pause(true);
        QVERIFY(c.paused());
        QVERIFY(eventually([&] { return c.orderHeard(); }));
        const int at = steps;
        std::this_thread::sleep_for(300ms);
        QVERIFY(steps <= at + 1);
        c.pause(false);
        QVERIFY(eventually([&] { return steps > at + 2; }));
        QVERIFY(c.orderHeard());
        end = true;
        job.join();
    }

    void pausesAreLeftOutOfElapsed() {
        JobChannel c;
        c.pause(true);
        std::thread resume([&] {
            std::this_thread::sleep_for(400ms);
            c.pause(false);
        });
        const auto from = std::chrono::steady_clock::now();
        QVERIFY(c.proceed());
        const double waited = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
        resume.join();
        c.progress(1, 2, "");
        c.scalar("loss", 1, 1);
        const double elapsed = c.progressBox().take()->elapsed;
        const double lived = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
        QVERIFY2(elapsed < lived - waited + 0.1, qPrintable(QString("%1 of %2 s").arg(elapsed).arg(lived)));
        QVERIFY(c.scalars().takeAll()[0].seconds < lived - waited + 0.1);
    }

    void stopEndsAPauseAndIsHeard() {
        JobChannel c;
        c.pause(true);
        std::atomic<int> answer{-1};
        std::thread job([&] { answer = c.proceed(); });
        QVERIFY(eventually([&] { return c.orderHeard(); }));
        QCOMPARE(answer.load(), -1);
        c.stop();
        job.join();
        QCOMPARE(answer.load(), 0);
        QVERIFY(c.orderHeard());
    }

    void stopWhilePausedBeforeTheJobAsks() {
        JobChannel c;
        c.pause(true);
        c.stop();
        QVERIFY(!c.proceed());  // returns at once
    }

    void changesAreMergedAndTakenOnce() {
        JobChannel c;
        QVERIFY(!c.takeChanges());
        c.change({{"rate", 0.1}, {"weight", 1.0}});
        c.change({{"rate", 0.2}});
        const auto v = c.takeChanges();
        QVERIFY(v->at("rate") == ParamValue(0.2));
        QVERIFY(v->at("weight") == ParamValue(1.0));
        QVERIFY(!c.takeChanges());
        c.change({});
        QVERIFY(c.takeChanges()->empty());
    }

    void timeLeftGoesByThePace() {
        JobChannel c;
        c.progress(0, 0, "Loading");
        QVERIFY(c.progressBox().take()->remaining < 0);
        c.progress(5000, 20000, "Training");  // resumed: these steps were not done now
        QVERIFY(c.progressBox().take()->remaining < 0);
        std::this_thread::sleep_for(100ms);
        c.progress(5001, 20000, "Training");
        const double left = c.progressBox().take()->remaining;
        QVERIFY2(left > 0.1 * 14000, qPrintable(QString::number(left)));
        c.progress(20000, 20000, "Training");
        QCOMPARE(c.progressBox().take()->remaining, 0.0);
        c.progress(21000, 20000, "Training");
        QCOMPARE(c.progressBox().take()->remaining, 0.0);
        c.progress(1, 20000, "Again");
        QVERIFY(c.progressBox().take()->remaining < 0);
    }

    void theClockStartsWithTheJob() {
        JobChannel c;
        std::this_thread::sleep_for(200ms);
        c.restartClock();
        const auto from = std::chrono::steady_clock::now();
        c.progress(0, 1, "");
        const double lived = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
        QVERIFY(c.progressBox().take()->elapsed <= lived + 0.1);
    }

    void ordersFromManyThreads() {
        JobChannel c;
        std::atomic<bool> stopped{false};
        std::thread job([&] {
            for (int i = 0; c.proceed(); ++i) {
                c.progress(i, 1000000, "Painting");
                c.scalar("loss", i, 1.0);
                (void)c.takeChanges();
            }
            stopped = true;
        });
        std::vector<std::thread> watchers;
        for (int t = 0; t < 3; ++t)
            watchers.emplace_back([&] {
                for (int i = 0; i < 300; ++i) {
                    c.pause(i % 3 == 0);
                    c.change({{"rate", 0.1 * i}});
                    (void)c.progressBox().take();
                    (void)c.scalars().takeAll();
                    (void)c.orderHeard();
                }
            });
        for (auto& t : watchers) t.join();
        c.stop();
        job.join();
        QVERIFY(stopped);
    }
};

VELATURA_TEST(JobChannelTest)
#include "job_channel_test.moc"
