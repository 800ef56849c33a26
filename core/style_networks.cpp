#include "core/style_networks.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/paths.h"
#include "core/io/safetensors.h"
#include "core/io/weights_file.h"
#include "core/model_store.h"
#include "core/network_layout.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

bool isStyleNetwork(const fs::path& file) {
    const auto header = readSafetensorsHeader(file);
    if (!header) return false;
    const auto it = header->metadata.find("kind");
    return it != header->metadata.end() && it->second == kind::kFastStyle;
}

constexpr std::size_t kLongestName = 200;

constexpr const char* kHowToGet =
    "Train one by the trainer \"fast-style\", or import one in the Models workspace or by `velatura-cli models "
    "import`.";

}  // namespace

std::vector<StyleNetworkFile> styleNetworks() {
    std::vector<StyleNetworkFile> out;
    std::set<std::string> names;
    for (const auto& folder : dataFolders()) {
        std::error_code ec;
        for (fs::directory_iterator it(folder / "models", ec), end; !ec && it != end; it.increment(ec)) {
            const std::string name = it->path().stem().string();
            if (it->path().extension() == ".safetensors" && !names.contains(name) && isStyleNetwork(it->path())) {
                names.insert(name);
                out.push_back({name, it->path(), {}});
            }
        }
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (const auto& model : storedModels())
        if (model.kind == kind::kFastStyle) out.push_back({model.name, model.file, model.sha256});
    return out;
}

Result<StyleNetworkFile> findStyleNetwork(const std::string& name) {
    const auto all = styleNetworks();
    // What a person imported under a shipped one's name is what that person means.
    const auto it = std::find_if(all.rbegin(), all.rend(), [&](const auto& n) { return n.name == name; });
    if (it != all.rend()) return *it;
    if (name.empty()) {
        if (!all.empty() && all.front().sha256.empty()) return all.front();
        return fail(ErrorCode::NotFound, "No trained style is chosen, and none has come with the program.", {},
                    kHowToGet);
    }
    if (const auto other = findStoredModel(name))
        return fail(ErrorCode::Model, "The imported model \"%1\" is no style network: it does not paint.", {name},
                    kHowToGet);
    std::string names;
    for (const auto& n : all) names += (names.empty() ? "" : ", ") + n.name;
    if (names.empty())
        return fail(ErrorCode::NotFound, "There is no trained style \"%1\"; there is none at all yet.", {name},
                    kHowToGet);
    return fail(ErrorCode::NotFound, "There is no trained style \"%1\"; there are: %2.", {name, names}, kHowToGet);
}

std::vector<std::string> stylesIn(const StyleNetworkFile& network) {
    const auto file = WeightsFile::open(network.file);
    if (!file) return {};
    const auto layout = recogniseNetwork(network.name, file->tensors(), file->metadata());
    if (!layout || layout->kind != kind::kFastStyle) return {};
    const auto names = file->metadata().find("styles");
    auto out = names == file->metadata().end() ? std::vector<std::string>() : styleNamesOf(names->second, static_cast<std::size_t>(layout->styles));
    out.resize(static_cast<std::size_t>(layout->styles));
    for (std::size_t i = 0; i < out.size(); ++i)
        if (out[i].empty()) out[i] = std::to_string(i + 1);
    return out;
}

std::string styleNamesText(const std::vector<std::string>& names) {
    return nlohmann::json(names).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> styleNamesOf(const std::string& text, std::size_t most) {
    std::vector<std::string> out;
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_array()) return out;
    for (const auto& name : json) {
        if (out.size() == most) break;
        const std::string given = name.is_string() ? name.get<std::string>() : std::string();
        out.push_back(given.size() <= kLongestName ? given : std::string());
    }
    return out;
}

}  // namespace velatura
