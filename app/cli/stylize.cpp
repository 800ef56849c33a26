// `stylize`: photos painted in the manner of paintings. The way of a picture in the terminal (DESIGN section 4):
// plan and probe, load the styles, then render and save one content after the other.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "app/cli/options.h"
#include "app/cli/save_params.h"
#include "app/cli/stylize_plan.h"
#include "core/catalog.h"
#include "core/image_io/image_io.h"
#include "core/work_jobs.h"

namespace velatura::cli {

namespace {

class Stylize {
public:
    Stylize(CLI::App& app, Program& program)
        : program_(program),
          console_(program.console),
          engineKey_(valueAhead(program.arguments, "--engine", engines().front().key)) {
        app.add_option("pictures", arguments_.pictures,
                       "CONTENT STYLE, or any number of CONTENT pictures and folders when --style is given.");
        app.add_option("-s,--style", arguments_.styles,
                       "A painting, with its weight after a colon when several are mixed (STYLE:0.5).")
            ->type_name("FILE[:WEIGHT]...");
        app.add_option("-o,--output", arguments_.output,
                       "The result: a file whose ending says the format, or a folder for several contents.")
            ->type_name("OUT");
        std::string known;
        for (const auto& e : engines()) known += (known.empty() ? "" : ", ") + e.key;
        app.add_option("--engine", engineKey_,
                       fmt::format("How it is painted (one of {}; default {}).", known, engines().front().key))
            ->type_name("NAME");
        // An unknown engine is refused in run(); until then the parser knows the default's options.
        const auto engine = findEngine(engineKey_);
        const EngineInfo& shown = engine ? **engine : engines().front();
        options_ = std::make_unique<SchemaOptions>(app, shown.schema(), shown.label);
        save_ = std::make_unique<SchemaOptions>(app, saveSchema(), "Saving");
    }

    int run();

private:
    Status prepare();
    Status loadStyles();
    int paint(const StylizePlan::Item& item);
    Status saveResult(const JobOutcome& outcome, const StylizePlan::Item& item);

    Program& program_;
    Console& console_;
    std::string engineKey_;
    StylizeArguments arguments_;
    std::unique_ptr<SchemaOptions> options_, save_;

    ParamValues params_;
    SaveOptions saveOptions_;
    StylizePlan plan_;
    std::vector<StyleInput> styles_;
    std::shared_ptr<EngineSessions> sessions_;
};

Status Stylize::prepare() {
    const auto engine = findEngine(engineKey_);
    if (!engine) return fail(engine.error());
    auto params = options_->given();
    if (!params) return fail(params.error());
    params_ = std::move(*params);
    auto saveValues = save_->all();
    if (!saveValues) return fail(saveValues.error());
    auto saving = saveOptions(*saveSchema().read(*saveValues));
    if (!saving) return fail(saving.error());
    saveOptions_ = std::move(*saving);
    auto plan = planStylize(arguments_, **engine);
    if (!plan) return fail(plan.error());
    plan_ = std::move(*plan);
    return {};
}

Status Stylize::loadStyles() {
    for (const auto& style : plan_.styles) {
        auto image = loadPicture(style.path);
        if (!image) return fail(image.error());
        styles_.push_back({*image, style.weight, {}});
    }
    return {};
}

int Stylize::run() {
    if (auto s = prepare(); !s) return refuse(program_, s.error());
    // Headers first: what is no picture is named now, not after minutes of painting.
    int status = kExitDone;
    std::erase_if(plan_.items, [&](const StylizePlan::Item& item) {
        const auto header = probePicture(item.content);
        if (!header) status = refuse(program_, header.error(), plan_.batch ? item.content.string() : "");
        return !header;
    });
    if (plan_.items.empty()) return status;
    if (auto s = loadStyles(); !s) return refuse(program_, s.error());
    sessions_ = std::make_shared<EngineSessions>(program_.library);
    for (const auto& item : plan_.items) {
        if (interrupted()) return kExitInterrupted;
        const int one = paint(item);
        if (one == kExitInterrupted) return one;
        if (one != kExitDone) status = plan_.batch ? kExitFailed : one;
    }
    return status;
}

int Stylize::paint(const StylizePlan::Item& item) {
    const std::string about = plan_.batch ? item.content.string() : std::string();
    auto content = loadPicture(item.content);
    if (!content) return refuse(program_, content.error(), about);

    RenderRequest request;
    request.content = std::move(*content);
    request.styles = styles_;
    request.params = params_;
    RenderJob job(sessions_, engineKey_, std::move(request), item.content.filename().string());
    JobConsole context(console_);
    const JobOutcome outcome = job.run(context);
    console_.clearBar();
    if (outcome.end == JobEnd::Failed) return refuse(program_, *outcome.error, about);
    if (outcome.picture.empty() && !interrupted())
        return refuse(program_, {ErrorCode::Internal, "The engine %1 gave no picture.", {engineKey_}}, about);
    if (outcome.picture.empty()) {
        console_.note({ErrorCode::Internal, "Stopped before there was a picture to save."}, about);
        return kExitInterrupted;
    }
    if (auto s = saveResult(outcome, item); !s) return refuse(program_, s.error(), about);
    return outcome.end == JobEnd::Stopped && interrupted() ? kExitInterrupted : kExitDone;
}

Status Stylize::saveResult(const JobOutcome& outcome, const StylizePlan::Item& item) {
    std::error_code ec;
    if (plan_.batch) std::filesystem::create_directories(item.output.parent_path(), ec);
    if (auto s = savePicture(outcome.picture, item.output, saveOptions_); !s) return s;

    const bool stopped = outcome.end == JobEnd::Stopped;
    std::string text =
        fmt::format("{}: {} x {} px", item.output.string(), outcome.picture.width(), outcome.picture.height());
    const auto fact = [&](const char* key, const char* format) {
        if (const auto it = outcome.facts.find(key); it != outcome.facts.end()) {
            const auto* real = std::get_if<double>(&it->second);
            text += fmt::format(fmt::runtime(format), real ? fmt::format("{:.1f}", *real) : toText(it->second));
        }
    };
    fact("steps", ", {} steps");
    fact("seconds", ", {} s");
    fact("device", ", {}");
    console_.say(stopped ? text + " (stopped early; this is the best so far)" : text);
    console_.event("result", {{"content", item.content.string()},
                              {"file", item.output.string()},
                              {"width", outcome.picture.width()},
                              {"height", outcome.picture.height()},
                              {"stopped", stopped},
                              {"facts", toJson(outcome.facts)}});
    return {};
}

}  // namespace

Command addStylize(CLI::App& root, Program& program) {
    auto* app = root.add_subcommand("stylize", "Paint photos in the manner of paintings.");
    app->footer(
        "Examples:\n"
        "  velatura-cli stylize photo.jpg painting.jpg -o result.png\n"
        "  velatura-cli stylize photo.jpg --style wave.jpg:0.7 ink.jpg:0.3 -o result.png --long-side 768\n"
        "  velatura-cli stylize holiday/ --style painting.jpg -o painted/\n\n"
        "A file named like STYLE:WEIGHT wins over the reading as a weight. Ctrl-C ends with the best picture so far "
        "and\n"
        "saves it.");
    auto command = std::make_shared<Stylize>(*app, program);
    return {app, [command] { return command->run(); }};
}

}  // namespace velatura::cli
