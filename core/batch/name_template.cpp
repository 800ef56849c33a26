#include "core/batch/name_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace velatura {

namespace {

constexpr size_t kMaxPart = 120, kMaxTemplate = 500;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// CON, NUL, COM1 … are devices on Windows, whatever ending they have.
bool isDevice(std::string_view name) {
    const std::string stem = foldedName(name.substr(0, name.find('.')));
    for (const char* device : {"con", "prn", "aux", "nul"})
        if (stem == device) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '1' && stem[3] <= '9';
}

tl::unexpected<Error> unknownToken(const std::string& token, const std::vector<std::string>& known) {
    return fail(ErrorCode::Usage, "Names of results have no part {%1}; there are: %2.",
                {token, fmt::format("{{{}}}", fmt::join(known, "}, {"))});
}

/// What the template itself says may make folders, but none outside the output folder and no hidden ones.
Status checkLiteral(const std::string& text) {
    const std::filesystem::path path(text);
    bool bad = path.is_absolute() || text.empty() || text.ends_with('/');
    for (const auto& part : path) bad = bad || part.string().starts_with('.');
    for (const char c : text)
        bad = bad || static_cast<unsigned char>(c) < 0x20 ||
              std::string_view("<>:\"|?*\\\x7f").find(c) != std::string_view::npos;
    if (bad)
        return fail(ErrorCode::Usage,
                    "\"%1\" cannot name results: it leaves the output folder, is hidden or empty, or "
                    "holds a character that file systems refuse.",
                    {text});
    return {};
}

}  // namespace

const std::vector<std::string>& NameTemplate::tokens() {
    static const std::vector<std::string> all = {"name", "style", "strength", "index", "engine",
                                                 "size", "seed",  "variant",  "label", "ext"};
    return all;
}

Result<NameTemplate> NameTemplate::parse(const std::string& text, const std::vector<std::string>& known) {
    NameTemplate out;
    std::string sample;  // with a harmless word for each token
    if (text.size() > kMaxTemplate)
        return fail(ErrorCode::Usage, "The template for names is longer than %1 characters.",
                    {std::to_string(kMaxTemplate)});
    for (size_t at = 0; at < text.size();) {
        const size_t open = std::min(text.find('{', at), text.size());
        if (open > at) {
            out.parts_.push_back({text.substr(at, open - at), false});
            sample += out.parts_.back().text;
        }
        if (open == text.size()) break;
        const size_t close = text.find('}', open);
        if (close == std::string::npos)
            return fail(ErrorCode::Usage, "The template \"%1\" opens a { without closing it.", {text});
        const std::string token = text.substr(open + 1, close - open - 1);
        if (std::find(known.begin(), known.end(), token) == known.end()) return unknownToken(token, known);
        out.parts_.push_back({token, true});
        sample += "x";
        at = close + 1;
    }
    if (auto s = checkLiteral(sample); !s) return fail(s.error());
    return out;
}

std::string NameTemplate::fill(const NameValues& values) const {
    std::string out;
    for (const auto& part : parts_) {
        const auto it = part.token ? values.find(part.text) : values.end();
        out += !part.token ? part.text : it == values.end() ? std::string() : safeName(it->second);
    }
    // Parts of the path are made safe once more: tokens and text together may make a device's name or a long one.
    std::filesystem::path path;
    for (const auto& part : std::filesystem::path(out)) path /= safeName(part.string());
    return path.generic_string();
}

bool NameTemplate::uses(std::string_view token) const {
    return std::any_of(parts_.begin(), parts_.end(), [&](const Part& p) { return p.token && p.text == token; });
}

std::string safeName(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool refused = static_cast<unsigned char>(c) < 0x20 || c == 0x7f ||
                             std::string_view("/\\<>:\"|?*").find(c) != std::string_view::npos;
        out += refused ? '_' : c;
    }
    if (out.size() > kMaxPart) {
        size_t end = kMaxPart;
        while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
        out.resize(end);
    }
    while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
    if (!out.empty() && (out.front() == '.' || out.front() == ' ')) out.front() = '_';
    if (out.empty()) return "_";
    return isDevice(out) ? "_" + out : out;
}

std::string foldedName(std::string_view path) {
    std::string out(path);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

}  // namespace velatura
