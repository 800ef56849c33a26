// Trainer of style networks (core/nn/transformer_net.h): any photo in the style of one painting, or of several by one
// network, in one pass. From nothing, or from another style network, of which a new style's few numbers are fitted
// first (Dumoulin, Shlens and Kudlur 2017).
#pragma once

#include <memory>

#include "core/train/trainer.h"

namespace velatura {

std::unique_ptr<Trainer> makeFastStyleTrainer(const WorkHost& host);

}  // namespace velatura
