// Figures of a network against VGG-19: how much of the teacher's features a linear map of the network's own explains.
// Asked for like a training, because that is what the map takes. Torch-free: the terminal program includes it.
#pragma once

#include "core/engines/common_params.h"

namespace velatura {

/// TrainRequest::trainer of this job, which is in no catalog. The request's data are pictures to fit on, its styles
/// pictures to test on; the outcome's facts are "relu1_1.explained" (share of variance, 0..1), "relu1_1.gram" (cosine
/// of Gram matrices, mean over pictures) …, "fitted" and "tested" (how many pictures).
inline constexpr const char* kNetworkFigures = "network-figures";

struct NetworkFiguresParams : RunParams {
    std::string network;  ///< its file
    int pictures = 24;
    int fitSide = 256;
    int testSide = 512;
};

const ParamSchema<NetworkFiguresParams>& networkFiguresSchema();

}  // namespace velatura
