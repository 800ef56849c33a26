#include "core/ops/finish.h"

#include <torch/torch.h>

#include "core/ops/box_mean.h"
#include "core/ops/color.h"

namespace velatura {

namespace {

/// Guided filter (He 2013): `x` as a locally linear function of `guide`.
at::Tensor guided(const at::Tensor& guide, const at::Tensor& x, int radius, double epsilon) {
    const at::Tensor guideMean = boxMean(guide, radius), mean = boxMean(x, radius);
    const at::Tensor variance = boxMean(guide * guide, radius) - guideMean * guideMean;
    const at::Tensor covariance = boxMean(guide * x, radius) - guideMean * mean;
    const at::Tensor a = covariance / (variance + epsilon);
    return boxMean(a, radius) * guide + boxMean(mean - a * guideMean, radius);
}

}  // namespace

at::Tensor calmColours(const at::Tensor& x, int radius, double epsilon) {
    at::NoGradGuard noGrad;
    const at::Tensor lab = toOklab(x).contiguous();
    const at::Tensor lightness = lab.narrow(1, 0, 1);
    return fromOklab(at::cat({lightness, guided(lightness, lab.narrow(1, 1, 2), radius, epsilon)}, 1)).contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor calmGrain(const at::Tensor& x, int radius, double epsilon) {
    at::NoGradGuard noGrad;
    const at::Tensor lab = toOklab(x).contiguous();
    const at::Tensor lightness = lab.narrow(1, 0, 1);
    return fromOklab(at::cat({guided(lightness, lightness, radius, epsilon), lab.narrow(1, 1, 2)}, 1)).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
