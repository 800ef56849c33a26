// JobConsole: the JobContext of a job that runs inline in the terminal program. Shows its progress on the console and
// tells it to end when Ctrl-C was pressed. One thread: the job's own, which is main's.
#pragma once

#include <chrono>
#include <string>

#include "app/cli/console.h"
#include "core/jobs/job_channel.h"

namespace velatura::cli {

class JobConsole : public JobContext {
public:
    explicit JobConsole(Console& console) : console_(console) {}
    ~JobConsole() override { console_.clearBar(); }

    void progress(std::int64_t done, std::int64_t total, std::string_view stage) override;
    void preview(const Image&) override {}
    void scalar(std::string_view name, std::int64_t step, double value) override;
    void checkpointed(const std::filesystem::path& path) override;
    void note(const Error& sentence) override { console_.note(sentence); }
    bool proceed() override;
    std::optional<ParamValues> takeChanges() override { return std::nullopt; }

private:
    Console& console_;
    JobChannel channel_;  // keeps the clock and the estimate of what remains
    std::string loss_, lossName_;
    std::chrono::steady_clock::time_point reported_{};
    bool told_ = false;
};

}  // namespace velatura::cli
