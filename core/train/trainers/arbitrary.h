// Trainer of the instant engine's network (core/nn/style_transfer_net.h): any photo in the style of any painting in one
// pass. The encoder first learns to see as the perceptual network does and then stays as it is; the decoder learns to
// paint from features that have been given a painting's statistics.
#pragma once

#include <memory>

#include "core/train/trainer.h"

namespace velatura {

std::unique_ptr<Trainer> makeArbitraryTrainer(const WorkHost& host);

}  // namespace velatura
