// Parameters of the trainer of the instant engine's network. Torch-free: window and terminal include it.
#pragma once

#include <string>
#include <vector>

#include "core/train/train_params.h"

namespace velatura {

/// In the order of core/losses/adversarial.h, which needs LibTorch.
enum class AdversarialLoss { LeastSquares, Hinge, CrossEntropy };

struct ArbitraryTrainParams : TrainParams {
    std::string startFrom;
    int encoderSteps = 2400;
    double contentWeight = 1.0;
    double gramWeight = 2.0;
    double momentWeight = 0;
    double distributionWeight = 0;
    double contrastiveWeight = 0;
    double roundsWeight = 0;
    double adversarialWeight = 0;
    double identityWeight = 0.5;
    double tvWeight = 0;
    double chromaTvWeight = 0.2;
    std::vector<double> tapWeights = {1, 1, 1, 1, 0.5};
    double identityShare = 0.12;
    bool halfPrecision = false;

    AdversarialLoss adversarial = AdversarialLoss::LeastSquares;
    bool spectralNorm = false;
    double gradientPenalty = 0;
    double adversarialFrom = 0.2;
};

const ParamSchema<ArbitraryTrainParams>& arbitraryTrainSchema();

}  // namespace velatura
