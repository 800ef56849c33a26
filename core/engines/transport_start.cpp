#include "core/engines/transport_start.h"

#include <torch/torch.h>

#include "core/losses/gram.h"
#include "core/ops/transport.h"

namespace velatura {

namespace {

/// The decoder pads with zeros at every level; its border lies outside the picture with this much around it.
constexpr int kDecoderMargin = 48;

}  // namespace

at::Tensor transportPicture(const PerceptualNet& net, const FeatureDecoder& decoder, const at::Tensor& content,
                            const std::vector<at::Tensor>& grams, const TransportOptions& options) {
    at::NoGradGuard noGrad;
    const auto deepest = static_cast<size_t>(options.deepest);
    at::Tensor y = net.forward(widen(content, kDecoderMargin), options.deepest)[deepest];
    for (size_t t = deepest;; --t) {
        const std::int64_t stride = kTapStride[t], margin = kDecoderMargin / stride;
        if (options.strength[t] > 0) {
            // Statistics of the picture alone: what lies around it is its reflection.
            const at::Tensor inside = y.narrow(2, margin, (content.size(2) + stride - 1) / stride).narrow(3, margin, (content.size(3) + stride - 1) / stride);
            const auto map = transportMap(momentsOf(augmentedGram(inside).squeeze(0)), momentsOf(grams[t]), y);
            y = applyMap(map, y, options.strength[t]).relu_();
        }
        y = decoder.up(y, static_cast<int>(t));
        if (t == 0) break;
        y = y.relu_();
    }
    return y.narrow(2, kDecoderMargin, content.size(2)).narrow(3, kDecoderMargin, content.size(3)).clamp(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
