// `stylize --mask --protect --keep-color --level`: where styles apply, counts, proportions, the recipe and back, batches.
#include "core/image_io/image_io.h"
#include "core/recipe_match.h"
#include "tests/support/cli_process.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;
namespace fs = std::filesystem;

class MaskCommandTest : public QObject {
    Q_OBJECT

private:
    static CliResult stylize(const ScratchFolder& folder, const QString& arguments) {
        return runCli(QStringList{"stylize"} + arguments.split(' ', Qt::SkipEmptyParts),
                      {.folder = text(folder.path())});
    }
    /// White in the left half.
    static void makeMask(const fs::path& path, int width, int height) {
        PixelBuffer out({width, height}, 1, Depth::U8);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) out.row(y)[x] = x < width / 2 ? 255 : 0;
        QVERIFY(savePicture(Image(std::move(out)), path));
    }
    static void makePictures(const ScratchFolder& folder) {
        makePicture(folder / "photo.png");
        makePicture(folder / "wave.png", 40, 40, 200);
        makePicture(folder / "ink.png", 200, 100, 20);
        makeMask(folder / "left.png", 96, 64);
    }
    /// Mean distance to the photo in the left or right half.
    static double moved(const ScratchFolder& folder, const char* file, bool left) {
        const auto photo = loadPicture(folder / "photo.png"), out = loadPicture(folder / file);
        if (!photo || !out || photo->size() != out->size()) return -1;
        double sum = 0;
        const int from = left ? 0 : 24, to = left ? 24 : 48;
        for (int y = 0; y < 32; ++y)
            for (int x = 3 * from; x < 3 * to; ++x) sum += std::abs(photo->row(y)[x] - out->row(y)[x]);
        return sum / (32 * 24 * 3);
    }
    static bool refused(const CliResult& result, const char* part) {
        qInfo("%s", qPrintable(result.err));
        return result.status != 0 && result.errLines().size() <= 2 && result.err.contains(part);
    }

private Q_SLOTS:
    void aMaskSaysWhere() {
        const ScratchFolder folder;
        makePictures(folder);
        const auto result = stylize(folder, "photo.png wave.png --mask left.png -o out.png --steps 3");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QVERIFY(moved(folder, "out.png", true) > 5);
        QCOMPARE(moved(folder, "out.png", false), 0.0);
    }

    void noneStandsForAStyleWithoutOne() {
        const ScratchFolder folder;
        makePictures(folder);
        const auto result = stylize(
            folder, "photo.png --style wave.png --mask none --style ink.png --mask left.png -o out.png --steps 3");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QVERIFY(moved(folder, "out.png", false) > 5);
    }

    void whatIsProtectedStays() {
        const ScratchFolder folder;
        makePictures(folder);
        const auto result = stylize(folder, "photo.png wave.png --protect left.png -o out.png --steps 3");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QCOMPARE(moved(folder, "out.png", true), 0.0);
        QVERIFY(moved(folder, "out.png", false) > 5);
    }

    void keptColoursReachTheEngine() {
        const ScratchFolder folder;
        makePictures(folder);
        const auto result = stylize(
            folder, "photo.png wave.png --keep-color #c8102e:3 --keep-color #00ff00 -o out.png --steps 3 --json");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QCOMPARE(result.lines("result")[0]["facts"]["kept"].get<int>(), 2);
    }

    void eachStyleGivesItsLevel() {
        const ScratchFolder folder;
        makePictures(folder);
        const QString both = "photo.png --style wave.png ink.png --engine arbitrary ";
        auto result = stylize(folder, both + "--level coarse all -o out.png --json");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QCOMPARE(result.lines("result")[0]["facts"]["levels"].get<std::string>(), std::string("coarse all"));
        // The recipe brings it back, for one picture and for many.
        const auto recipe = readRecipe(folder / "out.png", fileReader());
        QVERIFY(recipe && recipe->styles[0].levels == StyleLevels::Coarse && recipe->styles[1].levels == StyleLevels::All);
        result = stylize(folder, "--recipe out.png -o again.png --json");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QCOMPARE(result.lines("result")[0]["facts"]["levels"].get<std::string>(), std::string("coarse all"));
        QVERIFY(result.lines("recipe")[0]["identical"].get<bool>());
        result = stylize(folder, "--recipe out.png --level fine fine -o other.png --json");
        QCOMPARE(result.lines("result")[0]["facts"]["levels"].get<std::string>(), std::string("fine fine"));
        result = stylize(folder, "photo.png --recipe out.png -o many --name {name}");
        QVERIFY2(result.status == 0, qPrintable(result.err));
        const auto batch = readRecipe(folder / "many/photo.png", fileReader());
        QVERIFY(batch && batch->styles[0].levels == StyleLevels::Coarse);
        // What is wrong is said.
        QVERIFY(refused(stylize(folder, both + "--level coarse -o out.png"), "1 levels were given for 2 styles"));
        QVERIFY(refused(stylize(folder, both + "--level coarse middle -o out.png"), "\"middle\" is not a level"));
        QVERIFY(refused(stylize(folder, "photo.png wave.png --engine gatys --level coarse -o out.png"), "takes each style as a whole"));
    }

    void whatIsWrongIsSaid() {
        const ScratchFolder folder;
        makePictures(folder);
        makeMask(folder / "tall.png", 64, 96);
        writeText(folder / "text.png", "no picture");
        const auto with = [&](const char* more) {
            return stylize(folder, QStringLiteral("photo.png --style wave.png ink.png -o out.png --steps 3 ") + more);
        };
        QVERIFY(refused(with("--mask left.png"), "1 masks were given for 2 styles"));
        QVERIFY(refused(with("--mask left.png left.png left.png"), "3 masks were given for 2 styles"));
        QVERIFY(refused(with("--mask left.png tall.png"), "tall.png is 64 x 96 px"));
        QVERIFY(refused(with("--mask left.png missing.png"), "missing.png"));
        QVERIFY(refused(with("--protect text.png"), "text.png"));
        QVERIFY(refused(with("--protect tall.png"), "proportions of the photo"));
        QVERIFY(refused(with("--keep-color red"), "\"red\" is not a colour to keep"));
        QVERIFY(refused(with("--keep-color #c8102e:200"), "0 to 100"));
        QVERIFY(!fs::exists(folder / "out.png"));
        QVERIFY(refused(stylize(folder, "photo.png ink.png --style wave.png --mask left.png -o out/"),
                        "belong to one photo"));
    }

    void theRecipeBringsThemBack() {
        const ScratchFolder folder;
        makePictures(folder);
        const auto first =
            stylize(folder,
                    "photo.png --style wave.png ink.png --mask left.png none --protect left.png --keep-color "
                    "#c8102e:3 -o first.png --steps 3");
        QVERIFY2(first.status == 0, qPrintable(first.err));
        fs::remove(folder / "left.png");
        const auto again = stylize(folder, "--recipe first.png -o again.png --json");
        QVERIFY2(again.status == 0, qPrintable(again.err));
        QVERIFY(again.lines("recipe")[0]["identical"].get<bool>());
        QVERIFY(again.lines("recipe")[0]["reasons"].empty());
        QCOMPARE(again.lines("result")[0]["facts"]["kept"].get<int>(), 1);
        // Other masks are a reason for another picture.
        makeMask(folder / "left.png", 48, 32);
        const auto other = stylize(folder, "--recipe first.png --mask none left.png -o other.png --json");
        QVERIFY2(other.status == 0, qPrintable(other.err));
        QVERIFY(!other.lines("recipe")[0]["identical"].get<bool>());
        QVERIFY(other.out.contains("The mask of the style"));
    }

    void anotherPhotoGetsNoMasksButTheColours() {
        const ScratchFolder folder;
        makePictures(folder);
        const auto first =
            stylize(folder, "photo.png wave.png --mask left.png --keep-color #c8102e:3 -o first.png --steps 3");
        QVERIFY2(first.status == 0, qPrintable(first.err));
        makePicture(folder / "tall.png", 30, 60);
        const auto tall = stylize(folder, "tall.png --recipe first.png -o out.png --json");
        QVERIFY2(tall.status == 0, qPrintable(tall.err));
        QVERIFY(tall.err.contains("do not have the proportions") || tall.out.contains("do not have the proportions"));
        QCOMPARE(tall.lines("result")[0]["facts"]["kept"].get<int>(), 1);
        const auto batch = stylize(folder, "photo.png tall.png --recipe first.png -o out --json");
        QVERIFY2(batch.status == 0, qPrintable(batch.err));
        QVERIFY(batch.err.contains("belong to its own photo") || batch.out.contains("belong to its own photo"));
        for (const auto& line : batch.lines("result")) QCOMPARE(line["facts"]["kept"].get<int>(), 1);
        const auto recipe = readRecipe(folder / "out" / "tall.png", fileReader());
        QVERIFY(recipe && !recipe->hasMasks());
        QCOMPARE(recipe->keptColors.size(), size_t(1));
        // A batch with other colours is another batch.
        const auto resumed =
            stylize(folder, "photo.png tall.png --recipe first.png -o out --resume --keep-color #000000:1");
        QVERIFY(refused(resumed, "other settings"));
    }

    void aDamagedMaskIsRefused() {
        const ScratchFolder folder;
        makePictures(folder);
        const auto first =
            stylize(folder, "photo.png wave.png --mask left.png -o first.png --steps 3 --save-recipe r.json");
        QVERIFY2(first.status == 0, qPrintable(first.err));
        QFile file(text(folder / "r.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto json = nlohmann::json::parse(file.readAll().toStdString());
        json["styles"][0]["mask"]["hash"] = std::string(32, '0');
        writeText(folder / "r.json", json.dump());
        QVERIFY(refused(stylize(folder, "--recipe r.json -o again.png"), "mask of the style wave.png cannot be read"));
    }
};

VELATURA_TEST(MaskCommandTest)
#include "masks_test.moc"
