#include "core/batch/batch_manifest.h"

#include <fmt/format.h>

#include "core/base/atomic_file.h"

namespace velatura {

namespace {

std::string field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

}  // namespace

Result<std::vector<std::filesystem::path>> writeManifest(const std::filesystem::path& folder,
                                                         const std::vector<JournalEntry>& entries) {
    std::string csv = "output,source,label,style,strength,seed,hash\r\n", lines;
    for (const auto& e : entries) {
        csv += fmt::format("{},{},{},{},{},{},{}\r\n", field(e.output), field(e.content), field(e.label),
                           field(e.style), e.strength, e.seed, e.hash);
        const nlohmann::json line{{"output", e.output}, {"source", e.content},    {"label", e.label},
                                  {"style", e.style},   {"strength", e.strength}, {"seed", e.seed},
                                  {"hash", e.hash}};
        lines += line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    }
    const auto table = folder / "manifest.csv", list = folder / "manifest.jsonl";
    if (auto s = writeFileAtomically(table, csv); !s) return fail(s.error());
    if (auto s = writeFileAtomically(list, lines); !s) return fail(s.error());
    return std::vector{table, list};
}

}  // namespace velatura
