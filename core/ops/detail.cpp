#include "core/ops/detail.h"

#include <torch/torch.h>

#include "core/ops/box_mean.h"

namespace velatura {

namespace {
constexpr int kRadius = 4;
/// Variance of lightness below which an area of the photo has no detail.
constexpr double kEpsilon = 2e-4;

at::Tensor lightness(const at::Tensor& x) { return (x.narrow(1, 0, 1) * 0.299 + x.narrow(1, 1, 1) * 0.587 + x.narrow(1, 2, 1) * 0.114).contiguous(); }
}  // namespace

at::Tensor withDetailOf(const at::Tensor& painted, const at::Tensor& photo, double share) {
    at::NoGradGuard noGrad;
    const at::Tensor y = lightness(photo), p = lightness(painted);
    const at::Tensor mean = boxMean(y, kRadius);
    const at::Tensor variance = boxMean(y * y, kRadius) - mean * mean, covariance = boxMean(y * p, kRadius) - mean * boxMean(p, kRadius);
    const at::Tensor slope = boxMean((covariance / (variance + kEpsilon)).clamp(0, 1), kRadius);
    // The painting's own fine lightness makes room for the photo's: added, both would be too much.
    const at::Tensor own = p - boxMean(p, kRadius);
    return painted + (slope * (y - mean) - own * slope) * share;
}

}  // namespace velatura
