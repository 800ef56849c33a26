#include "app/cli/evaluate_network.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/cli/job_console.h"
#include "core/base/paths.h"
#include "core/model_store.h"
#include "core/train/network_figures_params.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

/// A file, the name of an imported model, or of one that came with the program.
Result<fs::path> networkFile(const std::string& name) {
    std::error_code ec;
    if (fs::exists(name, ec)) return fs::path(name);
    const auto stored = findStoredModel(name);
    if (stored) return stored->file;
    const auto shipped = findData("models/" + name + ".safetensors");
    return shipped ? *shipped : Result<fs::path>(fail(stored.error()));
}

constexpr const char* kTaps[] = {"relu1_1", "relu2_1", "relu3_1"};

}  // namespace

EvaluateNetwork::EvaluateNetwork(CLI::App& app, Program& program) : program_(program) {
    options_ = std::make_unique<SchemaOptions>(app, networkFiguresSchema(), "A network against VGG-19");
    const auto folder = [&](const char* name, std::string& into, const char* help) {
        app.add_option(name, into, help)->type_name("DIR")->group("A network against VGG-19");
    };
    folder("--teachers", teachers_, "The folder with VGG-19's weights.");
    folder("--data", data_, "Pictures that the linear map is fitted on.");
    folder("--test", test_, "Other pictures, that it is tested on.");
}

bool EvaluateNetwork::wanted() const {
    const auto given = options_->given();
    return !given || given->contains("network");  // what was wrong with an option, run() tells
}

int EvaluateNetwork::run() {
    auto params = options_->all();
    if (!params) return refuse(program_, params.error());
    for (const auto& [option, value] :
         {std::pair<const char*, const std::string&>{"--teachers", teachers_}, {"--data", data_}, {"--test", test_}})
        if (value.empty())
            return refuse(
                program_,
                {ErrorCode::Usage, "`velatura-cli evaluate --network` needs %1.", {option}, "Give the folder."});
    const auto file = networkFile(std::get<std::string>(params->at("network")));
    if (!file) return refuse(program_, file.error());
    (*params)["network"] = file->string();
    JobConsole context(program_.console);
    context.progress(0, 0, "Loading");
    auto work = program_.library.work();
    if (!work) return refuse(program_, work.error());
    TrainRequest request;
    request.trainer = kNetworkFigures;
    request.params = *params;
    request.data = data_;
    request.styles = test_;
    request.teachers = teachers_;
    auto job = (*work)->trainJob(request);
    if (!job) return refuse(program_, job.error());
    const JobOutcome outcome = (*job)->run(context);
    program_.console.clearBar();
    if (outcome.end == JobEnd::Failed) return refuse(program_, *outcome.error);
    if (outcome.end == JobEnd::Stopped) return kExitInterrupted;
    std::vector<std::vector<std::string>> rows{{"Tap of VGG-19", "Variance explained", "Gram cosine"}};
    for (const char* tap : kTaps)
        rows.push_back({tap, fmt::format("{:.1f} %", 100 * numberOr(outcome.facts, std::string(tap) + ".explained", 0)),
                        fmt::format("{:.3f}", numberOr(outcome.facts, std::string(tap) + ".gram", 0))});
    program_.console.print(table(rows, {false, true, true}));
    nlohmann::json result = toJson(outcome.facts);
    result["network"] = file->string();
    program_.console.event("result", result);
    return kExitDone;
}

}  // namespace velatura::cli
