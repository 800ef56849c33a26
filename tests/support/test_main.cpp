#include <QtCore/QCoreApplication>
#include <cstdlib>
#include <random>

#include "tests/support/test_case.h"

#ifdef VELATURA_TEST_GUI
#include <QtWidgets/QApplication>
#endif

namespace velatura::test {

std::vector<Factory>& registry() {
    static std::vector<Factory> r;
    return r;
}

ScratchFolder::ScratchFolder() {
    std::random_device random;
    path_ = std::filesystem::temp_directory_path() / ("velatura-test-" + std::to_string(random()) + std::to_string(random()));
    std::filesystem::create_directories(path_);
}

ScratchFolder::~ScratchFolder() {
    std::error_code ec;
    std::filesystem::remove_all(path_, ec);
}

std::filesystem::path sharedFolder() {
    if (const char* v = std::getenv("VELATURA_SHARED"); v && *v) return v;
    const std::filesystem::path beside = std::filesystem::path(VELATURA_SOURCE_DIR).parent_path() / "shared";
    return std::filesystem::is_directory(beside) ? beside : std::filesystem::path();
}

}  // namespace velatura::test

int main(int argc, char** argv) {
    // Tests never touch a person's settings, and need no display.
    const velatura::test::ScratchFolder home;
    for (const char* v : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
        ::setenv(v, (home / v).c_str(), 1);
#ifdef VELATURA_TEST_GUI
    ::setenv("QT_QPA_PLATFORM", "offscreen", 0);
    ::setenv("XDG_RUNTIME_DIR", home.path().c_str(), 0);
    QApplication app(argc, argv);
#else
    QCoreApplication app(argc, argv);
#endif
    // Qt 6.4's crash handler calls a debugger for each signal and, after an exception that left a test, for ever.
    QStringList arguments = QCoreApplication::arguments();
    arguments << "-nocrashhandler";
    // Without arguments only what failed is told: a failure must not drown in what passed.
    if (argc == 1 && !qEnvironmentVariableIsSet("VELATURA_VERBOSE")) arguments << "-silent";
    int failed = 0;
    // VELATURA_ONLY names classes, separated by commas; without it all of them run.
    const QStringList only = qEnvironmentVariable("VELATURA_ONLY").split(',', Qt::SkipEmptyParts);
    for (const auto& make : velatura::test::registry()) {
        const auto test = make();
        if (only.isEmpty() || only.contains(QString::fromLatin1(test->metaObject()->className())))
            failed += QTest::qExec(test.get(), arguments) != 0;
    }
    return failed ? 1 : 0;
}
