#include "core/image_io/timelapse_params.h"

#include <cmath>
#include <numeric>

namespace velatura {

const ParamSchema<TimelapseParams>& timelapseSchema() {
    using P = TimelapseParams;
    static const ParamSchema<P> schema({
        field(&P::format, {.key = "timelapse-format",
                           .label = "Format",
                           .help = "A video opens everywhere, an animation plays on web pages, numbered pictures go into a "
                                   "video editor.",
                           .choices = {{"auto", "As its name says", ""},
                                       {"avi", "Video (Motion JPEG, AVI)", ""},
                                       {"webp", "Animation (WebP)", ""},
                                       {"png", "Numbered pictures (PNG)", ""},
                                       {"jpeg", "Numbered pictures (JPEG)", ""}}}),
        field(&P::length, {.key = "timelapse-length",
                           .label = "Length",
                           .help = "How long the painting goes on, before the last picture is held.",
                           .unit = "s", .range = {0.1, 600}, .soft = {1, 20}, .step = 0.5}),
        field(&P::fps, {.key = "timelapse-fps",
                        .label = "Pictures a second",
                        .help = "More move more smoothly and make a larger file.",
                        .range = {1, 60}, .soft = {5, 30}, .step = 1}),
        field(&P::hold, {.key = "timelapse-hold",
                         .label = "Hold the last picture",
                         .help = "How long the finished painting stands at the end.",
                         .unit = "s", .range = {0, 60}, .soft = {0, 5}, .step = 0.5}),
        field(&P::ease, {.key = "timelapse-ease",
                         .label = "Even out",
                         .help = "Gives more time to steps in which much changes; 0 gives each step the same.",
                         .range = {0, 1}, .soft = {0, 1}, .step = 0.05}),
        field(&P::quality, {.key = "timelapse-quality",
                            .label = "Quality",
                            .help = "How much detail the pictures keep; PNG adds no loss of its own.",
                            .range = {1, 100}, .soft = {50, 100}, .step = 1}),
    });
    return schema;
}

std::vector<int> timelapsePlan(const std::vector<double>& changes, double ease, int count) {
    const size_t steps = changes.size();
    if (steps == 0 || count <= 1) return std::vector<int>(static_cast<size_t>(std::max(1, count)), static_cast<int>(steps));
    const double sum = std::accumulate(changes.begin(), changes.end(), 0.0);
    std::vector<double> at(steps + 1, 0.0);  // when each frame comes, from 0 to 1
    for (size_t i = 0; i < steps; ++i) {
        const double even = 1.0 / static_cast<double>(steps);
        at[i + 1] = at[i] + (sum > 0 ? (1 - ease) * even + ease * changes[i] / sum : even);
    }
    std::vector<int> out(static_cast<size_t>(count));
    size_t frame = 0;
    for (int k = 0; k < count; ++k) {
        const double now = at.back() * k / (count - 1);
        while (frame < steps && at[frame + 1] - now <= std::abs(at[frame] - now)) ++frame;
        out[static_cast<size_t>(k)] = static_cast<int>(frame);
    }
    out.front() = 0;
    out.back() = static_cast<int>(steps);
    return out;
}

}  // namespace velatura
