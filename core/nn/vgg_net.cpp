#include "core/nn/vgg_net.h"

#include <torch/torch.h>

#include "core/base/check.h"

namespace velatura {

namespace {

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;

// ImageNet's mean and deviation, as the two families of networks subtract them.
constexpr float kTorchMean[3] = {0.485f, 0.456f, 0.406f}, kTorchDeviation[3] = {0.229f, 0.224f, 0.225f};
constexpr float kCaffeMean[3] = {103.939f, 116.779f, 123.68f};  // blue, green, red

struct Input {
    at::Tensor weight, bias;
};

Input inputOf(const std::string& convention) {
    at::Tensor weight = at::zeros({3, 3, 1, 1}), bias = at::zeros({3});
    for (int c = 0; c < 3; ++c) {
        if (convention == convention::kTorchvision) {
            weight[c][c] = 1 / kTorchDeviation[c];
            bias[c] = -kTorchMean[c] / kTorchDeviation[c];
        } else if (convention == convention::kCaffe) {
            weight[c][2 - c] = 255.0f;
            bias[c] = -kCaffeMean[c];
        } else {
            weight[c][c] = 1.0f;
        }
    }
    return {weight, bias};
}

}  // namespace

VggNet::VggNet(const NetworkLayout& layout, const StateDict& parameters, Pooling pooling)
    : reflects_(layout.convention == convention::kNormalised), pooling_(pooling) {
    at::NoGradGuard noGrad;
    const auto& known = vggConventions();
    check(std::find(known.begin(), known.end(), layout.convention) != known.end(), "\"{}\" is no convention",
          layout.convention);
    if (layout.first.empty()) {
        const Input input = inputOf(layout.convention);
        inputWeight_ = input.weight;
        inputBias_ = input.bias;
    } else {
        inputWeight_ = parameters.at("conv0.weight");
        inputBias_ = parameters.at("conv0.bias");
    }
    for (const auto& layer : layout.layers) {
        convs_.push_back({parameters.at(layer.name + ".weight").contiguous(kChannelsLast),
                          parameters.at(layer.name + ".bias"), layer.tap, layer.pool});
        if (layer.tap >= 0) tapChannels_.push_back(static_cast<int>(layer.out));
    }
}

at::Tensor VggNet::prepared(const at::Tensor& x) const {
    check(x.dim() == 4 && x.size(1) == 3 && x.size(2) % 16 == 0 && x.size(3) % 16 == 0,
          "the network takes [N,3,H,W] with H and W multiples of 16");
    return at::conv2d(x.contiguous(kChannelsLast), inputWeight_, inputBias_);
}

at::Tensor VggNet::answer(const Conv& conv, const at::Tensor& x) const {
    at::Tensor y = x;
    if (conv.pool)
        y = pooling_ == Pooling::Blur      ? blurPool(y)
            : pooling_ == Pooling::Average ? at::avg_pool2d(y, {2, 2})
                                           : at::max_pool2d(y, {2, 2});
    if (!reflects_) return at::conv2d(y, conv.weight, conv.bias, 1, 1).relu_();
    // A single row has nothing to reflect.
    const bool room = y.size(2) > 1 && y.size(3) > 1;
    y = room ? at::reflection_pad2d(y, {1, 1, 1, 1}) : at::replication_pad2d(y, {1, 1, 1, 1});
    return at::conv2d(y, conv.weight, conv.bias).relu_();
}

std::vector<at::Tensor> VggNet::forward(const at::Tensor& x, int deepest) const {
    check(deepest < tapCount(), "the network has {} taps, and tap {} was asked for", tapCount(), deepest);
    std::vector<at::Tensor> out;
    at::Tensor y = prepared(x);
    for (const auto& conv : convs_) {
        y = answer(conv, y);
        if (conv.tap >= 0) out.push_back(y);
        if (conv.tap == deepest) break;
    }
    return out;
}

std::vector<at::Tensor> VggNet::everyLayer(const at::Tensor& x) const {
    at::NoGradGuard noGrad;
    std::vector<at::Tensor> out;
    at::Tensor y = prepared(x);
    for (const auto& conv : convs_) out.push_back(y = answer(conv, y));
    return out;
}

at::Tensor VggNet::metricRoot(int tap) const {
    at::Tensor root = at::eye(channels(tap) + 1, inputBias_.options());
    root[channels(tap)][channels(tap)] = 0;
    return root;
}

std::shared_ptr<FeatureNet> VggNet::onDevice(const c10::Device& device) const {
    auto out = std::make_shared<VggNet>(*this);
    for (auto& c : out->convs_) {
        c.weight = c.weight.to(device);
        c.bias = c.bias.to(device);
    }
    out->inputWeight_ = inputWeight_.to(device);
    out->inputBias_ = inputBias_.to(device);
    return out;
}

}  // namespace velatura
