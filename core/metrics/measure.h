// The metrics of the catalog by key. Called through Work::metrics.
#pragma once

#include <map>
#include <string>

#include "core/work.h"

namespace velatura {

/// `b` is brought to a's size for metrics that compare position by position; style takes each at its own size, long side
/// at most 512 px. Error: an unknown key, or no perceptual network.
Result<std::map<std::string, double>> measure(const MetricRequest& request, JobContext& context);

}  // namespace velatura
