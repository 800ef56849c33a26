#include "core/jobs/job_queue.h"

#include <atomic>
#include <new>

#include "tests/support/test_case.h"

using namespace velatura;
using namespace std::chrono_literals;

namespace {

bool eventually(const std::function<bool()>& condition) {
    for (int i = 0; i < 4000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

/// A job made of a function; `gone` tells when it is destroyed.
class FunctionJob : public Job {
public:
    FunctionJob(std::string title, std::function<JobOutcome(JobContext&)> body, std::function<void()> gone = {})
        : title_(std::move(title)), body_(std::move(body)), gone_(std::move(gone)) {}
    ~FunctionJob() override {
        if (gone_) gone_();
    }
    std::string title() const override { return title_; }
    JobOutcome run(JobContext& context) override { return body_(context); }

private:
    std::string title_;
    std::function<JobOutcome(JobContext&)> body_;
    std::function<void()> gone_;
};

std::unique_ptr<Job> quick(const std::string& title, std::function<void()> body = {}) {
    return std::make_unique<FunctionJob>(title, [body](JobContext&) {
        if (body) body();
        return JobOutcome{};
    });
}

/// Runs until it is told to stop.
std::unique_ptr<Job> endless(const std::string& title) {
    return std::make_unique<FunctionJob>(title, [](JobContext& c) {
        std::int64_t step = 0;
        while (c.proceed()) {
            c.progress(++step, 0, "Painting");
            c.scalar("loss", step, 1.0 / static_cast<double>(step));
            std::this_thread::sleep_for(1ms);
        }
        JobOutcome out;
        out.end = JobEnd::Stopped;
        out.facts["steps"] = step;
        return out;
    });
}

JobState stateOf(const JobQueue& q, JobId id) { return q.entry(id)->state; }

std::string titles(const JobQueue& q) {
    std::string out;
    for (const auto& e : q.entries()) out += e.title;
    return out;
}

}  // namespace

class JobQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jobsRunOneAtATimeInOrder() {
        JobQueue q;
        std::string order;
        std::atomic<int> at{0};
        bool alone = true;
        for (const char* name : {"a", "b", "c", "d"})
            q.add(quick(name, [&, name] {
                alone = alone && ++at == 1;
                order += name;
                --at;
            }));
        QVERIFY(eventually([&] { return q.idle(); }));
        QCOMPARE(order, std::string("abcd"));
        QVERIFY(alone);
        for (const auto& e : q.entries()) {
            QVERIFY(e.state == JobState::Done);
            QVERIFY(e.outcome && e.outcome->end == JobEnd::Done);
        }
    }

    void aRunningJobIsStopped() {
        JobQueue q;
        const JobId id = q.add(endless("a"));
        QVERIFY(eventually([&] { return stateOf(q, id) == JobState::Running; }));
        QVERIFY(q.cancel(id));
        QVERIFY(eventually([&] { return stateOf(q, id) == JobState::Stopped; }));
        QVERIFY(q.entry(id)->outcome->facts.contains("steps"));
        QVERIFY(!q.cancel(id));
        QVERIFY(!q.cancel(12345));
        QVERIFY(!q.entry(12345));
    }

    void aWaitingJobIsTakenOut() {
        JobQueue q;
        std::atomic<bool> ran{false}, destroyed{false};
        const JobId first = q.add(endless("a"));
        const JobId second = q.add(std::make_unique<FunctionJob>(
            "b", [&](JobContext&) { ran = true; return JobOutcome{}; },
            // A job that looks at its queue while it goes must not wait for itself.
            [&] { destroyed = !q.entries().empty(); }));
        QVERIFY(eventually([&] { return stateOf(q, first) == JobState::Running; }));
        QVERIFY(q.cancel(second));
        QVERIFY(stateOf(q, second) == JobState::Stopped);
        QVERIFY(q.entry(second)->outcome->end == JobEnd::Stopped);
        QVERIFY(destroyed);
        q.cancel(first);
        QVERIFY(eventually([&] { return q.idle(); }));
        QVERIFY(!ran);
    }

    void waitingJobsAreReordered() {
        JobQueue q;
        std::string order;
        const JobId first = q.add(endless("a"));
        QVERIFY(eventually([&] { return stateOf(q, first) == JobState::Running; }));
        q.add(quick("b", [&] { order += "b"; }));
        q.add(quick("c", [&] { order += "c"; }));
        const JobId d = q.add(quick("d", [&] { order += "d"; }));
        QVERIFY(q.reorder(d, 0));
        QCOMPARE(titles(q), std::string("adbc"));
        QVERIFY(q.reorder(d, 1));
        QCOMPARE(titles(q), std::string("abdc"));
        QVERIFY(q.reorder(d, 99));
        QCOMPARE(titles(q), std::string("abcd"));
        QVERIFY(q.reorder(d, 0));
        QVERIFY(!q.reorder(first, 1));  // it runs
        QVERIFY(!q.reorder(999, 0));
        q.cancel(first);
        QVERIFY(eventually([&] { return q.idle(); }));
        QCOMPARE(order, std::string("dbc"));
    }

    void endedJobsStandInTheOrderOfTheirEnd() {
        JobQueue q;
        const JobId a = q.add(endless("a"));
        QVERIFY(eventually([&] { return stateOf(q, a) == JobState::Running; }));
        q.add(quick("b"));
        const JobId c = q.add(quick("c"));
        q.cancel(c);
        QCOMPARE(titles(q), std::string("abc"));
        q.cancel(a);
        QVERIFY(eventually([&] { return q.idle(); }));
        QCOMPARE(titles(q), std::string("cab"));
        q.clearEnded();
        QVERIFY(q.entries().empty());
    }

    void clearEndedLeavesTheOthers() {
        JobQueue q;
        const JobId a = q.add(quick("a"));
        QVERIFY(eventually([&] { return stateOf(q, a) == JobState::Done; }));
        q.add(endless("b"));
        q.add(quick("c"));
        q.clearEnded();
        QCOMPARE(titles(q), std::string("bc"));
        q.stopAll();
        QVERIFY(eventually([&] { return q.idle(); }));
    }

    void failuresEndInASentenceAndTheNextJobRuns() {
        JobQueue q;
        const auto thrower = [](const std::string& title, std::function<void()> what) {
            return std::make_unique<FunctionJob>(title, [what](JobContext&) {
                what();
                return JobOutcome{};
            });
        };
        const JobId plain = q.add(std::make_unique<FunctionJob>("a", [](JobContext&) {
            return JobOutcome::failed({ErrorCode::Disk, "No room."});
        }));
        const JobId error = q.add(thrower("b", [] { throw std::runtime_error("stack of a library"); }));
        const JobId memory = q.add(thrower("c", [] { throw std::bad_alloc(); }));
        const JobId odd = q.add(thrower("d", [] { throw 42; }));
        const JobId good = q.add(quick("e"));
        QVERIFY(eventually([&] { return q.idle(); }));
        QCOMPARE(q.entry(plain)->outcome->error->message(), std::string("No room."));
        for (JobId id : {error, memory, odd}) {
            QVERIFY(stateOf(q, id) == JobState::Failed);
            QVERIFY(q.entry(id)->outcome->error.has_value());
        }
        QVERIFY(q.entry(memory)->outcome->error->code == ErrorCode::OutOfMemory);
        QVERIFY(q.entry(error)->outcome->error->code == ErrorCode::Internal);
        QVERIFY(q.entry(error)->outcome->error->message().find("stack of a library") == std::string::npos);
        QVERIFY(stateOf(q, good) == JobState::Done);
    }

    void theChannelOfAWaitingJobStaysItsOwn() {
        JobQueue q;
        const JobId first = q.add(endless("a"));
        const JobId second = q.add(endless("b"));
        const auto channel = q.entry(second)->channel;  // as a job list takes it, before the job runs
        channel->change({{"rate", 0.5}});
        q.cancel(first);
        QVERIFY(eventually([&] { return !channel->scalars().takeAll().empty(); }));
        QVERIFY(q.entry(second)->channel == channel);
        channel->stop();
        QVERIFY(eventually([&] { return stateOf(q, second) == JobState::Stopped; }));
    }

    void theClockOfAWaitingJobStands() {
        JobQueue q;
        const JobId first = q.add(endless("a"));
        const JobId second = q.add(endless("b"));
        std::this_thread::sleep_for(300ms);
        const auto from = std::chrono::steady_clock::now();
        q.cancel(first);
        const auto channel = q.entry(second)->channel;
        std::vector<Scalar> scalars;
        QVERIFY(eventually([&] {
            scalars = channel->scalars().takeAll();
            return !scalars.empty();
        }));
        const double lived = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
        QVERIFY(scalars[0].seconds <= lived);
        q.stopAll();
    }

    void aPausedWaitingJobWaitsWhenItsTurnComes() {
        JobQueue q;
        const JobId first = q.add(endless("a"));
        const JobId second = q.add(endless("b"));
        q.pause(second, true);
        q.cancel(first);
        QVERIFY(eventually([&] { return stateOf(q, second) == JobState::Running; }));
        std::this_thread::sleep_for(50ms);
        QVERIFY(q.entry(second)->channel->scalars().takeAll().empty());
        q.pause(second, false);
        QVERIFY(eventually([&] { return !q.entry(second)->channel->scalars().takeAll().empty(); }));
        q.cancel(second);
        QVERIFY(eventually([&] { return q.idle(); }));
    }

    void destructionStopsTheRunningJobAndDropsTheRest() {
        std::atomic<int> calls{0};
        std::atomic<bool> alive{true}, calledLate{false}, ranSecond{false};
        for (int round = 0; round < 30; ++round) {
            alive = true;
            {
                JobQueue q([&] {
                    ++calls;
                    if (!alive) calledLate = true;
                });
                const JobId id = q.add(endless("a"));
                q.add(quick("b", [&] { ranSecond = true; }));
                if (round % 3 == 1) QVERIFY(eventually([&] { return stateOf(q, id) == JobState::Running; }));
                if (round % 3 == 2) q.pause(id, true);
            }
            alive = false;
        }
        std::this_thread::sleep_for(20ms);
        QVERIFY(!calledLate);
        QVERIFY(!ranSecond);
        QVERIFY(calls > 0);
    }

    void changesAreTold() {
        std::atomic<int> calls{0};
        JobQueue q([&] { ++calls; });
        const JobId id = q.add(quick("a"));
        QVERIFY(eventually([&] { return stateOf(q, id) == JobState::Done && calls >= 3; }));  // added, running, done
        const int before = calls;
        q.clearEnded();
        QVERIFY(calls > before);
    }

    void theCallbackMayAskTheQueue() {
        JobQueue* self = nullptr;
        std::atomic<size_t> most{0};
        std::mutex guard;
        JobQueue q([&] {
            const std::lock_guard lock(guard);
            if (self) most = std::max(most.load(), self->entries().size());
        });
        {
            const std::lock_guard lock(guard);
            self = &q;
        }
        q.add(quick("a"));
        q.add(quick("b"));
        QVERIFY(eventually([&] { return q.idle(); }));
        QCOMPARE(most.load(), size_t{2});
    }

    void ordersFromManyThreads() {
        JobQueue q;
        std::vector<std::thread> people;
        for (int t = 0; t < 3; ++t)
            people.emplace_back([&, t] {
                for (int i = 0; i < 60; ++i) {
                    const JobId id = q.add(i % 2 ? quick("q") : endless("e"));
                    q.reorder(id, static_cast<size_t>(t));
                    q.pause(id, true);
                    (void)q.entries();
                    q.pause(id, false);
                    q.cancel(id);
                    if (i % 7 == 0) q.clearEnded();
                }
            });
        for (auto& t : people) t.join();
        QVERIFY(eventually([&] { return q.idle(); }));
    }

    void anEmptyJobIsAFault() {
        JobQueue q;
        QVERIFY_EXCEPTION_THROWN(q.add(nullptr), std::logic_error);
    }
};

VELATURA_TEST(JobQueueTest)
#include "job_queue_test.moc"
