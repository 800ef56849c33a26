// The squares from which a trainer fits its starting weights: the first of the run's own order.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include "core/train/train_params.h"
#include "core/work.h"

namespace velatura {

/// @return float32 [count,3,size,size], 0..1, channels_last
Result<at::Tensor> startSquares(const WorkHost& host, const TrainRequest& request, const TrainParams& params, int count,
                                const c10::Device& device);

/// Squares of side `side` from `count` pictures spread over a folder, the same every time: for previews.
Result<at::Tensor> sampleSquares(const WorkHost& host, const std::filesystem::path& folder, std::size_t count, int side,
                                 const c10::Device& device);

}  // namespace velatura
