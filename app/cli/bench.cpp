// `bench`: the work library's named cases, timed in this process; speed is measured here and never asserted in a test.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/cli/cli_params.h"
#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "app/cli/options.h"
#include "core/base/atomic_file.h"

namespace velatura::cli {

namespace {

/// Operations with a smaller share of a case are left out of the table.
constexpr double kLeastShare = 0.01;

/// Operations of a profiled case come as scalars: name, calls, seconds.
class BenchConsole : public JobConsole {
public:
    using JobConsole::JobConsole;
    void scalar(std::string_view name, std::int64_t calls, double seconds) override { operations.push_back({std::string(name), calls, seconds}); }
    struct Operation {
        std::string name;
        std::int64_t calls;
        double seconds;
    };
    std::vector<Operation> operations;
};

class Bench {
public:
    Bench(CLI::App& app, Program& program) : program_(program), console_(program.console) {
        app.add_option("cases", cases_, "Which cases; all when none is named.");
        app.add_option("--compare", compare_, "Show the ratio to an earlier run's --json output.")->type_name("FILE");
        options_ = std::make_unique<SchemaOptions>(app, benchSchema(), "Timing");
    }
    int run();

private:
    Status readEarlier();
    Status chooseCases(Work& work);
    void report(const BenchResult& result, const std::vector<BenchConsole::Operation>& operations);

    Program& program_;
    Console& console_;
    std::unique_ptr<SchemaOptions> options_;
    std::vector<std::string> cases_;
    std::string compare_;
    std::map<std::string, double> earlier_;
    std::vector<std::vector<std::string>> rows_, profile_;
};

/// Medians by name from the lines that `bench --json` wrote.
Status Bench::readEarlier() {
    if (compare_.empty()) return {};
    auto text = readFile(compare_, 16u << 20);
    if (!text) return fail(text.error());
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (!json.is_object() || json.value("type", nlohmann::json()) != "result") continue;
        const auto name = json.find("name"), median = json.find("median");
        if (name != json.end() && name->is_string() && median != json.end() && median->is_number())
            earlier_[name->get<std::string>()] = median->get<double>();
    }
    if (earlier_.empty())
        return fail(ErrorCode::Unreadable, "%1 holds no results of `velatura-cli bench --json`.", {compare_});
    return {};
}

Status Bench::chooseCases(Work& work) {
    const auto names = work.benchNames();
    if (cases_.empty()) cases_ = names;
    for (const auto& name : cases_) {
        if (std::find(names.begin(), names.end(), name) != names.end()) continue;
        return fail(ErrorCode::Usage, "There is no case \"%1\"; there are: %2.",
                    {name, fmt::format("{}", fmt::join(names, ", "))});
    }
    return {};
}

void Bench::report(const BenchResult& result, const std::vector<BenchConsole::Operation>& operations) {
    nlohmann::json object{
        {"name", result.name}, {"median", result.median}, {"seconds", result.seconds}, {"peakBytes", result.peakBytes}};
    std::string ratio = "–";
    if (const auto it = earlier_.find(result.name); it != earlier_.end() && it->second > 0) {
        object["ratio"] = result.median / it->second;
        ratio = fmt::format("{:.2f}", result.median / it->second);
    }
    const auto [low, high] = std::minmax_element(result.seconds.begin(), result.seconds.end());
    const auto milliseconds = [](double s) { return fmt::format("{:.1f}", s * 1e3); };
    const bool any = !result.seconds.empty();
    rows_.push_back({result.name, milliseconds(result.median), any ? milliseconds(*low) : "–",
                     any ? milliseconds(*high) : "–", fmt::format("{}", result.peakBytes >> 20)});
    if (!earlier_.empty()) rows_.back().push_back(ratio);
    double all = 0;
    for (const auto& op : operations) all += op.seconds;
    for (const auto& op : operations) {
        object["operations"].push_back({{"name", op.name}, {"calls", op.calls}, {"seconds", op.seconds}});
        if (op.seconds >= kLeastShare * all)
            profile_.push_back({result.name, op.name, fmt::format("{}", op.calls), milliseconds(op.seconds), fmt::format("{:.0f} %", 100 * op.seconds / all)});
    }
    console_.event("result", std::move(object));
}

int Bench::run() {
    auto params = options_->all();
    if (!params) return refuse(program_, params.error());
    const BenchParams bench = *benchSchema().read(*params);
    if (auto s = readEarlier(); !s) return refuse(program_, s.error());
    BenchConsole context(console_);
    context.progress(0, 0, "Loading");
    auto work = program_.library.work();
    if (!work) return refuse(program_, work.error());
    if (auto s = chooseCases(**work); !s) return refuse(program_, s.error());

    rows_.push_back({"Case", "Median ms", "Fastest", "Slowest", "Peak MB"});
    if (!earlier_.empty()) rows_[0].push_back("Ratio");
    profile_ = {{"Case", "Operation", "Calls", "Own ms", "Share"}};
    int status = kExitDone;
    for (size_t i = 0; i < cases_.size(); ++i) {
        if (!context.proceed()) break;
        context.progress(static_cast<std::int64_t>(i), static_cast<std::int64_t>(cases_.size()), cases_[i]);
        context.operations.clear();
        auto result = (*work)->bench(cases_[i], bench.repeats, *params, context);
        if (result)
            report(*result, context.operations);
        else
            status = refuse(program_, result.error(), cases_[i]);
    }
    console_.print(table(rows_, {false, true, true, true, true, true}));
    if (profile_.size() > 1) console_.print(table(profile_, {false, false, true, true, true}));
    return interrupted() ? kExitInterrupted : status;
}

}  // namespace

Command addBench(CLI::App& root, Program& program) {
    auto* app = root.add_subcommand("bench", "Time what the program does, case by case.");
    app->footer(
        "A ratio below 1 is faster than the earlier run:\n"
        "  velatura-cli bench --json > before.jsonl\n"
        "  velatura-cli bench --compare before.jsonl");
    auto command = std::make_shared<Bench>(*app, program);
    return {app, [command] { return command->run(); }};
}

}  // namespace velatura::cli
