// Help, lists and version: every parameter of every schema is on the command line by itself.
#include "core/base/version.h"
#include "core/catalog.h"
#include "core/image_io/image_io.h"
#include "tests/support/cli_process.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

class HelpTest : public QObject {
    Q_OBJECT

private:
    /// Words as they stand in the help, whatever the line breaks.
    static QString simplified(const QString& text) { return text.simplified(); }

    static void expectAll(const QString& help, const Schema& schema) {
        const QString words = simplified(help);
        for (const auto& info : schema.fields()) {
            QVERIFY2(help.contains(QString::fromStdString("--" + info.key)), info.key.c_str());
            QVERIFY2(words.contains(simplified(QString::fromStdString(info.help))), info.key.c_str());
            for (const auto& alias : info.aliases)
                QVERIFY2(help.contains(QString::fromStdString("--" + alias)), alias.c_str());
            for (const auto& choice : info.choices)
                QVERIFY2(help.contains(QString::fromStdString(choice.key)), choice.key.c_str());
            const QString byDefault = QString::fromStdString(toText(info.defaultValue));
            QVERIFY2(words.contains("default " + byDefault), info.key.c_str());
        }
    }

private Q_SLOTS:
    void mainHelpNamesEveryCommand() {
        const auto result = runCli({"--help"});
        QCOMPARE(result.status, 0);
        QVERIFY(result.err.isEmpty());
        for (const char* command : {"stylize", "train", "evaluate", "models", "list", "pack", "bench", "--version"})
            QVERIFY2(result.out.contains(command), command);
    }

    void everyCommandHasHelp_data() {
        QTest::addColumn<QStringList>("arguments");
        for (const char* command : {"stylize", "train", "evaluate", "models", "list", "pack", "bench"})
            QTest::newRow(command) << QStringList{command};
        QTest::newRow("train perceptual") << QStringList{"train", "perceptual"};
    }

    void everyCommandHasHelp() {
        QFETCH(QStringList, arguments);
        const auto result = runCli(arguments + QStringList{"--help"});
        QCOMPARE(result.status, 0);
        QVERIFY(result.err.isEmpty());
        QVERIFY(result.out.contains("Usage: velatura-cli " + arguments.join(' ')));
        for (const char* option : {"--json", "--quiet", "--help"}) QVERIFY2(result.out.contains(option), option);
    }

    void stylizeHelpListsEveryParameter() {
        for (const auto& engine : engines()) {
            const auto result = runCli({"stylize", "--engine", QString::fromStdString(engine.key), "--help"});
            QCOMPARE(result.status, 0);
            expectAll(result.out, engine.schema());
        }
    }

    void trainHelpListsEveryParameter() {
        for (const auto& trainer : trainers()) {
            const auto result = runCli({"train", QString::fromStdString(trainer.key), "--help"});
            QCOMPARE(result.status, 0);
            expectAll(result.out, trainer.schema());
        }
    }

    void listNamesEverything() {
        const auto result = runCli({"list"});
        QCOMPARE(result.status, 0);
        for (const auto& e : engines()) QVERIFY(result.out.contains(QString::fromStdString(e.help)));
        for (const auto& t : trainers()) QVERIFY(result.out.contains(QString::fromStdString(t.help)));
        for (const auto& m : metricInfos()) QVERIFY(result.out.contains(QString::fromStdString(m.help)));
        for (const auto& f : pictureFormats()) QVERIFY(result.out.contains(QString::fromStdString(f.label)));
    }

    void listDumpsTheSchemasAsJson() {
        const auto result = runCli({"list", "--json"});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.lines().size(), size_t{1});
        const nlohmann::json json = result.lines().front();
        QCOMPARE(json["type"].get<std::string>(), std::string("result"));
        QCOMPARE(json["engines"].size(), engines().size());
        for (size_t i = 0; i < engines().size(); ++i) {
            const auto& fields = engines()[i].schema().fields();
            const auto& dumped = json["engines"][i]["parameters"];
            QCOMPARE(dumped.size(), fields.size());
            for (size_t k = 0; k < fields.size(); ++k) {
                QCOMPARE(dumped[k]["key"].get<std::string>(), fields[k].key);
                QCOMPARE(dumped[k].value("choices", nlohmann::json::array()).size(), fields[k].choices.size());
                QVERIFY(dumped[k].contains("default"));
            }
        }
        QCOMPARE(json["trainers"].size(), trainers().size());
        QCOMPARE(json["metrics"].size(), metricInfos().size());
        QCOMPARE(json["formats"].size(), pictureFormats().size());
    }

    void versionSaysWhyThereIsNoGpu() {
        const auto result = runCli({"--version"});
        QCOMPARE(result.status, 0);
        for (const char* part : {versionNumber(), versionCommit(), "LibTorch 0.0-fake", "Device: cpu"})
            QVERIFY2(result.out.contains(part), part);
        QVERIFY(result.out.contains("No GPU is used because this library never computes."));
        const auto json = runCli({"--version", "--json"}).lines("result");
        QCOMPARE(json.size(), size_t{1});
        QCOMPARE(json[0]["version"].get<std::string>(), std::string(versionNumber()));
        QCOMPARE(json[0]["libTorch"].get<std::string>(), std::string("0.0-fake"));
    }

    void versionWithoutWorkLibraryIsStillAVersion() {
        // A copy of the program alone: its libraries are found, the part that computes is not.
        const ScratchFolder folder;
        std::filesystem::copy_file(VELATURA_FAKE_CLI, folder / "velatura-cli");
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LD_LIBRARY_PATH", text(std::filesystem::path(VELATURA_CLI).parent_path()));
        process.setProcessEnvironment(environment);
        process.start(text(folder / "velatura-cli"), {"--version"});
        QVERIFY(process.waitForFinished());
        const QString out = process.readAllStandardOutput();
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(out.contains(versionNumber()));
        QVERIFY2(out.contains("libvelatura_work.so, the part that computes, was not found"), qPrintable(out));
    }
};

VELATURA_TEST(HelpTest)
#include "help_test.moc"
