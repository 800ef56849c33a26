// How tests are written here: a QObject with private slots, registered at the end of its file by VELATURA_TEST(Class).
// One program a folder (tests/CMakeLists.txt); the registrars are linked as objects into a program, never an archive,
// so none is dropped.
#pragma once

#include <QtTest/QtTest>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace velatura::test {

using Factory = std::function<std::unique_ptr<QObject>()>;
std::vector<Factory>& registry();

struct Registrar {
    explicit Registrar(Factory f) { registry().push_back(std::move(f)); }
};

/// A fresh folder, removed at the end of its scope.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// ../shared beside the checkout (or VELATURA_SHARED); empty where it is missing. Tests that need it skip visibly.
std::filesystem::path sharedFolder();

}  // namespace velatura::test

#define VELATURA_TEST(Class)                                                          \
    namespace {                                                                       \
    const velatura::test::Registrar registrar##Class([] { return std::make_unique<Class>(); }); \
    }

/// Skips visibly where shared/<relative> is missing; else the path is in `variable`.
#define VELATURA_NEEDS_SHARED(variable, relative)                                             \
    const std::filesystem::path variable = velatura::test::sharedFolder() / (relative);       \
    if (velatura::test::sharedFolder().empty() || !std::filesystem::exists(variable))         \
        QSKIP("needs ../shared/" relative ", which is not here")
