#include "core/base/writable.h"

#include <fstream>

#include "tests/support/test_case.h"

using namespace velatura;
using test::ScratchFolder;
namespace fs = std::filesystem;

class WritableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFileIsTriedAndNothingIsLeft() {
        const ScratchFolder folder;
        QVERIFY(checkWritable(folder / "new.png"));
        std::ofstream(folder / "there.png") << "old";
        QVERIFY(checkWritable(folder / "there.png"));
        QCOMPARE(fs::file_size(folder / "there.png"), std::uintmax_t{3});
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), {}), 1);
        QVERIFY(!checkWritable(folder / "none/new.png"));
        QVERIFY(!checkWritable(folder.path()));
    }

    void aFolderIsMadeOneDeepOnly() {
        const ScratchFolder folder;
        QVERIFY(makeFolder(folder / "out"));
        QVERIFY(fs::is_directory(folder / "out") && fs::is_empty(folder / "out"));
        QVERIFY(makeFolder(folder / "out"));  // there already
        QVERIFY(!makeFolder(folder / "a/b"));
        std::ofstream(folder / "file") << "x";
        const Status file = makeFolder(folder / "file");
        QVERIFY(!file && file.error().message().find("is a file") != std::string::npos);
    }

    void whatMayNotBeWrittenIsSaid() {
        // A file system that takes no files, for root too.
        const Status refused = makeFolder("/proc");
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::Disk);
    }
};

VELATURA_TEST(WritableTest)
#include "writable_test.moc"
