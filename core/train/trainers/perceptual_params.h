// Parameters of the trainer that distils the perceptual network. Torch-free: window and terminal include it.
#pragma once

#include "core/train/train_params.h"

namespace velatura {

struct PerceptualParams : TrainParams {
    double featureWeight = 1.0;
    double gramWeight = 0.3;
    double consistencyWeight = 0.3;
    double noiseShare = 0.4;
};

const ParamSchema<PerceptualParams>& perceptualSchema();

}  // namespace velatura
