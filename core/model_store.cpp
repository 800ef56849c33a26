#include "core/model_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/json_file.h"
#include "core/base/log.h"
#include "core/base/paths.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr size_t kMaxName = 64;

/// nullopt: something that it must say is missing or of another type.
std::optional<StoredModel> fromJson(const std::string& name, const nlohmann::json& json) {
    try {
        StoredModel out;
        out.name = name;
        out.file = storedModelFile(name);
        out.sha256 = json.at("sha256").get<std::string>();
        out.source = json.at("source").get<std::string>();
        out.sourceSha256 = json.at("sourceSha256").get<std::string>();
        out.kind = json.at("kind").get<std::string>();
        out.convention = json.at("convention").get<std::string>();
        out.layers = json.at("layers").get<std::vector<std::string>>();
        out.channels = json.at("channels").get<std::vector<int>>();
        out.weights = json.at("weights").get<std::int64_t>();
        out.imported = json.at("imported").get<std::string>();
        return out;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

/// The entry that `description` tells of.
std::optional<StoredModel> readEntry(const fs::path& description) {
    const auto json = readJsonFile(description, 1u << 16);
    if (!json) {
        logInfo(json.error().message());
        return std::nullopt;
    }
    auto out = fromJson(description.stem().string(), *json);
    std::error_code ec;
    if (out) out->bytes = static_cast<std::int64_t>(fs::file_size(out->file, ec));
    if (!out || ec) {
        logInfo(Error(ErrorCode::Model, "The imported model %1 is damaged and left out.", {description.string()}).message());
        return std::nullopt;
    }
    return out;
}

}  // namespace

fs::path modelStoreFolder() {
    return runsFolder().parent_path() / "models";
}

fs::path storedModelFile(const std::string& name) {
    return modelStoreFolder() / (name + ".safetensors");
}

std::string cleanModelName(const std::string& name) {
    std::string out;
    for (const char c : name.substr(0, kMaxName)) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                           c == '_' || c == '.';
        if (plain)
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (!out.empty() && (out.back() == '-' || out.back() == '.')) out.pop_back();
    out.erase(0, std::min(out.size(), out.find_first_not_of(".-")));
    return out.empty() ? "model" : out;
}

std::vector<StoredModel> storedModels() {
    std::vector<StoredModel> out;
    std::error_code ec;
    for (fs::directory_iterator it(modelStoreFolder(), ec), end; !ec && it != end; it.increment(ec))
        if (it->path().extension() == ".json")
            if (auto entry = readEntry(it->path())) out.push_back(std::move(*entry));
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
}

Result<StoredModel> findStoredModel(const std::string& name) {
    const auto all = storedModels();
    const auto it = std::find_if(all.begin(), all.end(), [&](const auto& m) { return m.name == name; });
    if (it != all.end()) return *it;
    std::string names;
    for (const auto& m : all) names += (names.empty() ? "" : ", ") + m.name;
    if (names.empty())
        return fail(ErrorCode::NotFound, "There is no imported model \"%1\"; none has been imported yet.", {name},
                    "Import it in the Models workspace or by `velatura-cli models import`.");
    return fail(ErrorCode::NotFound, "There is no imported model \"%1\"; there are: %2.", {name, names},
                "Choose one of them or import it.");
}

Status describeStoredModel(const StoredModel& m) {
    return writeJsonFile(m.file.parent_path() / (m.name + ".json"), {{"sha256", m.sha256},
                                                                     {"source", m.source},
                                                                     {"sourceSha256", m.sourceSha256},
                                                                     {"kind", m.kind},
                                                                     {"convention", m.convention},
                                                                     {"layers", m.layers},
                                                                     {"channels", m.channels},
                                                                     {"weights", m.weights},
                                                                     {"imported", m.imported}});
}

Error changedModel(const std::string& name) {
    return {ErrorCode::Model,
            "The imported model \"%1\" is not the file that was imported: it has been changed since.",
            {name},
            "Remove it and import it again."};
}

Status removeStoredModel(const std::string& name) {
    const auto model = findStoredModel(name);
    if (!model) return fail(model.error());
    // The description first: weights that nothing tells of are no entry.
    for (const auto& path : {model->file.parent_path() / (name + ".json"), model->file}) {
        std::error_code ec;
        fs::remove(path, ec);
        if (ec)
            return fail(ErrorCode::Disk, "%1 could not be removed: %2.", {path.string(), ec.message()},
                        "Check the permissions of its folder.");
    }
    return {};
}

std::string recipeNameOf(const std::string& name) {
    return "imported/" + name + ".safetensors";
}

}  // namespace velatura
