#include "app/cli/stylize_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/cli/stylize_masks.h"
#include "core/base/writable.h"
#include "core/image_io/image_io.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

bool isFolder(const fs::path& path) {
    std::error_code ec;
    return fs::is_directory(path, ec);
}

Status checkSingle(const fs::path& output) {
    if (isFolder(output))
        return fail(ErrorCode::Disk, "%1 is a folder, but one picture needs a file name.", {output.string()},
                    "Add a name with an ending such as .png.");
    if (auto format = formatForPath(output); !format) return fail(format.error());
    return checkWritable(output);
}

Status checkCounts(const std::vector<BatchStyle>& all, const EngineInfo& engine) {
    const int styles = static_cast<int>(all.size());
    if (styles < engine.minStyles || styles > engine.maxStyles) {
        const std::string range = engine.minStyles == engine.maxStyles
                                      ? std::to_string(engine.minStyles)
                                      : fmt::format("{} to {}", engine.minStyles, engine.maxStyles);
        return fail(ErrorCode::Usage, "%1 styles were given, and the engine %2 takes %3.",
                    {std::to_string(styles), engine.key, range});
    }
    return {};
}

/// "0.5,1,2" or "0.2:1.5" as numbers.
Result<std::vector<double>> parseNumbers(const std::string& text, char between, const char* option) {
    std::vector<double> out;
    for (size_t at = 0; at <= text.size();) {
        const size_t end = std::min(text.find(between, at), text.size());
        double value = 0;
        const auto parsed = std::from_chars(text.data() + at, text.data() + end, value);
        if (parsed.ec != std::errc() || parsed.ptr != text.data() + end || !std::isfinite(value))
            return fail(ErrorCode::Usage, "\"%1\" is not what %2 takes: numbers with \"%3\" between them.",
                        {text, option, std::string(1, between)});
        out.push_back(value);
        at = end + 1;
    }
    return out;
}

/// Where each style stands for itself, a folder stands for all its pictures.
Status spreadFolders(std::vector<BatchStyle>& styles) {
    std::vector<BatchStyle> out;
    for (auto& style : styles) {
        if (!isFolder(style.path)) {
            out.push_back(std::move(style));
            continue;
        }
        auto pictures = listPictures(style.path);
        if (!pictures) return fail(pictures.error());
        if (pictures->empty())
            return fail(ErrorCode::NotFound, "There is no picture in the folder %1.", {style.path.string()});
        for (auto& path : *pictures) out.push_back({std::move(path), 1.0, {}, style.levels});
    }
    styles = std::move(out);
    return {};
}

/// One for each style in the same order, where any are given.
Status takeLevels(const std::vector<std::string>& levels, const EngineInfo& engine, std::vector<BatchStyle>& styles) {
    if (levels.empty()) return {};
    if (!engine.levels)
        return fail(ErrorCode::Usage, "The engine %1 takes each style as a whole.", {engine.key}, "Leave --level out.");
    if (levels.size() != styles.size())
        return fail(ErrorCode::Usage, "%1 levels were given for %2 styles.", {std::to_string(levels.size()), std::to_string(styles.size())},
                    "Give one for each style in the same order; all stands for the whole style.");
    for (size_t i = 0; i < styles.size(); ++i) {
        const auto level = parseStyleLevels(levels[i]);
        if (!level) return fail(level.error());
        styles[i].levels = *level;
    }
    return {};
}

Result<BatchRequest> batchRequest(const StylizeArguments& a, const std::vector<std::string>& contents,
                                  std::vector<BatchStyle> styles) {
    BatchRequest out;
    for (const auto& content : contents) out.contents.emplace_back(content);
    if (a.grid || a.augment > 0)
        for (auto& style : styles) out.looks.push_back({{std::move(style)}});
    else
        out.looks.push_back({std::move(styles)});
    if (!a.strengths.empty()) {
        auto numbers = parseNumbers(a.strengths, ',', "--strengths");
        if (!numbers) return fail(numbers.error());
        out.strengths = std::move(*numbers);
    }
    if (a.augment > 0) {
        auto range = parseNumbers(a.strengthRange, ':', "--strength-range");
        if (!range) return fail(range.error());
        if (range->size() != 2)
            return fail(ErrorCode::Usage, "--strength-range takes the weakest and the strongest, such as 0.5:1.5.");
        out.augment = BatchAugment{a.augment, range->front(), range->back(), 1};
    }
    out.output = a.output;
    out.name = a.name;
    out.skipExisting = a.skipExisting;
    out.resume = a.resume;
    out.contactSheet = a.contactSheet;
    return out;
}

Status checkTogether(const StylizeArguments& a, bool batch) {
    if (batch && !a.saveRecipe.empty())
        return fail(ErrorCode::Usage,
                    "--save-recipe belongs to one picture; in a batch each picture holds its own recipe.");
    if (batch && !(a.masks.empty() && a.protect.empty()))
        return fail(ErrorCode::Usage, "--mask and --protect belong to one photo, and a batch paints several.", {},
                    "Leave them out, or paint that photo by itself.");
    if (batch && !a.from.empty())
        return fail(ErrorCode::Usage, "--from belongs to one picture; a batch paints each photo from its own start.");
    if (a.augment > 0 && (a.grid || !a.strengths.empty()))
        return fail(ErrorCode::Usage,
                    "--augment draws styles and strengths by chance; leave --grid and --strengths out.");
    if (batch && !isFolder(a.output) && formatForPath(a.output))
        return fail(ErrorCode::Usage,
                    "Several pictures need a folder for their results, and %1 is named like a picture.", {a.output},
                    "Give -o a folder.");
    return {};
}

}  // namespace

Result<BatchStyle> parseStyle(const std::string& text) {
    std::error_code ec;
    const size_t colon = text.rfind(':');
    if (fs::exists(text, ec) || colon == std::string::npos || colon == 0) return BatchStyle{text, 1.0, {}};
    const std::string name = text.substr(0, colon);
    double weight = 0;
    const char* last = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + colon + 1, last, weight);
    const bool number = parsed.ec == std::errc() && parsed.ptr == last;
    if (!number && !fs::exists(name, ec)) return BatchStyle{text, 1.0, {}};  // a colon in the name of a missing file
    if (!number || !std::isfinite(weight) || weight <= 0 || weight > 1000)
        return fail(ErrorCode::Usage,
                    "\"%1\" is not a weight for the style %2: it takes a number above 0, at most 1000.",
                    {text.substr(colon + 1), name});
    return BatchStyle{name, weight, {}};
}

bool isBatch(const StylizeArguments& a, const std::vector<std::string>& contents) {
    return contents.size() > 1 || (!contents.empty() && isFolder(contents.front())) || a.grid || a.augment > 0 ||
           a.skipExisting || a.resume || !a.strengths.empty() || !a.name.empty() || !a.contactSheet.empty();
}

namespace {

/// Neither the result nor its recipe may take the place of a picture that goes in, or of each other.
Status checkInputsStay(const StylizePlan& plan, const StylizeArguments& arguments) {
    const fs::path recipe = arguments.saveRecipe, timelapse = arguments.timelapse;
    const auto real = [](const fs::path& path) {
        std::error_code ec;
        return fs::weakly_canonical(fs::absolute(path, ec), ec);
    };
    std::vector<fs::path> inputs = {plan.content, arguments.from, arguments.protect};
    inputs.insert(inputs.end(), arguments.masks.begin(), arguments.masks.end());
    for (const auto& style : plan.styles) inputs.push_back(style.path);
    for (const fs::path& out : {plan.output, recipe, timelapse})
        for (const fs::path& in : inputs)
            if (!out.empty() && !in.empty() && real(out) == real(in))
                return fail(ErrorCode::Usage, "The result would replace the picture %1.", {out.string()},
                            "Give it another name.");
    if (!timelapse.empty() && (real(timelapse) == real(plan.output) || (!recipe.empty() && real(timelapse) == real(recipe))))
        return fail(ErrorCode::Usage, "The time-lapse would replace the result %1.", {timelapse.string()}, "Give it another name.");
    if (!recipe.empty() && real(recipe) == real(plan.output))
        return fail(ErrorCode::Usage, "The recipe would replace the result %1.", {recipe.string()},
                    "Give it another name.");
    return {};
}

}  // namespace

Result<StylizePlan> planStylize(const StylizeArguments& arguments, const EngineInfo& engine,
                                const std::vector<BatchStyle>& known) {
    auto contents = arguments.pictures;
    auto named = arguments.styles;
    std::vector<BatchStyle> styles = known;
    const bool ownStyles = engine.maxStyles == 0;  // its networks have them
    if (named.empty() && known.empty() && !ownStyles) {
        if (contents.size() != 2)
            return fail(ErrorCode::Usage,
                        "Without --style, `velatura-cli stylize` takes exactly a photo and a painting; "
                        "%1 were given.",
                        {fmt::format("{} pictures", contents.size())});
        named.push_back(contents.back());
        contents.pop_back();
    }
    if (contents.empty())
        return fail(ErrorCode::Usage, ownStyles ? "No photo was given." : "No photo was given: `velatura-cli stylize` wants it before --style.");
    if (arguments.output.empty())
        return fail(ErrorCode::Usage, "Nothing says where the result goes; give it with -o FILE.");
    for (const auto& text : known.empty() ? named : std::vector<std::string>()) {
        auto style = parseStyle(text);
        if (!style) return fail(style.error());
        styles.push_back(std::move(*style));
    }
    if (auto s = takeLevels(arguments.levels, engine, styles); !s) return fail(s.error());
    StylizePlan plan;
    plan.batch = isBatch(arguments, contents);
    if (auto s = checkTogether(arguments, plan.batch); !s) return fail(s.error());
    if (ownStyles && (arguments.grid || arguments.augment > 0))
        return fail(ErrorCode::Usage, "--grid and --augment choose among styles, and the engine %1 takes none.", {engine.key});
    const bool apart = arguments.grid || arguments.augment > 0;
    if (const Status s = apart ? spreadFolders(styles) : checkCounts(styles, engine); !s) return fail(s.error());
    if (plan.batch) {
        auto request = batchRequest(arguments, contents, std::move(styles));
        if (!request) return fail(request.error());
        plan.request = std::move(*request);
        return plan;
    }
    plan.content = contents.front();
    plan.output = arguments.output;
    plan.styles = std::move(styles);
    if (auto s = checkMaskCount(arguments.masks, plan.styles.size()); !s) return fail(s.error());
    if (auto s = checkSingle(plan.output); !s) return fail(s.error());
    if (auto s = checkInputsStay(plan, arguments); !s) return fail(s.error());
    if (!arguments.saveRecipe.empty())
        if (auto s = checkWritable(arguments.saveRecipe); !s) return fail(s.error());
    return plan;
}

}  // namespace velatura::cli
