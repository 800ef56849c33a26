#include "core/train/trainers/decoder_params.h"

namespace velatura {

const ParamSchema<DecoderParams>& decoderSchema() {
    using P = DecoderParams;
    static const ParamSchema<P> schema([] {
        auto fields = trainFields<P>();
        fields.push_back(field(&P::startFrom,
                               {.key = "start-from", .label = "Starting decoder",
                                .help = "File of a decoder to begin with, instead of one in closed form.",
                                .level = ParamLevel::Advanced, .group = "Schedule"}));
        fields.push_back(field(&P::blockWeight,
                               {.key = "block-weight", .label = "Blocks",
                                .help = "Weight of each block giving the features of the layer above it.",
                                .range = {0, 100}, .soft = {0, 4}, .step = 0.1, .level = ParamLevel::Advanced,
                                .group = "Loss", .live = true}));
        fields.push_back(field(&P::pixelWeight,
                               {.key = "pixel-weight", .label = "Pixels",
                                .help = "Weight of the decoded picture being the one that was encoded, pixel by pixel.",
                                .range = {0, 100}, .soft = {0, 4}, .step = 0.1, .level = ParamLevel::Advanced,
                                .group = "Loss", .live = true}));
        fields.push_back(field(&P::featureWeight,
                               {.key = "feature-weight", .label = "Features",
                                .help = "Weight of the decoded picture having the features of the one that was encoded; keeps it sharp.",
                                .range = {0, 100}, .soft = {0, 4}, .step = 0.1, .level = ParamLevel::Advanced,
                                .group = "Loss", .live = true}));
        fields.push_back(field(&P::styledWeight,
                               {.key = "styled-weight", .label = "Styled features",
                                .help = "Weight of what is decoded from one picture's features, which get another's statistics at each level on their way, having the features that were asked for: what the engines ask of a decoder.",
                                .range = {0, 100}, .soft = {0, 4}, .step = 0.1, .level = ParamLevel::Advanced,
                                .group = "Loss", .live = true}));
        fields.push_back(field(&P::styleWeight,
                               {.key = "style-weight", .label = "Style",
                                .help = "Weight, beside styled features, of what is decoded having the other picture's second moments at relu1_1 to relu4_1. Given teachers judge the first three.",
                                .range = {0, 100}, .soft = {0, 4}, .step = 0.1, .level = ParamLevel::Advanced,
                                .group = "Loss", .live = true}));
        fields.push_back(field(&P::noiseShare,
                               {.key = "noise-share", .label = "Altered pictures",
                                .help = "Share of squares shown with noise, blur or over-sharpened.",
                                .range = {0, 1}, .soft = {0, 1}, .step = 0.05, .level = ParamLevel::Advanced,
                                .group = "Data", .live = true}));
        fields.push_back(field(&P::halfPrecision,
                               {.key = "half-precision", .label = "Half precision",
                                .help = "The style loss looks in bfloat16: twice as quick on processors that have it, slower on others.",
                                .level = ParamLevel::Advanced, .group = "Run"}));
        return fields;
    }());
    return schema;
}

}  // namespace velatura
