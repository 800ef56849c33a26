#include "tests/support/cli_process.h"

#include <signal.h>

#include <QtTest/QtTest>
#include <fstream>

#include "core/image_io/image_io.h"

namespace velatura::test {

namespace fs = std::filesystem;

std::vector<nlohmann::json> CliResult::lines() const {
    std::vector<nlohmann::json> result;
    for (const QString& line : out.split('\n', Qt::SkipEmptyParts)) {
        auto json = nlohmann::json::parse(line.toStdString(), nullptr, false);
        result.push_back(json.is_discarded() ? nlohmann::json() : std::move(json));
    }
    return result;
}

std::vector<nlohmann::json> CliResult::lines(const std::string& type) const {
    std::vector<nlohmann::json> result;
    for (auto& line : lines())
        if (line.is_object() && line.value("type", "") == type) result.push_back(std::move(line));
    return result;
}

CliResult runCli(const QStringList& arguments, const CliOptions& options) {
    QProcess process;
    if (!options.folder.isEmpty()) process.setWorkingDirectory(options.folder);
    if (options.inChild) process.setChildProcessModifier(options.inChild);
    process.start(options.fakeWork ? VELATURA_FAKE_CLI : VELATURA_CLI, arguments);
    CliResult result;
    if (!process.waitForStarted()) return result;
    process.closeWriteChannel();
    if (options.whileRunning) options.whileRunning(process);
    const bool ended = process.state() == QProcess::NotRunning || process.waitForFinished(options.timeoutMs);
    if (!ended) {
        process.kill();
        process.waitForFinished();
    }
    result.out = QString::fromUtf8(process.readAllStandardOutput());
    result.err = QString::fromUtf8(process.readAllStandardError());
    if (ended && process.exitStatus() == QProcess::NormalExit) result.status = process.exitCode();
    return result;
}

void sendSignal(const QProcess& process, int signal) {
    if (process.processId() > 0) ::kill(static_cast<pid_t>(process.processId()), signal);
}

QString text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

void makePicture(const fs::path& path, int width, int height, int tint) {
    PixelBuffer buffer({width, height}, 3, Depth::U8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            buffer.row(y)[3 * x] = static_cast<std::uint8_t>(255 * x / width);
            buffer.row(y)[3 * x + 1] = static_cast<std::uint8_t>(255 * y / height);
            buffer.row(y)[3 * x + 2] = static_cast<std::uint8_t>(tint);
        }
    const auto saved = savePicture(Image(std::move(buffer)), path);
    if (!saved) qFatal("%s", saved.error().message().c_str());
}

void writeText(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

void makeHugeHeader(const fs::path& path) {
    const std::string big("\x00\x01\x86\xa0", 4);  // 100000
    const std::string body = "IHDR" + big + big + std::string("\x08\x02\x00\x00\x00", 5);
    const std::string bytes = std::string("\x89PNG\r\n\x1a\n\0\0\0\x0d", 12) + body + "\x27\x30\x9c\x9f";
    writeText(path, bytes + std::string("\0\0\0\0IEND\xae\x42\x60\x82", 12));
}

QStringList filesBelow(const fs::path& folder) {
    QStringList out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (!entry.is_directory()) out << text(entry.path().lexically_relative(folder));
    out.sort();
    return out;
}

}  // namespace velatura::test
