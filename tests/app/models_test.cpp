// `models` as a process: import, list, check, remove, and a recipe that names what was imported.
#include "core/model_store.h"
#include "core/recipe.h"
#include "tests/support/cli_process.h"
#include "tests/support/networks/made_vgg.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;
namespace fs = std::filesystem;

class ModelsCommandTest : public QObject {
    Q_OBJECT

private:
    static CliResult run(const ScratchFolder& folder, const QString& arguments) {
        const DataHome home(folder / "home");
        return runCli(arguments.split(' ', Qt::SkipEmptyParts), {.folder = text(folder.path())});
    }
    static void makeNetwork(const fs::path& path, std::uint32_t seed = 1) {
        if (!writeSafetensors(path, madeVgg({.seed = seed}))) qFatal("not written");
    }

private Q_SLOTS:
    void importListCheckRemove() {
        const ScratchFolder folder;
        makeNetwork(folder / "net.safetensors");
        const auto import = run(folder, "models import net.safetensors --name vgg --json");
        QCOMPARE(import.status, 0);
        const auto entry = import.lines("result").at(0);
        QCOMPARE(entry["name"].get<std::string>(), std::string("vgg"));
        QCOMPARE(entry["sha256"].get<std::string>().size(), size_t{64});
        QCOMPARE(entry["source"].get<std::string>(), std::string("net.safetensors"));
        QVERIFY(!entry["already"].get<bool>());
        QVERIFY(run(folder, "models import net.safetensors --json").lines("result").at(0)["already"].get<bool>());
        const auto list = run(folder, "models");
        QVERIFY(list.out.contains("vgg19 (torchvision)") && list.out.contains("net.safetensors"));
        QCOMPARE(run(folder, "models check vgg").status, 0);
        QCOMPARE(run(folder, "models check").status, 0);
        QCOMPARE(run(folder, "models check net.safetensors").status, 0);
        QCOMPARE(run(folder, "models remove vgg").status, 0);
        QVERIFY(!run(folder, "models").out.contains("torchvision"));
    }
    void badInputGetsOneSentence_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("says");
        QTest::addColumn<int>("status");
        QTest::newRow("no file") << "models import none.pth"
                                 << "none.pth" << 1;
        QTest::newRow("no weights") << "models import letter.pth"
                                    << "letter.pth" << 1;
        QTest::newRow("odd") << "models import odd.safetensors"
                             << "\"conv1_2.bias\" is missing" << 1;
        QTest::newRow("convention") << "models import net.safetensors --convention rgb"
                                    << "torchvision, caffe, normalised" << 2;
        QTest::newRow("remove") << "models remove nothing"
                                << "no imported model \"nothing\"" << 1;
        QTest::newRow("check") << "models check nothing"
                               << "no imported model \"nothing\"" << 1;
        QTest::newRow("evaluate") << "evaluate --network net.safetensors --data ."
                                  << "--teachers" << 2;
        QTest::newRow("evaluate nothing") << "evaluate --network nothing --data . --test . --teachers ."
                                          << "no imported model" << 1;
    }
    void badInputGetsOneSentence() {
        QFETCH(QString, arguments);
        QFETCH(QString, says);
        QFETCH(int, status);
        const ScratchFolder folder;
        makeNetwork(folder / "net.safetensors");
        auto odd = madeVgg({});
        odd.arrays.erase("conv1_2.bias");
        QVERIFY(writeSafetensors(folder / "odd.safetensors", odd).has_value());
        writeText(folder / "letter.pth", "a letter");
        const auto result = run(folder, arguments);
        QCOMPARE(result.errLines().size(), 1);
        QVERIFY2(result.err.contains(says), qPrintable(result.err));
        QCOMPARE(result.status, status);
        const DataHome home(folder / "home");
        QVERIFY(storedModels().empty());
    }
    void recipesNameTheNetwork() {
        const ScratchFolder folder;
        makeNetwork(folder / "net.safetensors");
        makePicture(folder / "photo.png");
        makePicture(folder / "style.png", 40, 40, 90);
        QCOMPARE(run(folder, "models import net.safetensors --name vgg").status, 0);
        QCOMPARE(
            run(folder, "stylize photo.png style.png -o first.png --steps 2 --network vgg --save-recipe r.json").status,
            0);
        const auto recipe = readRecipeFile(folder / "r.json");
        QVERIFY(recipe.has_value());
        QCOMPARE(recipe->models.back().file, std::string("imported/vgg.safetensors"));
        {
            const DataHome home(folder / "home");
            QCOMPARE(recipe->models.back().sha256, findStoredModel("vgg")->sha256);
        }
        const auto reasons = [&] {
            return QString::fromStdString(
                run(folder, "stylize --recipe first.png -o again.png --json").lines("recipe").at(0)["reasons"].dump());
        };
        QCOMPARE(reasons(), QString("[]"));
        // Under another name it is found by its hash.
        QCOMPARE(run(folder, "models remove vgg").status, 0);
        QCOMPARE(run(folder, "models import net.safetensors --name other").status, 0);
        QCOMPARE(reasons(), QString("[]"));
        // Another network of that name is another one; none at all is named.
        makeNetwork(folder / "second.safetensors", 2);
        QCOMPARE(run(folder, "models remove other").status, 0);
        QCOMPARE(run(folder, "models import second.safetensors --name vgg").status, 0);
        QVERIFY(reasons().contains("imported/vgg.safetensors is another one here"));
        QCOMPARE(run(folder, "models remove vgg").status, 0);
        QVERIFY(reasons().contains("imported/vgg.safetensors is not installed here"));
    }
};

VELATURA_TEST(ModelsCommandTest)
#include "models_test.moc"
