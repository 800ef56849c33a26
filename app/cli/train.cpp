// `train TRAINER`: one subcommand a trainer of the catalog, with the options of its schema. The run folder is the
// state: --resume takes parameters and folders from its run.json, and what is given anew wins.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "app/cli/options.h"
#include "app/cli/targets.h"
#include "core/catalog.h"
#ifndef VELATURA_PICTURES
#include "core/io/packed.h"
#endif
#include "core/take_up_run.h"
#include "core/work_jobs.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

class Train {
public:
    Train(CLI::App& app, const TrainerInfo& trainer, Program& program)
        : app_(app), trainer_(trainer), program_(program) {
        app.add_option("--data", data_, trainer.dataHelp + " Or a set made by `velatura-cli pack`.")->type_name("DIR");
        if (trainer.needsStyles)
            app.add_option("--styles", styles_, "The folder of paintings, or a packed set.")->type_name("DIR");
        if (trainer.teachers != Need::None)
            app.add_option("--teachers", teachers_,
                           trainer.teachers == Need::Required ? "The folder that holds the teachers' weights."
                                                              : "A folder with teachers' weights, if they are to judge too.")
                ->type_name("DIR");
        app.add_option("--run", run_,
                       "The run folder: run.json, checkpoints, samples, curves and the exported weights.")
            ->type_name("DIR");
        app.add_flag("--resume", resume_, "Go on from the newest checkpoint in the run folder.");
        app.add_option("--branch-from", branchFrom_, "Start a new run from the state in this checkpoint.")
            ->type_name("CHECKPOINT");
        options_ = std::make_unique<SchemaOptions>(app, trainer.schema(), trainer.label);
    }
    bool chosen() const { return app_.parsed(); }
    int run();

private:
    Result<TrainRequest> request();
    Status checkFolders(const TrainRequest& request) const;

    CLI::App& app_;
    const TrainerInfo& trainer_;
    Program& program_;
    std::unique_ptr<SchemaOptions> options_;
    std::string data_, styles_, teachers_, run_, branchFrom_;
    bool resume_ = false;
};

Status Train::checkFolders(const TrainRequest& request) const {
    if (request.data.empty()) return fail(ErrorCode::Usage, "Nothing says what to train on; give it with --data DIR.");
    if (trainer_.needsStyles && request.styles.empty())
        return fail(ErrorCode::Usage, "The trainer %1 needs paintings; give their folder with --styles DIR.",
                    {trainer_.key});
    if (trainer_.teachers == Need::Required && request.teachers.empty())
        return fail(ErrorCode::Usage,
                    "The trainer %1 needs teachers; give the folder of their weights with --teachers DIR.",
                    {trainer_.key});
    for (const fs::path& path : {request.data, request.styles, request.branchFrom})
        if (!path.empty())
            if (auto s = checkExists(path); !s) return s;
#ifndef VELATURA_PICTURES
    for (const fs::path& path : {request.data, request.styles})
        if (!path.empty() && !isPackedSet(path))
            return fail(ErrorCode::Unsupported, "This build reads packed sets only, and %1 is not one.",
                        {path.string()}, "Make one with `velatura-cli pack` where the full program is installed.");
#endif
    if (!request.teachers.empty())
        if (auto s = checkFolder(request.teachers); !s) return s;
    std::error_code ec;
    if (!request.resume && fs::exists(request.run / "run.json", ec))
        return fail(ErrorCode::Usage, "%1 already holds a run.", {request.run.string()},
                    "Go on with it by --resume, or give another folder.");
    return {};
}

Result<TrainRequest> Train::request() {
    TrainRequest request;
    request.trainer = trainer_.key;
    auto params = options_->given();
    if (!params) return fail(params.error());
    request.params = std::move(*params);
    if (run_.empty()) return fail(ErrorCode::Usage, "Nothing says where the run goes; give a folder with --run DIR.");
    if (resume_ && !branchFrom_.empty())
        return fail(ErrorCode::Usage,
                    "--resume goes on with a run and --branch-from starts a new one: give one of them.");
    request.data = data_;
    request.styles = styles_;
    request.teachers = teachers_;
    request.run = fs::path(run_).lexically_normal();
    if (!request.run.has_filename()) request.run = request.run.parent_path();  // "run/" is "run"
    request.resume = resume_;
    request.branchFrom = branchFrom_;
    if (resume_)
        if (auto s = takeUpRun(request, trainer_); !s) return fail(s.error());
    if (auto s = checkFolders(request); !s) return fail(s.error());
    return request;
}

int Train::run() {
    auto wanted = request();
    if (!wanted) return refuse(program_, wanted.error());
    Console& console = program_.console;
    TrainingJob job(program_.library, *wanted, wanted->run.filename().string());
    JobConsole context(console);
    const JobOutcome outcome = job.run(context);
    console.clearBar();
    if (outcome.end == JobEnd::Failed) return refuse(program_, *outcome.error);

    const bool stopped = outcome.end == JobEnd::Stopped;
    const auto steps = outcome.facts.find("steps");
    std::string text = stopped ? "Stopped" : "Done";
    if (steps != outcome.facts.end()) text += fmt::format(" after {} steps", toText(steps->second));
    if (!outcome.file.empty()) text += ": " + outcome.file.string();
    if (stopped) text += " (--resume goes on)";
    console.say(text);
    console.event("result", {{"trainer", trainer_.key},
                             {"run", wanted->run.string()},
                             {"file", outcome.file.string()},
                             {"stopped", stopped},
                             {"facts", toJson(outcome.facts)}});
    return stopped && interrupted() ? kExitInterrupted : kExitDone;
}

int runChosen(const std::vector<std::shared_ptr<Train>>& all, CLI::App& app, Program& program) {
    for (const auto& train : all)
        if (train->chosen()) return train->run();
    const auto rest = app.remaining();
    if (rest.empty() || rest.front().starts_with("-"))
        return refuse(program, {ErrorCode::Usage,
                                "The first word after `velatura-cli train` is the trainer; "
                                "`velatura-cli train --help` lists what there is."});
    return refuse(program, findTrainer(rest.front()).error());
}

}  // namespace

Command addTrain(CLI::App& root, Program& program) {
    auto* app = root.add_subcommand("train", "Train a network on pictures of your own, or go on with a run.");
    app->allow_extras();  // an unknown trainer gets a sentence of its own
    std::vector<std::shared_ptr<Train>> all;
    for (const auto& trainer : trainers()) {
        auto* sub = app->add_subcommand(trainer.key, trainer.help)->group("Trainers")->allow_extras(false);
        all.push_back(std::make_shared<Train>(*sub, trainer, program));
        addCommonOptions(*sub, program.console);
    }
    app->footer(
        "Example:\n  velatura-cli train perceptual --data photos --teachers weights --run runs/first\n"
        "  velatura-cli train perceptual --run runs/first --resume --steps 40000\n\n"
        "Ctrl-C saves a checkpoint and the weights, and ends; --resume goes on from there exactly.");
    return {app, [all, app, &program] { return runChosen(all, *app, program); }};
}

}  // namespace velatura::cli
