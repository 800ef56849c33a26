#include "core/train/trainers/fast_style_params.h"

namespace velatura {

namespace {

using P = FastStyleTrainParams;

ParamField<P> weight(double P::*member, const char* key, const char* label, const char* help,
                     ParamLevel level = ParamLevel::Basic) {
    return field(member, {.key = key,
                          .label = label,
                          .help = help,
                          .range = {0, 1000},
                          .soft = {0, 4},
                          .step = 0.1,
                          .level = level,
                          .group = "Loss",
                          .live = true});
}

}  // namespace

const ParamSchema<FastStyleTrainParams>& fastStyleTrainSchema() {
    static const ParamSchema<P> schema([] {
        auto fields = trainFields<P>();
        fields.push_back(field(&P::width, {.key = "width",
                                           .label = "Width",
                                           .help = "Share of the usual network's channels: 0.25 is small and quick, 1 "
                                                   "learns the most; a network that is started from keeps its own.",
                                           .range = {0.125, 1},
                                           .soft = {0.25, 1},
                                           .step = 0.125}));
        fields.push_back(
            field(&P::styleSize,
                  {.key = "style-size",
                   .label = "Painting's size",
                   .help = "Long side at which a painting is looked at; larger gives finer strokes in the result.",
                   .unit = "px",
                   .range = {32, 2048},
                   .soft = {256, 1024},
                   .step = 32}));
        fields.push_back(field(&P::startFrom, {.key = "start-from",
                                               .label = "Starting network",
                                               .help = "A style network to begin with, by name or file: what it knows "
                                                       "of painting stays, and a new style is learnt sooner.",
                                               .level = ParamLevel::Advanced,
                                               .group = "Schedule"}));
        fields.push_back(field(&P::normSteps, {.key = "norm-steps",
                                               .label = "Norm steps",
                                               .help = "Steps in which a network that is started from fits only the "
                                                       "few numbers that make its style, before all of it learns.",
                                               .range = {0, 1e6},
                                               .soft = {0, 2000},
                                               .step = 50,
                                               .level = ParamLevel::Advanced,
                                               .group = "Schedule"}));
        fields.push_back(field(&P::copySteps, {.key = "copy-steps",
                                               .label = "Copying steps",
                                               .help = "Steps in which a network that begins with nothing copies what "
                                                       "the instant engine paints, before it learns by itself.",
                                               .range = {0, 1e6},
                                               .soft = {0, 2000},
                                               .step = 50,
                                               .level = ParamLevel::Advanced,
                                               .group = "Schedule"}));
        fields.push_back(weight(&P::copyWeight, "copy-weight", "Like the instant engine",
                                "Weight of the result being like what the instant engine paints, after the copying "
                                "steps too: keeps colours and subject in place.",
                                ParamLevel::Advanced));
        fields.push_back(weight(&P::contentWeight, "content-weight", "Content",
                                "Weight of the result having the photo's deep features: what is where."));
        fields.push_back(weight(&P::styleWeight, "style-weight", "Style",
                                "Weight of the result having the painting's second moments of features."));
        fields.push_back(weight(&P::tvWeight, "tv-weight", "Smoothness",
                                "Weight of neighbouring pixels having the same lightness.", ParamLevel::Advanced));
        fields.push_back(weight(&P::chromaTvWeight, "chroma-tv-weight", "Colour smoothness",
                                "Weight of neighbouring pixels having the same hue; keeps coloured ripple out.",
                                ParamLevel::Advanced));
        fields.push_back(field(
            &P::tapWeights,
            {.key = "tap-weights",
             .label = "Layers",
             .help = "How much each layer of the perceptual network counts in the style losses, from fine to coarse.",
             .range = {0, 100},
             .soft = {0, 2},
             .step = 0.05,
             .level = ParamLevel::Advanced,
             .group = "Loss",
             .live = true,
             .listLabels = {"relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"}}));
        fields.push_back(
            field(&P::halfPrecision,
                  {.key = "half-precision",
                   .label = "Half precision",
                   .help = "The losses look in bfloat16: twice as quick on processors that have it, slower on others.",
                   .level = ParamLevel::Advanced,
                   .group = "Run"}));
        return fields;
    }());
    return schema;
}

}  // namespace velatura
