// JobContext: all that a running algorithm sees of the world. It never sees a thread, a window or a file dialog.
// An algorithm calls it from the one thread that it runs on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/param_values.h"
#include "core/image/image.h"

namespace velatura {

class JobContext {
public:
    virtual ~JobContext() = default;

    /// `done` of `total` units of work; `stage` is a short English word group that the window translates.
    virtual void progress(std::int64_t done, std::int64_t total, std::string_view stage) = 0;
    /// The newest picture; older ones that nobody has shown yet are dropped. Any size; shown at the final one.
    virtual void preview(const Image& image) = 0;
    /// One value of a curve. None is lost.
    virtual void scalar(std::string_view name, std::int64_t step, double value) = 0;
    /// A checkpoint or exported file is complete on disk.
    virtual void checkpointed(const std::filesystem::path& path) = 0;
    /// Something the person should know, in one sentence ("The GPU ran out of memory; going on with tiles.").
    virtual void note(const Error& sentence) = 0;
    /// Asked every step and every tile: waits while paused, false when the job should end with the best it has.
    virtual bool proceed() = 0;
    /// Parameters changed while running (fields with ParamSpec::live), once each; the caller records them.
    virtual std::optional<ParamValues> takeChanges() = 0;
};

/// Hears nothing and never stops: for tests and for calls nobody watches.
class SilentContext : public JobContext {
public:
    void progress(std::int64_t, std::int64_t, std::string_view) override {}
    void preview(const Image&) override {}
    void scalar(std::string_view, std::int64_t, double) override {}
    void checkpointed(const std::filesystem::path&) override {}
    void note(const Error&) override {}
    bool proceed() override { return true; }
    std::optional<ParamValues> takeChanges() override { return std::nullopt; }
};

/// For a job within a job: its notes are heard, and it ends when the outer one does. Its steps are not told: they would
/// make the outer one's progress jump.
class InnerContext : public SilentContext {
public:
    explicit InnerContext(JobContext& outer) : outer_(outer) {}
    void note(const Error& sentence) override { outer_.note(sentence); }
    bool proceed() override {
        ended_ = ended_ || !outer_.proceed();
        return !ended_;
    }
    /// The outer job was told to end, so what the inner one made is not finished.
    bool ended() const { return ended_; }

private:
    JobContext& outer_;
    bool ended_ = false;
};

}  // namespace velatura
