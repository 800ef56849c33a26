// Engine "gatys": paints by optimisation (Gatys, Ecker and Bethge 2016), coarse to fine, through the perceptual network.
#pragma once

#include <memory>

#include "core/work.h"

namespace velatura {

Result<std::unique_ptr<EngineSession>> makeGatysSession(const WorkHost& host);

}  // namespace velatura
