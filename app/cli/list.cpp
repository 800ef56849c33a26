// `list`: engines, trainers, metrics and picture formats; with --json their whole schemas.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "core/catalog.h"
#ifdef VELATURA_PICTURES
#include "core/image_io/image_io.h"
#endif

namespace velatura::cli {

namespace {

nlohmann::json enginesToJson() {
    nlohmann::json out = nlohmann::json::array();
    for (const auto& e : engines())
        out.push_back({{"key", e.key},
                       {"label", e.label},
                       {"help", e.help},
                       {"minStyles", e.minStyles},
                       {"maxStyles", e.maxStyles},
                       {"parameters", schemaToJson(e.schema())}});
    return out;
}

nlohmann::json trainersToJson() {
    nlohmann::json out = nlohmann::json::array();
    for (const auto& t : trainers())
        out.push_back({{"key", t.key},
                       {"label", t.label},
                       {"help", t.help},
                       {"needsStyles", t.needsStyles},
                       {"needsTeachers", t.teachers == Need::Required},
                       {"takesTeachers", t.teachers != Need::None},
                       {"dataHelp", t.dataHelp},
                       {"parameters", schemaToJson(t.schema())}});
    return out;
}

nlohmann::json metricsToJson() {
    nlohmann::json out = nlohmann::json::array();
    for (const auto& m : metricInfos())
        out.push_back({{"key", m.key},
                       {"label", m.label},
                       {"help", m.help},
                       {"higherIsBetter", m.higherIsBetter},
                       {"needsNetwork", m.needsNetwork}});
    return out;
}

nlohmann::json formatsToJson() {
    nlohmann::json out = nlohmann::json::array();
#ifdef VELATURA_PICTURES
    for (const auto& f : pictureFormats())
        out.push_back({{"key", f.key},
                       {"label", f.label},
                       {"extensions", f.extensions},
                       {"alpha", f.alpha},
                       {"sixteenBit", f.sixteenBit},
                       {"lossy", f.lossy}});
#endif
    return out;
}

template <class Info>
std::string section(const char* heading, const std::vector<Info>& infos) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& i : infos) rows.push_back({"  " + i.key, i.label, i.help});
    return fmt::format("{}\n{}", heading, table(rows));
}

std::string formatSection() {
#ifdef VELATURA_PICTURES
    std::vector<std::vector<std::string>> rows;
    for (const auto& f : pictureFormats())
        rows.push_back({"  " + f.key, f.label, fmt::format(".{}", fmt::join(f.extensions, ", ."))});
    return "\n\nPicture formats\n" + table(rows);
#else
    return {};
#endif
}

int run(Program& program) {
    program.console.print(section("Engines (stylize --engine NAME)", engines()) + "\n\n" +
                          section("Trainers (train NAME)", trainers()) + "\n\n" +
                          section("Metrics (evaluate --metrics NAME,…)", metricInfos()) + formatSection());
    program.console.event("result", {{"engines", enginesToJson()},
                                     {"trainers", trainersToJson()},
                                     {"metrics", metricsToJson()},
                                     {"formats", formatsToJson()}});
    return kExitDone;
}

}  // namespace

Command addList(CLI::App& root, Program& program) {
    auto* app = root.add_subcommand("list", "List engines, trainers, metrics and picture formats.");
    app->footer("With --json: every parameter of every engine and trainer with its range and default.");
    return {app, [&program] { return run(program); }};
}

}  // namespace velatura::cli
