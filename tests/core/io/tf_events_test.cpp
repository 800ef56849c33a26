#include "core/io/tf_events.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cmath>
#include <fstream>

#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

std::string load(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void store(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

class TfEventsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesWhatTensorBoardReads() {
        const ScratchFolder folder;
        std::filesystem::path path;
        {
            auto writer = TfEventsWriter::create(folder.path());
            QVERIFY(writer);
            path = writer->path();
            QVERIFY(path.filename().string().find("tfevents") != std::string::npos);
            QVERIFY(writer->scalar("loss/total", 3, 0.25, 1234.5));
            QVERIFY(writer->imagePng("sample", 4, 16, 8, "not really a PNG", 1235));
            QVERIFY(writer->restart(2, 1236));
            QVERIFY(writer->scalar("loss/total", 1'000'000'000'000, std::nan(""), 1237));
        }
        const auto events = readTfEvents(path);
        QVERIFY(events);
        QCOMPARE(events->size(), size_t{5});
        QCOMPARE(events->at(0).fileVersion, std::string("brain.Event:2"));
        QCOMPARE(events->at(1).tag, std::string("loss/total"));
        QVERIFY(events->at(1).hasScalar);
        QCOMPARE(events->at(1).scalar, 0.25f);
        QCOMPARE(events->at(1).step, std::int64_t{3});
        QCOMPARE(events->at(1).wallSeconds, 1234.5);
        QCOMPARE(events->at(2).png, std::string("not really a PNG"));
        QCOMPARE(events->at(2).width, 16);
        QCOMPARE(events->at(2).height, 8);
        QVERIFY(events->at(3).restart);
        QCOMPARE(events->at(4).step, std::int64_t{1'000'000'000'000});
        QVERIFY(std::isnan(events->at(4).scalar));
    }

    /// Event{wall_time: 2, step: 1, summary: {value: {tag: "a", simple_value: 1}}}, encoded by hand from event.proto.
    void framesAsTfRecord() {
        const ScratchFolder folder;
        std::filesystem::path path;
        {
            auto writer = TfEventsWriter::create(folder.path());
            path = writer->path();
            QVERIFY(writer->scalar("a", 1, 1.0, 2.0));
        }
        const std::string file = load(path);
        constexpr size_t kFirst = 16 + 9 + 2 + 13;  // frame, wall time, "brain.Event:2"
        QCOMPARE(file.size(), kFirst + 16 + 23);
        const std::string data = file.substr(kFirst + 12, file.size() - kFirst - 16);
        const std::string expected(
            "\x09\0\0\0\0\0\0\0\x40\x10\x01\x2A\x0A\x0A\x08\x0A\x01"
            "a\x15\0\0\x80\x3F",
            23);
        QVERIFY(data == expected);
    }

    void goesOnWhereItStopped() {
        const ScratchFolder folder;
        std::filesystem::path path;
        for (int run = 0; run < 3; ++run) {
            auto writer = TfEventsWriter::create(folder.path());
            QVERIFY(writer);
            path = writer->path();
            for (int i = 0; i < 10; ++i) QVERIFY(writer->scalar("x", run * 10 + i, i, 0));
            QVERIFY(writer->flush());
            QCOMPARE(readTfEvents(path)->size(), static_cast<size_t>(1 + (run + 1) * 10));
        }
        // A crash in the middle of a record: what is whole stays, and the next records can be read.
        const std::string whole = load(path);
        for (const size_t lost : {1, 5, 20}) {
            store(path, whole.substr(0, whole.size() - lost));
            QVERIFY(!readTfEvents(path));
            {
                auto writer = TfEventsWriter::create(folder.path());
                QVERIFY(writer->scalar("y", 99, 1, 0));
            }
            const auto events = readTfEvents(path);
            QVERIFY(events);
            QCOMPARE(events->back().tag, std::string("y"));
            QCOMPARE(events->size(), size_t{1 + 30});
        }
    }

    void noticesDamage() {
        const ScratchFolder folder;
        std::filesystem::path path;
        {
            auto writer = TfEventsWriter::create(folder.path());
            path = writer->path();
            for (int i = 0; i < 3; ++i) QVERIFY(writer->scalar("x", i, i, 0));
        }
        const std::string good = load(path);
        for (size_t at = 0; at < good.size(); ++at) {
            std::string bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 0x10);
            store(path, bad);
            QVERIFY(!readTfEvents(path));
        }
        QVERIFY(!readTfEvents(folder / "none"));
        QVERIFY(!TfEventsWriter::create(folder / "none"));
    }

    void fullDiskLosesNoWholeRecord() {
        const ScratchFolder folder;
        std::fflush(nullptr);
        const pid_t child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            auto writer = TfEventsWriter::create(folder.path());
            rlimit limit{500, RLIM_INFINITY};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            const std::string png(400, 'p');
            bool good =
                writer && writer->scalar("a", 1, 1, 0) && writer->flush() && writer->imagePng("b", 2, 1, 1, png, 0);
            const auto failed = writer->flush();
            good = good && !failed && failed.error().code == ErrorCode::Disk;
            const auto whole = readTfEvents(writer->path());
            good = good && whole && whole->size() == 2;
            // With room again, nothing is lost.
            limit.rlim_cur = RLIM_INFINITY;
            ::setrlimit(RLIMIT_FSIZE, &limit);
            good = good && writer->scalar("c", 3, 1, 0) && writer->flush();
            const auto all = readTfEvents(writer->path());
            ::_exit(good && all && all->size() == 4 && all->back().tag == "c" ? 0 : 1);
        }
        int status = 0;
        QVERIFY(::waitpid(child, &status, 0) == child);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
};

}  // namespace

VELATURA_TEST(TfEventsTest)
#include "tf_events_test.moc"
