// The terminal program with the real work library: one picture painted end to end, Ctrl-C, the figures, the version.
#include <signal.h>

#include "core/base/paths.h"
#include "core/image_io/image_io.h"
#include "tests/support/cli_process.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;
namespace fs = std::filesystem;

class RealWorkTest : public QObject {
    Q_OBJECT

private:
    static CliResult run(const ScratchFolder& folder, const QString& arguments) {
        return runCli(arguments.split(' ', Qt::SkipEmptyParts), {.fakeWork = false, .folder = text(folder.path())});
    }
    static void fill(const ScratchFolder& folder) {
        makePicture(folder / "photo.png", 96, 64);
        makePicture(folder / "painting.png", 80, 80, 200);
    }
    static bool modelIsThere() {
        return fs::exists(fs::path(VELATURA_CLI).parent_path() / "models/perceptual.safetensors") ||
               findData("models/perceptual.safetensors").has_value();
    }

private Q_SLOTS:
    void initTestCase() {
        // A checkout whose build has not copied its models yet still has them at its top.
        if (!modelIsThere()) ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1);
        if (!modelIsThere()) QSKIP("needs models/perceptual.safetensors, which is not here");
    }

    void paintsAPicture() {
        const ScratchFolder folder;
        fill(folder);
        const auto result = run(folder, "stylize photo.png painting.png -o out.png --long-side 64 --steps 4");
        QVERIFY2(result.err.isEmpty(), qPrintable(result.err));
        QCOMPARE(result.status, 0);
        const auto header = probePicture(folder / "out.png");
        QVERIFY(header.has_value());
        QCOMPARE(header->size, (ImageSize{64, 43}));
    }

    void everyLineOfJsonParses() {
        const ScratchFolder folder;
        fill(folder);
        const auto result = run(folder, "stylize photo.png painting.png -o out.png --long-side 64 --steps 4 --json");
        QCOMPARE(result.status, 0);
        for (const auto& line : result.lines()) QVERIFY(line.is_object() && line.contains("type"));
        QVERIFY(!result.lines("scalar").empty());
        QCOMPARE(result.lines("result").size(), size_t{1});
        QCOMPARE(result.lines("result")[0]["facts"]["steps"].get<int>(), 4);
    }

    void interruptSavesTheBestPicture() {
        const ScratchFolder folder;
        fill(folder);
        const auto result = runCli({"stylize", "photo.png", "painting.png", "-o", "out.png", "--long-side", "64",
                                    "--steps", "100000", "--json"},
                                   {.fakeWork = false,
                                    .whileRunning =
                                        [](QProcess& process) {
                                            QByteArray seen;
                                            process.setReadChannel(QProcess::StandardOutput);
                                            while (!seen.contains("\"scalar\"")) {
                                                QVERIFY(process.waitForReadyRead(60000));
                                                seen += process.peek(1 << 20).right(4096);
                                            }
                                            sendSignal(process, SIGINT);
                                        },
                                    .folder = text(folder.path())});
        QCOMPARE(result.status, 130);
        QVERIFY(probePicture(folder / "out.png").has_value());
        QVERIFY(result.lines("result")[0]["stopped"].get<bool>());
        QCOMPARE(filesBelow(folder.path()), QStringList({"out.png", "painting.png", "photo.png"}));
    }

    void evaluatesItself() {
        const ScratchFolder folder;
        fill(folder);
        const auto result = run(folder, "evaluate photo.png photo.png --json");
        QVERIFY2(result.err.isEmpty(), qPrintable(result.err));
        QCOMPARE(result.status, 0);
        const auto values = result.lines("result").front()["values"];
        QCOMPARE(values["psnr"].get<std::string>(), std::string("inf"));
        QVERIFY(values["ssim"].get<double>() > 0.9999);
        QVERIFY(values["l1"].get<double>() < 1e-6);
    }

    void tellsWhatLayersMiss() {
        const ScratchFolder folder;
        fill(folder);
        const auto of = [&](const QString& picture) {
            const auto result = run(folder, "evaluate --layers " + picture + " --content photo.png --style painting.png --long-side 64 --maps maps --json");
            return result.status == 0 ? result.lines("result").front()["layers"] : nlohmann::json();
        };
        const auto photo = of("photo.png");
        QCOMPARE(photo.size(), size_t{5});
        QCOMPARE(photo[4]["layer"].get<std::string>(), std::string("relu5_1"));
        QCOMPARE(probePicture(folder / "maps/relu5_1.png")->size, (ImageSize{64, 43}));
        // What has been painted misses less.
        QCOMPARE(run(folder, "stylize photo.png painting.png -o out.png --long-side 64 --steps 20").status, 0);
        QVERIFY(of("out.png")[2]["loss"].get<double>() < 0.8 * photo[2]["loss"].get<double>());
    }

    void versionNamesLibTorch() {
        const ScratchFolder folder;
        const auto result = run(folder, "--version");
        QCOMPARE(result.status, 0);
        QVERIFY2(result.out.contains("LibTorch") && result.out.contains("Device: "), qPrintable(result.out));
    }
};

VELATURA_TEST(RealWorkTest)
#include "real_work_test.moc"
