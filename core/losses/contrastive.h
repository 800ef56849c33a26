// Contrast between styles: a picture's style should be nearer to its own painting's than to the others' of the batch.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// InfoNCE (Oord 2018): cross-entropy of each signal finding its own target among all of the batch by cosine.
/// @param signals, targets  float32 [N,D]; `targets` get no gradient  @param temperature  above 0  @return float32 []
at::Tensor contrastiveLoss(const at::Tensor& signals, const at::Tensor& targets, double temperature = 0.2);

}  // namespace velatura
