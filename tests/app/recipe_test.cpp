// `stylize --recipe`: the same picture again, or the reason why not; a recipe's manner over a folder.
#include <fstream>

#include "core/image_io/image_io.h"
#include "core/recipe_match.h"
#include "tests/support/cli_process.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;
namespace fs = std::filesystem;

class RecipeCommandTest : public QObject {
    Q_OBJECT

private:
    static CliResult stylize(const ScratchFolder& folder, const QString& arguments) {
        return runCli(QStringList{"stylize"} + arguments.split(' ', Qt::SkipEmptyParts),
                      {.folder = text(folder.path())});
    }
    /// photo.png painted with two styles into first.png, recipe in r.json too.
    static void paint(const ScratchFolder& folder) {
        makePicture(folder / "photo.png");
        makePicture(folder / "wave.png", 40, 40, 200);
        makePicture(folder / "ink.png", 200, 100, 20);
        const auto result = stylize(folder,
                                    "photo.png --style wave.png:0.25 ink.png -o first.png --steps 3 --style-strength "
                                    "1.5 --save-recipe r.json");
        QVERIFY2(result.status == 0, qPrintable(result.err));
    }
    struct Answer {
        bool identical = false;
        std::vector<std::string> reasons;
    };
    static Answer answer(const CliResult& result) {
        const auto lines = result.lines("recipe");
        if (result.status != 0 || lines.size() != 1) return {false, {result.err.toStdString()}};
        return {lines[0]["identical"].get<bool>(), lines[0]["reasons"].get<std::vector<std::string>>()};
    }
    static bool oneReason(const Answer& a, const char* part) {
        for (const auto& r : a.reasons) qInfo("%s", r.c_str());
        return a.reasons.size() == 1 && a.reasons[0].find(part) != std::string::npos;
    }

private Q_SLOTS:
    void theSameInputsGiveTheSamePicture() {
        const ScratchFolder folder;
        paint(folder);
        for (const char* file : {"first.png", "r.json"}) {
            const auto result = stylize(folder, QString("--recipe %1 -o again.png --json").arg(file));
            QVERIFY(answer(result).identical);
            QVERIFY(answer(result).reasons.empty());
            QCOMPARE(result.lines("result")[0]["facts"]["strength"].get<double>(), 1.5);
            QCOMPARE(result.lines("result")[0]["facts"]["weight"].get<double>(), 0.25);
        }
        const auto a = loadPicture(folder / "first.png"), b = loadPicture(folder / "again.png");
        QCOMPARE(sampleHash(*a), sampleHash(*b));
        const auto plain = stylize(folder, "--recipe first.png -o again.png");
        QVERIFY(plain.out.contains("Bit-identical"));
    }

    void movedPicturesAreFoundBesideTheRecipe() {
        const ScratchFolder folder;
        paint(folder);
        fs::create_directory(folder / "moved");
        for (const char* name : {"photo.png", "wave.png", "ink.png", "first.png"})
            fs::rename(folder / name, folder / "moved" / name);
        const auto result = stylize(folder, "--recipe moved/first.png -o again.png --json");
        QVERIFY(answer(result).identical && answer(result).reasons.empty());
    }

    void goesOnFromAFileAndAgain() {
        const ScratchFolder folder;
        paint(folder);
        const QString styles = "photo.png --style wave.png:0.25 ink.png --steps 3 ";
        auto result = stylize(folder, styles + "--from first.png -o second.png --save-recipe r2.json --json");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QVERIFY(result.lines("result")[0]["facts"]["went-on"].get<bool>());
        QVERIFY(answer(stylize(folder, "--recipe second.png -o again.png --json")).identical);
        // Of the same name, but another picture.
        fs::copy_file(folder / "first.png", folder / "kept.png");
        makePicture(folder / "first.png", 48, 32, 77);
        QVERIFY(oneReason(answer(stylize(folder, "--recipe second.png -o again.png --json")), "went on from is not the same"));
        fs::remove(folder / "first.png");
        result = stylize(folder, "--recipe second.png -o again.png");
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("first.png") && result.err.contains("--from"), qPrintable(result.err));
        QVERIFY(answer(stylize(folder, "--recipe second.png --from kept.png -o again.png --json")).identical);
        // With the recipe of the first in it, the chain is painted link by link.
        auto chain = *readRecipeFile(folder / "r2.json");
        const auto first = *readRecipeFile(folder / "r.json");
        chain.origin = originOf(*loadPicture(folder / "kept.png"), {}, &first);
        fs::remove(folder / "kept.png");
        QVERIFY(writeRecipeFile(folder / "chain.json", chain));
        result = stylize(folder, "--recipe chain.json -o again.png --json");
        QVERIFY2(answer(result).identical, answer(result).reasons.empty() ? "" : answer(result).reasons[0].c_str());
        // Several photos each start anew, and that is said.
        result = stylize(folder, "photo.png wave.png --recipe chain.json -o out");
        QCOMPARE(result.status, 0);
        QVERIFY2(result.err.contains("starts anew"), qPrintable(result.err));
    }

    void eachReasonIsNamed() {
        const ScratchFolder folder;
        paint(folder);
        const auto with = [&](const QString& more) {
            return answer(stylize(folder, "--recipe first.png -o again.png --json " + more));
        };
        const Answer strength = with("--style-strength 2");
        QVERIFY(oneReason(strength, "style-weight was 1.5 and is 2"));
        QVERIFY(oneReason(with("--threads 3"), "threads was 1 and is 3"));
        const Answer steps = with("--steps 2");
        QVERIFY(oneReason(steps, "steps was 3 and is 2"));

        makePicture(folder / "other.png", 48, 32, 90);
        const Answer other = with("other.png");
        QVERIFY(!other.identical && oneReason(other, "other.png is not the one"));
        const Answer swapped = with("--style other.png ink.png");
        QVERIFY(!swapped.identical && oneReason(swapped, "other.png is not the one"));

        fs::remove(folder / "ink.png");
        const Answer thumbnail = with("");
        QVERIFY(oneReason(thumbnail, "ink.png was found only as the thumbnail"));
        makePicture(folder / "photo.png", 48, 32, 33);
        QCOMPARE(with("").reasons.size(), size_t{2});
        fs::remove(folder / "photo.png");
        const auto gone = stylize(folder, "--recipe first.png -o again.png");
        QCOMPARE(gone.status, 1);
        QVERIFY(gone.err.contains("photo.png of the recipe was found neither"));
    }

    void aWeightGivenNowCounts() {
        const ScratchFolder folder;
        paint(folder);
        const auto weighed = stylize(folder, "--recipe first.png --style wave.png:0.75 ink.png -o again.png --json");
        QCOMPARE(weighed.lines("result")[0]["facts"]["weight"].get<double>(), 0.75);
        const Answer a = answer(weighed);
        QVERIFY(oneReason(a, "weight of the style wave.png"));
        // Without one, what the recipe says stays.
        const auto bare = stylize(folder, "--recipe first.png --style wave.png ink.png -o again.png --json");
        QCOMPARE(bare.lines("result")[0]["facts"]["weight"].get<double>(), 0.25);
        QVERIFY(answer(bare).identical && answer(bare).reasons.empty());
    }

    void theOutputSizeIsRepeated() {
        const ScratchFolder folder;
        makePicture(folder / "photo.png", 96, 64);
        makePicture(folder / "wave.png", 40, 40, 200);
        const auto painted = stylize(folder, "photo.png wave.png -o first.png --steps 2 --long-side 48 "
                                             "--output-size source --save-recipe r.json --json");
        QCOMPARE(painted.lines("result")[0]["width"].get<int>(), 96);
        QVERIFY(readRecipeFile(folder / "r.json")->outputSize->source);
        const auto again = stylize(folder, "--recipe first.png -o again.png --json");
        QCOMPARE(again.lines("result")[0]["width"].get<int>(), 96);
        QVERIFY(answer(again).identical && answer(again).reasons.empty());
        QCOMPARE(sampleHash(*loadPicture(folder / "first.png")), sampleHash(*loadPicture(folder / "again.png")));
        const auto small = stylize(folder, "--recipe first.png -o small.png --output-size working --json");
        QCOMPARE(small.lines("result")[0]["width"].get<int>(), 48);
        QVERIFY(!answer(small).identical && oneReason(answer(small), "output size was source and is working"));
        // A recipe from before it was recorded: as it was painted, as then.
        auto old = *readRecipeFile(folder / "r.json");
        old.outputSize.reset();
        QVERIFY(writeRecipeFile(folder / "old.json", old));
        const auto before = stylize(folder, "--recipe old.json -o old.png --json");
        QCOMPARE(before.lines("result")[0]["width"].get<int>(), 48);
        QVERIFY(answer(before).identical);
    }

    void otherVersionsAndModelsAreNamed() {
        const ScratchFolder folder, data;
        fs::create_directories(data / "models");
        writeText(data / "models/manifest.json", "{\"models\": [{\"file\": \"net.safetensors\"}]}");
        writeText(data / "models/net.safetensors", "weights");
        qputenv("VELATURA_DATA", text(data.path()).toLocal8Bit());
        paint(folder);
        writeText(data / "models/net.safetensors", "other weights");
        const Answer model = answer(stylize(folder, "--recipe first.png -o again.png --json"));
        fs::remove(data / "models/net.safetensors");
        const Answer none = answer(stylize(folder, "--recipe first.png -o again.png --json"));
        qunsetenv("VELATURA_DATA");
        QVERIFY(model.identical && oneReason(model, "net.safetensors is another one"));
        QVERIFY(oneReason(none, "net.safetensors is not installed"));

        auto recipe = *readRecipeFile(folder / "r.json");
        recipe.models.clear();
        recipe.version = "0.0.9";
        QVERIFY(writeRecipeFile(folder / "old.json", recipe));
        QVERIFY(
            oneReason(answer(stylize(folder, "--recipe old.json -o again.png --json")), "program was version 0.0.9"));
        recipe = *readRecipeFile(folder / "r.json");
        recipe.models.clear();
        recipe.device = "cuda:0 (GPU)";
        recipe.complete = false;
        recipe.result = std::string(32, '0');
        QVERIFY(writeRecipeFile(folder / "gpu.json", recipe));
        const auto gpu = answer(stylize(folder, "--recipe gpu.json -o again.png --json"));
        QCOMPARE(gpu.reasons.size(), size_t{2});
        QVERIFY(!gpu.identical);
        const auto plain = stylize(folder, "--recipe gpu.json -o again.png");
        QVERIFY(plain.out.contains("Not bit-identical") && plain.out.contains("device was cuda:0"));
    }

    void oneMannerOverAFolder() {
        const ScratchFolder folder;
        paint(folder);
        fs::create_directories(folder / "in/deep");
        makePicture(folder / "in/a.png");
        makePicture(folder / "in/deep/b.png");
        const auto result = stylize(folder, "in --recipe first.png -o out --json");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QVERIFY(fs::exists(folder / "out/deep/b.png"));
        for (const auto& line : result.lines("result")) {
            QCOMPARE(line["facts"]["strength"].get<double>(), 1.5);
            QCOMPARE(line["facts"]["styles"].get<int>(), 2);
        }
        // Each result holds its own recipe.
        const auto again = stylize(folder, "--recipe out/deep/b.png -o again.png --json");
        QVERIFY(answer(again).identical && answer(again).reasons.empty());
    }

    void whatIsNoRecipeIsRefused() {
        const ScratchFolder folder;
        paint(folder);
        writeText(folder / "bad.json", "{\"format\": \"velatura-recipe\", \"version\": 99}");
        const std::vector<std::pair<const char*, const char*>> all = {
            {"photo.png", "holds no recipe"}, {"bad.json", "newer Velatura"}, {"none.json", "no file"}};
        for (const auto& [file, part] : all) {
            const auto result = stylize(folder, QString("--recipe %1 -o again.png").arg(file));
            QVERIFY(result.status != 0);
            QCOMPARE(result.errLines().size(), 1);
            QVERIFY2(result.err.contains(part), qPrintable(result.err));
        }
        const auto count = stylize(folder, "--recipe first.png --style wave.png -o again.png");
        QCOMPARE(count.status, 2);
        QVERIFY(count.err.contains("2 styles"));
        QCOMPARE(stylize(folder, "photo.png wave.png -o bare.png --steps 2 --strip-metadata").status, 0);
        QVERIFY(stylize(folder, "--recipe bare.png -o again.png").err.contains("holds no recipe"));
    }
};

VELATURA_TEST(RecipeCommandTest)
#include "recipe_test.moc"
