#include "core/train/trainers/perceptual_params.h"

namespace velatura {

const ParamSchema<PerceptualParams>& perceptualSchema() {
    using P = PerceptualParams;
    static const ParamSchema<P> schema([] {
        auto fields = trainFields<P>();
        fields.push_back(field(&P::featureWeight,
                               {.key = "feature-weight", .label = "Features",
                                .help = "Weight of matching the teacher's features, layer by layer.",
                                .range = {0, 100}, .soft = {0, 4}, .step = 0.1, .level = ParamLevel::Advanced,
                                .group = "Loss", .live = true}));
        fields.push_back(field(&P::gramWeight,
                               {.key = "gram-weight", .label = "Gram matrices",
                                .help = "Weight of matching the teacher's textures, as relative distance of Gram matrices.",
                                .range = {0, 100}, .soft = {0, 4}, .step = 0.1, .level = ParamLevel::Advanced,
                                .group = "Loss", .live = true}));
        fields.push_back(field(&P::consistencyWeight,
                               {.key = "consistency-weight", .label = "Small changes",
                                .help = "Weight of answering to small changes, such as coloured noise, as the teacher does; keeps ripple out of paintings.",
                                .range = {0, 100}, .soft = {0, 2}, .step = 0.1, .level = ParamLevel::Advanced,
                                .group = "Loss", .live = true}));
        fields.push_back(field(&P::noiseShare,
                               {.key = "noise-share", .label = "Altered pictures",
                                .help = "Share of squares shown with noise, blur or over-sharpened, as an optimiser meets them.",
                                .range = {0, 1}, .soft = {0, 1}, .step = 0.05, .level = ParamLevel::Advanced,
                                .group = "Data", .live = true}));
        return fields;
    }());
    return schema;
}

}  // namespace velatura
