#include "core/train/trainers/arbitrary_params.h"

namespace velatura {

namespace {

using P = ArbitraryTrainParams;

ParamField<P> weight(double P::*member, const char* key, const char* label, const char* help, ParamLevel level = ParamLevel::Basic) {
    return field(member, {.key = key, .label = label, .help = help, .range = {0, 1000}, .soft = {0, 4}, .step = 0.1,
                          .level = level, .group = "Loss", .live = true});
}

}  // namespace

const ParamSchema<ArbitraryTrainParams>& arbitraryTrainSchema() {
    static const ParamSchema<P> schema([] {
        auto fields = trainFields<P>();
        fields.push_back(field(&P::startFrom,
                               {.key = "start-from", .label = "Starting network",
                                .help = "File of a network of the instant engine to begin with: its encoder stays as it is, so that there are no encoder steps.",
                                .level = ParamLevel::Advanced, .group = "Schedule"}));
        fields.push_back(field(&P::encoderSteps,
                               {.key = "encoder-steps", .label = "Encoder steps",
                                .help = "Steps in which the encoder learns to see, before the decoder learns to paint.",
                                .range = {0, 1e6}, .soft = {0, 5000}, .step = 100, .level = ParamLevel::Advanced,
                                .group = "Schedule"}));
        fields.push_back(weight(&P::contentWeight, "content-weight", "Content",
                                "Weight of the result having the photo's deep features: what is where."));
        fields.push_back(weight(&P::gramWeight, "gram-weight", "Style (Gram)",
                                "Weight of the result having the painting's second moments of features."));
        fields.push_back(weight(&P::momentWeight, "moment-weight", "Style (moments)",
                                "Weight of the result having the mean and deviation of each of the painting's features (AdaIN's loss).",
                                ParamLevel::Advanced));
        fields.push_back(weight(&P::distributionWeight, "distribution-weight", "Style (distributions)",
                                "Weight of the result's features having the painting's whole range of values, rank by rank (exact feature distribution matching).",
                                ParamLevel::Advanced));
        fields.push_back(weight(&P::contrastiveWeight, "contrastive-weight", "Contrast",
                                "Weight of each result being nearer to its own painting's style than to the others' of the batch.",
                                ParamLevel::Advanced));
        fields.push_back(weight(&P::roundsWeight, "rounds-weight", "Statistics in rounds",
                                "Weight of the result being the picture that statistics in rounds make of the pair, with which the optimiser starts: clear strokes, calm surfaces.",
                                ParamLevel::Advanced));
        fields.push_back(weight(&P::adversarialWeight, "adversarial-weight", "Adversarial",
                                "Weight of a discriminator, which learns beside it, taking the result for a painting.",
                                ParamLevel::Advanced));
        fields.push_back(weight(&P::identityWeight, "identity-weight", "Identity",
                                "Weight of a picture in its own style staying what it is."));
        fields.push_back(weight(&P::tvWeight, "tv-weight", "Smoothness",
                                "Weight of neighbouring pixels having the same lightness.", ParamLevel::Advanced));
        fields.push_back(weight(&P::chromaTvWeight, "chroma-tv-weight", "Colour smoothness",
                                "Weight of neighbouring pixels having the same hue; keeps coloured ripple out.", ParamLevel::Advanced));
        fields.push_back(field(&P::tapWeights,
                               {.key = "tap-weights", .label = "Layers",
                                .help = "How much each layer of the perceptual network counts in the style losses, from fine to coarse.",
                                .range = {0, 100}, .soft = {0, 2}, .step = 0.05, .level = ParamLevel::Advanced, .group = "Loss",
                                .live = true,
                                .listLabels = {"relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"}}));
        fields.push_back(field(&P::identityShare,
                               {.key = "identity-share", .label = "Identity pairs",
                                .help = "Share of a batch whose photo is its own style.",
                                .range = {0, 0.9}, .soft = {0, 0.5}, .step = 0.05, .level = ParamLevel::Advanced, .group = "Data",
                                .live = true}));
        fields.push_back(field(&P::halfPrecision,
                               {.key = "half-precision", .label = "Half precision",
                                .help = "The losses look in bfloat16: twice as quick on processors that have it, slower on others.",
                                .level = ParamLevel::Advanced, .group = "Run"}));
        fields.push_back(field(&P::adversarial,
                               {.key = "adversarial-loss", .label = "Adversarial loss",
                                .help = "What the discriminator learns by: least squares is steady, hinge sharper, cross-entropy the original.",
                                .level = ParamLevel::Expert, .group = "Discriminator",
                                .choices = {{"lsgan", "Least squares", ""}, {"hinge", "Hinge", ""}, {"bce", "Cross-entropy", ""}}}));
        fields.push_back(field(&P::spectralNorm,
                               {.key = "spectral-norm", .label = "Spectral norm",
                                .help = "Divides the discriminator's weights by their largest singular value, which keeps it from running ahead.",
                                .level = ParamLevel::Expert, .group = "Discriminator"}));
        fields.push_back(field(&P::gradientPenalty,
                               {.key = "gradient-penalty", .label = "Gradient penalty",
                                .help = "Weight of the discriminator's gradient at real paintings staying short (R1).",
                                .range = {0, 1000}, .soft = {0, 10}, .step = 0.5, .level = ParamLevel::Expert,
                                .group = "Discriminator", .live = true}));
        fields.push_back(field(&P::adversarialFrom,
                               {.key = "adversarial-from", .label = "Begins at",
                                .help = "Share of the run after which the discriminator begins; before that there is little to tell apart.",
                                .range = {0, 1}, .soft = {0, 1}, .step = 0.05, .level = ParamLevel::Expert,
                                .group = "Discriminator", .live = true}));
        return fields;
    }());
    return schema;
}

}  // namespace velatura
