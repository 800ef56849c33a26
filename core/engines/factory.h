// Engine sessions and trainers by key: the work library's half of the catalog.
#pragma once

#include <memory>
#include <string>

#include "core/train/train_loop.h"
#include "core/work.h"

namespace velatura {

Result<std::unique_ptr<EngineSession>> makeEngineSession(const std::string& key, const WorkHost& host);
Result<TrainerDoor> findTrainerDoor(const std::string& key);

}  // namespace velatura
