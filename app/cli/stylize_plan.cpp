#include "app/cli/stylize_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "app/cli/targets.h"
#include "core/image_io/image_io.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

bool isFolder(const fs::path& path) {
    std::error_code ec;
    return fs::is_directory(path, ec);
}

bool within(const fs::path& path, const fs::path& folder) {
    std::error_code ec;
    const fs::path a = fs::weakly_canonical(path, ec), b = fs::weakly_canonical(folder, ec);
    return std::mismatch(b.begin(), b.end(), a.begin(), a.end()).first == b.end();
}

/// A content to paint and its name below the output folder.
struct Found {
    fs::path content, relative;
};

Result<std::vector<Found>> findContents(const std::vector<std::string>& names, const fs::path& output) {
    std::vector<Found> out;
    for (const fs::path name : names) {
        if (!isFolder(name)) {
            out.push_back({name, name.filename()});
            continue;
        }
        auto pictures = listPictures(name);
        if (!pictures) return fail(pictures.error());
        const size_t before = out.size();
        // Results of an earlier run in an output folder inside this one are not painted again.
        const bool skip = within(output, name) && !within(name, output);
        for (const auto& p : *pictures)
            if (!skip || !within(p, output)) out.push_back({p, p.lexically_relative(name)});
        if (out.size() == before)
            return fail(ErrorCode::NotFound, "There is no picture in the folder %1.", {name.string()});
    }
    return out;
}

/// The format of the content where it can be written, else PNG; a number where two contents share a name.
fs::path outputFor(const Found& found, const fs::path& folder, std::set<fs::path>& taken) {
    fs::path relative = found.relative;
    if (!formatForPath(relative)) relative += ".png";
    fs::path candidate = folder / relative;
    for (int n = 2; !taken.insert(candidate).second; ++n)
        candidate = folder / relative.parent_path() /
                    fmt::format("{}-{}{}", relative.stem().string(), n, relative.extension().string());
    return candidate;
}

Status planBatch(const std::vector<std::string>& contents, const fs::path& output, StylizePlan& plan) {
    if (!isFolder(output) && formatForPath(output))
        return fail(ErrorCode::Usage,
                    "Several pictures need a folder for their results, and %1 is named like a picture.",
                    {output.string()}, "Give -o a folder.");
    auto found = findContents(contents, output);
    if (!found) return fail(found.error());
    std::set<fs::path> taken;
    for (const auto& f : *found) plan.items.push_back({f.content, outputFor(f, output, taken)});
    for (const auto& item : plan.items) {
        std::error_code ec;
        if (fs::equivalent(item.content, item.output, ec))
            return fail(ErrorCode::Usage, "The result would replace its own content %1.", {item.content.string()},
                        "Give -o another folder.");
    }
    return makeFolder(output);
}

Status planSingle(const fs::path& content, const fs::path& output, StylizePlan& plan) {
    if (isFolder(output))
        return fail(ErrorCode::Disk, "%1 is a folder, but one picture needs a file name.", {output.string()},
                    "Add a name with an ending such as .png.");
    if (auto format = formatForPath(output); !format) return fail(format.error());
    plan.items.push_back({content, output});
    return checkWritable(output);
}

Status checkCounts(const StylizePlan& plan, const EngineInfo& engine) {
    const int styles = static_cast<int>(plan.styles.size());
    if (styles < engine.minStyles || styles > engine.maxStyles) {
        const std::string range = engine.minStyles == engine.maxStyles
                                      ? std::to_string(engine.minStyles)
                                      : fmt::format("{} to {}", engine.minStyles, engine.maxStyles);
        return fail(ErrorCode::Usage, "%1 styles were given, and the engine %2 takes %3.",
                    {std::to_string(styles), engine.key, range});
    }
    return {};
}

}  // namespace

Result<StyleFile> parseStyle(const std::string& text) {
    std::error_code ec;
    const size_t colon = text.rfind(':');
    if (fs::exists(text, ec) || colon == std::string::npos || colon == 0) return StyleFile{text, 1.0};
    const std::string name = text.substr(0, colon);
    double weight = 0;
    const char* last = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + colon + 1, last, weight);
    const bool number = parsed.ec == std::errc() && parsed.ptr == last;
    if (!number && !fs::exists(name, ec)) return StyleFile{text, 1.0};  // a colon in the name of a missing file
    if (!number || !std::isfinite(weight) || weight <= 0 || weight > 1000)
        return fail(ErrorCode::Usage,
                    "\"%1\" is not a weight for the style %2: it takes a number above 0, at most 1000.",
                    {text.substr(colon + 1), name});
    return StyleFile{name, weight};
}

Result<StylizePlan> planStylize(const StylizeArguments& arguments, const EngineInfo& engine) {
    StylizePlan plan;
    auto contents = arguments.pictures;
    auto styles = arguments.styles;
    if (styles.empty()) {
        if (contents.size() != 2)
            return fail(ErrorCode::Usage,
                        "Without --style, `velatura-cli stylize` takes exactly a photo and a painting; "
                        "%1 were given.",
                        {fmt::format("{} pictures", contents.size())});
        styles.push_back(contents.back());
        contents.pop_back();
    }
    if (contents.empty())
        return fail(ErrorCode::Usage, "No photo was given: `velatura-cli stylize` wants it before --style.");
    if (arguments.output.empty())
        return fail(ErrorCode::Usage, "Nothing says where the result goes; give it with -o FILE.");
    for (const auto& text : styles) {
        auto style = parseStyle(text);
        if (!style) return fail(style.error());
        plan.styles.push_back(std::move(*style));
    }
    if (auto s = checkCounts(plan, engine); !s) return fail(s.error());

    plan.batch = contents.size() > 1 || isFolder(contents.front());
    const Status outputs =
        plan.batch ? planBatch(contents, arguments.output, plan) : planSingle(contents.front(), arguments.output, plan);
    if (!outputs) return fail(outputs.error());
    return plan;
}

}  // namespace velatura::cli
