// What of a painting engines and trainers take the style from. The job's thread.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/image/image.h"

namespace velatura {

/// The painting without its frame (core/image/painting_frame). @param picture  float32 [1,3,H,W], `painting` at any size
at::Tensor withoutFrame(const at::Tensor& picture, const Image& painting);

}  // namespace velatura
