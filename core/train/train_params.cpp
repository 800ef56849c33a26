#include "core/train/train_params.h"

namespace velatura::detail {

std::vector<ParamField<TrainParams>> trainFieldsOfBase() {
    using P = TrainParams;
    return {
        field(&P::size, {.key = "size", .label = "Training size",
                         .help = "Side of the squares that are cut from the pictures; larger sees more context and is slower.",
                         .unit = "px", .range = {16, 1024}, .soft = {64, 512}, .step = 16}),
        field(&P::batch, {.key = "batch", .label = "Batch", .help = "How many squares one step looks at.",
                          .range = {1, 512}, .soft = {1, 32}}),
        field(&P::steps, {.key = "steps", .label = "Steps",
                          .help = "Steps of the whole run, counted from its start, also when it is resumed.",
                          .range = {1, 1e9}, .soft = {1000, 100000}, .step = 1000}),
        field(&P::learningRate, {.key = "learning-rate", .label = "Learning rate",
                                 .help = "How far the weights move in one step, at its highest.",
                                 .range = {1e-7, 1}, .soft = {1e-5, 1e-2}, .logarithmic = true, .live = true}),
        field(&P::warmup, {.key = "warmup", .label = "Warm-up",
                           .help = "Steps over which the learning rate rises from zero.",
                           .range = {0, 1e6}, .soft = {0, 2000}, .step = 100, .level = ParamLevel::Advanced,
                           .group = "Schedule"}),
        field(&P::finalRate, {.key = "final-rate", .label = "Final rate",
                              .help = "Share of the learning rate that is left at the last step (cosine fall).",
                              .range = {0, 1}, .soft = {0, 1}, .step = 0.01, .level = ParamLevel::Advanced,
                              .group = "Schedule"}),
        field(&P::checkpointEvery, {.key = "checkpoint-every", .label = "Checkpoint every",
                                    .help = "Steps between two checkpoints, from which a run goes on exactly.",
                                    .range = {1, 1e6}, .soft = {50, 5000}, .step = 50, .level = ParamLevel::Advanced,
                                    .group = "Run"}),
        field(&P::previewEvery, {.key = "preview-every", .label = "Preview every",
                                 .help = "Steps between two preview pictures.",
                                 .range = {1, 1e6}, .soft = {10, 2000}, .step = 10, .level = ParamLevel::Advanced,
                                 .group = "Run"}),
        field(&P::loaders, {.key = "loaders", .label = "Loader threads",
                            .help = "Threads that decode and cut pictures ahead of the training.",
                            .range = {0, 64}, .soft = {0, 8}, .level = ParamLevel::Expert, .group = "Run"}),
        inherit<P>(common::seed()),
        inherit<P>(common::threads()),
        inherit<P>(common::device()),
    };
}

}  // namespace velatura::detail
