// The SHA-256 of the file that a run began with, as a part of its state: what it exports says so, wherever it went on.
#pragma once

#include <string>

#include "core/train/trainer.h"

namespace velatura {

/// Saves `hash` (hexadecimal, or empty: it began with nothing), or reads it; a checkpoint from before it was kept leaves it
/// as it is.
void startHashState(StateVisitor& visitor, std::string& hash);

}  // namespace velatura
