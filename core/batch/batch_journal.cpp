#include "core/batch/batch_journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <sstream>
#include <system_error>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/json_file.h"
#include "core/base/version.h"

namespace velatura {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr size_t kMaxJournal = size_t{512} << 20;
constexpr int kVersion = 1;

tl::unexpected<Error> diskError(const fs::path& path, int error) {
    return fail(ErrorCode::Disk, "The batch cannot keep its journal %1: %2.",
                {path.string(), std::generic_category().message(error)},
                "Free some space or choose another output folder; what is finished is kept.");
}

json entryToJson(const JournalEntry& e) {
    return {{"type", "done"},
            {"output", e.output},
            {"content", e.content},
            {"contentHash", e.contentHash},
            {"contentTime", e.contentTime},
            {"contentBytes", e.contentBytes},
            {"outputBytes", e.outputBytes},
            {"hash", e.hash},
            {"label", e.label},
            {"style", e.style},
            {"strength", e.strength},
            {"seed", e.seed},
            {"stopped", e.stopped}};
}

/// Nothing where the line is not one of ours: a journal lies among a person's files.
std::optional<JournalEntry> entryFromJson(const json& j) {
    try {
        return JournalEntry{j.at("output").get<std::string>(),
                            j.at("content").get<std::string>(),
                            j.at("contentHash").get<std::string>(),
                            j.at("contentTime").get<std::int64_t>(),
                            j.at("contentBytes").get<std::uintmax_t>(),
                            j.at("outputBytes").get<std::uintmax_t>(),
                            j.at("hash").get<std::string>(),
                            j.at("label").get<std::string>(),
                            j.at("style").get<std::string>(),
                            j.at("strength").get<double>(),
                            j.at("seed").get<std::int64_t>(),
                            j.at("stopped").get<bool>()};
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

struct Contents {
    json request;
    std::set<std::string> outputs;  ///< all, those of earlier batches too
    std::map<std::string, JournalEntry> entries;
    bool torn = false;  ///< the last line was cut off by a kill
};

Contents readContents(const std::string& text) {
    Contents out;
    out.torn = !text.empty() && text.back() != '\n';
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto parsed = parseJson(line, kJournalName);
        if (!parsed || !parsed->is_object()) continue;
        const auto type = parsed->value("type", json());
        if (type == "batch") {
            out.request = parsed->value("request", json());
            out.entries.clear();
            for (const auto& name : parsed->value("earlier", json::array()))
                if (name.is_string()) out.outputs.insert(name.get<std::string>());
        } else if (type == "done") {
            if (auto entry = entryFromJson(*parsed)) {
                out.outputs.insert(entry->output);
                out.entries[entry->output] = std::move(*entry);
            }
        }
    }
    return out;
}

/// "params.steps": the first thing that two requests disagree about.
std::string firstDifference(const json& a, const json& b, const std::string& where = {}) {
    if (a.is_object() && b.is_object()) {
        for (const auto& [key, value] : b.items())
            if (!a.contains(key) || a[key] != value)
                return firstDifference(a.value(key, json()), value, where.empty() ? key : where + "." + key);
        for (const auto& [key, value] : a.items())
            if (!b.contains(key)) return where.empty() ? key : where + "." + key;
    }
    return where;
}

}  // namespace

Result<BatchJournal> BatchJournal::open(const fs::path& folder, const json& request, JournalStart start) {
    const fs::path path = folder / kJournalName;
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0) return diskError(path, errno);
    BatchJournal journal(path, fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return fail(ErrorCode::Disk, "Another batch is writing into %1 right now.", {folder.string()},
                    "Wait for its end or choose another output folder.");
    const auto text = readFile(path, kMaxJournal);
    if (!text) return fail(text.error());
    Contents known = readContents(*text);
    const bool same = known.request == request;
    if (start != JournalStart::Anew && known.request.is_object() && (same || start == JournalStart::Resume)) {
        if (!same)
            return fail(ErrorCode::Usage, "The batch in %1 was begun with other settings (%2).",
                        {folder.string(), firstDifference(known.request, request)},
                        "Give the same ones, start anew without resuming, or choose another output folder.");
        journal.entries_ = std::move(known.entries);
        if (known.torn && ::write(fd, "\n", 1) != 1) return diskError(path, errno);
        return journal;
    }
    if (auto s = journal.begin(request, known.outputs); !s) return fail(s.error());
    return journal;
}

BatchJournal::BatchJournal(BatchJournal&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)), entries_(std::move(other.entries_)) {}

BatchJournal::~BatchJournal() {
    if (fd_ >= 0) ::close(fd_);  // and with it the lock
}

Status BatchJournal::begin(const json& request, const std::set<std::string>& earlier) {
    if (::ftruncate(fd_, 0) != 0) return diskError(path_, errno);
    return writeLine({{"type", "batch"},
                      {"version", kVersion},
                      {"program", versionNumber()},
                      {"request", request},
                      {"earlier", earlier}});
}

Status BatchJournal::append(const JournalEntry& entry) {
    if (auto s = writeLine(entryToJson(entry)); !s) return s;
    entries_[entry.output] = entry;
    return {};
}

Status BatchJournal::writeLine(const json& line) {
    const std::string text = line.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    size_t done = 0;
    while (done < text.size()) {
        const ssize_t n = ::write(fd_, text.data() + done, text.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return diskError(path_, errno);
        done += static_cast<size_t>(n);
    }
    if (::fdatasync(fd_) != 0 && errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) return diskError(path_, errno);
    return {};
}

std::optional<std::map<std::string, JournalEntry>> journalledResults(const fs::path& folder) {
    const auto text = readFile(folder / kJournalName, kMaxJournal);
    if (!text) return std::nullopt;
    Contents known = readContents(*text);
    if (!known.request.is_object()) return std::nullopt;
    std::erase_if(known.entries, [](const auto& entry) { return entry.second.stopped; });
    return std::move(known.entries);
}

std::set<std::string> journalledOutputs(const fs::path& folder) {
    const auto text = readFile(folder / kJournalName, kMaxJournal);
    return text ? readContents(*text).outputs : std::set<std::string>{};
}

}  // namespace velatura
