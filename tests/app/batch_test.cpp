// `stylize` over many pictures as a process: failures that stop nothing, kill and resume, full disks, training sets.
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/batch/contact_sheet.h"
#include "core/image_io/image_io.h"
#include "tests/support/cli_process.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;
namespace fs = std::filesystem;

namespace {

CliResult stylize(const ScratchFolder& folder, const QString& arguments, CliOptions options = {}) {
    options.folder = text(folder.path());
    return runCli(QStringList{"stylize"} + arguments.split(' ', Qt::SkipEmptyParts), options);
}

/// `count` photos in folders named after labels, and two paintings.
void fill(const ScratchFolder& folder, int count) {
    fs::create_directories(folder / "styles");
    makePicture(folder / "styles/wave.png", 40, 40, 200);
    makePicture(folder / "styles/ink.png", 40, 40, 20);
    for (int i = 0; i < count; ++i) {
        const auto label = folder / (i % 2 ? "photos/dogs" : "photos/cats");
        fs::create_directories(label);
        makePicture(label / (std::to_string(i) + ".png"), 24, 16, i);
    }
}

QStringList picturesBelow(const fs::path& folder) try {
    QStringList all = filesBelow(folder);
    all.removeOne(".velatura-batch.jsonl");
    return all;
} catch (const fs::filesystem_error&) {
    return {};  // not there yet, or a temporary file went while it was looked at
}

nlohmann::json summary(const CliResult& result) {
    const auto lines = result.lines("summary");
    return lines.size() == 1 ? lines[0] : nlohmann::json::object();
}

/// When each picture was written: what a second run leaves alone keeps it.
std::map<std::string, fs::file_time_type> times(const fs::path& folder) {
    std::map<std::string, fs::file_time_type> out;
    for (const QString& name : picturesBelow(folder))
        out[name.toStdString()] = fs::last_write_time(folder / name.toStdString());
    return out;
}

std::string bytesOf(const fs::path& path) {
    return readFile(path, 1 << 24).value_or("");
}

}  // namespace

class BatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tenBrokenOfAHundredAreNamed() {
        const ScratchFolder folder;
        fill(folder, 90);
        for (int i = 0; i < 10; ++i) writeText(folder / ("photos/broken" + std::to_string(i) + ".png"), "no picture");
        const auto result = stylize(folder, "photos --style styles/wave.png -o out --steps 2 --json");
        QCOMPARE(result.status, 1);
        QCOMPARE(result.errLines().size(), 10);
        for (int i = 0; i < 10; ++i) QVERIFY(result.err.contains(QString("photos/broken%1.png").arg(i)));
        QCOMPARE(picturesBelow(folder / "out").size(), 90);
        QVERIFY(fs::exists(folder / "out/dogs/89.png"));
        QCOMPARE(result.lines("result").size(), size_t{90});
        QCOMPARE(result.lines("error").size(), size_t{10});
        const auto end = summary(result);
        QCOMPARE(end["done"].get<int>(), 90);
        QCOMPARE(end["failed"].get<int>(), 10);
        QCOMPARE(end["failures"].size(), size_t{10});
        QVERIFY(!end["failures"][0]["message"].get<std::string>().empty());
    }

    void killedInTheMiddleItDoesOnlyTheRest() {
        const ScratchFolder folder;
        fill(folder, 30);
        const QString line = "photos --style styles/wave.png -o out --steps 20 --resume --json";
        const auto killed =
            stylize(folder, line, {.whileRunning = [&](QProcess& process) {
                        while (picturesBelow(folder / "out").size() < 10 && process.waitForReadyRead(20000)) {
                        }
                        sendSignal(process, SIGKILL);
                        process.waitForFinished();
                    }});
        QVERIFY(killed.status != 0);
        std::map<std::string, fs::file_time_type> before;
        for (const auto& [name, time] : times(folder / "out"))
            if (name.find(".part-") == std::string::npos) before[name] = time;
        QVERIFY(before.size() >= 8 && before.size() < 30);
        // Nothing but the time of a photo changes: that is no change.
        fs::last_write_time(folder / "photos/cats/0.png", fs::file_time_type::clock::now());
        const auto rest = stylize(folder, line);
        QCOMPARE(rest.status, 0);
        const auto after = times(folder / "out");
        const int kept = summary(rest)["kept"].get<int>();
        // Killed between saving and the journal, one finished picture may be done again.
        QVERIFY(kept >= static_cast<int>(before.size()) - 1 && kept <= static_cast<int>(before.size()));
        int untouched = 0;
        for (const auto& [name, time] : before) untouched += after.at(name) == time;
        QCOMPARE(untouched, kept);
        QCOMPARE(summary(rest)["done"].get<int>(), 30 - kept);
        const auto third = stylize(folder, line);
        QCOMPARE(summary(third)["kept"].get<int>(), 30);
        QCOMPARE(summary(third)["done"].get<int>(), 0);
    }

    void interruptedItSaysWhatIsLeft() {
        const ScratchFolder folder;
        fill(folder, 6);
        const auto stopped =
            stylize(folder, "photos --style styles/wave.png -o out --steps 300 --json",
                    {.whileRunning = [&](QProcess& process) {
                        while (picturesBelow(folder / "out").size() < 2 && process.waitForReadyRead(20000)) {
                        }
                        sendSignal(process, SIGINT);
                    }});
        QCOMPARE(stopped.status, 130);
        const auto end = summary(stopped);
        QVERIFY(end["done"].get<int>() >= 2 && end["left"].get<int>() >= 1);
        QCOMPARE(end["done"].get<int>() + end["left"].get<int>(), 6);
        // The one that was stopped in its middle counts as left, and is done again.
        const auto rest = stylize(folder, "photos --style styles/wave.png -o out --steps 300 --json --resume");
        QCOMPARE(rest.status, 0);
        QCOMPARE(summary(rest)["kept"].get<int>(), end["done"].get<int>());
        QCOMPARE(summary(rest)["done"].get<int>(), end["left"].get<int>());
    }

    void changedPhotosAndMissingResultsAreDoneAgain() {
        const ScratchFolder folder;
        fill(folder, 4);
        const QString line = "photos --style styles/wave.png -o out --steps 2 --resume --json";
        QCOMPARE(stylize(folder, line).status, 0);
        makePicture(folder / "photos/cats/0.png", 24, 16, 99);
        fs::remove(folder / "out/dogs/1.png");
        makePicture(folder / "photos/cats/new.png");
        const auto result = stylize(folder, line);
        QCOMPARE(summary(result)["done"].get<int>(), 3);
        QCOMPARE(summary(result)["kept"].get<int>(), 2);
    }

    void otherSettingsAreNotMixedIn() {
        const ScratchFolder folder;
        fill(folder, 2);
        QCOMPARE(stylize(folder, "photos --style styles/wave.png -o out --steps 2").status, 0);
        const auto other = stylize(folder, "photos --style styles/wave.png -o out --steps 3 --resume");
        QCOMPARE(other.status, 2);
        QCOMPARE(other.errLines().size(), 1);
        QVERIFY2(other.err.contains("params.steps"), qPrintable(other.err));
        QVERIFY(stylize(folder, "photos --style styles/ink.png -o out --steps 2 --resume").err.contains("(styles"));
        // How it is computed is no difference.
        QCOMPARE(stylize(folder, "photos --style styles/wave.png -o out --steps 2 --resume --threads 1").status, 0);
        const auto kept = stylize(folder, "photos --style styles/ink.png -o out --steps 3 --skip-existing --json");
        QCOMPARE(summary(kept)["kept"].get<int>(), 2);
    }

    void aGridHasEveryStyleAndStrength() {
        const ScratchFolder folder;
        fill(folder, 2);
        const auto result =
            stylize(folder,
                    "photos/cats/0.png photos/dogs/1.png --style styles --grid --strengths 0.5,1.25 -o "
                    "out --name {name}-{style}-{strength}.jpg --contact-sheet sheet.png --steps 2 --json");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QCOMPARE(picturesBelow(folder / "out"),
                 QStringList({"0-ink-0.5.jpg", "0-ink-1.25.jpg", "0-wave-0.5.jpg", "0-wave-1.25.jpg", "1-ink-0.5.jpg",
                              "1-ink-1.25.jpg", "1-wave-0.5.jpg", "1-wave-1.25.jpg"}));
        const auto lines = result.lines("result");
        QCOMPARE(lines[1]["facts"]["strength"].get<double>(), 1.25);
        QCOMPARE(lines[0]["facts"]["strength"].get<double>(), 0.5);
        const auto sheet = loadPicture(folder / "sheet.png");
        QVERIFY(sheet.has_value());
        QCOMPARE(sheet->size(), sheetLayout(8, 4).size());  // a row for each photo, four columns
        QCOMPARE(sheet->row(0)[0], std::uint8_t{236});
    }

    void aContactSheetWithoutAPlaceIsRefusedFirst() {
        const ScratchFolder folder;
        fill(folder, 2);
        QCOMPARE(stylize(folder, "photos --style styles/wave.png -o out --steps 2").status, 0);
        const std::string journal = bytesOf(folder / "out/.velatura-batch.jsonl");
        const auto before = times(folder / "out");
        for (const char* sheet : {"none/sheet.png", "/proc/sheet.png"}) {
            const auto result =
                stylize(folder, QString("photos --style styles/ink.png -o out --steps 2 --contact-sheet %1").arg(sheet));
            QCOMPARE(result.status, 1);
            QCOMPARE(result.errLines().size(), 1);
            QVERIFY2(result.err.contains(QString(sheet).section('/', 0, -2)), qPrintable(result.err));
        }
        // Nothing was painted, nothing forgotten.
        QVERIFY(times(folder / "out") == before);
        QCOMPARE(bytesOf(folder / "out/.velatura-batch.jsonl"), journal);
        // Below the results it finds its place before they come.
        const auto inside = stylize(folder, "photos --style styles/ink.png -o new --contact-sheet new/all/s.png --steps 2");
        QVERIFY2(inside.status == 0, qPrintable(inside.err));
        QVERIFY(fs::exists(folder / "new/all/s.png"));
    }

    void collisionsAndWrongOptionsAreUsage_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("part");
        QTest::newRow("collision") << "photos --style styles/ink.png -o out --name {style}"
                                   << "would both become";
        QTest::newRow("token") << "photos --style styles/ink.png -o out --name {nam}"
                               << "{nam}";
        QTest::newRow("strengths") << "photos --style styles/ink.png -o out --strengths 1;2"
                                   << "--strengths";
        QTest::newRow("strength") << "photos --style styles/ink.png -o out --strengths 1e9"
                                  << "style-strength";
        QTest::newRow("range") << "photos --style styles -o out --augment 2 --strength-range 1"
                               << "--strength-range";
        QTest::newRow("empty range") << "photos --style styles -o out --augment 2 --strength-range 2:1"
                                     << "empty";
        QTest::newRow("both") << "photos --style styles -o out --augment 2 --grid"
                              << "--augment";
        QTest::newRow("augment") << "photos --style styles -o out --augment 0"
                                 << "--augment";
        QTest::newRow("recipe") << "photos --style styles/ink.png -o out --save-recipe r.json"
                                << "--save-recipe";
        QTest::newRow("sheet") << "photos --style styles/ink.png -o out --contact-sheet sheet"
                               << "contact sheet";
        QTest::newRow("file") << "photos --style styles/ink.png -o out.png"
                              << "need a folder";
    }

    void collisionsAndWrongOptionsAreUsage() {
        QFETCH(QString, arguments);
        QFETCH(QString, part);
        const ScratchFolder folder;
        fill(folder, 4);
        const auto result = stylize(folder, arguments);
        QVERIFY(result.status == 2 || part == "contact sheet");
        QCOMPARE(result.errLines().size(), 1);
        QVERIFY2(result.err.contains(part), qPrintable(result.err));
        QVERIFY(!fs::exists(folder / "out"));
    }

    void aTrainingSetIsReproducible() {
        const ScratchFolder folder;
        fill(folder, 6);
        const QString line = "photos --style styles --augment 3 --strength-range 0.25:2 --seed 7 --steps 2 --json -o ";
        const auto first = stylize(folder, line + "one");
        QVERIFY2(first.status == 0, qPrintable(first.err));
        QCOMPARE(picturesBelow(folder / "one").size(), 18 + 2);
        QVERIFY(fs::exists(folder / "one/cats/0-3.png"));
        QCOMPARE(stylize(folder, line + "two").status, 0);
        const std::string csv = bytesOf(folder / "one/manifest.csv");
        QCOMPARE(bytesOf(folder / "two/manifest.csv"), csv);
        QVERIFY(csv.starts_with("output,source,label,style,strength,seed,hash\r\n"));
        QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 19);
        QCOMPARE(stylize(folder, line + "three --seed 8").status, 0);
        QVERIFY(bytesOf(folder / "three/manifest.csv") != csv);

        std::istringstream lines(bytesOf(folder / "one/manifest.jsonl"));
        int count = 0;
        std::set<std::string> styles;
        for (std::string text; std::getline(lines, text); ++count) {
            const auto json = nlohmann::json::parse(text);
            const auto output = json["output"].get<std::string>();
            QCOMPARE(json["hash"].get<std::string>(), *xxh3OfFile(folder / "one" / output));
            QCOMPARE(output.substr(0, 4), json["label"].get<std::string>());
            QVERIFY(json["source"].get<std::string>().starts_with("photos/"));
            QVERIFY(json["strength"].get<double>() >= 0.25 && json["strength"].get<double>() <= 2);
            styles.insert(json["style"].get<std::string>());
        }
        QCOMPARE(count, 18);
        QCOMPARE(styles, (std::set<std::string>{"ink", "wave"}));
        // What the engine got is what the manifest says, and a resumed batch writes the same manifest.
        const auto item = first.lines("result")[4];
        QCOMPARE(item["facts"]["seed"].get<std::int64_t>(), item["seed"].get<std::int64_t>());
        QCOMPARE(item["facts"]["strength"].get<double>(), item["strength"].get<double>());
        fs::remove(folder / "one/dogs/1-1.png");
        fs::remove(folder / "one/manifest.csv");
        QCOMPARE(stylize(folder, line + "one --resume").status, 0);
        QCOMPARE(bytesOf(folder / "one/manifest.csv"), csv);
    }

    void aFullDiskEndsItWithOneSentence() {
        const ScratchFolder folder;
        fs::create_directories(folder / "photos");
        makePicture(folder / "painting.png");
        for (int i = 0; i < 5; ++i) makePicture(folder / ("photos/" + std::to_string(i) + ".bmp"), 300, 200, i);
        const auto result = stylize(folder, "photos --style painting.png -o out --steps 2", {.inChild = [] {
                                        const struct rlimit limit { 64 << 10, 64 << 10 };
                                        ::setrlimit(RLIMIT_FSIZE, &limit);
                                    }});
        QCOMPARE(result.status, 1);
        QCOMPARE(result.errLines().size(), 1);
        QVERIFY2(result.err.contains("could not be written"), qPrintable(result.err));
        QVERIFY(picturesBelow(folder / "out").isEmpty());
    }

    void anUnwritableFolderIsOneSentence() {
        const ScratchFolder folder;
        fill(folder, 3);
        writeText(folder / "file", "");
        for (const char* out : {"missing/out", "file/out", "file"}) {
            const auto result = stylize(folder, QString("photos --style styles/ink.png --steps 2 -o ") + out);
            QCOMPARE(result.status, 1);
            QVERIFY2(result.errLines().size() == 1, qPrintable(result.err));
        }
        fs::create_directory(folder / "closed");
        fs::permissions(folder / "closed", fs::perms::owner_read | fs::perms::owner_exec);
        if (::geteuid() == 0) QSKIP("root may write everywhere");
        const auto result = stylize(folder, "photos --style styles/ink.png --steps 2 -o closed");
        QCOMPARE(result.status, 1);
        QCOMPARE(result.errLines().size(), 1);
    }

    void aBrokenStyleIsNamedBeforeAnything() {
        const ScratchFolder folder;
        fill(folder, 2);
        writeText(folder / "styles/broken.png", "no picture");
        const auto result = stylize(folder, "photos --style styles --grid -o out --steps 2");
        QCOMPARE(result.status, 1);
        QCOMPARE(result.errLines().size(), 1);
        QVERIFY(result.err.contains("styles/broken.png"));
        QVERIFY(!fs::exists(folder / "out"));
    }
};

VELATURA_TEST(BatchTest)
#include "batch_test.moc"
