// Engine "arbitrary": any photo in the style of any painting, quick enough to answer while a slider moves.
#pragma once

#include <memory>

#include "core/nn/style_transfer_net.h"
#include "core/work.h"

namespace velatura {

/// With the shipped network.
Result<std::unique_ptr<EngineSession>> makeArbitrarySession(const WorkHost& host);
/// With another one, as trainers and tests have it.
std::unique_ptr<EngineSession> makeArbitrarySession(std::shared_ptr<StyleTransferNet> net);

}  // namespace velatura
