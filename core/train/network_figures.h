// The job behind NetworkFiguresParams: fits a linear map from a network's taps to VGG-19's by least squares and tells how
// well it does on other pictures (explained variance, cosine of Gram matrices).
#pragma once

#include <memory>

#include "core/work.h"

namespace velatura {

Result<std::unique_ptr<Job>> makeNetworkFiguresJob(const TrainRequest& request, const WorkHost& host);

}  // namespace velatura
