// `evaluate`: how near pictures are to each other, as figures. Metrics come from the catalog and are computed by the
// work library.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/evaluate_layers.h"
#include "app/cli/evaluate_network.h"
#include "app/cli/evaluate_pairs.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "app/cli/options.h"
#include "app/cli/targets.h"
#include "core/base/writable.h"
#include "core/base/atomic_file.h"
#include "core/catalog.h"
#include "core/image_io/image_io.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

using Values = std::map<std::string, double>;

struct Row {
    std::string name;
    Values values;
};

std::string joined(const std::vector<MetricInfo>& infos) {
    std::string out;
    for (const auto& m : infos) out += (out.empty() ? "" : ", ") + m.key;
    return out;
}

/// JSON knows no infinity (PSNR of identical pictures), so it is a word there.
nlohmann::json toJsonNumber(double v) {
    if (std::isfinite(v)) return v;
    return std::isnan(v) ? "nan" : v > 0 ? "inf" : "-inf";
}

nlohmann::json toJson(const Values& values) {
    nlohmann::json out = nlohmann::json::object();
    for (const auto& [key, v] : values) out[key] = toJsonNumber(v);
    return out;
}

std::string csvCell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

class Evaluate {
public:
    Evaluate(CLI::App& app, Program& program) : program_(program), console_(program.console) {
        app.add_option("a", a_, "The picture or folder that is judged.");
        app.add_option("b", b_, "What it is compared with: the original, photo or painting, or a folder of them.");
        app.add_option("--metrics", metrics_,
                       fmt::format("Which figures, separated by commas (of {}; default all).", joined(metricInfos())))
            ->type_name("NAME,…")
            ->delimiter(',');
        app.add_option("--csv", csv_, "Write the figures to this file too.")->type_name("FILE");
        addLayerOptions(app, layers_);
    }
    int run();

private:
    Status prepare();
    Result<Values> compare(const PicturePair& pair, Work& work, JobConsole& context) const;
    std::vector<std::vector<std::string>> tableRows() const;
    Status writeCsv() const;
    int report(int status);

    Program& program_;
    Console& console_;
    std::string a_, b_, csv_;
    std::vector<std::string> metrics_;
    LayerArguments layers_;
    PicturePairs pictures_;
    std::vector<Row> rows_;
};

Status Evaluate::prepare() {
    if (a_.empty() || b_.empty())
        return fail(ErrorCode::Usage, "`velatura-cli evaluate` takes two pictures or two folders.");
    if (metrics_.empty())
        for (const auto& m : metricInfos()) metrics_.push_back(m.key);
    for (const auto& key : metrics_) {
        const bool known =
            std::any_of(metricInfos().begin(), metricInfos().end(), [&](const MetricInfo& m) { return m.key == key; });
        if (!known)
            return fail(ErrorCode::Usage, "There is no metric \"%1\"; there are: %2.", {key, joined(metricInfos())});
    }
    if (!csv_.empty())
        if (auto s = checkWritable(csv_); !s) return s;
    auto pairs = pairPictures(a_, b_);
    if (!pairs) return fail(pairs.error());
    pictures_ = std::move(*pairs);
    return {};
}

Result<Values> Evaluate::compare(const PicturePair& pair, Work& work, JobConsole& context) const {
    MetricRequest request;
    auto a = loadPicture(pair.a, {.toSrgb = true});
    if (!a) return fail(a.error());
    auto b = loadPicture(pair.b, {.toSrgb = true});
    if (!b) return fail(b.error());
    request.a = std::move(*a);
    request.b = std::move(*b);
    request.metrics = metrics_;
    return work.metrics(request, context);
}

std::vector<std::vector<std::string>> Evaluate::tableRows() const {
    std::vector<std::vector<std::string>> out{{""}};
    for (const auto& key : metrics_) out[0].push_back(key);
    const auto add = [&](const Row& row) {
        out.push_back({row.name});
        for (const auto& key : metrics_) {
            const auto it = row.values.find(key);
            out.back().push_back(it == row.values.end() ? "–" : fmt::format("{:.4f}", it->second));
        }
    };
    for (const auto& row : rows_) add(row);
    return out;
}

Status Evaluate::writeCsv() const {
    std::string text = "name";
    for (const auto& key : metrics_) text += "," + key;
    text += "\n";
    for (const auto& row : rows_) {
        text += csvCell(row.name);
        for (const auto& key : metrics_) {
            const auto it = row.values.find(key);
            text += it == row.values.end() ? "," : fmt::format(",{}", it->second);
        }
        text += "\n";
    }
    return writeFileAtomically(csv_, text);
}

Values meanOf(const std::vector<Row>& rows) {
    Values sums;
    std::map<std::string, int> counts;
    for (const auto& row : rows)
        for (const auto& [key, v] : row.values) sums[key] += v, ++counts[key];
    for (auto& [key, v] : sums) v /= counts[key];
    return sums;
}

int Evaluate::report(int status) {
    if (rows_.empty()) return status;
    const Values mean = meanOf(rows_);
    console_.event("result", {{"pairs", rows_.size()}, {"mean", toJson(mean)}});
    if (!csv_.empty())
        if (auto s = writeCsv(); !s) return refuse(program_, s.error());
    if (rows_.size() > 1) rows_.push_back({"mean", mean});
    std::vector<bool> right(metrics_.size() + 1, true);
    right.front() = false;
    console_.print(table(tableRows(), right));
    return status;
}

int Evaluate::run() {
    if (layers_.any()) {
        if (!a_.empty() || !metrics_.empty())
            return refuse(program_, {ErrorCode::Usage, "--layers looks at one result; it takes neither other pictures nor --metrics.", {}, {}});
        return evaluateLayers(program_, layers_, csv_);
    }
    if (auto s = prepare(); !s) return refuse(program_, s.error());
    int status = kExitDone;
    for (const auto& path : pictures_.alone)
        status = refuse(program_, {ErrorCode::NotFound, "%1 has no partner of its name.", {path.string()}});
    std::erase_if(pictures_.pairs, [&](const PicturePair& pair) {
        for (const auto& path : {pair.a, pair.b})
            if (const auto header = probePicture(path); !header) {
                status = refuse(program_, header.error(), path.string());
                return true;
            }
        return false;
    });
    if (pictures_.pairs.empty()) return status;
    JobConsole context(console_);
    context.progress(0, 0, "Loading");
    auto work = program_.library.work();
    if (!work) return refuse(program_, work.error());
    for (const auto& pair : pictures_.pairs) {
        if (!context.proceed()) return report(kExitInterrupted);
        context.progress(static_cast<std::int64_t>(rows_.size()), static_cast<std::int64_t>(pictures_.pairs.size()),
                         "Comparing");
        auto values = compare(pair, **work, context);
        if (!values) {
            status = refuse(program_, values.error(), pair.name);
            continue;
        }
        console_.event(
            "result",
            {{"name", pair.name}, {"a", pair.a.string()}, {"b", pair.b.string()}, {"values", toJson(*values)}});
        rows_.push_back({pair.name, std::move(*values)});
    }
    return report(status);
}

}  // namespace

Command addEvaluate(CLI::App& root, Program& program) {
    auto* app = root.add_subcommand("evaluate", "Compare pictures, or folders of pictures, by figures.");
    std::string footer = "Metrics:\n";
    for (const auto& m : metricInfos()) footer += fmt::format("  {:<12}{}\n", m.key, m.help);
    footer += "\nIn folders, pictures are matched by name; the ending does not matter.";
    app->footer(footer);
    auto command = std::make_shared<Evaluate>(*app, program);
    auto network = std::make_shared<EvaluateNetwork>(*app, program);
    return {app, [command, network] { return network->wanted() ? network->run() : command->run(); }};
}

}  // namespace velatura::cli
