#include "app/cli/stylize_timelapse.h"

#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "app/cli/interrupt.h"
#include "core/image_io/file_pictures.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

/// Frames that a time-lapse of the usual length can show.
constexpr double kEnoughFrames = 150;

Result<fs::path> scratchFolder() {
    std::error_code ec;
    std::string name = (fs::temp_directory_path(ec) / "velatura-frames-XXXXXX").string();
    if (ec || !::mkdtemp(name.data()))
        return fail(ErrorCode::Disk, "Frames for the time-lapse cannot be kept in %1.", {fs::path(name).parent_path().string()}, "Make room there, or name another folder in TMPDIR.");
    return fs::path(name);
}

}  // namespace

Timelapse::Timelapse(CLI::App& app) {
    const char* group = "Time-lapse";
    app.add_option("--timelapse", output_,
                   "Save how the painting came about: a video (.avi), an animation (.webp), or numbered pictures in a new "
                   "folder. --frame-every says which steps are shown.")
        ->type_name("FILE|FOLDER")
        ->group(group);
    options_ = std::make_unique<SchemaOptions>(app, timelapseSchema(), group);
}

Status Timelapse::prepare(const Schema& engine, ParamValues& params) {
    auto given = options_->given();
    if (!given) return fail(given.error());
    if (!wanted()) {
        if (numberOr(params, kFrameEvery, 0) > 0) return fail(ErrorCode::Usage, "--%1 needs --timelapse FILE.", {kFrameEvery});
        if (!given->empty()) return fail(ErrorCode::Usage, "--%1 needs --timelapse FILE.", {given->begin()->first});
        return {};
    }
    if (!engine.find(kFrameEvery)) return fail(ErrorCode::Usage, "This engine paints in one go, so there is no time-lapse of it.", {}, "Leave --timelapse out.");
    params_ = *timelapseSchema().read(*given);
    if (auto s = checkTimelapse(output_, params_.format); !s) return s;
    if (numberOr(params, kFrameEvery, 0) > 0) return {};
    const auto all = engine.normalise(params);
    if (!all) return fail(all.error());
    const double steps = numberOr(*all, "steps", 0) + numberOr(*all, "refine", 0);
    params[kFrameEvery] = std::max<std::int64_t>(1, std::llround(steps / kEnoughFrames));
    return {};
}

std::shared_ptr<FrameRecorder> Timelapse::recorder() {
    if (wanted()) recorder_ = std::make_shared<FrameRecorder>(filePictures({.quality = 95}), scratchFolder);
    return recorder_;
}

Status Timelapse::write(Console& console, const Image& result) {
    if (!wanted()) return {};
    if (interrupted()) {
        console.note({ErrorCode::Internal, "Stopped, so no time-lapse is written."});
        return {};
    }
    TimelapseOrder order{{}, result, output_, params_};
    for (const auto& frame : recorder_->frames()) order.frames.push_back(frame.file);
    const auto shown = exportTimelapse(order, [](double) { return !interrupted(); });
    if (!shown) return fail(shown.error());
    if (*shown == 0) {
        console.note({ErrorCode::Internal, "Stopped, so no time-lapse is written."});
        return {};
    }
    console.say(fmt::format("{}: time-lapse of {} frames, {} pictures", output_, order.frames.size() + 1, *shown));
    console.event("timelapse", {{"file", output_}, {"frames", order.frames.size() + 1}, {"pictures", *shown}});
    return {};
}

}  // namespace velatura::cli
