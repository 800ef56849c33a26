// Engine "arbitrary": any photo in the style of any painting in one pass, quick enough to answer while a slider moves.
#pragma once

#include <memory>

#include "core/work.h"

namespace velatura {

Result<std::unique_ptr<EngineSession>> makeArbitrarySession(const WorkHost& host);

}  // namespace velatura
