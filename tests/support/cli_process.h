// The terminal program as a child process, for tests: what it wrote, how it ended.
#pragma once

#include <QtCore/QProcess>
#include <QtCore/QStringList>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <vector>

namespace velatura::test {

struct CliResult {
    int status = -1;  ///< exit status; -1 when it crashed or did not end in time
    QString out, err;
    QStringList errLines() const { return err.split('\n', Qt::SkipEmptyParts); }
    /// Every line of standard output as JSON; a line that is none is a null value in its place.
    std::vector<nlohmann::json> lines() const;
    /// The lines of one type.
    std::vector<nlohmann::json> lines(const std::string& type) const;
};

struct CliOptions {
    bool fakeWork = true;                         ///< the copy beside the library that computes nothing
    std::function<void()> inChild;                ///< before exec: limits
    std::function<void(QProcess&)> whileRunning;  ///< after the start: signals
    QString folder;                               ///< working directory
    int timeoutMs = 120000;
};

CliResult runCli(const QStringList& arguments, const CliOptions& options = {});

/// To a program that still runs: the id of one that has ended is 0, which means the tests themselves.
void sendSignal(const QProcess& process, int signal);

QString text(const std::filesystem::path& path);

/// A picture with a gradient, saved; the ending says the format.
void makePicture(const std::filesystem::path& path, int width = 48, int height = 32, int tint = 0);
void writeText(const std::filesystem::path& path, const std::string& bytes);
/// A PNG that says it is 100000 x 100000 px and holds nothing.
void makeHugeHeader(const std::filesystem::path& path);
/// All files below `folder`, temporary and hidden ones too, as sorted relative names.
QStringList filesBelow(const std::filesystem::path& folder);

}  // namespace velatura::test
