#include "app/cli/evaluate_layers.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "app/cli/stylize_plan.h"
#include "core/base/atomic_file.h"
#include "core/base/writable.h"
#include "core/catalog.h"
#include "core/engines/layered_params.h"
#include "core/image_io/file_pictures.h"
#include "core/image_io/image_io.h"
#include "core/recipe_masks.h"
#include "core/recipe_match.h"
#include "core/work_jobs.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

struct LayerLook {
    std::string engine = firstLayeredEngine();
    RenderRequest request;
    Image picture;
    std::vector<Mask> masks;    ///< of the recipe, in its order of styles
    std::optional<Error> note;  ///< why the picture's recipe is not heeded
};

Status takeParam(const Schema& schema, const char* key, const std::string& typed, ParamValues& params) {
    const ParamInfo* info = schema.find(key);
    if (typed.empty() || !info) return {};
    auto value = Schema::parse(*info, typed);
    if (!value) return fail(value.error());
    params[info->key] = std::move(*value);
    return {};
}

/// A result that was painted in one pass is looked at as by the engine that could go on from it: of its parameters both
/// know those that say what the styles look like.
void takeParams(const Recipe& recipe, LayerLook& out) {
    out.request.params = portableParams(recipe);
    if (layeredSchema(recipe.engine)) {
        out.engine = recipe.engine;
        return;
    }
    const Schema* schema = layeredSchema(out.engine);
    std::erase_if(out.request.params, [&](const auto& param) {
        const ParamInfo* info = schema ? schema->find(param.first) : nullptr;
        return !info || !(info->stages & (Stage::StyleFeatures | Stage::Decode)) || info->key != param.first;
    });
}

/// Engine and parameters by which the result was painted, where it says; the pictures as they are given.
Result<LayerLook> read(const LayerArguments& arguments) {
    LayerLook out;
    auto picture = loadPicture(arguments.result);
    if (!picture) return fail(picture.error());
    out.picture = std::move(*picture);
    if (const std::string& text = out.picture.info().recipe; !text.empty()) {
        if (auto recipe = parseRecipe(text)) {
            takeParams(*recipe, out);
            auto masks = readMasks(*recipe, fileReader());
            if (!masks) return fail(masks.error());
            out.masks = std::move(masks->styles);
        } else {
            out.note = recipe.error();
        }
    }
    auto engine = findEngine(out.engine);
    if (!engine) return fail(engine.error());
    const Schema& schema = (*engine)->schema();
    if (auto s = takeParam(schema, "long-side", arguments.longSide, out.request.params); !s) return fail(s.error());
    if (auto s = takeParam(schema, "style-scale", arguments.styleScale, out.request.params); !s) return fail(s.error());
    auto content = loadPicture(arguments.content);
    if (!content) return fail(content.error());
    out.request.content = std::move(*content);
    for (const std::string& text : arguments.styles) {
        auto style = parseStyle(text);
        if (!style) return fail(style.error());
        auto image = loadPicture(style->path);
        if (!image) return fail(image.error());
        const size_t i = out.request.styles.size();
        out.request.styles.push_back({std::move(*image), style->weight, i < out.masks.size() ? out.masks[i].image() : Image()});
    }
    return out;
}

Status check(const LayerArguments& arguments, const std::string& csv) {
    if (arguments.result.empty() || arguments.content.empty() || arguments.styles.empty())
        return fail(ErrorCode::Usage, "Layers need a result, its photo and its style.", {},
                    "Give --layers RESULT --content PHOTO --style PAINTING.");
    if (!csv.empty())
        if (auto s = checkWritable(csv); !s) return s;
    return arguments.maps.empty() ? Status() : makeFolder(arguments.maps);
}

/// Beside each other by layer: "relu3_1.png".
Status saveMaps(const std::vector<LayerLoss>& layers, const fs::path& folder) {
    for (const LayerLoss& layer : layers)
        if (auto s = savePicture(layer.map, folder / (layer.layer + ".png")); !s) return s;
    return {};
}

}  // namespace

void addLayerOptions(CLI::App& app, LayerArguments& arguments) {
    const char* group = "Layers";
    app.add_option("--layers", arguments.result, "Instead: what each layer of the network still misses in this result.")
        ->type_name("RESULT")
        ->group(group);
    app.add_option("--content", arguments.content, "The photo that the result was painted from.")
        ->type_name("PHOTO")
        ->group(group);
    app.add_option("-s,--style", arguments.styles,
                   "The painting, with its weight after a colon when several were mixed.")
        ->type_name("FILE[:WEIGHT]...")
        ->group(group);
    app.add_option("--maps", arguments.maps,
                   "Save where it is left as one PNG a layer in this folder; white is the most.")
        ->type_name("FOLDER")
        ->group(group);
    app.add_option("--long-side", arguments.longSide,
                   "Size at which it was painted (default: as its recipe says, else the engine's own).")
        ->type_name("PX")
        ->group(group);
    app.add_option("--style-scale", arguments.styleScale,
                   "Brush size with which it was painted (default: as its recipe says, else 1).")
        ->type_name("X")
        ->group(group);
}

int evaluateLayers(Program& program, const LayerArguments& arguments, const std::string& csv) {
    if (auto s = check(arguments, csv); !s) return refuse(program, s.error());
    auto look = read(arguments);
    if (!look) return refuse(program, look.error());
    if (look->note) program.console.note(*look->note);
    JobConsole context(program.console);
    context.progress(0, 0, "Loading");
    MatchedPictures matched(filePictures());
    if (auto s = matched.match(look->request); !s) return refuse(program, s.error());
    EngineSessions sessions(program.library);
    auto session = sessions.session(look->engine);
    if (!session) return refuse(program, session.error());
    context.progress(0, 0, "Comparing");
    auto layers = (*session)->layerLosses(look->request, look->picture, context);
    program.console.clearBar();
    if (!layers) return refuse(program, layers.error());
    if (layers->empty()) return kExitInterrupted;
    if (!arguments.maps.empty())
        if (auto s = saveMaps(*layers, arguments.maps); !s) return refuse(program, s.error());
    nlohmann::json list = nlohmann::json::array();
    std::vector<std::vector<std::string>> rows{{"layer", "loss"}};
    std::string text = "layer,loss\n";
    for (const LayerLoss& layer : *layers) {
        list.push_back({{"layer", layer.layer}, {"loss", layer.style}});
        if (!arguments.maps.empty()) list.back()["map"] = (fs::path(arguments.maps) / (layer.layer + ".png")).string();
        rows.push_back({layer.layer, fmt::format("{:.4f}", layer.style)});
        text += fmt::format("{},{}\n", layer.layer, layer.style);
    }
    program.console.event("result", {{"name", arguments.result}, {"layers", list}});
    program.console.print(table(rows, {false, true}));
    if (!csv.empty())
        if (auto s = writeFileAtomically(csv, text); !s) return refuse(program, s.error());
    return kExitDone;
}

}  // namespace velatura::cli
