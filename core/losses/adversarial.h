// Adversarial losses: what a discriminator learns, and what it tells a generator. Logits are of any shape, one tensor a
// scale; scales count alike.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace velatura {

enum class AdversarialKind { LeastSquares, Hinge, CrossEntropy };

/// LSGAN (Mao 2017, a = 0, b = c = 1), hinge (Lim and Ye 2017) or binary cross-entropy (Goodfellow 2014).
/// @param real, fake  the discriminator's logits  @return float32 []
at::Tensor discriminatorLoss(AdversarialKind kind, const std::vector<at::Tensor>& real, const std::vector<at::Tensor>& fake);

/// The same kinds for the generator; cross-entropy in its non-saturating form.
/// @param share  float32 [N,1,H,W] of the pictures, 0..1: how much each place counts, as a share of all of them;
///               undefined: fully  @return float32 []
at::Tensor generatorLoss(AdversarialKind kind, const std::vector<at::Tensor>& fake, const at::Tensor& share = {});

/// R1 (Mescheder 2018): mean squared length of the gradient of the summed logits by the real pictures. Differentiable.
/// @param real  float32 [N,3,H,W], requires a gradient  @param logits of `real`
at::Tensor gradientPenalty(const at::Tensor& real, const std::vector<at::Tensor>& logits);

}  // namespace velatura
