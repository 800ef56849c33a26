// Parameters of the trainer of style networks. Torch-free: window and terminal include it.
#pragma once

#include <string>
#include <vector>

#include "core/train/train_params.h"

namespace velatura {

struct FastStyleTrainParams : TrainParams {
    FastStyleTrainParams() {
        batch = 2;
        steps = 2000;
        learningRate = 2e-3;
        warmup = 20;
        previewEvery = 50;
        checkpointEvery = 200;
    }
    double width = 0.5;
    int styleSize = 512;
    std::string startFrom;
    int normSteps = 200;
    int copySteps = 500;
    double copyWeight = 1.0;
    double contentWeight = 1.0;
    double styleWeight = 2.0;
    double tvWeight = 0;
    double chromaTvWeight = 0.2;
    std::vector<double> tapWeights = {1, 1, 1, 1, 0.5};
    bool halfPrecision = false;
};

const ParamSchema<FastStyleTrainParams>& fastStyleTrainSchema();

}  // namespace velatura
