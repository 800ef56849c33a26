// Engine "fast-style": a photo in a style that a network was trained for, in one pass (core/nn/transformer_net.h).
#pragma once

#include <memory>

#include "core/work.h"

namespace velatura {

Result<std::unique_ptr<EngineSession>> makeFastStyleSession(const WorkHost& host);

}  // namespace velatura
