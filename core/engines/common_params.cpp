#include "core/engines/common_params.h"

namespace velatura::common {

ParamField<RunParams> seed() {
    return field(&RunParams::seed,
                 {.key = "seed", .label = "Seed", .help = "The same seed and settings give the same result again.",
                  .range = {0, 4294967295.0}, .soft = {0, 100}, .level = ParamLevel::Advanced, .group = "Run",
                  .stages = Stage::Optimise});
}

ParamField<RunParams> threads() {
    return field(&RunParams::threads,
                 {.key = "threads", .label = "Threads",
                  .help = "How many processor cores may compute; 0 takes all of them.",
                  .range = {0, 256}, .soft = {0, 16}, .level = ParamLevel::Expert, .group = "Run"});
}

ParamField<RunParams> device() {
    return field(&RunParams::device,
                 {.key = "device", .label = "Device",
                  .help = "Where it computes: auto takes a GPU where there is one; cpu, cuda or cuda:N insist.",
                  .level = ParamLevel::Expert, .group = "Run"});
}

ParamField<CommonParams> longSide() {
    return field(&CommonParams::longSide,
                 {.key = "long-side", .label = "Working size",
                  .help = "Long side at which the picture is painted; larger shows finer strokes and takes longer.",
                  .unit = "px", .range = {32, 4096}, .soft = {256, 1024}, .step = 64, .stages = Stage::Decode});
}

ParamField<CommonParams> time() {
    return field(&CommonParams::time,
                 {.key = "time", .label = "Time limit",
                  .help = "Ends with the best picture so far after this long; 0 sets no limit and runs all steps.",
                  .unit = "s", .range = {0, 86400}, .soft = {0, 120}, .step = 5, .level = ParamLevel::Advanced,
                  .group = "Run", .stages = Stage::Optimise});
}

}  // namespace velatura::common
