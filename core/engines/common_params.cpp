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

ParamField<PaintParams> styleScale() {
    return field(&PaintParams::styleScale,
                 {.key = "style-scale", .label = "Brush size",
                  .help = "Larger shows the painting's strokes larger, smaller shows them finer.",
                  .range = {0.1, 4}, .soft = {0.5, 2}, .step = 0.1, .stages = Stage::StyleFeatures});
}

ParamField<PaintParams> photoColors() {
    return field(&PaintParams::photoColors,
                 {.key = "photo-colors", .label = "Keep colours",
                  .help = "How much of the photo's own colours stays; brushwork and light still come from the painting.",
                  .range = {0, 1}, .soft = {0, 1}, .step = 0.05, .stages = Stage::StyleFeatures | Stage::Output,
                  .aliases = {"preserve-color"}});
}

ParamField<PaintParams> colorsBy() {
    return field(&PaintParams::colorsBy,
                 {.key = "colors-by", .label = "Colours kept by",
                  .help = "How the photo's colours stay: by painting with a recoloured painting, by putting the photo's hues back at the end, or both.",
                  .level = ParamLevel::Advanced, .group = "Colour", .stages = Stage::StyleFeatures | Stage::Output,
                  .choices = {{"both", "Both", ""}, {"recolor", "Recoloured painting", ""}, {"hues", "The photo's hues", ""}}});
}

ParamField<PaintParams> cropFrame() {
    return field(&PaintParams::cropFrame,
                 {.key = "crop-frame", .label = "Leave out frame",
                  .help = "The frame, mount or border line that a scan of the painting shows gives its colour, but is not painted into the picture.",
                  .level = ParamLevel::Advanced, .group = "Colour", .stages = Stage::StyleFeatures});
}

ParamField<PaintParams> palette() {
    return field(&PaintParams::palette,
                 {.key = "palette", .label = "Match palette",
                  .help = "How exactly the picture is given the painting's range of colours and its contrast; by the optimiser, before its first step.",
                  .range = {0, 1}, .soft = {0, 1}, .step = 0.05, .level = ParamLevel::Advanced, .group = "Colour", .stages = Stage::Optimise | Stage::Output});
}

ParamField<PaintParams> relief() {
    return field(&PaintParams::relief,
                 {.key = "relief", .label = "Match relief",
                  .help = "How exactly strokes are as strong as the painting's, from its faintest place to its boldest; what is calm in the photo stays calm. 0 leaves them as they were painted.",
                  .range = {0, 1}, .soft = {0, 1}, .step = 0.05, .stages = Stage::Output});
}

ParamField<PaintParams> calm() {
    return field(&PaintParams::calm,
                 {.key = "calm", .label = "Calm surfaces",
                  .help = "Takes fine grain and coloured ripple out of calm areas at the end; 0 leaves them.",
                  .range = {0, 1}, .soft = {0, 1}, .step = 0.05, .level = ParamLevel::Advanced, .group = "Colour",
                  .stages = Stage::Output});
}

ParamField<PaintParams> tile() {
    return field(&PaintParams::tile,
                 {.key = "tile", .label = "Tile size",
                  .help = "Looks at large pictures in squares of this size, with the same result in less memory; 0 chooses by what is free.",
                  .unit = "px", .range = {0, 8192}, .soft = {0, 2048}, .step = 128, .level = ParamLevel::Expert, .group = "Run"});
}

}  // namespace velatura::common
