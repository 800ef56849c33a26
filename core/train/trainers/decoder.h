// Trainer of the reconstruction decoders: each block learns to give the features of the layer above it, and all blocks
// together the picture (PhotoWCT2, Chiu and Gurari 2022, trained in one go). The perceptual network stays as it is.
#pragma once

#include <memory>

#include "core/train/trainer.h"

namespace velatura {

std::unique_ptr<Trainer> makeDecoderTrainer(const WorkHost& host);

}  // namespace velatura
