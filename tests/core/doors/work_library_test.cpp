// Each case in a process of its own: a program beside which lies the right library, a wrong one, or none.
#include "core/work_library.h"

#include <QtCore/QProcess>
#include <QtCore/QProcessEnvironment>

#include "core/base/atomic_file.h"
#include "core/base/paths.h"
#include "core/work_jobs.h"
#include "tests/support/test_case.h"

using namespace velatura;
namespace fs = std::filesystem;

namespace {

const std::string kLibrary = "libvelatura_work.so";

/// What the probe says with `library` (a file name beside this test, or a text when it is no file) in `place`.
QString probe(const velatura::test::ScratchFolder& folder, const std::string& library, const std::string& place = "bin") {
    const fs::path from = executableFolder();
    fs::create_directories(folder / "bin");
    fs::copy_file(from / "work_library_probe", folder / "bin/probe");
    if (!library.empty()) {
        fs::create_directories(folder / place);
        const fs::path target = folder / (place + "/" + kLibrary);
        if (fs::exists(from / library))
            fs::copy_file(from / library, target);
        else if (!writeFileAtomically(target, library))
            return "could not write";
    }
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LD_LIBRARY_PATH", QString::fromStdString(from.string()));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory("/");
    process.start(QString::fromStdString((folder / "bin/probe").string()), QStringList());
    process.waitForFinished(60000);
    return QString::fromUtf8(process.readAllStandardOutput()) + QString::fromUtf8(process.readAllStandardError());
}

}  // namespace

class WorkLibraryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isLoadedOnceWhenItLiesBesideTheProgram() {
        const velatura::test::ScratchFolder folder;
        const QString said = probe(folder, "libfake_work.so");
        QVERIFY2(said.contains("loaded before: 0") && said.contains("same answer: 1"), qPrintable(said));
        QVERIFY2(said.contains("loaded after: 1") && said.contains("device: fake"), qPrintable(said));
    }

    void isFoundUnderTheInstallPrefix() {
        const velatura::test::ScratchFolder folder;
        const QString said = probe(folder, "libfake_work.so", "lib/velatura");
        QVERIFY2(said.contains("device: fake"), qPrintable(said));
    }

    void aMissingLibraryIsOneSentenceRemembered() {
        const velatura::test::ScratchFolder folder;
        const QString said = probe(folder, "");
        QVERIFY2(said.contains("error: model: libvelatura_work.so, the part that computes, was not found in"), qPrintable(said));
        QVERIFY2(said.contains(QString::fromStdString((folder / "bin").string())), qPrintable(said));
        QVERIFY2(said.contains("Install the program again."), qPrintable(said));
        QVERIFY2(said.contains("same answer: 1") && said.contains("loaded after: 0"), qPrintable(said));
        QCOMPARE(said.count("error:"), 1);
    }

    void anotherVersionIsRefused() {
        const velatura::test::ScratchFolder folder;
        const QString said = probe(folder, "libfake_old_work.so");
        QVERIFY2(said.contains("belongs to another version of the program"), qPrintable(said));
        QVERIFY2(said.contains("loaded after: 0"), qPrintable(said));
    }

    void aLibraryWithoutTheSymbolIsRefused() {
        const velatura::test::ScratchFolder folder;
        const QString said = probe(folder, "libvelatura.so");
        QVERIFY2(said.contains("belongs to another version of the program"), qPrintable(said));
    }

    void aFileThatIsNoLibraryIsRefused() {
        const velatura::test::ScratchFolder folder;
        const QString said = probe(folder, "this is only a text");
        QVERIFY2(said.contains("error: model:") && said.contains("could not be loaded"), qPrintable(said));
    }

    void jobsFailWithThatSentence() {
        if (fs::exists(executableFolder() / kLibrary)) QSKIP("the work library lies beside this test");
        WorkLibrary library(WorkHost{});
        SilentContext context;
        RenderJob render(std::make_shared<EngineSessions>(library), "gatys", {}, "Sample");
        const JobOutcome a = render.run(context);
        QVERIFY(a.end == JobEnd::Failed && a.error->code == ErrorCode::Model);
        TrainingJob training(library, {}, "Training");
        const JobOutcome b = training.run(context);
        QVERIFY(b.end == JobEnd::Failed && b.error->message() == a.error->message());
        QCOMPARE(render.title(), std::string("Sample"));
    }
};

VELATURA_TEST(WorkLibraryTest)
#include "work_library_test.moc"
