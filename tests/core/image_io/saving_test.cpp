#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "core/image_io/image_io.h"
#include "tests/core/image_io/made_files.h"
#include "tests/core/image_io/quiet.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

size_t filesIn(const std::filesystem::path& folder) {
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

class SavingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatAFormatCannotHold() {
        const ScratchFolder folder;
        const Image wide = pattern(16384, 1, 3, Depth::U8);
        const auto webp = savePicture(wide, folder / "a.webp");
        QVERIFY(!webp);
        QCOMPARE(static_cast<int>(webp.error().code), static_cast<int>(ErrorCode::TooLarge));
        QVERIFY(webp.error().message().find("16383") != std::string::npos);
        QVERIFY(!savePicture(pattern(1, 65501, 1, Depth::U8), folder / "a.jpg"));
        QCOMPARE(filesIn(folder.path()), size_t{0});
        QVERIFY(savePicture(pattern(1, 65500, 1, Depth::U8), folder / "a.jpg"));
        QCOMPARE(loadPicture(folder / "a.jpg")->height(), 65500);
    }

    void refusesUnwritablePlaces() {
        const ScratchFolder folder;
        const Image image = pattern(8, 8, 3, Depth::U8);
        for (const auto& target : {folder / "none/a.png", std::filesystem::path("/proc/a.png"), folder.path()}) {
            const auto saved = savePicture(image, target);
            QVERIFY(!saved);
            QVERIFY2(saved.error().message().size() > 10, saved.error().message().c_str());
        }
        const auto unknown = savePicture(image, folder / "a.xyz");
        QVERIFY(!unknown && unknown.error().message().find(".png") != std::string::npos);
        const int status = inChild([&] {
            if (::geteuid() == 0 && ::seteuid(65534) != 0) return 77;
            return savePicture(image, folder / "b.png") ? 1 : 0;
        });
        QVERIFY(status == 0 || status == 77);
        QCOMPARE(filesIn(folder.path()), size_t{0});
    }

    void fullDiskLeavesTheOldFileWhole() {
        const ScratchFolder folder;
        for (const auto& format : pictureFormats()) {
            const auto path = folder / ("old." + format.extensions.front());
            QVERIFY(savePicture(pattern(8, 8, 3, Depth::U8), path));
            const std::string before = readText(path);
            const int status = inChild([&] {
                // A file size limit fails writes as a full disk does, without needing one.
                std::signal(SIGXFSZ, SIG_IGN);
                const rlimit limit{1024, 1024};
                if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 77;
                const auto saved = savePicture(pattern(600, 600, 3, Depth::U8), path);
                if (saved) return 1;
                return saved.error().code == ErrorCode::Disk &&
                               saved.error().message().find("full") != std::string::npos
                           ? 0
                           : 2;
            });
            if (status == 77) QSKIP("cannot limit the file size here");
            QCOMPARE(status, 0);
            QVERIFY2(readText(path) == before, path.c_str());
        }
        QCOMPARE(filesIn(folder.path()), pictureFormats().size());
    }

    void aKilledSaveLeavesOneWholePicture() {
        const ScratchFolder folder;
        const auto path = folder / "a.png";
        const Image old = pattern(64, 48, 3, Depth::U8), fresh = pattern(150, 100, 3, Depth::U8);
        int replaced = 0;
        for (int i = 0; i < 50; ++i) {
            QVERIFY(savePicture(old, path));
            const pid_t child = ::fork();
            if (child == 0)
                for (;;) (void)savePicture(fresh, path);
            ::usleep(static_cast<useconds_t>(1500 * (i + 1)));
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            const auto found = loadPicture(path);
            QVERIFY2(found, found ? "" : found.error().message().c_str());
            const bool isNew = found->size() == fresh.size();
            QVERIFY(maxDifference(*found, isNew ? fresh : old) == 0);
            replaced += isNew;
        }
        qInfo("the new picture was in place in %d of 50 rounds", replaced);
    }

    void aFullDiskFiftyTimes() {
        const ScratchFolder folder;
        const auto path = folder / "a.tif";
        QVERIFY(savePicture(pattern(20, 10, 3, Depth::U8), path));
        const std::string before = readText(path);
        for (int i = 0; i < 50; ++i) {
            const int status = inChild([&] {
                std::signal(SIGXFSZ, SIG_IGN);
                const rlimit limit{static_cast<rlim_t>(1000 + 3000 * i), static_cast<rlim_t>(1000 + 3000 * i)};
                if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 77;
                return savePicture(pattern(600, 600, 3, Depth::U16), path) ? 1 : 0;
            });
            if (status == 77) QSKIP("cannot limit the file size here");
            QCOMPARE(status, 0);
            QVERIFY(readText(path) == before);
            QCOMPARE(filesIn(folder.path()), size_t{1});
        }
    }

    void replacesAFile() {
        const ScratchFolder folder;
        const Image image = pattern(30, 20, 4, Depth::U16);
        QVERIFY(savePicture(pattern(8, 8, 3, Depth::U8), folder / "a.png"));
        QVERIFY(fileReader().write(image, folder / "a.png"));
        QCOMPARE(maxDifference(image, *loadPicture(folder / "a.png")), 0.0);
        QCOMPARE(filesIn(folder.path()), size_t{1});
    }

    void sameBytesAsSaved() {
        const ScratchFolder folder;
        const Image image = pattern(30, 20, 3, Depth::U8);
        for (const auto& format : pictureFormats()) {
            const auto path = folder / ("a." + format.extensions.back());
            QVERIFY(savePicture(image, path, {.quality = 70}));
            QVERIFY(readText(path) == *encodePicture(image, format.key, {.quality = 70}));
        }
    }

    void memoryThatIsNotThereIsASentence() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("the sanitizer has its own way with memory limits");
#endif
        const ScratchFolder folder;
        const auto path = folder / "large.png";
        QVERIFY(savePicture(Image(PixelBuffer({9000, 9000}, 1, Depth::U8)), path));
        const int status = inChild([&] {
            const rlimit limit{64u << 20, 64u << 20};
            if (::setrlimit(RLIMIT_DATA, &limit) != 0) return 77;
            const auto image = loadPicture(path);
            if (image) return 1;
            return image.error().code == ErrorCode::OutOfMemory ? 0 : 2;
        });
        QCOMPARE(status, 0);
    }
};

}  // namespace

VELATURA_TEST(SavingTest)
#include "saving_test.moc"
