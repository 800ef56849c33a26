// The journal of a batch: one JSON line a finished picture, appended and synced, in the output folder. What it says is
// done is done, also after a kill or a power cut. One batch at a time holds it. One thread.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "core/base/result.h"

namespace velatura {

inline constexpr const char* kJournalName = ".velatura-batch.jsonl";

/// One finished picture.
struct JournalEntry {
    std::string output;   ///< below the output folder
    std::string content;  ///< as it was given
    std::string contentHash;
    std::int64_t contentTime = 0;  ///< with the size, a shortcut: an untouched file is not read again
    std::uintmax_t contentBytes = 0, outputBytes = 0;
    std::string hash;          ///< XXH3 of the saved file
    std::string label, style;  ///< what the manifest tells
    double strength = 0;
    std::int64_t seed = 0;
    bool stopped = false;  ///< the best so far of a batch that was told to end: done again on resume
};

enum class JournalStart {
    Anew,    ///< a new batch: what an older one did counts for nothing
    Keep,    ///< goes on where the older one asked for the same, else anew
    Resume,  ///< goes on; an older one that asked for something else is refused by a sentence that says in what
};

class BatchJournal {
public:
    /// Takes the journal in `folder` for this process. `request` is what makes pictures comparable.
    static Result<BatchJournal> open(const std::filesystem::path& folder, const nlohmann::json& request,
                                     JournalStart start);
    BatchJournal(BatchJournal&& other) noexcept;
    BatchJournal& operator=(BatchJournal&&) = delete;
    ~BatchJournal();

    const std::map<std::string, JournalEntry>& entries() const { return entries_; }
    /// On disk when it returns.
    Status append(const JournalEntry& entry);

private:
    BatchJournal(std::filesystem::path path, int fd) : path_(std::move(path)), fd_(fd) {}
    Status begin(const nlohmann::json& request, const std::set<std::string>& earlier);
    Status writeLine(const nlohmann::json& line);

    std::filesystem::path path_;
    int fd_ = -1;
    std::map<std::string, JournalEntry> entries_;
};

/// The results of the newest batch that the journal in `folder` knows to be finished; nothing where there is no journal.
/// Takes no lock: for saying how far a batch has come.
std::optional<std::map<std::string, JournalEntry>> journalledResults(const std::filesystem::path& folder);

/// Every result that the journal in `folder` knows of, of earlier batches too; empty where there is none.
std::set<std::string> journalledOutputs(const std::filesystem::path& folder);

}  // namespace velatura
