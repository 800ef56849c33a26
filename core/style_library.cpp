#include "core/style_library.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fstream>
#include <set>

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/base/json_file.h"
#include "core/base/log.h"
#include "core/base/paths.h"
#include "core/batch/name_template.h"

namespace velatura {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr size_t kMaxNotes = 1u << 20, kMaxLabel = 120, kMaxTags = 32, kMaxCode = 16384, kChunk = 1u << 20;
constexpr const char* kNotes = ".json";
constexpr const char* kShipped = "shipped/";

/// The first `most` bytes at most, cut between characters.
std::string cut(const std::string& text, size_t most) {
    if (text.size() <= most) return text;
    size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

std::optional<StyleCode> codeOf(const json& value) {
    if (!value.is_object() || !value.contains("model") || !value["model"].is_string()) return std::nullopt;
    const json numbers = value.value("numbers", json());
    if (!numbers.is_array() || numbers.size() > kMaxCode) return std::nullopt;
    StyleCode out{{}, value["model"].get<std::string>()};
    for (const json& n : numbers) {
        if (!n.is_number() || !std::isfinite(n.get<float>())) return std::nullopt;
        out.numbers.push_back(n.get<float>());
    }
    return out;
}

/// What of the notes has the right type; false when any of it had not.
bool take(const json& notes, LibraryStyle& style) {
    if (!notes.is_object()) return false;
    bool good = true;
    const auto with = [&](const char* key, auto&& use) {
        if (const auto it = notes.find(key); it != notes.end()) good = use(*it) && good;
    };
    with("name", [&](const json& v) {
        if (v.is_string() && !cleanLabel(v.get<std::string>()).empty()) style.name = cleanLabel(v.get<std::string>());
        return v.is_string();
    });
    with("star", [&](const json& v) {
        if (v.is_boolean()) style.starred = v.get<bool>();
        return v.is_boolean();
    });
    with("tags", [&](const json& v) {
        if (!v.is_array()) return false;
        for (const json& tag : v) {
            if (!tag.is_string()) return false;
            const std::string clean = cleanLabel(tag.get<std::string>());
            if (!clean.empty() && style.tags.size() < kMaxTags) style.tags.push_back(clean);
        }
        return true;
    });
    with("code", [&](const json& v) {
        const auto code = codeOf(v);
        if (code) style.code = *code;
        return code.has_value();
    });
    return good;
}

/// nullopt: there are none.
std::optional<Error> readNotes(const fs::path& file, LibraryStyle& style) {
    std::error_code ec;
    if (!fs::exists(file, ec)) return std::nullopt;
    const auto notes = readJsonFile(file, kMaxNotes);
    if (!notes) logInfo(notes.error().message());
    if (notes && take(*notes, style)) return std::nullopt;
    return Error(ErrorCode::Unreadable, "The notes on the style %1 cannot be read in %2.", {style.name, file.string()},
                 "The style is still there. When you rename, tag or star it, the old notes are kept beside the new ones.");
}

Status diskError(const fs::path& what, const std::error_code& ec) {
    return fail(ErrorCode::Disk, "The style library cannot change %1: %2.", {what.string(), ec.message()},
                "Check who may write to its folder, and whether the disk is full.");
}

Status copyInto(const fs::path& source, const fs::path& target) {
    std::ifstream in(source, std::ios::binary);
    if (!in) return fail(ErrorCode::NotFound, "%1 cannot be opened.", {source.string()}, "Check that it is there and may be read.");
    auto out = AtomicFile::create(target);
    if (!out) return fail(out.error());
    std::vector<char> chunk(kChunk);
    while (in) {
        in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        if (in.gcount() > 0)
            if (auto written = out->write(chunk.data(), static_cast<size_t>(in.gcount())); !written) return written;
    }
    if (in.bad()) return fail(ErrorCode::Unreadable, "%1 cannot be read to its end.", {source.string()}, "Copy it to this disk first.");
    return out->commit();
}

bool hidden(const fs::path& file) { return file.filename().string().starts_with('.'); }

}  // namespace

fs::path styleLibraryFolder() { return runsFolder().parent_path() / "styles"; }

std::string cleanLabel(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const bool blank = static_cast<unsigned char>(c) <= ' ' || c == 0x7f;
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    out = cut(out, kMaxLabel);
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::vector<std::string> parseTags(const std::string& text) {
    std::string plain = text;
    for (const std::string comma : {"，", "、", "；", ";"})
        for (size_t at = plain.find(comma); at != std::string::npos; at = plain.find(comma, at + 1))
            plain.replace(at, comma.size(), ",");
    std::vector<std::string> out;
    for (size_t begin = 0; begin <= plain.size();) {
        const size_t end = std::min(plain.find(',', begin), plain.size());
        const std::string tag = cleanLabel(plain.substr(begin, end - begin));
        if (!tag.empty() && out.size() < kMaxTags && std::find(out.begin(), out.end(), tag) == out.end()) out.push_back(tag);
        begin = end + 1;
    }
    return out;
}

fs::path StyleLibrary::notesOf(const std::string& key) const { return folder_ / (key + kNotes); }

StyleListing StyleLibrary::list(std::vector<LibraryStyle> shipped, const PictureFiles& files) const {
    StyleListing out;
    for (LibraryStyle& style : shipped) {
        style.shipped = true;
        const std::string title = style.name;
        if (auto problem = readNotes(notesOf(style.key), style)) out.problems.push_back(*problem);
        style.name = title;  // in the program's language
    }
    std::vector<LibraryStyle> own;
    std::set<std::string> described;
    std::error_code ec;
    if (fs::exists(folder_, ec) && !fs::is_directory(folder_, ec))
        out.problems.emplace_back(ErrorCode::Unreadable, "The style library %1 is not a folder.",
                                  std::vector<std::string>{folder_.string()}, "Move that file away.");
    for (fs::directory_iterator it(folder_, ec), end; !ec && it != end; it.increment(ec)) {
        std::error_code skip;
        const fs::path file = it->path();
        if (hidden(file) || !fs::is_regular_file(file, skip)) continue;
        if (file.extension() == kNotes) {
            described.insert(file.stem().string());
            continue;
        }
        LibraryStyle style{file.filename().string(), file, cleanLabel(file.stem().string())};
        const auto header = files.probe(file);
        if (!header) {
            // What lies there without notes was never a style.
            if (fs::exists(notesOf(style.key), skip))
                out.problems.emplace_back(ErrorCode::Unreadable, "The picture of the style %1 cannot be read any more: %2",
                                          std::vector<std::string>{style.name, header.error().message()},
                                          "It is left out; put a good copy in its place.");
            continue;
        }
        if (auto problem = readNotes(notesOf(style.key), style)) out.problems.push_back(*problem);
        own.push_back(std::move(style));
    }
    for (const std::string& key : described)
        if (!fs::exists(folder_ / key, ec))
            out.problems.emplace_back(ErrorCode::NotFound, "The picture of the style %1 is missing in %2.",
                                      std::vector<std::string>{key, folder_.string()},
                                      "Put it back there, or delete its notes; nothing else is touched.");
    std::sort(own.begin(), own.end(), [](const LibraryStyle& a, const LibraryStyle& b) {
        return std::pair(foldedName(a.name), a.key) < std::pair(foldedName(b.name), b.key);
    });
    out.styles = std::move(shipped);
    out.styles.insert(out.styles.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    return out;
}

fs::path StyleLibrary::freeName(const std::string& wanted) const {
    const fs::path safe = safeName(wanted);
    const std::string stem = cut(safe.stem().string(), 80), ending = safe.extension() == kNotes ? std::string() : safe.extension().string();
    std::error_code ec;
    for (int n = 1;; ++n) {
        const std::string name = (n == 1 ? stem : stem + "-" + std::to_string(n)) + ending;
        // One that was removed may come back.
        if (!fs::exists(folder_ / name, ec) && !fs::exists(asideFolder() / name, ec) && !fs::exists(notesOf(name), ec))
            return folder_ / name;
    }
}

Result<AddedStyle> StyleLibrary::described(const fs::path& file, const std::string& name) const {
    LibraryStyle style{file.filename().string(), file, cleanLabel(name)};
    if (auto noted = describe(style); !noted) {
        std::error_code ec;
        fs::remove(file, ec);
        return fail(noted.error());
    }
    return AddedStyle{style};
}

Result<AddedStyle> StyleLibrary::add(const fs::path& source, const PictureFiles& files) const {
    if (const auto header = files.probe(source); !header) return fail(header.error());
    std::error_code ec;
    fs::create_directories(folder_, ec);
    if (ec) return fail(diskError(folder_, ec).error());
    const auto bytes = fs::file_size(source, ec);
    std::string hash;
    for (fs::directory_iterator it(folder_, ec), end; !ec && it != end; it.increment(ec)) {
        std::error_code skip;
        const fs::path file = it->path();
        if (hidden(file) || file.extension() == kNotes || !fs::is_regular_file(file, skip) ||
            fs::file_size(file, skip) != bytes)
            continue;
        if (hash.empty()) hash = xxh3OfFile(source).value_or("?");
        if (xxh3OfFile(file).value_or("") != hash) continue;
        LibraryStyle style{file.filename().string(), file, cleanLabel(file.stem().string())};
        readNotes(notesOf(style.key), style);
        return AddedStyle{style, true};
    }
    const fs::path target = freeName(source.filename().string());
    if (auto copied = copyInto(source, target); !copied) return fail(copied.error());
    return described(target, source.stem().string());
}

Result<AddedStyle> StyleLibrary::add(const Image& picture, const std::string& name, const PictureFiles& files) const {
    std::error_code ec;
    fs::create_directories(folder_, ec);
    if (ec) return fail(diskError(folder_, ec).error());
    const fs::path target = freeName(cut(safeName(name), 80) + ".png");
    if (auto saved = files.save(picture, target, {}); !saved) return fail(saved.error());
    return described(target, name);
}

Status StyleLibrary::describe(const LibraryStyle& style) const {
    const fs::path notes = notesOf(style.key);
    std::error_code ec;
    fs::create_directories(notes.parent_path(), ec);
    if (ec) return diskError(notes.parent_path(), ec);
    json out = json::object();
    if (fs::exists(notes, ec)) {
        LibraryStyle scratch;
        const auto old = readJsonFile(notes, kMaxNotes);
        if (old && old->is_object()) out = *old;  // what a later version noted stays
        if (!old || !take(*old, scratch)) {
            fs::path aside = notes;
            for (int n = 1; fs::exists(aside, ec); ++n) aside = fs::path(notes) += ".unreadable-" + std::to_string(n);
            aside = aside.parent_path() / ("." + aside.filename().string());
            fs::rename(notes, aside, ec);
            if (ec) return diskError(notes, ec);
        }
    }
    if (!style.shipped) out["name"] = style.name;
    out["tags"] = style.tags;
    out["star"] = style.starred;
    out.erase("code");
    if (!style.code.numbers.empty()) out["code"] = {{"model", style.code.model}, {"numbers", style.code.numbers}};
    return writeJsonFile(notes, out);
}

Status StyleLibrary::remove(const LibraryStyle& style) const {
    if (style.shipped)
        return fail(ErrorCode::Usage, "%1 comes with the program and cannot be removed.", {style.name}, "Leave it without a star.");
    std::error_code ec;
    fs::create_directories(asideFolder(), ec);
    if (ec) return diskError(asideFolder(), ec);
    const fs::path away = asideFolder() / style.key, notes = notesOf(style.key);
    fs::rename(folder_ / style.key, away, ec);
    if (ec && ec != std::errc::no_such_file_or_directory) return diskError(folder_ / style.key, ec);
    if (fs::exists(notes, ec)) fs::rename(notes, fs::path(away) += kNotes, ec);
    if (ec) {
        std::error_code back;
        fs::rename(away, folder_ / style.key, back);
        return diskError(notes, ec);
    }
    fs::last_write_time(away, fs::file_time_type::clock::now(), ec);  // since when it lies there
    return {};
}

Status StyleLibrary::restore(const LibraryStyle& style) const {
    const fs::path away = asideFolder() / style.key;
    std::error_code ec;
    if (!fs::exists(away, ec))
        return fail(ErrorCode::NotFound, "The removed style %1 is no longer kept.", {style.name}, "Add its picture again.");
    if (fs::exists(folder_ / style.key, ec))
        return fail(ErrorCode::Disk, "Another style has the file name %1 now.", {style.key}, "Remove or rename that file first.");
    fs::rename(away, folder_ / style.key, ec);
    if (ec) return diskError(away, ec);
    const fs::path notes = fs::path(away) += kNotes;
    if (fs::exists(notes, ec)) fs::rename(notes, notesOf(style.key), ec);
    return ec ? diskError(notes, ec) : Status();
}

void StyleLibrary::sweep(int days) const {
    const auto before = fs::file_time_type::clock::now() - std::chrono::hours(24 * days);
    std::error_code ec;
    std::vector<fs::path> old;
    for (fs::directory_iterator it(asideFolder(), ec), end; !ec && it != end; it.increment(ec)) {
        std::error_code skip;
        if (it->path().extension() != kNotes && fs::last_write_time(it->path(), skip) < before && !skip) old.push_back(it->path());
    }
    for (const fs::path& file : old) {
        fs::remove(file, ec);
        fs::remove(fs::path(file) += kNotes, ec);
    }
}

}  // namespace velatura
