#include "app/cli/job_console.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/cli/interrupt.h"

namespace velatura::cli {

namespace {

// Scripts need no more progress than people do; scalars are never thinned.
constexpr auto kReportInterval = std::chrono::milliseconds(100);

bool isTotal(std::string_view name) {
    return name == "total" || name == "loss" || name.ends_with("/total");
}

}  // namespace

void JobConsole::progress(std::int64_t done, std::int64_t total, std::string_view stage) {
    channel_.progress(done, total, stage);
    const auto now = channel_.progressBox().take();
    if (!now) return;
    console_.bar(*now, loss_);
    const auto time = std::chrono::steady_clock::now();
    if (!console_.json || (done < total && time - reported_ < kReportInterval)) return;
    reported_ = time;
    nlohmann::json object{{"done", done}, {"total", total}, {"stage", now->stage}, {"elapsed", now->elapsed}};
    if (now->remaining >= 0) object["remaining"] = now->remaining;
    console_.event("progress", std::move(object));
}

void JobConsole::scalar(std::string_view name, std::int64_t step, double value) {
    // The bar has room for one curve: the total where there is one, else the first that is heard of.
    if (lossName_.empty() || (isTotal(name) && !isTotal(lossName_))) lossName_ = name;
    if (name == lossName_) loss_ = fmt::format("step {}, {} {:.4g}", step, name, value);
    if (!console_.json) return;
    channel_.scalar(name, step, value);
    for (const auto& s : channel_.scalars().takeAll())
        console_.event("scalar", {{"name", s.name}, {"step", s.step}, {"value", s.value}, {"seconds", s.seconds}});
}

void JobConsole::checkpointed(const std::filesystem::path& path) {
    console_.event("note", {{"message", "Saved " + path.string() + "."}, {"file", path.string()}});
}

bool JobConsole::proceed() {
    if (interrupted()) {
        channel_.stop();
        if (!std::exchange(told_, true))
            console_.note({ErrorCode::Internal, "Stopping with the best so far; Ctrl-C again leaves at once."});
    }
    return channel_.proceed();
}

}  // namespace velatura::cli
