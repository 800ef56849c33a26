#include "core/base/json_file.h"

#include "core/base/atomic_file.h"

namespace velatura {

Result<nlohmann::json> readJsonFile(const std::filesystem::path& path, size_t limit) {
    auto text = readFile(path, limit);
    if (!text) return fail(text.error());
    // The parser recurses; a file of brackets alone must not run over the stack.
    int depth = 0;
    bool tooDeep = false;
    const auto callback = [&](int d, nlohmann::json::parse_event_t, nlohmann::json&) {
        depth = d;
        if (d > 64) tooDeep = true;
        return !tooDeep;
    };
    auto json = nlohmann::json::parse(*text, callback, /*allow_exceptions=*/false);
    if (json.is_discarded() || tooDeep)
        return fail(ErrorCode::Unreadable, "%1 is not a readable JSON file.", {path.string()});
    return json;
}

Status writeJsonFile(const std::filesystem::path& path, const nlohmann::json& json) {
    return writeFileAtomically(path, json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace velatura
