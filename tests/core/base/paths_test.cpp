#include "core/base/paths.h"

#include <cstdlib>

#include "core/base/atomic_file.h"
#include "tests/support/test_case.h"

using namespace velatura;
namespace fs = std::filesystem;

namespace {

/// An environment variable for one scope.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        value ? ::setenv(name, value, 1) : ::unsetenv(name);
    }
    ~Variable() { old_ ? ::setenv(name_, old_->c_str(), 1) : ::unsetenv(name_); }

private:
    const char* name_;
    std::optional<std::string> old_;
};

}  // namespace

class PathsTest : public QObject {
    Q_OBJECT

    velatura::test::ScratchFolder folder_;

private Q_SLOTS:
    void theExecutableKnowsItsFolder() {
        QVERIFY(fs::exists(executableFolder() / "base_test"));
        QVERIFY(executableFolder().is_absolute());
    }

    void dataFoldersInTheirOrder() {
        const Variable data("VELATURA_DATA", folder_.path().c_str());
        const auto folders = dataFolders();
        QVERIFY(folders.front() == executableFolder());
        QVERIFY(folders[2] == executableFolder().parent_path() / "share/velatura");
        QVERIFY(folders.back() == folder_.path());
    }

    void dataIsFoundFromAnyWorkingDirectory() {
        fs::create_directories(folder_ / "models");
        QVERIFY(writeFileAtomically(folder_ / "models/only-in-this-test.bin", "x").has_value());
        const Variable data("VELATURA_DATA", folder_.path().c_str());
        const fs::path before = fs::current_path();
        for (const char* cwd : {"/", "/tmp"}) {
            fs::current_path(cwd);
            const auto found = findData("models/only-in-this-test.bin");
            fs::current_path(before);
            QVERIFY(found.has_value());
            QVERIFY(*found == folder_ / "models/only-in-this-test.bin");
        }
    }

    void missingDataNamesWhatAndWhere() {
        const Variable data("VELATURA_DATA", nullptr);
        const auto r = findData("models/no-such.bin");
        QVERIFY(!r.has_value());
        QVERIFY(r.error().code == ErrorCode::NotFound);
        const auto m = r.error().message();
        QVERIFY(m.find("models/no-such.bin") != std::string::npos);
        QVERIFY(m.find(executableFolder().string()) != std::string::npos);
        QVERIFY(m.find("VELATURA_DATA") != std::string::npos);
    }

    void foldersFollowXdg() {
        const Variable home("HOME", "/home/somebody");
        {
            const Variable x("XDG_CONFIG_HOME", "/elsewhere");
            QVERIFY(configFolder() == "/elsewhere/velatura");
        }
        {
            // The specification: a path that is not absolute is to be ignored.
            const Variable x("XDG_CONFIG_HOME", "relative");
            QVERIFY(configFolder() == "/home/somebody/.config/velatura");
        }
        const Variable s("XDG_STATE_HOME", nullptr), c("XDG_CACHE_HOME", ""), d("XDG_DATA_HOME", nullptr);
        QVERIFY(stateFolder() == "/home/somebody/.local/state/velatura");
        QVERIFY(cacheFolder() == "/home/somebody/.cache/velatura");
        QVERIFY(runsFolder() == "/home/somebody/.local/share/velatura/runs");
    }

    void withoutHomeTheAccountDecides() {
        const Variable home("HOME", nullptr), x("XDG_CONFIG_HOME", nullptr);
        QVERIFY(configFolder().is_absolute());
        QVERIFY(configFolder().string().rfind("/tmp", 0) != 0);
    }
};

VELATURA_TEST(PathsTest)
#include "paths_test.moc"
