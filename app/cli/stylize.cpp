// `stylize`: photos painted in the manner of paintings. The way of a picture in the terminal (DESIGN section 4):
// plan, load the styles, render and save. Many pictures go to stylize_batch, recipes to stylize_recipe.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/engine_choice.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "app/cli/options.h"
#include "app/cli/save_params.h"
#include "app/cli/stylize_batch.h"
#include "app/cli/stylize_masks.h"
#include "app/cli/stylize_origin.h"
#include "app/cli/stylize_plan.h"
#include "app/cli/stylize_recipe.h"
#include "app/cli/stylize_timelapse.h"
#include "core/batch/name_template.h"
#include "core/catalog.h"
#include "core/engines/going_on_params.h"
#include "core/image_io/file_pictures.h"
#include "core/image_io/image_io.h"
#include "core/kept.h"
#include "core/work_jobs.h"

namespace velatura::cli {

namespace {

class Stylize {
public:
    Stylize(CLI::App& app, Program& program)
        : program_(program),
          console_(program.console),
          engineKey_(engineAhead(program.arguments)) {
        addPictures(app);
        addSeveral(app);
        addRegions(app);
        addRecipes(app);
        // An unknown engine is refused in run(); until then the parser knows the default's options.
        const auto engine = findEngine(engineKey_);
        const EngineInfo& shown = engine ? **engine : engines().front();
        options_ = std::make_unique<SchemaOptions>(app, shown.schema(), shown.label);
        save_ = std::make_unique<SchemaOptions>(app, saveSchema(), "Saving");
        timelapse_ = std::make_unique<Timelapse>(app);
    }

    int run();

private:
    void addPictures(CLI::App& app);
    void addSeveral(CLI::App& app);
    void addRegions(CLI::App& app);
    void addRecipes(CLI::App& app);
    Status prepare();
    int paint();
    Status loadStyles();
    Status prepareStart(const EngineInfo& engine);
    Status findStart(RenderRequest& request);
    Result<Recipe> recipeOf(const RenderRequest& request, const JobOutcome& outcome);
    int sayForecast(const RenderRequest& request);
    Status saveResult(const RenderRequest& request, const JobOutcome& outcome);

    Program& program_;
    Console& console_;
    std::string engineKey_;
    StylizeArguments arguments_;
    std::unique_ptr<SchemaOptions> options_, save_;
    std::unique_ptr<Timelapse> timelapse_;

    ParamValues params_;
    SaveOptions saveOptions_;
    OutputSize outputSize_;
    StylizePlan plan_;
    std::optional<Repetition> repetition_;
    std::optional<RecipeOrigin> origin_;  ///< what it goes on from
    std::vector<StyleInput> styles_;
    std::vector<KeptColor> keptColors_;
    std::shared_ptr<EngineSessions> sessions_;
};

void Stylize::addPictures(CLI::App& app) {
    app.add_option("pictures", arguments_.pictures,
                   "CONTENT STYLE, or any number of CONTENT pictures and folders when --style or --recipe is given.");
    app.add_option("-s,--style", arguments_.styles,
                   "A painting, with its weight after a colon when several are mixed (STYLE:0.5).")
        ->type_name("FILE[:WEIGHT]...");
    app.add_option("-o,--output", arguments_.output,
                   "The result: a file whose ending says the format, or a folder for several results.")
        ->type_name("OUT");
    std::string known;
    for (const auto& e : engines()) known += (known.empty() ? "" : ", ") + e.key;
    app.add_option("--engine", engineKey_,
                   fmt::format("How it is painted (one of {}; default: the first of them that has all options given).", known))
        ->type_name("NAME");
    app.add_option("--from", arguments_.from,
                   "Go on from this picture instead of starting anew: an earlier result of the same photo.")
        ->type_name("PICTURE");
    app.add_flag("--forecast", arguments_.forecast, "Paint nothing, but say how long it would take and how much memory.");
}

void Stylize::addSeveral(CLI::App& app) {
    const char* group = "Several results";
    app.add_flag("--grid", arguments_.grid,
                 "Each style by itself instead of a mixture; a folder given to --style stands for all its pictures.")
        ->group(group);
    app.add_option("--strengths", arguments_.strengths, "One result for each of these strengths.")
        ->type_name("X,X…")
        ->group(group);
    app.add_option(
           "--name", arguments_.name,
           fmt::format("What results are called, made of {{{}}} and slashes for folders; by default {{name}} and "
                       "what varies.",
                       fmt::join(NameTemplate::tokens(), "}, {")))
        ->type_name("TEMPLATE")
        ->group(group);
    app.add_flag("--skip-existing", arguments_.skipExisting, "Leave results alone that are there already.")
        ->group(group);
    app.add_flag("--resume", arguments_.resume,
                 "Go on with a batch that was ended or killed: only what is missing or has changed is painted.")
        ->group(group);
    app.add_option("--contact-sheet", arguments_.contactSheet, "Save small pictures of all results in one.")
        ->type_name("FILE")
        ->group(group);
    app.add_option("--augment", arguments_.augment,
                   "Make a training set: N variants of each picture, style, strength and seed drawn by chance from "
                   "--seed, folders kept as labels, manifest.csv and manifest.jsonl beside them.")
        ->type_name("N")
        ->check(CLI::Range(1, 10000).description(""))
        ->group(group);
    arguments_.strengthRange = "0.5:1.5";
    app.add_option("--strength-range", arguments_.strengthRange,
                   "The weakest and the strongest that --augment draws (default 0.5:1.5).")
        ->type_name("X:X")
        ->group(group);
}

void Stylize::addRegions(CLI::App& app) {
    const char* group = "Regions";
    app.add_option("--mask", arguments_.masks,
                   "Where each style applies: a picture in the photo's proportions, white where it does. One for each "
                   "style in the same order; none stands for a style that takes the room that is left.")
        ->type_name("FILE...")
        ->group(group);
    app.add_option("--level", arguments_.levels,
                   "What each style gives: all, coarse (large forms and strokes) or fine (texture and colour). One for "
                   "each style in the same order; obeyed by engines that paint in levels.")
        ->type_name("all|coarse|fine...")
        ->group(group);
    app.add_option("--protect", arguments_.protect, "Where the photo stays as it is: a picture, white where it does.")
        ->type_name("FILE")
        ->group(group);
    app.add_option("--keep-color", arguments_.keepColors,
                   "A colour of the photo that may move by no more than that Delta E (CIEDE2000), such as #c8102e:3; "
                   "may be given several times.")
        ->type_name("#RRGGBB[:DELTA-E]...")
        ->group(group);
}

void Stylize::addRecipes(CLI::App& app) {
    const char* group = "Recipe";
    app.add_option("--recipe", arguments_.recipe,
                   "Paint as this picture of Velatura's or recipe file was painted, and say whether the result is the "
                   "same bit for bit; or give contents, and they are painted in that manner.")
        ->type_name("FILE")
        ->group(group);
    app.add_option("--save-recipe", arguments_.saveRecipe, "Save the recipe of the result as a JSON file too.")
        ->type_name("FILE")
        ->group(group);
}

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
    auto size = parseOutputSize(saveSchema().read(*saveValues)->outputSize);
    if (!size) return fail(size.error());
    outputSize_ = *size;

    std::vector<BatchStyle> known;
    if (!arguments_.recipe.empty()) {
        auto repetition = takeUpRecipe(arguments_);
        if (!repetition) return fail(repetition.error());
        repetition_ = std::move(*repetition);
        const Recipe& recipe = repetition_->recipe;
        if (recipe.engine != engineKey_)
            return fail(ErrorCode::Usage, "The recipe was painted by the engine %1; leave --engine out.",
                        {recipe.engine});
        const bool several = isBatch(arguments_, arguments_.pictures);
        for (size_t i = 0; i < recipe.styles.size(); ++i) {
            // A single picture is compared and told about at its end.
            if (const auto& found = repetition_->found.styles[i]; several && !found.same)
                console_.note({ErrorCode::Usage,
                               found.thumbnail ? "The style %1 was found only as the small picture inside the recipe."
                                               : "The style %1 is not the one that the recipe was painted with.",
                               {recipe.styles[i].name}});
            known.push_back(
                {repetition_->found.styles[i].path, repetition_->weights[i], repetition_->found.styles[i].image, recipe.styles[i].levels});
        }
        params_ = repeatedParams(recipe, params_, several);
        // The same picture again has the same size, unless another one is asked for now.
        if (!several && recipe.outputSize && !save_->given()->contains("output-size"))
            outputSize_ = *recipe.outputSize;
    }
    if (auto s = prepareStart(**engine); !s) return s;
    if (auto s = timelapse_->prepare((*engine)->schema(), params_); !s) return s;
    arguments_.timelapse = timelapse_->output();
    auto plan = planStylize(arguments_, **engine, known);
    if (!plan) return fail(plan.error());
    plan_ = std::move(*plan);
    if (plan_.batch && timelapse_->wanted())
        return fail(ErrorCode::Usage, "--timelapse belongs to one picture.", {}, "Give one CONTENT and a file as OUT.");
    plan_.request.engine = engineKey_;
    plan_.request.outputSize = outputSize_;
    plan_.request.saving = toJson(*saveValues).dump();
    plan_.request.params = params_;
    auto kept = parseKeptColors(arguments_.keepColors);
    if (!kept) return fail(kept.error());
    keptColors_ = repetition_ && kept->empty() ? repetition_->recipe.keptColors : std::move(*kept);
    plan_.request.keptColors = keptColors_;
    if (plan_.batch && repetition_ && repetition_->recipe.hasMasks())
        console_.note({ErrorCode::Usage, "The masks of the recipe belong to its own photo and are left out."});
    return {};
}

int Stylize::run() {
    if (auto s = prepare(); !s) return refuse(program_, s.error());
    sessions_ = std::make_shared<EngineSessions>(program_.library);
    if (plan_.batch && arguments_.forecast)
        return refuse(program_, {ErrorCode::Usage, "--forecast tells of one picture at a time.", {}, "Give one CONTENT and a file as OUT."});
    return plan_.batch ? runBatch(program_, plan_.request, saveOptions_, sessions_) : paint();
}

Status Stylize::loadStyles() {
    for (const auto& style : plan_.styles) {
        auto image = style.image.empty() ? loadPicture(style.path) : Result<Image>(style.image);
        if (!image) return fail(image.error());
        styles_.push_back({*image, style.weight, {}, style.levels});
    }
    return {};
}

/// What a start means is settled before anything is read: --from wants the engine to go on, a batch cannot.
Status Stylize::prepareStart(const EngineInfo& engine) {
    if (!arguments_.from.empty()) {
        if (!canGoOn(engine.schema()))
            return fail(ErrorCode::Usage, "The engine %1 cannot go on from a picture.", {engine.key}, "Leave --from out.");
        const auto given = options_->given();
        if (given && given->contains("start") && !startsFromLast(*given))
            return fail(ErrorCode::Usage, "--from goes on from a picture, and --start names another start.", {}, "Leave one of them out.");
        params_ = withStartFromLast(params_);
    } else if (repetition_ && repetition_->recipe.origin && isBatch(arguments_, arguments_.pictures)) {
        params_.erase("start");
        console_.note({ErrorCode::Usage, "The recipe went on from an earlier result; each photo starts anew instead."});
    }
    return {};
}

Status Stylize::findStart(RenderRequest& request) {
    Result<Origin> origin = Origin{};
    if (!arguments_.from.empty())
        origin = originFromFile(arguments_.from);
    else if (repetition_ && repetition_->recipe.origin && startsFromLast(params_))
        origin = repeatOrigin(program_, *repetition_, std::filesystem::absolute(arguments_.recipe).parent_path(), sessions_);
    else
        return {};
    if (!origin) return fail(origin.error());
    request.start = origin->start;
    origin_ = origin->recipe;
    return {};
}

int Stylize::paint() {
    RenderRequest request;
    if (repetition_ && !repetition_->found.content.image.empty()) {
        request.content = repetition_->found.content.image;
    } else {
        auto content = loadPicture(plan_.content);
        if (!content) return refuse(program_, content.error());
        request.content = std::move(*content);
    }
    if (auto s = loadStyles(); !s) return refuse(program_, s.error());
    request.styles = styles_;
    request.params = params_;
    request.keptColors = keptColors_;
    if (auto s = putMasks(console_, arguments_, repetition_, request); !s) return refuse(program_, s.error());
    if (!arguments_.forecast || !arguments_.from.empty())
        if (auto s = findStart(request); !s) return refuse(program_, s.error());
    if (arguments_.forecast) return sayForecast(request);
    if (interrupted()) {
        console_.note({ErrorCode::Internal, "Stopped before there was a picture to save."});
        return kExitInterrupted;
    }
    auto traces = std::make_shared<RenderTraces>();
    traces->frames = timelapse_->recorder();
    RenderJob job(sessions_, engineKey_, request, plan_.content.filename().string(), std::make_shared<MatchedPictures>(filePictures()), {}, traces);
    JobConsole context(console_);
    const JobOutcome outcome = job.run(context);
    console_.clearBar();
    if (outcome.end == JobEnd::Failed) return refuse(program_, *outcome.error);
    if (outcome.picture.empty() && !interrupted())
        return refuse(program_, {ErrorCode::Internal, "The engine %1 gave no picture.", {engineKey_}});
    if (outcome.picture.empty()) {
        console_.note({ErrorCode::Internal, "Stopped before there was a picture to save."});
        return kExitInterrupted;
    }
    if (auto s = saveResult(request, outcome); !s) return refuse(program_, s.error());
    if (auto s = timelapse_->write(console_, outcome.picture); !s) return refuse(program_, s.error());
    return outcome.end == JobEnd::Stopped && interrupted() ? kExitInterrupted : kExitDone;
}

int Stylize::sayForecast(const RenderRequest& request) {
    const auto expected = forecast(engineKey_, request);
    if (!expected) return refuse(program_, expected.error());
    const auto params = (*findEngine(engineKey_))->schema().normalise(request.params);
    if (!params) return refuse(program_, params.error());
    const double seconds = expected->work * Calibration::secondsPerUnit(engineKey_, *params);
    console_.event("forecast", {{"seconds", seconds}, {"bytes", expected->bytes}, {"free", expected->freeBytes}, {"fits", expected->fits()}, {"tile", expected->tile}});
    if (!expected->fits()) return refuse(program_, doesNotFit(*expected, *params));
    console_.say(fmt::format("about {:.0f} s, {:.1f} GB of memory ({:.1f} GB are free)", std::max(1.0, seconds), static_cast<double>(expected->bytes) / 1e9,
                             static_cast<double>(expected->freeBytes) / 1e9));
    return kExitDone;
}

Result<Recipe> Stylize::recipeOf(const RenderRequest& request, const JobOutcome& outcome) {
    std::vector<std::filesystem::path> paths;
    for (const auto& style : plan_.styles) paths.push_back(style.path);
    auto styles = recipeStyles(styles_, paths, *filePictures());
    if (!styles) return fail(styles.error());
    auto device = sessions_->device(request.params);
    if (!device) return fail(device.error());
    RenderRequest painted = request;
    auto masks = recordMasks(painted, *filePictures());
    if (!masks) return fail(masks.error());
    return makeRecipe({.engine = engineKey_,
                       .request = &request,
                       .contentPath = plan_.content,
                       .styles = std::move(*styles),
                       .masks = std::move(*masks),
                       .device = std::move(*device),
                       .result = outcome.picture,
                       .facts = outcome.facts,
                       .stopped = outcome.end == JobEnd::Stopped,
                       .outputSize = outputSize_,
                       .origin = origin_});
}

Status Stylize::saveResult(const RenderRequest& request, const JobOutcome& outcome) {
    auto recipe = recipeOf(request, outcome);
    if (!recipe) return fail(recipe.error());
    Image saved = outcome.picture;
    try {
        RenderRequest there = request;
        if (auto s = MatchedPictures::matchColors(there, *filePictures()); !s) return s;
        saved = atOutputSize(outcome.picture, there, outputSize_);
    } catch (const std::bad_alloc&) {
        console_.note({ErrorCode::OutOfMemory, "There is not enough memory for the output size %1; it is saved as it was painted.",
                       {toText(outputSize_)}});
        recipe->outputSize = OutputSize{};
    }
    saveOptions_.recipe = recipeText(*recipe);
    if (auto s = savePicture(saved, plan_.output, saveOptions_); !s) return s;
    if (!arguments_.saveRecipe.empty())
        if (auto s = writeRecipeFile(arguments_.saveRecipe, *recipe); !s) return s;

    const bool stopped = outcome.end == JobEnd::Stopped;
    const std::string text = fmt::format("{}: {} x {} px{}", plan_.output.string(), saved.width(),
                                         saved.height(), factsText(outcome.facts));
    console_.say(stopped ? text + " (stopped early; this is the best so far)" : text);
    console_.event("result", {{"content", plan_.content.string()},
                              {"file", plan_.output.string()},
                              {"engine", engineKey_},
                              {"width", saved.width()},
                              {"height", saved.height()},
                              {"stopped", stopped},
                              {"facts", toJson(outcome.facts)}});
    if (repetition_) reportRepetition(console_, *repetition_, *recipe);
    return {};
}

}  // namespace

Command addStylize(CLI::App& root, Program& program) {
    auto* app = root.add_subcommand("stylize", "Paint photos in the manner of paintings.");
    app->footer(
        "Examples:\n"
        "  velatura-cli stylize photo.jpg painting.jpg -o result.png\n"
        "  velatura-cli stylize photo.jpg --style wave.jpg:0.7 ink.jpg:0.3 -o result.png --long-side 768\n"
        "  velatura-cli stylize photo.jpg --style wave.jpg ink.jpg --mask sky.png none --protect face.png -o result.png\n"
        "  velatura-cli stylize photo.jpg --style strokes.jpg colours.jpg --level coarse fine -o result.png\n"
        "  velatura-cli stylize holiday/ --style painting.jpg -o painted/\n"
        "  velatura-cli stylize holiday/ --style a.jpg b.jpg --grid --strengths 0.5,1 -o painted/ --contact-sheet "
        "all.png\n"
        "  velatura-cli stylize holiday/ --recipe result.png -o painted/ --resume\n"
        "  velatura-cli stylize labelled/ --style paintings/ --augment 4 --seed 7 -o training/\n"
        "  velatura-cli stylize --recipe result.png -o again.png\n"
        "  velatura-cli stylize photo.jpg painting.jpg --from result.png --steps 50 -o further.png\n"
        "  velatura-cli stylize photo.jpg painting.jpg -o result.png --timelapse how.avi\n\n"
        "A file named like STYLE:WEIGHT wins over the reading as a weight. Ctrl-C ends with the best picture so far "
        "and\n"
        "saves it; a batch goes on from there with --resume.");
    auto command = std::make_shared<Stylize>(*app, program);
    return {app, [command] { return command->run(); }};
}

}  // namespace velatura::cli
