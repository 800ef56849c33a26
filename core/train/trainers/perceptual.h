// Trainer of the perceptual network: distils VGG-19's taps into PerceptualNet (after Collaborative Distillation, Wang
// 2020), with the Gram matrices that style losses use and with the answers to small changes, in which optimisation
// would otherwise find ripple that only the student cannot see.
#pragma once

#include <memory>

#include "core/train/trainer.h"

namespace velatura {

std::unique_ptr<Trainer> makePerceptualTrainer(const WorkHost& host);

}  // namespace velatura
