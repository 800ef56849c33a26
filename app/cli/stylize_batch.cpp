#include "app/cli/stylize_batch.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "core/image_io/file_pictures.h"

namespace velatura::cli {

namespace {

nlohmann::json itemJson(const BatchItemResult& result) {
    const BatchItem& item = result.item;
    nlohmann::json out{{"index", item.index + 1},
                       {"content", item.content.string()},
                       {"file", item.output.string()},
                       {"state", result.state == BatchState::Kept ? "kept" : "done"},
                       {"stopped", result.state == BatchState::Stopped}};
    if (item.strength) out["strength"] = *item.strength;
    if (item.seed) out["seed"] = *item.seed;
    if (!item.label.empty()) out["label"] = item.label;
    if (result.state != BatchState::Kept)
        out.update({{"width", result.size.width}, {"height", result.size.height}, {"facts", toJson(result.facts)}});
    return out;
}

class BatchReport {
public:
    explicit BatchReport(Console& console) : console_(console) {}

    void item(const BatchItemResult& result) {
        const std::string content = result.item.content.string();
        if (result.state == BatchState::Failed) {
            // A broken photo fails with every style; it is named once.
            if (named_.insert(content + result.error->message()).second) console_.error(*result.error, content);
            return;
        }
        std::string text = result.item.output.string();
        if (result.state == BatchState::Kept)
            text += ": is there already";
        else
            text += fmt::format(": {} x {} px{}", result.size.width, result.size.height, factsText(result.facts));
        if (result.state == BatchState::Stopped) text += " (stopped early; this is the best so far)";
        console_.say(text);
        console_.event("result", itemJson(result));
    }

    void end(const BatchSummary& s) {
        for (const auto& path : s.written) console_.say(path.string());
        std::string text = fmt::format("{} painted", s.done);
        if (s.kept) text += fmt::format(", {} were there already", s.kept);
        if (s.failed) text += fmt::format(", {} failed", s.failed);
        if (s.left) text += fmt::format(", {} left (--resume goes on)", s.left);
        console_.say(text + ".");
        nlohmann::json failures = nlohmann::json::array(), written = nlohmann::json::array();
        for (const auto& f : s.failures)
            failures.push_back({{"content", f.item.content.string()},
                                {"file", f.item.output.string()},
                                {"code", errorCodeName(f.error->code)},
                                {"message", f.error->message()}});
        for (const auto& path : s.written) written.push_back(path.string());
        console_.event("summary", {{"done", s.done},
                                   {"kept", s.kept},
                                   {"failed", s.failed},
                                   {"left", s.left},
                                   {"seconds", s.seconds},
                                   {"failures", failures},
                                   {"written", written}});
    }

private:
    Console& console_;
    std::set<std::string> named_;
};

}  // namespace

std::string factsText(const ParamValues& facts) {
    std::string text;
    const auto fact = [&](const char* key, const char* format) {
        if (const auto it = facts.find(key); it != facts.end()) {
            const auto* real = std::get_if<double>(&it->second);
            text += fmt::format(fmt::runtime(format), real ? fmt::format("{:.1f}", *real) : toText(it->second));
        }
    };
    fact("steps", ", {} steps");
    fact("seconds", ", {} s");
    fact("device", ", {}");
    return text;
}

int runBatch(Program& program, BatchRequest request, const SaveOptions& save,
             std::shared_ptr<EngineSessions> sessions) {
    Console& console = program.console;
    // A training set is told about by its manifest; a recipe with thumbnails in each picture would only make it large.
    request.recipes = save.metadata != SaveMetadata::Strip && !request.augment;
    if (request.augment)
        if (const auto seed = request.params.find("seed"); seed != request.params.end())
            request.augment->seed = static_cast<std::uint64_t>(std::get<std::int64_t>(seed->second));
    const auto files = filePictures(save);
    auto plan = planBatch(std::move(request), *files);
    if (!plan) return refuse(program, plan.error());
    if (plan->duplicates > 0)
        console.note({ErrorCode::Usage,
                      "%1 pictures were named more than once; each is painted once.",
                      {std::to_string(plan->duplicates)}});

    BatchReport report(console);
    BatchJob job(std::move(sessions), std::move(*plan), files, [&](const BatchItemResult& r) { report.item(r); });
    JobConsole context(console);
    const JobOutcome outcome = job.run(context);
    console.clearBar();
    if (outcome.end == JobEnd::Failed) {
        const int status = refuse(program, *outcome.error);
        if (job.summary().done > 0) report.end(job.summary());
        return status;
    }
    report.end(job.summary());
    if (outcome.end == JobEnd::Stopped && interrupted()) return kExitInterrupted;
    return job.summary().failed > 0 ? kExitFailed : kExitDone;
}

}  // namespace velatura::cli
