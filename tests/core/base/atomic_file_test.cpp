#include "core/base/atomic_file.h"

#include <csignal>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <thread>

#include "tests/support/test_case.h"

using namespace velatura;
namespace fs = std::filesystem;

namespace {

/// Exit status of `body` in a child process; -1 when a signal ended it.
int inChild(const std::function<int()>& body) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(body());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string contentOf(const fs::path& file) { return readFile(file, 64 << 20).value_or("(unreadable)"); }

size_t filesIn(const fs::path& folder) {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

bool has(const Status& status, const std::string& part) {
    return !status && status.error().message().find(part) != std::string::npos;
}

mode_t modeOf(const fs::path& file) {
    struct stat st {};
    ::stat(file.c_str(), &st);
    return st.st_mode & 07777;
}

}  // namespace

class AtomicFileTest : public QObject {
    Q_OBJECT

    std::unique_ptr<velatura::test::ScratchFolder> folder_;
    fs::path file_;

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<velatura::test::ScratchFolder>();
        file_ = *folder_ / "target";
    }

    void nothingIsThereBeforeCommit() {
        {
            auto f = AtomicFile::create(file_);
            QVERIFY(f.has_value());
            QVERIFY(f->write("half").has_value());
            QVERIFY(!fs::exists(file_));
        }
        QCOMPARE(filesIn(folder_->path()), size_t{0});
    }

    void commitReplacesTheWholeFile() {
        QVERIFY(writeFileAtomically(file_, std::string(100000, 'a')).has_value());
        QVERIFY(writeFileAtomically(file_, "b").has_value());
        QCOMPARE(contentOf(file_), std::string("b"));
        QCOMPARE(filesIn(folder_->path()), size_t{1});
    }

    void aMovedFileIsCommittedOnce() {
        auto a = AtomicFile::create(file_);
        AtomicFile b = std::move(*a);
        QVERIFY(b.write("x").has_value());
        QVERIFY(b.commit().has_value());
        QVERIFY_EXCEPTION_THROWN((void)b.commit(), std::logic_error);
        QCOMPARE(contentOf(file_), std::string("x"));
    }

    void theTemporaryFileMayBeWrittenByName() {
        auto f = AtomicFile::create(file_);
        std::FILE* other = std::fopen(f->temporaryPath().c_str(), "wb");
        std::fputs("by a codec", other);
        std::fclose(other);
        QVERIFY(f->commit().has_value());
        QCOMPARE(contentOf(file_), std::string("by a codec"));
    }

    void aKilledWriterLeavesTheOldFileWhole() {
        // A child writes again and again and is killed at another moment each time.
        const std::string old(1 << 16, 'o'), fresh(1 << 20, 'n');
        int replaced = 0;
        for (int i = 0; i < 50; ++i) {
            QVERIFY(writeFileAtomically(file_, old).has_value());
            const pid_t child = ::fork();
            if (child == 0) {
                for (;;) (void)writeFileAtomically(file_, fresh);
            }
            std::this_thread::sleep_for(std::chrono::microseconds(300 * (i + 1)));
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            const auto text = contentOf(file_);
            QVERIFY2(text == old || text == fresh, qPrintable(QString("round %1: %2 bytes").arg(i).arg(text.size())));
            replaced += text == fresh;
        }
        qInfo("the new file was in place in %d of 50 rounds", replaced);
        // What killed writers leave behind keeps nobody from writing.
        QVERIFY(writeFileAtomically(file_, "after").has_value());
        QCOMPARE(contentOf(file_), std::string("after"));
    }

    void leftoversOfTheSameProcessNumberAreNoError() {
        // In a container every run has the same process number, and the counter starts anew.
        auto f = AtomicFile::create(file_);
        const std::string name = f->temporaryPath().string();
        const size_t dash = name.rfind('-');
        const int counter = std::stoi(name.substr(dash + 1));
        for (int i = 1; i <= 20; ++i) {
            const int fd = ::open((name.substr(0, dash + 1) + std::to_string(counter + i)).c_str(), O_CREAT | O_WRONLY, 0600);
            ::close(fd);
        }
        QVERIFY(writeFileAtomically(file_, "x").has_value());
        QCOMPARE(contentOf(file_), std::string("x"));
    }

    void oldLeftoversAreSwept() {
        const auto made = [&](const char* name, int minutes) {
            const fs::path file = *folder_ / name;
            std::FILE* f = std::fopen(file.c_str(), "wb");
            std::fclose(f);
            fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::minutes(minutes));
            return file;
        };
        const fs::path old = made(".a.png.part-12-3", 90), young = made(".b.png.part-12-4", 30),
                       other = made(".a.png.part-x-3", 90), visible = made("a.png.part-12-3", 90);
        QVERIFY(writeFileAtomically(file_, "x").has_value());
        QVERIFY(!fs::exists(old));
        QVERIFY(fs::exists(young) && fs::exists(other) && fs::exists(visible));
    }

    void aFileOverTheSizeLimitLeavesTheOldOne() {
        QVERIFY(writeFileAtomically(file_, "old").has_value());
        const int status = inChild([this] {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{100000, 100000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            const auto s = writeFileAtomically(file_, std::string(1 << 20, 'n'));
            return has(s, "untouched") && s.error().code == ErrorCode::Disk ? 42 : 1;
        });
        QCOMPARE(status, 42);
        QCOMPARE(contentOf(file_), std::string("old"));
        QCOMPARE(filesIn(folder_->path()), size_t{1});
    }

    void anIgnoredWriteErrorIsNotCommitted() {
        QVERIFY(writeFileAtomically(file_, "old").has_value());
        const int status = inChild([this] {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{10, 10};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            auto f = AtomicFile::create(file_);
            (void)f->write(std::string(100, 'n'));
            return f->commit() ? 1 : 42;
        });
        QCOMPARE(status, 42);
        QCOMPARE(contentOf(file_), std::string("old"));
    }

    void aFullDiskLeavesTheOldFile() {
        const fs::path mount = *folder_ / "disk";
        fs::create_directory(mount);
        if (::mount("tmpfs", mount.c_str(), "tmpfs", 0, "size=1m") != 0) QSKIP("needs root to mount a small disk");
        const fs::path file = mount / "picture.png";
        const bool old = writeFileAtomically(file, std::string(300000, 'o')).has_value();
        const auto s = writeFileAtomically(file, std::string(900000, 'n'));
        const auto text = contentOf(file);
        const size_t files = filesIn(mount);
        ::umount2(mount.c_str(), MNT_DETACH);
        QVERIFY(old);
        QVERIFY(has(s, "The disk is full"));
        QVERIFY(has(s, file.string()));
        QVERIFY(text == std::string(300000, 'o'));
        QCOMPARE(files, size_t{1});
    }

    void whatCannotBeWrittenIsNamed() {
        QVERIFY(has(writeFileAtomically(folder_->path(), "x"), "is a folder"));
        QVERIFY(has(writeFileAtomically(*folder_ / "no/such/file", "x"), "no/such does not exist"));
        QVERIFY(has(writeFileAtomically("/dev/null", "x"), "/dev/null is a device"));
        QVERIFY(fs::is_character_file("/dev/null"));
        QVERIFY(has(writeFileAtomically("", "x"), "no file name"));
        QVERIFY(has(writeFileAtomically(*folder_ / "", "x"), "folder"));
        QVERIFY(has(writeFileAtomically("/proc/nothing-here", "x"), "/proc/nothing-here"));
        QCOMPARE(filesIn(folder_->path()), size_t{0});
    }

    void foldersAndFilesWithoutPermission() {
        const fs::path closed = *folder_ / "closed";
        fs::create_directory(closed);
        QVERIFY(writeFileAtomically(file_, "protected").has_value());
        fs::permissions(file_, fs::perms::owner_read);
        fs::permissions(closed, fs::perms::owner_read | fs::perms::owner_exec);
        const int status = inChild([&] {
            // Root may write everywhere: an ordinary account is needed.
            if (::getuid() == 0) {
                if (::chown(folder_->path().c_str(), 65534, 65534) != 0 || ::chown(file_.c_str(), 65534, 65534) != 0 ||
                    ::chown(closed.c_str(), 65534, 65534) != 0 || ::setgid(65534) != 0 || ::setuid(65534) != 0)
                    return 7;
            }
            if (!has(writeFileAtomically(closed / "x", "new"), "Permission denied")) return 1;
            if (!has(writeFileAtomically(file_, "new"), "Permission denied")) return 2;
            return 42;
        });
        fs::permissions(closed, fs::perms::owner_all);
        if (status == 7) QSKIP("cannot become an ordinary account here");
        QCOMPARE(status, 42);
        QCOMPARE(contentOf(file_), std::string("protected"));
    }

    void namesUpToTheLongestAllowed() {
        const fs::path longest = *folder_ / std::string(255, 'n');
        QVERIFY(writeFileAtomically(longest, "x").has_value());
        QCOMPARE(contentOf(longest), std::string("x"));
        QVERIFY(has(writeFileAtomically(*folder_ / std::string(256, 'n'), "x"), "Choose a shorter name"));
        QVERIFY(has(writeFileAtomically(fs::path(std::string(5000, 'p')) / "x", "x"), ""));
        std::string chinese;
        for (int i = 0; i < 85; ++i) chinese += "画";
        QVERIFY(writeFileAtomically(*folder_ / chinese, "x").has_value());
        QCOMPARE(filesIn(folder_->path()), size_t{2});
    }

    void theModeIsKeptAndTheUmaskObeyed() {
        const mode_t before = ::umask(027);
        const bool written = writeFileAtomically(file_, "x").has_value();
        ::umask(before);
        QVERIFY(written);
        QCOMPARE(modeOf(file_), mode_t{0640});
        ::chmod(file_.c_str(), 0604);
        QVERIFY(writeFileAtomically(file_, "y").has_value());
        QCOMPARE(modeOf(file_), mode_t{0604});
        // As with an ordinary write, no special right survives a change of content.
        ::chmod(file_.c_str(), 04755);
        QVERIFY(writeFileAtomically(file_, "z").has_value());
        QCOMPARE(modeOf(file_), mode_t{0755});
    }

    void theOwnerIsKept() {
        if (::getuid() != 0) QSKIP("needs root to give a file away");
        QVERIFY(writeFileAtomically(file_, "x").has_value());
        QVERIFY(::chown(file_.c_str(), 1234, 1234) == 0);
        QVERIFY(writeFileAtomically(file_, "y").has_value());
        struct stat st {};
        ::stat(file_.c_str(), &st);
        QCOMPARE(st.st_uid, uid_t{1234});
    }

    void aLinkStaysOneAndItsTargetIsReplaced() {
        const fs::path elsewhere = *folder_ / "elsewhere";
        fs::create_directory(elsewhere);
        QVERIFY(writeFileAtomically(elsewhere / "real", "old").has_value());
        fs::create_symlink("elsewhere/real", *folder_ / "relative");
        fs::create_symlink(*folder_ / "relative", file_);
        QVERIFY(writeFileAtomically(file_, "new").has_value());
        QVERIFY(fs::is_symlink(file_));
        QVERIFY(fs::is_symlink(*folder_ / "relative"));
        QCOMPARE(contentOf(elsewhere / "real"), std::string("new"));
        QCOMPARE(filesIn(elsewhere), size_t{1});
    }

    void aLinkToNothingMakesTheFile() {
        fs::create_symlink("later", file_);
        QVERIFY(writeFileAtomically(file_, "x").has_value());
        QVERIFY(fs::is_regular_file(*folder_ / "later"));
        QVERIFY(fs::is_symlink(file_));
    }

    void linksInACircleAreRefused() {
        fs::create_symlink("b", *folder_ / "a");
        fs::create_symlink("a", *folder_ / "b");
        QVERIFY(has(writeFileAtomically(*folder_ / "a", "x"), "symbolic links"));
    }

    void aNameWithoutFolderLiesInTheWorkingDirectory() {
        const fs::path before = fs::current_path();
        fs::current_path(folder_->path());
        const auto s = writeFileAtomically("bare", "x");
        fs::current_path(before);
        QVERIFY(s.has_value());
        QCOMPARE(contentOf(*folder_ / "bare"), std::string("x"));
    }

    void manyThreadsWriteOneFile() {
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([this, t] {
                for (int i = 0; i < 20; ++i) (void)writeFileAtomically(file_, std::string(5000, static_cast<char>('a' + t)));
            });
        for (auto& t : threads) t.join();
        const auto text = contentOf(file_);
        QVERIFY(text == std::string(5000, text[0]));
        QCOMPARE(filesIn(folder_->path()), size_t{1});
    }

    void readFileRefusesWhatIsNoFile() {
        const auto missing = readFile(*folder_ / "none", 10);
        QVERIFY(missing.error().code == ErrorCode::NotFound);
        QVERIFY(readFile(folder_->path(), 10).error().message().find("is not a file") != std::string::npos);
        QVERIFY(readFile("/dev/zero", 100000).error().code == ErrorCode::TooLarge);
        QVERIFY(!readFile("/proc/self/status", 1 << 20).value().empty());
    }

    void readFileRespectsItsLimitExactly() {
        QVERIFY(writeFileAtomically(file_, std::string(1000, 'x')).has_value());
        QCOMPARE(readFile(file_, 1000)->size(), size_t{1000});
        QVERIFY(readFile(file_, 999).error().message().find("holds 1000 bytes; at most 999 bytes") != std::string::npos);
        QVERIFY(writeFileAtomically(file_, "").has_value());
        QVERIFY(readFile(file_, 0)->empty());
    }
};

VELATURA_TEST(AtomicFileTest)
#include "atomic_file_test.moc"
