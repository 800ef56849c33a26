#include "core/engines/transport_start.h"

#include <torch/torch.h>

#include "core/losses/gram.h"
#include "core/ops/transport.h"

namespace velatura {

namespace {

/// The decoder pads with zeros at every level; its border lies outside the picture with this much around it.
constexpr int kDecoderMargin = 48;

/// A region with fewer positions leaves its covariance to chance.
constexpr double kFewestPositions = 16;

/// Mean over what each position of a tap covers, with the decoder's margin around it.
at::Tensor pooled(const at::Tensor& share, std::int64_t stride) {
    return at::avg_pool2d(widen(share, kDecoderMargin), {stride, stride});
}

}  // namespace

at::Tensor transportPicture(const PerceptualNet& net, const FeatureDecoder& decoder, const at::Tensor& content,
                            const std::vector<StyleRegion>& regions, const TransportOptions& options) {
    at::NoGradGuard noGrad;
    const auto deepest = static_cast<size_t>(options.deepest);
    at::Tensor y = net.forward(widen(content, kDecoderMargin), options.deepest)[deepest];
    for (size_t t = deepest;; --t) {
        const std::int64_t stride = kTapStride[t], margin = kDecoderMargin / stride;
        // Statistics of the picture alone: what lies around it is its reflection.
        const auto inside = [&](const at::Tensor& x) { return x.narrow(2, margin, (content.size(2) + stride - 1) / stride).narrow(3, margin, (content.size(3) + stride - 1) / stride); };
        at::Tensor moved = y;
        for (const auto& r : regions) {
            if (options.strength[t] <= 0) break;
            const at::Tensor share = r.share.defined() ? pooled(r.share, stride) : at::Tensor();
            const at::Tensor sum = augmentedSum(inside(y), share.defined() ? inside(share) : share).squeeze(0);
            const double positions = sum[-1][-1].item<double>();
            if (share.defined() && positions < kFewestPositions) continue;
            const at::Tensor there = applyMap(transportMap(momentsOf(sum / positions), momentsOf(r.targets.grams[t]), y), y, options.strength[t]);
            moved = share.defined() ? moved + (there - y) * share : there;
        }
        y = moved.relu();
        y = decoder.up(y, static_cast<int>(t));
        if (t == 0) break;
        y = y.relu_();
    }
    return y.narrow(2, kDecoderMargin, content.size(2)).narrow(3, kDecoderMargin, content.size(3)).clamp(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
