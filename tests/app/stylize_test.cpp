// `stylize` as a process: forms of the command line, batches, weights and masks, --json, and Ctrl-C.
#include <signal.h>

#include <set>

#include "core/catalog.h"
#include "core/image_io/image_io.h"
#include "tests/support/cli_process.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;
namespace fs = std::filesystem;

class StylizeTest : public QObject {
    Q_OBJECT

private:
    static CliResult stylize(const ScratchFolder& folder, const QString& arguments) {
        return runCli(QStringList{"stylize"} + arguments.split(' ', Qt::SkipEmptyParts),
                      {.folder = text(folder.path())});
    }
    static void fill(const ScratchFolder& folder) {
        makePicture(folder / "photo.png");
        makePicture(folder / "painting.png", 40, 40, 200);
    }
    static ImageSize sizeOf(const fs::path& path) {
        const auto header = probePicture(path);
        return header ? header->size : ImageSize{};
    }

private Q_SLOTS:
    void twoBarePictures() {
        const ScratchFolder folder;
        fill(folder);
        const auto result = stylize(folder, "photo.png painting.png -o out.png --steps 3 --long-side 32");
        QCOMPARE(result.status, 0);
        QVERIFY2(result.err.isEmpty(), qPrintable(result.err));
        QVERIFY(result.out.contains("out.png: 32 x 21 px, 3 steps"));
        QCOMPARE(sizeOf(folder / "out.png"), (ImageSize{32, 21}));
        QCOMPARE(filesBelow(folder.path()), QStringList({"out.png", "painting.png", "photo.png"}));
    }

    void quietSaysNothing() {
        const ScratchFolder folder;
        fill(folder);
        const auto result = stylize(folder, "photo.png painting.png -o out.png --steps 3 --quiet");
        QCOMPARE(result.status, 0);
        QVERIFY(result.out.isEmpty() && result.err.isEmpty());
    }

    void writesEveryFormat() {
        const ScratchFolder folder;
        fill(folder);
        for (const auto& format : pictureFormats()) {
            const QString out = "out." + QString::fromStdString(format.extensions.front());
            QCOMPARE(stylize(folder, "photo.png painting.png --steps 2 -o " + out).status, 0);
            const auto header = probePicture(folder / out.toStdString());
            QVERIFY(header.has_value());
            QCOMPARE(header->format, format.key);
        }
    }

    void forecastsAndPaintsNothing() {
        const ScratchFolder folder;
        fill(folder);
        auto result = stylize(folder, "photo.png painting.png -o out.png --forecast");
        QCOMPARE(result.status, 0);
        QVERIFY2(result.out.contains("about ") && result.out.contains("GB"), qPrintable(result.out));
        QVERIFY(!std::filesystem::exists(folder / "out.png"));
        result = stylize(folder, "--json photo.png painting.png -o out.png --forecast");
        QVERIFY2(result.out.contains("\"bytes\""), qPrintable(result.out));
        ::setenv("VELATURA_MEMORY", "1", 1);
        result = stylize(folder, "photo.png painting.png -o out.png --forecast");
        ::unsetenv("VELATURA_MEMORY");
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("512 px") && result.errLines().size() == 1, qPrintable(result.err));
    }

    void aliasesAndFlagsWork() {
        const ScratchFolder folder;
        fill(folder);
        QCOMPARE(
            stylize(folder, "--style-strength 2 --preserve-color 1 photo.png painting.png -o a.png --steps 2").status, 0);
        QCOMPARE(stylize(folder,
                         "photo.png painting.png -o b.png --steps=2 --photo-colors=0.25 --tv-weight=0.5 "
                         "--tap-weights 1,1,1,0.5,0 --optimiser adam")
                     .status,
                 0);
    }

    void theEngineFollowsTheOptions() {
        const ScratchFolder folder;
        fill(folder);
        const auto engine = [&](const QString& options) -> std::string {
            const auto result = stylize(folder, "photo.png painting.png --json -o out.png " + options);
            return result.status == 0 ? result.lines("result")[0]["engine"].get<std::string>() : result.err.toStdString();
        };
        QCOMPARE(engine(""), engines().front().key);
        QCOMPARE(engine("--long-side 40 --quality 90"), engines().front().key);
        QCOMPARE(engine("--steps 2"), std::string("gatys"));
        QCOMPARE(engine("--steps=2"), std::string("gatys"));
        QCOMPARE(engine("--timelapse how.avi --steps 4"), std::string("gatys"));
        QCOMPARE(engine("--timelapse frames"), std::string("gatys"));
        QCOMPARE(stylize(folder, "photo.png painting.png -o a.png").status, 0);
        QCOMPARE(engine("--from a.png"), std::string("gatys"));
        QCOMPARE(engine("--engine gatys"), std::string("gatys"));
        // Who names one gets that one, and is told what it lacks.
        const auto refused = stylize(folder, "photo.png painting.png -o b.png --engine arbitrary --steps 2");
        QVERIFY2(refused.status == 2 && refused.err.contains("--steps"), qPrintable(refused.err));
        // A recipe is repeated by its own engine.
        QCOMPARE(stylize(folder, "--recipe a.png -o again.png").status, 0);
        QVERIFY(!fs::exists(folder / "b.png"));
    }

    void goesOnFromAPicture() {
        const ScratchFolder folder;
        fill(folder);
        QCOMPARE(stylize(folder, "photo.png painting.png -o a.png --steps 2 --long-side 40").status, 0);
        const auto further = stylize(folder, "photo.png painting.png -o b.png --steps 2 --long-side 32 --from a.png");
        QCOMPARE(further.status, 0);
        QVERIFY2(further.out.contains("b.png: 40 x 27 px"), qPrintable(further.out));  // the picture's own size
        const auto refused = [&](const QString& arguments, const char* said) {
            const auto result = stylize(folder, "photo.png painting.png " + arguments);
            QVERIFY2(result.status != 0 && result.err.contains(said) && result.errLines().size() == 1, qPrintable(result.err));
        };
        refused("-o c.png --from none.png", "none.png");
        refused("-o c.png --from a.png --start photo", "--start");
        refused("-o a.png --from a.png", "would replace");
        refused("-o out --from a.png --resume", "--from belongs to one");
        QVERIFY(!fs::exists(folder / "c.png"));
    }

    void savesTimelapses() {
        const ScratchFolder folder;
        fill(folder);
        const QString run = "photo.png painting.png -o a.png --steps 20 ";
        auto result = stylize(folder, run + "--timelapse how.avi --frame-every 5 --timelapse-length 1 --timelapse-fps 10 --timelapse-hold 0 --json");
        QVERIFY2(result.status == 0 && result.err.isEmpty(), qPrintable(result.err));
        QCOMPARE(result.lines("timelapse")[0]["frames"].get<int>(), 6);  // 0, 5, 10, 15, 20 and the result
        QCOMPARE(result.lines("timelapse")[0]["pictures"].get<int>(), 10);
        QVERIFY(fs::file_size(folder / "how.avi") > 1000);
        QCOMPARE(stylize(folder, run + "--timelapse how.webp").status, 0);
        QCOMPARE(probePicture(folder / "how.webp")->format, std::string("webp"));
        QCOMPARE(stylize(folder, run + "--timelapse frames --timelapse-format jpeg --timelapse-length 0.2").status, 0);
        QVERIFY(fs::exists(folder / "frames/frame-00001.jpg"));
        // What cannot be is said before anything is painted.
        const auto refused = [&](const QString& arguments, const char* said) {
            const auto no = stylize(folder, "photo.png painting.png -o never.png --steps 2 " + arguments);
            QVERIFY2(no.status != 0 && no.err.contains(said) && no.errLines().size() == 1, qPrintable(no.err));
            QVERIFY(!fs::exists(folder / "never.png"));
        };
        refused("--timelapse how.mp4", ".mp4");
        refused("--timelapse none/how.avi", "none");
        refused("--timelapse frames", "not empty");
        refused("--frame-every 3", "needs --timelapse");
        refused("--timelapse-fps 3", "needs --timelapse");
        refused("--timelapse x.avi --timelapse-fps 300", "1 to 60");
        refused("--timelapse x.avi --skip-existing", "folder");
        const auto many = stylize(folder, "photo.png --style painting.png -o out --steps 2 --resume --timelapse x.avi");
        QVERIFY2(many.status != 0 && many.err.contains("one picture") && !fs::exists(folder / "out"), qPrintable(many.err));
        QCOMPARE(filesBelow(folder.path()).filter("never").size(), 0);
    }

    void optionsReachTheEngine() {
        const ScratchFolder folder;
        fill(folder);
        const auto result =
            stylize(folder, "photo.png --style painting.png:0.25 painting.png -o out.png --steps 2 --json");
        QCOMPARE(result.status, 0);
        const auto results = result.lines("result");
        QCOMPARE(results.size(), size_t{1});
        QCOMPARE(results[0]["facts"]["weight"].get<double>(), 0.25);
        QCOMPARE(results[0]["facts"]["styles"].get<int>(), 2);
        QCOMPARE(results[0]["facts"]["steps"].get<int>(), 2);
    }

    void aFileNamedLikeAWeightWins() {
        const ScratchFolder folder;
        fill(folder);
        fs::copy_file(folder / "painting.png", folder / "painting.png:0.25");
        const auto result = stylize(folder, "photo.png --style painting.png:0.25 -o out.png --steps 2 --json");
        QCOMPARE(result.status, 0);
        QCOMPARE(result.lines("result")[0]["facts"]["weight"].get<double>(), 1.0);
    }

    void everyLineOfJsonParses() {
        const ScratchFolder folder;
        fill(folder);
        const auto result = stylize(folder, "photo.png painting.png -o out.png --steps 40 --json");
        QCOMPARE(result.status, 0);
        QVERIFY(result.err.isEmpty());
        const std::set<std::string> known{"progress", "scalar", "note", "result", "error"};
        for (const auto& line : result.lines()) {
            QVERIFY(line.is_object());
            QVERIFY(known.count(line.value("type", "")) == 1);
        }
        // No scalar is lost, and the last progress says that all is done.
        const auto scalars = result.lines("scalar");
        QCOMPARE(scalars.size(), size_t{40});
        for (size_t i = 0; i < scalars.size(); ++i) QCOMPARE(scalars[i]["step"].get<size_t>(), i + 1);
        const auto last = result.lines("progress").back();
        QCOMPARE(last["done"].get<int>(), 40);
        QCOMPARE(last["total"].get<int>(), 40);
        QCOMPARE(result.lines("result").size(), size_t{1});
    }

    void oneBrokenFileDoesNotStopTheBatch() {
        const ScratchFolder folder;
        fs::create_directories(folder / "photos/deep");
        makePicture(folder / "photos/a.png");
        makePicture(folder / "photos/deep/b.png");
        makePicture(folder / "photos/z.jpg");
        writeText(folder / "photos/m.png", "not a picture");
        makePicture(folder / "painting.png");
        const auto result = stylize(folder, "photos --style painting.png -o out --steps 2");
        QCOMPARE(result.status, 1);
        QCOMPARE(result.errLines().size(), 1);
        QVERIFY(result.errLines().first().contains("photos/m.png"));
        QCOMPARE(filesBelow(folder / "out"), QStringList({".velatura-batch.jsonl", "a.png", "deep/b.png", "z.jpg"}));
    }

    void severalContentsOfOneNameAreKeptApart() {
        const ScratchFolder folder;
        fs::create_directories(folder / "one");
        fs::create_directories(folder / "two");
        makePicture(folder / "one/photo.png");
        makePicture(folder / "two/photo.png");
        makePicture(folder / "painting.png");
        QCOMPARE(stylize(folder, "one/photo.png two/photo.png --style painting.png -o out --steps 2").status, 0);
        QCOMPARE(filesBelow(folder / "out"), QStringList({".velatura-batch.jsonl", "photo-2.png", "photo.png"}));
    }

    void resultsInsideTheFolderAreNotPaintedAgain() {
        const ScratchFolder folder;
        fs::create_directories(folder / "photos");
        makePicture(folder / "photos/a.png");
        makePicture(folder / "painting.png");
        for (int run = 0; run < 2; ++run)
            QCOMPARE(stylize(folder, "photos --style painting.png -o photos/out --steps 2").status, 0);
        QCOMPARE(filesBelow(folder / "photos"), QStringList({"a.png", "out/.velatura-batch.jsonl", "out/a.png"}));
    }

    void interruptSavesTheBestPicture_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void interruptSavesTheBestPicture() {
        QFETCH(int, signal);
        const ScratchFolder folder;
        fill(folder);
        const auto result =
            runCli({"stylize", "photo.png", "painting.png", "-o", "out.png", "--steps", "100000", "--json"},
                   {.whileRunning =
                        [signal](QProcess& process) {
                            // The first scalar says that it is painting.
                            QVERIFY(process.waitForReadyRead(30000));
                            QTest::qWait(100);
                            sendSignal(process, signal);
                        },
                    .folder = text(folder.path())});
        QCOMPARE(result.status, 130);
        QCOMPARE(sizeOf(folder / "out.png"), (ImageSize{48, 32}));
        const auto results = result.lines("result");
        QCOMPARE(results.size(), size_t{1});
        QVERIFY(results[0]["stopped"].get<bool>());
        QVERIFY(results[0]["facts"]["steps"].get<int>() < 100000);
        QCOMPARE(filesBelow(folder.path()), QStringList({"out.png", "painting.png", "photo.png"}));
    }

    void interruptEndsTheBatch() {
        const ScratchFolder folder;
        fill(folder);
        makePicture(folder / "other.png");
        const auto result = runCli({"stylize", "photo.png", "other.png", "--style", "painting.png", "-o", "out",
                                    "--steps", "100000", "--json"},
                                   {.whileRunning =
                                        [](QProcess& process) {
                                            // The first scalar says that it is painting.
                                            while (!process.peek(1 << 20).contains("scalar"))
                                                QVERIFY(process.waitForReadyRead(30000));
                                            sendSignal(process, SIGINT);
                                        },
                                    .folder = text(folder.path())});
        QCOMPARE(result.status, 130);
        QCOMPARE(filesBelow(folder / "out"), QStringList({".velatura-batch.jsonl", "photo.png"}));
    }
};

VELATURA_TEST(StylizeTest)
#include "stylize_test.moc"
