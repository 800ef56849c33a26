// Parameters of the optimiser engine (Gatys 2016 and what was learnt since). Torch-free: window and terminal include it.
#pragma once

#include <string>
#include <vector>

#include "core/base/param_schema.h"
#include "core/engines/common_params.h"

namespace velatura {

enum class StyleLossKind { Gram, Moments };
enum class ContentTap { Relu2_1, Relu3_1, Relu4_1, Relu5_1, Pixels };
enum class StartFrom { Transport, Instant, Photo, Noise, Last };
enum class OptimiserKind { Lbfgs, Adam };
enum class VariableKind { Pixels, Pyramid };

struct GatysParams : PaintParams {
    GatysParams() { calm = 0.3; }

    double styleWeight = 1.0;
    int steps = 18;

    double contentWeight = 1.0;
    ContentTap contentTap = ContentTap::Relu3_1;
    StyleLossKind styleLoss = StyleLossKind::Gram;
    std::vector<double> tapWeights = {0.3, 0.5, 1, 0.2, 0};
    double tvWeight = 1.0;
    double chromaTvWeight = 1.0;
    double histogramWeight = 0;
    double nearestWeight = 0;
    double adversarialWeight = 0;
    VariableKind variable = VariableKind::Pixels;

    OptimiserKind optimiser = OptimiserKind::Lbfgs;
    int scales = 0;
    StartFrom start = StartFrom::Transport;
    double startStrength = 0.8;
    double clear = 1;
    double learningRate = 0.02;
    double average = 0.95;
    int history = 10;
    int refine = 0;
    std::string network;
    int frameEvery = 0;
};

const ParamSchema<GatysParams>& gatysSchema();

/// Index of the network's tap at which content is compared, -1 for pixels.
int tapOf(ContentTap tap);
/// The deepest tap that any loss compares, of a network that has all of them.
int deepestTap(const GatysParams& params);

}  // namespace velatura
