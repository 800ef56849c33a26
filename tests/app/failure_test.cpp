// Everything that a person can get wrong: exit status, exactly one sentence that says what and where, no half-written
// file and nothing temporary left behind.
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "tests/support/cli_process.h"
#include "tests/support/test_case.h"

using namespace velatura::test;
namespace fs = std::filesystem;

namespace {

std::string bytesOf(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
}

}  // namespace

class FailureTest : public QObject {
    Q_OBJECT

private:
    /// A folder with one of each kind of input.
    static void fill(const ScratchFolder& folder) {
        makePicture(folder / "photo.png");
        makePicture(folder / "painting.png", 40, 40, 200);
        writeText(folder / "text.jpg", "Dear diary, this is not a picture.\n");
        writeText(folder / "empty.png", "");
        makeHugeHeader(folder / "huge.png");
        fs::create_directory(folder / "folder");
    }

    static void expectOneSentence(const CliResult& result, int status, const QString& part) {
        QCOMPARE(result.errLines().size(), 1);
        const QString line = result.errLines().first();
        QVERIFY2(line.contains(part), qPrintable(line));
        QVERIFY2(line.endsWith('.'), qPrintable(line));
        QVERIFY2(!line.contains('%'), qPrintable(line));
        QCOMPARE(result.status, status);
        QVERIFY2(result.out.isEmpty(), qPrintable(result.out));
    }

private Q_SLOTS:
    void refuses_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* name, const QString& arguments, int status, const QString& part) {
            QTest::newRow(name) << arguments.split(' ', Qt::SkipEmptyParts) << status << part;
        };
        row("missing photo", "stylize nothing.png painting.png -o out.png", 1, "nothing.png");
        row("missing painting", "stylize photo.png nothing.png -o out.png", 1, "nothing.png");
        row("missing photo and painting", "stylize nothing.png neither.png -o out.png", 1, "nothing.png");
        row("text named .jpg", "stylize text.jpg painting.png -o out.png", 1, "text.jpg");
        row("painting is a text", "stylize photo.png text.jpg -o out.png", 1, "text.jpg");
        row("zero bytes", "stylize empty.png painting.png -o out.png", 1, "empty.png");
        row("huge header", "stylize huge.png painting.png -o out.png", 1, "huge.png");
        row("painting is a folder", "stylize photo.png folder -o out.png", 1, "folder");
        row("empty folder", "stylize folder painting.png -o out", 1, "folder");
        row("output without ending", "stylize photo.png painting.png -o out", 1, "out");
        row("output of unknown ending", "stylize photo.png painting.png -o out.gif", 1, "out.gif");
        row("output is a folder", "stylize photo.png painting.png -o folder", 1, "folder");
        row("output's folder is missing", "stylize photo.png painting.png -o no/out.png", 1, "no");
        row("output cannot be written", "stylize photo.png painting.png -o /proc/out.png", 1, "/proc/out.png");
        row("onto the photo", "stylize photo.png painting.png -o photo.png", 2, "photo.png");
        row("onto the painting", "stylize photo.png painting.png -o ./painting.png", 2, "painting.png");
        row("recipe onto the painting", "stylize photo.png painting.png -o out.png --save-recipe painting.png", 2,
            "painting.png");
        row("recipe onto the result", "stylize photo.png painting.png -o out.png --save-recipe out.png", 2, "out.png");
        row("output size is a word", "stylize photo.png painting.png -o out.png --output-size big", 2, "\"big\"");
        row("batch into a file", "stylize photo.png painting.png --style painting.png -o photo.png", 2, "photo.png");
        row("batch onto itself", "stylize photo.png painting.png --style painting.png -o .", 2, "photo.png");
        row("no output", "stylize photo.png painting.png", 2, "-o");
        row("one picture", "stylize photo.png -o out.png", 2, "1 pictures");
        row("three bare pictures", "stylize photo.png photo.png painting.png -o out.png", 2, "3 pictures");
        row("unknown parameter", "stylize photo.png painting.png -o out.png --brush 3", 2, "--brush");
        row("out of range", "stylize photo.png painting.png -o out.png --steps -1", 2, "steps");
        row("not a number", "stylize photo.png painting.png -o out.png --steps many", 2, "\"many\"");
        row("not a choice", "stylize photo.png painting.png -o out.png --style-loss best", 2, "gram, moments");
        row("slider not a number", "stylize photo.png painting.png -o out.png --photo-colors=maybe", 2, "photo-colors");
        row("list too short", "stylize photo.png painting.png -o out.png --tap-weights 1,2", 2, "tap-weights");
        row("value missing", "stylize photo.png painting.png -o out.png --steps", 2, "steps");
        row("forecast of several", "stylize folder --style painting.png -o out --forecast", 2, "--forecast");
        row("quality out of range", "stylize photo.png painting.png -o out.png --quality 101", 2, "quality");
        row("unknown engine", "stylize photo.png painting.png -o out.png --engine best", 2, "\"best\"");
        row("weight of nought", "stylize photo.png --style painting.png:0 -o out.png", 2, "\"0\"");
        row("weight is a word", "stylize photo.png --style painting.png:strong -o out.png", 2, "\"strong\"");
        row("too many styles", "stylize photo.png -o out.png --style a b c d e f g h i", 2, "9 styles");
        row("unknown command", "paint photo.png", 2, "\"paint\"");
        row("no command", "", 2, "--help");
        row("unknown trainer", "train best --data folder --run run", 2, "\"best\"");
        row("trainer missing", "train", 2, "trainer");
        row("training without data", "train perceptual --run run --teachers folder", 2, "--data");
        row("training without run", "train perceptual --data folder --teachers folder", 2, "--run");
        row("training without teachers", "train perceptual --data folder --run run", 2, "--teachers");
        row("training data missing", "train perceptual --data nothing --teachers folder --run run", 1, "nothing");
        row("training out of range", "train perceptual --data folder --run run --batch 0", 2, "batch");
        row("resume of nothing", "train perceptual --run folder --resume", 1, "folder");
        row("branch from nothing", "train perceptual --data folder --teachers folder --run run --branch-from nothing",
            1, "nothing");
        row("evaluate one", "evaluate photo.png", 2, "two");
        row("evaluate missing", "evaluate photo.png nothing.png", 1, "nothing.png");
        row("evaluate a text", "evaluate photo.png text.jpg", 1, "text.jpg");
        row("evaluate folder and file", "evaluate photo.png folder", 2, "folder");
        row("evaluate unknown metric", "evaluate photo.png painting.png --metrics psnr,beauty", 2, "\"beauty\"");
        row("evaluate layers without a style", "evaluate --layers photo.png --content photo.png", 2, "--style");
        row("evaluate maps of nothing", "evaluate --maps maps", 2, "--layers");
        row("evaluate layers of two things", "evaluate photo.png painting.png --layers photo.png", 2, "--layers");
        row("evaluate layers of a text", "evaluate --layers text.jpg --content photo.png --style painting.png", 1, "text.jpg");
        row("evaluate layers at no size", "evaluate --layers photo.png --content photo.png --style painting.png --long-side 7", 2, "long-side");
        row("evaluate maps into nowhere", "evaluate --layers photo.png --content photo.png --style painting.png --maps no/maps", 1, "no");
        row("evaluate into nowhere", "evaluate photo.png painting.png --csv no/out.csv", 1, "no");
        row("pack nothing", "pack folder -o out.velapack", 1, "folder");
        row("pack a file", "pack photo.png -o out.velapack", 1, "photo.png");
        row("pack into nowhere", "pack . -o no/out.velapack", 1, "no");
        row("bench unknown case", "bench speed", 2, "\"speed\"");
        row("bench compared with nothing", "bench --compare nothing.jsonl", 1, "nothing.jsonl");
        row("bench compared with a text", "bench --compare text.jpg", 1, "text.jpg");
    }

    void refuses() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, part);
        const ScratchFolder folder;
        fill(folder);
        const auto before = filesBelow(folder.path());
        const auto result = runCli(arguments, {.folder = text(folder.path())});
        expectOneSentence(result, status, part);
        QCOMPARE(filesBelow(folder.path()), before);
    }

    void errorIsAnObjectUnderJson() {
        const ScratchFolder folder;
        fill(folder);
        const auto result =
            runCli({"stylize", "text.jpg", "painting.png", "-o", "out.png", "--json"}, {.folder = text(folder.path())});
        QCOMPARE(result.status, 1);
        QCOMPARE(result.errLines().size(), 1);
        QCOMPARE(result.lines().size(), size_t{1});
        QCOMPARE(result.lines("error").size(), size_t{1});
        QCOMPARE(QString::fromStdString(result.lines("error")[0]["message"]), result.errLines().first());
    }

    void aFailingEngineLeavesNothing() {
        const ScratchFolder folder;
        fill(folder);
        makePicture(folder / "poison.png", 3, 3);
        const auto before = filesBelow(folder.path());
        const auto result = runCli({"stylize", "photo.png", "poison.png", "-o", "out.png", "--steps", "2"},
                                   {.folder = text(folder.path())});
        expectOneSentence(result, 1, "memory");
        QCOMPARE(filesBelow(folder.path()), before);
    }

    void fullDiskKeepsTheOldFile() {
        const ScratchFolder folder;
        makePicture(folder / "photo.png", 600, 400);
        makePicture(folder / "painting.png");
        writeText(folder / "out.bmp", "what was there before");
        const auto result = runCli({"stylize", "photo.png", "painting.png", "-o", "out.bmp", "--steps", "2"},
                                   {.inChild =
                                        [] {
                                            const struct rlimit limit { 64 << 10, 64 << 10 };
                                            ::setrlimit(RLIMIT_FSIZE, &limit);
                                        },
                                    .folder = text(folder.path())});
        expectOneSentence(result, 1, "out.bmp");
        QCOMPARE(bytesOf(folder / "out.bmp"), std::string("what was there before"));
        QCOMPARE(filesBelow(folder.path()), QStringList({"out.bmp", "painting.png", "photo.png"}));
    }

    void reallyFullDiskKeepsTheOldFile() {
        const ScratchFolder folder;
        const fs::path disk = folder / "disk";
        fs::create_directory(disk);
        if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=128k") != 0)
            QSKIP("needs the right to mount a small file system, which is not here");
        makePicture(folder / "photo.png", 600, 400);
        makePicture(folder / "painting.png");
        writeText(disk / "out.bmp", "what was there before");
        const auto result = runCli({"stylize", "photo.png", "painting.png", "-o", "disk/out.bmp", "--steps", "2"},
                                   {.folder = text(folder.path())});
        const std::string after = bytesOf(disk / "out.bmp");
        const auto left = filesBelow(disk);
        ::umount(disk.c_str());
        expectOneSentence(result, 1, "full");
        QCOMPARE(after, std::string("what was there before"));
        QCOMPARE(left, QStringList({"out.bmp"}));
    }

    void fullStandardOutputIsAFailure() {
        if (!fs::exists("/dev/full")) QSKIP("needs /dev/full, which is not here");
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        process.start(VELATURA_FAKE_CLI, {"list"});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("Standard output"));
    }
};

VELATURA_TEST(FailureTest)
#include "failure_test.moc"
