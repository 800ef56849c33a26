#include "core/nn/prepared_encoder.h"

#include <torch/torch.h>

namespace velatura {

PreparedEncoder::PreparedEncoder(std::shared_ptr<const PerceptualNet> net, at::ScalarType type) : net_(net), quick_(type == at::kFloat ? net : net->copyIn(type)) {
    at::NoGradGuard noGrad;
    if (type != at::kFloat || !hasOneDnnConvolutions()) return;
    for (const auto& c : net->convolutions())
        if (!c.weight.is_cpu() || c.weight.size(0) % kChannelBlock != 0) return;
    for (const auto& c : net->convolutions()) {
        if (c.pool) layers_.push_back({{blurPoolKernel(c.weight.size(1)), {}, {.stride = 2, .depthwise = true}}, -1});
        layers_.push_back({{c.weight, c.bias, {.slope = 0}}, c.tap});
    }
}

at::Tensor PreparedEncoder::encode(const at::Tensor& picture, int tap) const {
    if (tap == 0) return net_->forward(picture, tap).back();
    if (layers_.empty() || picture.size(0) != 1) return quick_->forward(picture, tap).back().to(at::kFloat);
    at::Tensor y = PerceptualNet::centred(picture);
    for (const auto& layer : layers_) {
        y = layer.convolution(y);
        if (layer.tap == tap) break;
    }
    return fromBlocks(y);
}

}  // namespace velatura
