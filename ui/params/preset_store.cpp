#include "ui/params/preset_store.h"

#include <fmt/format.h>

#include <cctype>

#include "core/base/json_file.h"
#include "core/base/log.h"

namespace velatura {

namespace fs = std::filesystem;

PresetStore::PresetStore(fs::path folder, const Schema& schema) : folder_(std::move(folder)), schema_(schema) {}

std::string PresetStore::fileName(const std::string& name) {
    // Letters, digits and everything beyond ASCII stand as they are; the rest becomes %XX, so that names differ
    // whenever their files do and no name means another folder.
    std::string out;
    for (const char c : name) {
        const auto u = static_cast<unsigned char>(c);
        if (u >= 0x80 || std::isalnum(u) != 0 || c == '-' || c == '_' || c == ' ')
            out += c;
        else
            out += fmt::format("%{:02X}", u);
    }
    return out + ".json";
}

std::map<std::string, ParamValues> PresetStore::load() const {
    std::map<std::string, ParamValues> out;
    std::error_code ec;
    for (fs::directory_iterator it(folder_, ec), end; !ec && it != end; it.increment(ec)) {
        if (it->path().extension() != ".json") continue;
        const auto skip = [&](const std::string& why) {
            logWarning(fmt::format("preset {} is skipped: {}", it->path().string(), why));
        };
        auto json = readJsonFile(it->path(), 1u << 20);
        if (!json) {
            skip(json.error().message());
            continue;
        }
        const auto name = json->is_object() ? json->find("name") : json->end();
        const auto params = json->is_object() ? json->find("params") : json->end();
        if (!json->is_object() || name == json->end() || !name->is_string() || params == json->end()) {
            skip("it holds no name and params");
            continue;
        }
        auto values = paramValuesFromJson(*params);
        auto checked = values ? schema_.normalise(*values) : Result<ParamValues>(fail(values.error()));
        if (!checked) {
            skip(checked.error().message());
            continue;
        }
        out[name->get<std::string>()] = std::move(*checked);
    }
    return out;
}

Status PresetStore::save(const std::string& name, const ParamValues& values) const {
    std::error_code ec;
    fs::create_directories(folder_, ec);
    if (ec)
        return fail(ErrorCode::Disk, "The folder %1 cannot be made: %2.", {folder_.string(), ec.message()},
                    "Check its permissions.");
    // Only what differs from the defaults: a preset says what it changes, and better defaults reach old presets.
    return writeJsonFile(folder_ / fileName(name), {{"name", name}, {"params", toJson(schema_.changed(values))}});
}

Status PresetStore::remove(const std::string& name) const {
    std::error_code ec;
    if (fs::remove(folder_ / fileName(name), ec) || !ec) return {};
    return fail(ErrorCode::Disk, "The preset %1 cannot be removed: %2.", {name, ec.message()}, "Check its permissions.");
}

Status PresetStore::rename(const std::string& from, const std::string& to) const {
    const auto all = load();
    const auto found = all.find(from);
    if (found == all.end()) return fail(ErrorCode::NotFound, "There is no preset %1.", {from});
    if (auto saved = save(to, found->second); !saved) return saved;
    return from == to ? Status() : remove(from);
}

}  // namespace velatura
