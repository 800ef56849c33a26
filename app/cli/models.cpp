// `models`: the weights that came with the program and those that were imported; import, removal and checking of the
// latter.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "app/cli/options.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/io/safetensors.h"
#include "core/model_import.h"
#include "core/network_layout.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

/// Digits of a hash in the table; --json has them all.
constexpr size_t kShownHash = 12;

/// The .safetensors files in `models/` of every data folder; a name found earlier wins, as it does when it is loaded.
std::vector<fs::path> shippedFiles() {
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

std::string entry(const SafetensorsFile& file, const char* key) {
    const auto it = file.metadata.find(key);
    return it == file.metadata.end() || it->second.empty() ? "–" : it->second;
}

/// A shipped file as a table shows an imported one.
Result<StoredModel> readShipped(const fs::path& path) {
    auto header = readSafetensorsHeader(path);
    if (!header) return fail(header.error());
    auto hash = sha256OfFile(path);
    if (!hash) return fail(hash.error());
    StoredModel out;
    out.name = path.stem().string();
    out.file = path;
    out.sha256 = *hash;
    out.kind = entry(*header, "kind");
    out.source = fmt::format("{} ({})", entry(*header, "source"), entry(*header, "licence"));
    for (const auto& [name, array] : header->arrays) out.weights += array.count();
    for (int block = 1; block <= 5; ++block)
        if (header->arrays.contains(fmt::format("conv{}_1.weight", block)))
            out.layers.push_back(fmt::format("relu{}_1", block));
    std::error_code ec;
    out.bytes = static_cast<std::int64_t>(fs::file_size(path, ec));
    return out;
}

/// Layers to look through, or styles to paint.
std::string whatItGives(const NetworkReport& report) {
    if (report.styles.empty()) return fmt::format("{} with {} channels", fmt::join(report.layers, ", "), fmt::join(report.channels, ", "));
    std::string out;
    for (size_t i = 0; i < report.styles.size(); ++i)
        out += fmt::format("{}{}", i == 0 ? "" : ", ", report.styles[i].empty() ? std::to_string(i + 1) : report.styles[i]);
    return (report.styles.size() == 1 ? "style " : "styles ") + out;
}

nlohmann::json toJson(const StoredModel& m, bool imported) {
    nlohmann::json out{{"name", m.name},     {"file", m.file.string()}, {"kind", m.kind},
                       {"bytes", m.bytes},   {"weights", m.weights},    {"layers", m.layers},
                       {"sha256", m.sha256}, {"source", m.source},      {"imported", imported}};
    if (imported) out.update({{"convention", m.convention}, {"sourceSha256", m.sourceSha256}, {"when", m.imported}});
    return out;
}

class Models {
public:
    Models(CLI::App& app, Program& program) : program_(program), console_(program.console) {
        import_ = app.add_subcommand(
            "import", "Import a VGG-19 or VGG-16 for the optimiser to look through, or a style network to paint with (.pth, .safetensors).");
        import_->add_option("file", file_, "The file of weights.")->required();
        import_->add_option("--name", name_, "What it is called from then on (default: the file's name).")
            ->type_name("NAME");
        import_
            ->add_option("--convention", convention_,
                         fmt::format("What input it was trained for, where the file does not tell: {}.",
                                     fmt::join(vggConventions(), ", ")))
            ->type_name("NAME");
        remove_ = app.add_subcommand("remove", "Remove an imported model.");
        remove_->add_option("name", name_, "Its name.")->required();
        check_ = app.add_subcommand("check", "Look models through: imported ones, or a file.");
        check_->add_option("model", file_,
                           "A file, or the name of an imported model (default: all that are imported).");
        for (auto* sub : {import_, remove_, check_}) addCommonOptions(*sub, console_);
        app.require_subcommand(0, 1);
    }
    int run() {
        if (import_->parsed()) return import();
        if (remove_->parsed()) return remove();
        if (check_->parsed()) return check();
        return list();
    }

private:
    int list();
    int import();
    int remove();
    int check();
    int look(const std::string& about, const Result<NetworkReport>& report);

    Program& program_;
    Console& console_;
    CLI::App *import_, *remove_, *check_;
    std::string file_, name_, convention_;
};

int Models::list() {
    std::vector<std::vector<std::string>> rows{{"Model", "Kind", "Layers", "Weights", "Size", "SHA-256", "Source"}};
    int status = kExitDone;
    const auto add = [&](const StoredModel& m, bool imported) {
        const std::string layers = m.layers.empty() ? "–" : fmt::format("{} … {}", m.layers.front(), m.layers.back());
        rows.push_back({m.name, imported ? fmt::format("{} ({})", m.kind, m.convention) : m.kind, layers,
                        fmt::format("{:.2f} M", static_cast<double>(m.weights) / 1e6),
                        fmt::format("{:.2f} MB", static_cast<double>(m.bytes) / 1e6), m.sha256.substr(0, kShownHash),
                        m.source});
        console_.event("result", toJson(m, imported));
    };
    for (const auto& path : shippedFiles()) {
        if (interrupted()) return kExitInterrupted;
        if (const auto model = readShipped(path))
            add(*model, false);
        else
            status = refuse(program_, model.error(), path.string());
    }
    for (const auto& model : storedModels()) add(model, true);
    if (rows.size() > 1) {
        console_.print(table(rows, {false, false, false, true, true}));
    } else if (status == kExitDone) {
        std::string asked;
        for (const auto& folder : dataFolders()) asked += (asked.empty() ? "" : ", ") + (folder / "models").string();
        console_.note({ErrorCode::NotFound, "No models are installed in %1.", {asked}});
    }
    return status;
}

int Models::import() {
    auto work = program_.library.work();
    if (!work) return refuse(program_, work.error());
    JobConsole context(console_);
    const auto imported = importModel(**work, {file_, name_, convention_}, context);
    console_.clearBar();
    if (!imported) return interrupted() ? kExitInterrupted : refuse(program_, imported.error());
    const StoredModel& m = imported->model;
    auto object = toJson(m, true);
    object["already"] = imported->already;
    console_.event("result", object);
    if (imported->already)
        console_.say(fmt::format("{} is imported already, as \"{}\".", m.source, m.name));
    else
        console_.say(fmt::format("Imported as \"{}\": {}, {} input, {}{:.2f} million weights.", m.name, m.kind,
                                 m.convention, m.layers.empty() ? "" : fmt::format("{} … {}, ", m.layers.front(), m.layers.back()),
                                 static_cast<double>(m.weights) / 1e6));
    return kExitDone;
}

int Models::remove() {
    const auto removed = removeStoredModel(name_);
    if (!removed) return refuse(program_, removed.error());
    console_.event("result", {{"removed", name_}});
    console_.say(fmt::format("Removed \"{}\".", name_));
    return kExitDone;
}

int Models::look(const std::string& about, const Result<NetworkReport>& report) {
    if (!report) return refuse(program_, report.error(), about);
    console_.event("result", {{"name", about},
                              {"kind", report->kind},
                              {"convention", report->convention},
                              {"layers", report->layers},
                              {"channels", report->channels},
                              {"styles", report->styles},
                              {"weights", report->weights}});
    console_.say(fmt::format("{}: {}, {} input, {}, {:.2f} million weights.", about, report->kind, report->convention,
                             whatItGives(*report), static_cast<double>(report->weights) / 1e6));
    return kExitDone;
}

int Models::check() {
    auto work = program_.library.work();
    if (!work) return refuse(program_, work.error());
    std::error_code ec;
    if (!file_.empty() && fs::exists(file_, ec)) return look(file_, (*work)->inspectNetwork(file_));
    std::vector<StoredModel> models = storedModels();
    if (!file_.empty()) {
        const auto model = findStoredModel(file_);
        if (!model) return refuse(program_, model.error());
        models = {*model};
    }
    int status = kExitDone;
    for (const auto& model : models) {
        if (interrupted()) return kExitInterrupted;
        if (const int one = look(model.name, checkStoredModel(**work, model)); one != kExitDone) status = one;
    }
    if (models.empty())
        console_.note({ErrorCode::NotFound,
                       "No model has been imported yet.",
                       {},
                       "Import one by `velatura-cli models import FILE`."});
    return status;
}

}  // namespace

Command addModels(CLI::App& root, Program& program) {
    auto* app =
        root.add_subcommand("models", "List, import, remove and check models: kind, layers, size, hash, source.");
    const auto models = std::make_shared<Models>(*app, program);
    return {app, [models] { return models->run(); }};
}

}  // namespace velatura::cli
