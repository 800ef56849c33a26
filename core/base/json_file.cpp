#include "core/base/json_file.h"

#include <algorithm>

#include "core/base/atomic_file.h"

namespace velatura {

namespace {
constexpr int kDeepest = 64;
}

Result<nlohmann::json> parseJson(const std::string& text, const std::string& name) {
    // Copying and comparing values recurses; a file of brackets alone must not run over the stack.
    bool tooDeep = false;
    const auto callback = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        if (depth > kDeepest) tooDeep = true;
        return !tooDeep;
    };
    try {
        auto json = nlohmann::json::parse(text, callback);
        if (!tooDeep) return json;
        return fail(ErrorCode::Unreadable, "%1 nests its values deeper than %2 levels.",
                    {name, std::to_string(kDeepest)});
    } catch (const nlohmann::json::parse_error& e) {
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(e.byte, text.size()));
        return fail(ErrorCode::Unreadable, "%1 is not a readable JSON file: line %2 has a mistake.",
                    {name, std::to_string(1 + std::count(text.begin(), end, '\n'))});
    } catch (const nlohmann::json::exception&) {
        return fail(ErrorCode::Unreadable, "%1 holds a number that is too large.", {name});
    }
}

Result<nlohmann::json> readJsonFile(const std::filesystem::path& path, size_t limit) {
    auto text = readFile(path, limit);
    if (!text) return fail(text.error());
    return parseJson(*text, path.string());
}

Status writeJsonFile(const std::filesystem::path& path, const nlohmann::json& json) {
    return writeFileAtomically(path, json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace velatura
