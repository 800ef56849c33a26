#include "core/jobs/worker.h"

#include <atomic>
#include <future>
#include <memory>

#include "tests/support/test_case.h"

using namespace velatura;

class WorkerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tasksRunInOrderInOneThread() {
        Worker w;
        std::vector<int> order;
        std::vector<std::thread::id> threads;
        std::promise<void> last;
        for (int i = 0; i < 100; ++i)
            w.post([&, i] {
                order.push_back(i);
                threads.push_back(std::this_thread::get_id());
                if (i == 99) last.set_value();
            });
        last.get_future().wait();
        for (int i = 0; i < 100; ++i) QCOMPARE(order[static_cast<size_t>(i)], i);
        for (const auto& id : threads) QVERIFY(id == threads[0] && id != std::this_thread::get_id());
    }

    void threadStartRunsFirst() {
        std::atomic<int> value{0};
        std::promise<int> seen;
        Worker w([&] { value = 5; });
        w.post([&] { seen.set_value(value); });
        QCOMPARE(seen.get_future().get(), 5);
    }

    void theRunningTaskIsWaitedForTheRestIsDropped() {
        std::atomic<bool> finished{false}, second{false};
        auto token = std::make_shared<int>(1);
        const std::weak_ptr<int> watch = token;
        {
            Worker w;
            std::promise<void> started;
            w.post([&] {
                started.set_value();
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
                finished = true;
            });
            w.post([&second, token = std::move(token)] { second = true; });
            started.get_future().wait();
            QCOMPARE(w.waiting(), size_t{1});
        }
        QVERIFY(finished);
        QVERIFY(!second);
        QVERIFY(watch.expired());
    }

    void aTaskIsDestroyedBeforeTheNextRuns() {
        Worker w;
        auto token = std::make_shared<int>(1);
        const std::weak_ptr<int> watch = token;
        std::promise<bool> gone;
        w.post([token = std::move(token)] { (void)*token; });
        w.post([&] { gone.set_value(watch.expired()); });
        QVERIFY(gone.get_future().get());
    }

    void aTaskMayPost() {
        Worker w;
        std::promise<void> done;
        w.post([&] { w.post([&] { done.set_value(); }); });
        done.get_future().wait();
    }

    void manyThreadsPost() {
        std::atomic<int> sum{0};
        Worker w;
        std::vector<std::thread> posters;
        for (int t = 0; t < 4; ++t)
            posters.emplace_back([&] {
                for (int i = 0; i < 500; ++i) w.post([&] { ++sum; });
            });
        for (auto& t : posters) t.join();
        std::promise<void> done;
        w.post([&] { done.set_value(); });
        done.get_future().wait();
        QCOMPARE(sum.load(), 2000);
    }
};

VELATURA_TEST(WorkerTest)
#include "worker_test.moc"
