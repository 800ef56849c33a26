// Style as second moments of features: Gram matrix, mean and covariance, and relative distances between them.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// Second moments with the constant 1 as a further channel, so that means are in it too.
/// @param x  float32 [N,C,H,W], any memory format (channels_last is read without a copy)
/// @return   float32 [N,C+1,C+1]: [[F F^T / (HW), mean], [mean^T, 1]]
at::Tensor augmentedGram(const at::Tensor& x);

/// The same as a sum, not a mean: sum over positions of w [f;1][f;1]^T.
/// @param weights  float32 [N,1,H,W], not negative; undefined: 1 everywhere
at::Tensor augmentedSum(const at::Tensor& x, const at::Tensor& weights = {});

/// The same of one picture, rows added in float64: whatever parts of whole rows a picture is cut into, their sums add up to the
/// whole's to about 1e-15. No gradient.
/// @param x  float32 [1,C,H,W]  @return float64 [C+1,C+1]
at::Tensor augmentedSumByRows(const at::Tensor& x, const at::Tensor& weights = {});

/// Gram matrix of feature maps (Gatys 2016, eq. 3, divided by positions alone so that picture size does not matter).
/// @param x  float32 [N,C,H,W]
/// @return   float32 [N,C,C], F F^T / (HW)
at::Tensor gram(const at::Tensor& x);

/// |a - b|^2 / |b|^2 over the last two dimensions, mean over N. Frobenius; `b` is the target and gets no gradient.
at::Tensor relativeDistance(const at::Tensor& a, const at::Tensor& b);

/// |a - b| / (|a| + |b|) over the last two dimensions, mean over N: 0 the same, 1 unrelated. Pictures that are far from
/// their target count no more than others (style-aware normalisation, Cheng et al. 2021). `b` gets no gradient.
at::Tensor balancedDistance(const at::Tensor& a, const at::Tensor& b);

/// R f: features in the metric of a FeatureNet::metricRoot(), where differences count as the teacher sees them.
/// @param features  float32 [N,C,H,W]  @param root float32 [C+1,C+1]  @return float32 [N,C+1,H,W], the constant left out
at::Tensor inMetric(const at::Tensor& features, const at::Tensor& root);

/// R G R: second moments in that metric. @param gram float32 [C+1,C+1] or [N,C+1,C+1], as augmentedGram() gives it
at::Tensor gramInMetric(const at::Tensor& gram, const at::Tensor& root);

}  // namespace velatura
