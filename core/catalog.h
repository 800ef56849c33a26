// The one list of engines, trainers and metrics: plain tables, no LibTorch. Forms, command line, manual and the work
// library's factories go by it. A new engine is one line here and one in core/engines/factory.cpp.
#pragma once

#include <string>
#include <vector>

#include "core/base/param_schema.h"
#include "core/forecast.h"

namespace velatura {

struct EngineInfo {
    std::string key;
    std::string label;
    std::string help;                ///< one sentence for the engine switch
    const Schema& (*schema)();
    int minStyles = 1, maxStyles = 1;  ///< 0 styles: the engine's networks have theirs in them
    bool live = false;                 ///< quick enough to answer while a slider moves
    bool levels = false;               ///< obeys StyleInput::levels
    Forecast (*forecast)(const ForecastRequest&) = nullptr;
};

enum class Need { None, Optional, Required };

struct TrainerInfo {
    std::string key;
    std::string label;
    std::string help;
    const Schema& (*schema)();
    bool needsStyles = false;        ///< a second folder
    Need teachers = Need::None;      ///< a folder of teacher weights
    std::string dataHelp;            ///< what the folder should hold
};

struct MetricInfo {
    std::string key;
    std::string label;
    std::string help;
    bool higherIsBetter = false;
    bool needsNetwork = false;
};

const std::vector<EngineInfo>& engines();
const std::vector<TrainerInfo>& trainers();
const std::vector<MetricInfo>& metricInfos();

/// Error names the key and all that exist.
Result<const EngineInfo*> findEngine(const std::string& key);
Result<const TrainerInfo*> findTrainer(const std::string& key);

}  // namespace velatura
