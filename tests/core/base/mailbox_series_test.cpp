#include <atomic>
#include <memory>
#include <thread>

#include "core/base/mailbox.h"
#include "core/base/series.h"
#include "tests/support/test_case.h"

using namespace velatura;

class MailboxSeriesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mailboxKeepsTheNewest() {
        Mailbox<int> box;
        QVERIFY(!box.take());
        box.put(1);
        box.put(2);
        QCOMPARE(box.take().value(), 2);
        QVERIFY(!box.take());
    }

    void mailboxTakesWhatCannotBeCopied() {
        Mailbox<std::unique_ptr<int>> box;
        box.put(std::make_unique<int>(1));
        box.put(std::make_unique<int>(2));
        QCOMPARE(**box.take(), 2);
    }

    void mailboxBetweenThreads() {
        // Each writer counts up; whatever the reader sees of one writer must not run backwards, and the very last value
        // must arrive.
        Mailbox<std::pair<int, int>> box;
        constexpr int kWriters = 3, kEach = 20000;
        std::atomic<int> running{kWriters};
        std::vector<std::thread> writers;
        for (int w = 0; w < kWriters; ++w)
            writers.emplace_back([&box, &running, w] {
                for (int i = 0; i < kEach; ++i) box.put({w, i});
                --running;
            });
        int last[kWriters] = {-1, -1, -1};
        bool backwards = false, sawEnd = false;
        for (bool more = true; more;) {
            more = running > 0;
            if (const auto v = box.take()) {
                backwards = backwards || v->second <= last[v->first];
                last[v->first] = v->second;
                sawEnd = sawEnd || v->second == kEach - 1;
            }
        }
        for (auto& t : writers) t.join();
        QVERIFY(!backwards);
        QVERIFY(sawEnd);
    }

    void seriesLosesNothingAndKeepsTheOrder() {
        Series<std::pair<int, int>> series;
        constexpr int kWriters = 3, kEach = 20000;
        std::atomic<int> running{kWriters};
        std::vector<std::thread> writers;
        for (int w = 0; w < kWriters; ++w)
            writers.emplace_back([&series, &running, w] {
                for (int i = 0; i < kEach; ++i) series.add({w, i});
                --running;
            });
        int next[kWriters] = {0, 0, 0};
        bool inOrder = true;
        for (bool more = true; more;) {
            more = running > 0;
            for (const auto& [w, i] : series.takeAll()) inOrder = inOrder && i == next[w]++;
        }
        for (auto& t : writers) t.join();
        QVERIFY(inOrder);
        for (int n : next) QCOMPARE(n, kEach);
        QVERIFY(series.takeAll().empty());
    }
};

VELATURA_TEST(MailboxSeriesTest)
#include "mailbox_series_test.moc"
