#include "core/base/log.h"

#include <cstdlib>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/base/paths.h"
#include "tests/support/test_case.h"

using namespace velatura;
namespace fs = std::filesystem;

class LogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beforeItStartsEverythingGoesNowhere() { logInfo("nobody hears this"); }

    void braceAndPercentAreOnlyText() {
        startLog("braces");
        logError("{} {0} %s %1");
        const auto text = readFile(logFolder() / "braces.log", 1 << 20);
        QVERIFY(text.has_value());
        QVERIFY(text->find("{} {0} %s %1") != std::string::npos);
    }

    void threadsWriteWholeLines() {
        startLog("threads");
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([] {
                for (int i = 0; i < 200; ++i) logWarning("a whole line of the log");
            });
        for (auto& t : threads) t.join();
        const auto text = readFile(logFolder() / "threads.log", 4 << 20).value();
        size_t whole = 0;
        for (size_t at = 0; (at = text.find("a whole line of the log\n", at)) != std::string::npos; ++at) ++whole;
        QCOMPARE(whole, size_t{800});
    }

    void itNeverGrowsOverThreeFiles() {
        startLog("rotating");
        const std::string line(2000, 'x');
        for (int i = 0; i < 2600; ++i) logInfo(line);  // 5 MB
        size_t files = 0, bytes = 0;
        for (const auto& e : fs::directory_iterator(logFolder()))
            if (e.path().filename().string().rfind("rotating", 0) == 0) {
                ++files;
                bytes += e.file_size();
            }
        QCOMPARE(files, size_t{3});
        QVERIFY(bytes < (3u << 20) + 10000);
    }

    void aFolderThatCannotBeMadeKeepsNobodyFromWorking() {
        const velatura::test::ScratchFolder folder;
        QVERIFY(writeFileAtomically(folder / "file", "").has_value());
        const std::string before = std::getenv("XDG_STATE_HOME");
        ::setenv("XDG_STATE_HOME", (folder / "file/below").c_str(), 1);
        startLog("nowhere");
        logInfo("still alive");
        ::setenv("XDG_STATE_HOME", before.c_str(), 1);
        startLog("again");
        logInfo("back");
        QVERIFY(fs::exists(logFolder() / "again.log"));
    }
};

VELATURA_TEST(LogTest)
#include "log_test.moc"
