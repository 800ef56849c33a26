// Parameters of the trainer of the reconstruction decoders. Torch-free: window and terminal include it.
#pragma once

#include <string>

#include "core/train/train_params.h"

namespace velatura {

struct DecoderParams : TrainParams {
    double blockWeight = 1.0;
    double pixelWeight = 1.0;
    double featureWeight = 1.0;
    double noiseShare = 0.15;
    double styledWeight = 0;
    double styleWeight = 0;
    bool halfPrecision = false;
    std::string startFrom;
};

const ParamSchema<DecoderParams>& decoderSchema();

}  // namespace velatura
