#include "core/ops/finish.h"

#include <torch/torch.h>

#include "core/ops/color.h"

namespace velatura {

namespace {

at::Tensor boxMean(const at::Tensor& x, int radius) {
    const std::int64_t r = radius, k = 2 * r + 1;
    return at::avg_pool2d(at::replication_pad2d(x, {r, r, r, r}), {k, k}, {1, 1});
}

}  // namespace

at::Tensor calmColours(const at::Tensor& x, int radius, double epsilon) {
    at::NoGradGuard noGrad;
    const at::Tensor lab = toOklab(x).contiguous();
    const at::Tensor guide = lab.narrow(1, 0, 1), colour = lab.narrow(1, 1, 2);
    const at::Tensor guideMean = boxMean(guide, radius), colourMean = boxMean(colour, radius);
    const at::Tensor variance = boxMean(guide * guide, radius) - guideMean * guideMean;
    const at::Tensor covariance = boxMean(guide * colour, radius) - guideMean * colourMean;
    const at::Tensor a = covariance / (variance + epsilon);
    const at::Tensor b = colourMean - a * guideMean;
    return fromOklab(at::cat({guide, boxMean(a, radius) * guide + boxMean(b, radius)}, 1)).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
