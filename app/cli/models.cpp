// `models`: the weights that are installed, read from their headers.
#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "core/base/paths.h"
#include "core/io/safetensors.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

struct ModelFile {
    fs::path path;
    std::uintmax_t bytes = 0;
    std::string hash;
    std::map<std::string, std::string> metadata;
    size_t weights = 0;
};

/// The .safetensors files in `models/` of every data folder; a name found earlier wins, as it does when it is loaded.
std::vector<fs::path> modelFiles() {
    std::vector<fs::path> out;
    std::set<std::string> names;
    for (const auto& folder : dataFolders()) {
        std::error_code ec;
        std::vector<fs::path> here;
        for (fs::directory_iterator it(folder / "models", ec), end; !ec && it != end; it.increment(ec))
            if (it->path().extension() == ".safetensors") here.push_back(it->path());
        std::sort(here.begin(), here.end());
        for (auto& path : here)
            if (names.insert(path.filename().string()).second) out.push_back(std::move(path));
    }
    return out;
}

Result<std::string> hashOf(const fs::path& path) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(), &XXH3_freeState);
    if (!file || !state) return fail(ErrorCode::Unreadable, "%1 could not be opened.", {path.string()});
    XXH3_64bits_reset(state.get());
    std::vector<char> block(1 << 20);
    for (size_t n = 0; (n = std::fread(block.data(), 1, block.size(), file.get())) > 0;)
        XXH3_64bits_update(state.get(), block.data(), n);
    if (std::ferror(file.get())) return fail(ErrorCode::Unreadable, "%1 could not be read.", {path.string()});
    return fmt::format("{:016x}", XXH3_64bits_digest(state.get()));
}

Result<ModelFile> readModel(const fs::path& path) {
    auto header = readSafetensorsHeader(path);
    if (!header) return fail(header.error());
    auto hash = hashOf(path);
    if (!hash) return fail(hash.error());
    ModelFile out{path, 0, *hash, std::move(header->metadata), 0};
    std::error_code ec;
    out.bytes = fs::file_size(path, ec);
    for (const auto& [name, array] : header->arrays) out.weights += static_cast<size_t>(array.count());
    return out;
}

std::string entry(const ModelFile& model, const char* key) {
    const auto it = model.metadata.find(key);
    return it == model.metadata.end() || it->second.empty() ? "–" : it->second;
}

int run(Program& program) {
    Console& console = program.console;
    std::vector<std::vector<std::string>> rows{{"Model", "Kind", "Size", "Hash (XXH3)", "Licence", "Source"}};
    int status = kExitDone;
    for (const auto& path : modelFiles()) {
        if (interrupted()) return kExitInterrupted;
        const auto model = readModel(path);
        if (!model) {
            status = refuse(program, model.error(), path.string());
            continue;
        }
        rows.push_back({path.stem().string(), entry(*model, "kind"),
                        fmt::format("{:.2f} MB", static_cast<double>(model->bytes) / 1e6), model->hash,
                        entry(*model, "licence"), entry(*model, "source")});
        console.event("result", {{"file", path.string()},
                                 {"bytes", model->bytes},
                                 {"weights", model->weights},
                                 {"hash", model->hash},
                                 {"metadata", model->metadata}});
    }
    if (rows.size() > 1) {
        console.print(table(rows, {false, false, true}));
    } else if (status == kExitDone) {
        std::string asked;
        for (const auto& folder : dataFolders()) asked += (asked.empty() ? "" : ", ") + (folder / "models").string();
        console.note({ErrorCode::NotFound, "No models are installed in %1.", {asked}});
    }
    return status;
}

}  // namespace

Command addModels(CLI::App& root, Program& program) {
    auto* app = root.add_subcommand("models", "List the installed models: kind, size, hash, licence, source.");
    return {app, [&program] { return run(program); }};
}

}  // namespace velatura::cli
