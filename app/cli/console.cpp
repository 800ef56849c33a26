#include "app/cli/console.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/base/log.h"

namespace velatura::cli {

namespace {

constexpr auto kBarInterval = std::chrono::milliseconds(100);

int terminalWidth() {
    struct winsize size {};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void put(std::FILE* file, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), file);
    std::fputc('\n', file);
}

std::string sentence(const Error& error, const std::string& about) {
    std::string text = error.message();
    if (!about.empty() && text.find(about) == std::string::npos) text = about + ": " + text;
    // A message of a library may hold line breaks; one error stays one line.
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

/// Characters of UTF-8 `text`, for columns.
size_t widthOf(std::string_view text) {
    return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

Console::Console() : terminal_(::isatty(STDERR_FILENO) == 1) {}

void Console::print(std::string_view text) {
    if (json) return;
    clearBar();
    put(stdout, text);
}

void Console::say(std::string_view text) {
    if (!quiet) print(text);
}

void Console::event(std::string_view type, nlohmann::json object) {
    if (!json) return;
    object["type"] = type;
    put(stdout, object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    std::fflush(stdout);  // whoever reads follows along
}

void Console::note(const Error& text, const std::string& about) {
    logInfo(sentence(text, about));
    event("note", {{"message", sentence(text, about)}});
    if (quiet || json) return;
    clearBar();
    put(stderr, sentence(text, about));
}

void Console::error(const Error& error, const std::string& about) {
    clearBar();
    logError(sentence(error, about));
    put(stderr, sentence(error, about));
    nlohmann::json object{{"code", errorCodeName(error.code)}, {"message", error.message()}};
    if (!about.empty()) object["about"] = about;
    event("error", std::move(object));
}

void Console::bar(const Progress& progress, const std::string& loss) {
    if (!barWanted()) return;
    const auto now = std::chrono::steady_clock::now();
    if (barShown_ && now - barDrawn_ < kBarInterval) return;
    barDrawn_ = now;

    std::string line = progress.stage;
    if (progress.total > 0) {
        constexpr int kCells = 24;
        const double share =
            std::clamp(static_cast<double>(progress.done) / static_cast<double>(progress.total), 0., 1.);
        const int full = static_cast<int>(share * kCells);
        line += fmt::format("{}[{:#<{}}{:.<{}}] {:.0f} %", line.empty() ? "" : " ", "", full, "", kCells - full,
                            std::floor(share * 100));
    }
    line += "  " + clockText(progress.elapsed);
    if (progress.remaining >= 0) line += ", " + clockText(progress.remaining) + " left";
    if (!loss.empty()) line += "  " + loss;
    line = line.substr(0, static_cast<size_t>(std::max(terminalWidth() - 1, 10)));
    std::fprintf(stderr, "\r\033[K%s", line.c_str());
    std::fflush(stderr);
    barShown_ = true;
}

void Console::clearBar() {
    if (!barShown_) return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
    barShown_ = false;
}

bool Console::flush() {
    clearBar();
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

std::string clockText(double seconds) {
    const auto s = static_cast<long long>(std::llround(std::max(seconds, 0.0)));
    if (s < 3600) return fmt::format("{}:{:02}", s / 60, s % 60);
    return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string table(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right) {
    std::vector<size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    std::string out;
    for (const auto& row : rows) {
        std::string line;
        for (size_t i = 0; i < row.size(); ++i) {
            const std::string padding(widths[i] - widthOf(row[i]), ' ');
            const bool toTheRight = i < right.size() && right[i];
            line += (i ? "  " : "") + (toTheRight ? padding + row[i] : row[i] + padding);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += (out.empty() ? "" : "\n") + line;
    }
    return out;
}

}  // namespace velatura::cli
