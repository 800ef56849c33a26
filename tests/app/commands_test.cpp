// train, evaluate, pack, bench and models as processes.
#include <signal.h>

#include "core/base/json_file.h"
#include "core/image_io/image_io.h"
#include "core/io/packed.h"
#include "core/io/safetensors.h"
#include "tests/support/cli_process.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;
namespace fs = std::filesystem;

class CommandsTest : public QObject {
    Q_OBJECT

private:
    static CliResult run(const ScratchFolder& folder, const QString& arguments) {
        return runCli(arguments.split(' ', Qt::SkipEmptyParts), {.folder = text(folder.path())});
    }
    static std::string contentOf(const fs::path& path) {
        const auto bytes = readFile(path, 1 << 20);
        return bytes ? *bytes : std::string();
    }
    static void fillForTraining(const ScratchFolder& folder) {
        for (const char* name : {"data", "teachers"}) fs::create_directory(folder / name);
        makePicture(folder / "data/photo.png");
    }

private Q_SLOTS:
    void trainingLeavesItsRun() {
        const ScratchFolder folder;
        fillForTraining(folder);
        const auto result = run(folder, "train perceptual --data data --teachers teachers --run run/ --steps 3 --json");
        QCOMPARE(result.status, 0);
        QCOMPARE(result.lines("scalar").size(), size_t{3});
        QCOMPARE(result.lines("note").size(), size_t{1});  // the checkpoint
        QCOMPARE(result.lines("result")[0]["file"].get<std::string>(), std::string("run/weights.safetensors"));
    }

    void aRunIsNotOverwritten() {
        const ScratchFolder folder;
        fillForTraining(folder);
        const QString command = "train perceptual --data data --teachers teachers --run run --steps 3";
        QCOMPARE(run(folder, command).status, 0);
        const auto again = run(folder, command);
        QCOMPARE(again.status, 2);
        QVERIFY(again.err.contains("already holds a run"));
    }

    void resumeTakesUpItsParameters() {
        const ScratchFolder folder;
        fillForTraining(folder);
        QCOMPARE(run(folder, "train perceptual --data data --teachers teachers --run run --steps 3 --batch 2").status,
                 0);
        QCOMPARE(run(folder, "train perceptual --run run --resume --steps 5").status, 0);
        const auto json = readJsonFile(folder / "run/run.json");
        QVERIFY(json.has_value());
        QCOMPARE((*json)["params"]["steps"].get<int>(), 5);  // given anew
        QCOMPARE((*json)["params"]["batch"].get<int>(), 2);  // as it was
        QCOMPARE((*json)["data"].get<std::string>(), std::string("data"));
    }

    void interruptSavesACheckpoint() {
        const ScratchFolder folder;
        fillForTraining(folder);
        const auto result = runCli({"train", "perceptual", "--data", "data", "--teachers", "teachers", "--run", "run",
                                    "--steps", "100000", "--json"},
                                   {.whileRunning =
                                        [](QProcess& process) {
                                            QVERIFY(process.waitForReadyRead(30000));
                                            QTest::qWait(100);
                                            sendSignal(process, SIGINT);
                                        },
                                    .folder = text(folder.path())});
        QCOMPARE(result.status, 130);
        QVERIFY(fs::exists(folder / "run/checkpoints/last"));
        QVERIFY(result.lines("result")[0]["stopped"].get<bool>());
    }

    void evaluateComparesTwoPictures() {
        const ScratchFolder folder;
        makePicture(folder / "a.png");
        const auto result = run(folder, "evaluate a.png a.png --metrics psnr,l1 --csv out.csv");
        QCOMPARE(result.status, 0);
        QVERIFY2(result.out.contains("inf"), qPrintable(result.out));
        QCOMPARE(contentOf(folder / "out.csv"), std::string("name,psnr,l1\na.png,inf,0\n"));
    }

    void evaluateMatchesFoldersByName() {
        const ScratchFolder folder;
        fs::create_directories(folder / "a/deep");
        fs::create_directories(folder / "b/deep");
        for (const char* name : {"a/one.png", "a/deep/two.png", "a/alone.png", "b/one.jpg", "b/deep/two.png"})
            makePicture(folder / name);
        const auto result = run(folder, "evaluate a b --metrics l1 --json");
        QCOMPARE(result.status, 1);
        QCOMPARE(result.errLines().size(), 1);
        QVERIFY(result.errLines().first().contains("alone.png"));
        const auto results = result.lines("result");
        QCOMPARE(results.size(), size_t{3});
        QCOMPARE(results[0]["name"].get<std::string>(), std::string("deep/two"));
        QCOMPARE(results[1]["name"].get<std::string>(), std::string("one"));
        QCOMPARE(results[2]["pairs"].get<int>(), 2);
        QVERIFY(results[2]["mean"].contains("l1"));
    }

    void evaluateTellsWhatLayersMiss() {
        const ScratchFolder folder;
        makePicture(folder / "photo.png");
        makePicture(folder / "painting.png", 40, 40, 200);
        const QString command = "evaluate --layers photo.png --content photo.png --style painting.png:2";
        const auto result = run(folder, command + " --long-side 300 --maps maps --csv out.csv");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QVERIFY2(result.out.contains("relu1_1") && result.out.contains("300.0000"), qPrintable(result.out));
        QCOMPARE(contentOf(folder / "out.csv"), std::string("layer,loss\nrelu1_1,300\nrelu2_1,1\n"));
        const auto map = probePicture(folder / "maps/relu2_1.png");
        QVERIFY(map && map->size == (ImageSize{48, 32}) && map->channels == 1);
        const auto json = run(folder, command + " --style-scale 1.5 --json").lines("result");
        QCOMPARE(json.size(), size_t{1});
        QCOMPARE(json[0]["layers"][1]["loss"].get<double>(), 1.5);
        QVERIFY(!json[0]["layers"][1].contains("map"));
        // A result of ours knows how it was painted.
        QCOMPARE(run(folder, "stylize photo.png painting.png -o out.png --steps 2 --long-side 40").status, 0);
        const auto own = run(folder, "evaluate --layers out.png --content photo.png --style painting.png --json").lines("result");
        QCOMPARE(own[0]["layers"][0]["loss"].get<double>(), 40.0);
        // Painted in one pass: by the engine that looks at layers, at the same size and brush size.
        QCOMPARE(run(folder, "stylize photo.png painting.png -o once.png --engine arbitrary --long-side 44 --style-scale 1.5").status, 0);
        const auto once = run(folder, "evaluate --layers once.png --content photo.png --style painting.png --json").lines("result");
        QCOMPARE(once[0]["layers"][0]["loss"].get<double>(), 44.0);
        QCOMPARE(once[0]["layers"][1]["loss"].get<double>(), 1.5);
    }

    void packMakesASetThatReadsBack() {
        const ScratchFolder folder;
        fs::create_directories(folder / "pictures/cats");
        makePicture(folder / "pictures/cats/tom.png", 400, 200);
        makePicture(folder / "pictures/photo.jpg", 20, 10);
        writeText(folder / "pictures/broken.png", "no picture");
        const auto result = run(folder, "pack pictures -o set.velapack --max-side 100");
        QCOMPARE(result.status, 1);
        QCOMPARE(result.errLines().size(), 1);
        QVERIFY(result.errLines().first().contains("broken.png"));
        const auto set = PackedReader::open(folder / "set.velapack");
        QVERIFY(set.has_value());
        QCOMPARE(set->size(), size_t{2});
        QCOMPARE(set->entry(0).name, std::string("cats/tom.png.jpg"));
        QCOMPARE(set->labels()[set->entry(0).label], std::string("cats"));
        const auto image = decodePicture(*set->read(0));
        QVERIFY(image.has_value());
        QCOMPARE(image->size(), (ImageSize{100, 50}));
        QCOMPARE(image->info().format, std::string("jpeg"));
        QCOMPARE(decodePicture(*set->read(1))->size(), (ImageSize{20, 10}));
    }

    void benchComparesWithAnEarlierRun() {
        const ScratchFolder folder;
        const auto first = run(folder, "bench --repeats 3 --json");
        QCOMPARE(first.status, 0);
        QCOMPARE(first.lines("result").size(), size_t{2});
        QCOMPARE(first.lines("result")[0]["seconds"].size(), size_t{3});
        writeText(folder / "before.jsonl", first.out.toStdString());
        const auto second = run(folder, "bench resize --compare before.jsonl --json");
        QCOMPARE(second.status, 0);
        QCOMPARE(second.lines("result").size(), size_t{1});
        QCOMPARE(second.lines("result")[0]["ratio"].get<double>(), 1.0);
        const auto table = run(folder, "bench --compare before.jsonl");
        QVERIFY(table.out.contains("Ratio") && table.out.contains("1.00"));
    }

    void benchTellsWhereTheTimeGoes() {
        const ScratchFolder folder;
        const auto json = run(folder, "bench resize --repeats 1 --profile --json");
        const auto operations = json.lines("result")[0]["operations"];
        QVERIFY(!operations.empty() && operations[0]["calls"].get<int>() > 0 && !operations[0]["name"].get<std::string>().empty());
        QVERIFY(!run(folder, "bench resize --repeats 1 --json").lines("result")[0].contains("operations"));
        QVERIFY(run(folder, "bench resize --repeats 1 --profile").out.contains("Own ms"));
    }

    void modelsListsWhatIsInstalled() {
        const ScratchFolder folder;
        fs::create_directory(folder / "models");
        SafetensorsFile file;
        file.arrays["weight"] = {NumberType::F32, {2}, std::vector<std::uint8_t>(8)};
        file.metadata = {{"kind", "perceptual"}, {"licence", "GPL-3.0-or-later"}, {"source", "our own"}};
        QVERIFY(writeSafetensors(folder / "models/tiny.safetensors", file).has_value());
        ::setenv("VELATURA_DATA", folder.path().c_str(), 1);
        const auto text = run(folder, "models");
        const auto json = run(folder, "models --json").lines("result");
        writeText(folder / "models/broken.safetensors", "no weights");
        const auto broken = run(folder, "models");
        ::unsetenv("VELATURA_DATA");
        QCOMPARE(text.status, 0);
        for (const char* part : {"tiny", "perceptual", "GPL-3.0-or-later", "our own"})
            QVERIFY2(text.out.contains(part), part);
        const auto tiny = std::find_if(json.begin(), json.end(), [](const nlohmann::json& line) {
            return line["file"].get<std::string>().ends_with("models/tiny.safetensors");
        });
        QVERIFY(tiny != json.end());
        QCOMPARE((*tiny)["weights"].get<int>(), 2);
        QCOMPARE((*tiny)["sha256"].get<std::string>().size(), size_t{64});
        QCOMPARE(broken.status, 1);
        QCOMPARE(broken.errLines().size(), 1);
        QVERIFY(broken.errLines().first().contains("broken.safetensors"));
        QVERIFY(broken.out.contains("tiny"));
    }
};

VELATURA_TEST(CommandsTest)
#include "commands_test.moc"
