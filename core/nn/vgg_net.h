// VggNet: a VGG-19, a VGG-16 or a narrower network of their shape as the optimiser looks through it (Simonyan and
// Zisserman 2014), to relu5_1 or as deep as the file goes. Made by network_file from an imported file.
#pragma once

#include <string>

#include "core/network_layout.h"
#include "core/nn/feature_net.h"
#include "core/nn/state_dict.h"

namespace velatura {

/// How the picture is halved between blocks. The networks were trained with Max. Optimising through it or through 2x2
/// means leaves a grid in calm areas (aliasing), so Blur is what the engines use; Max serves comparisons of networks.
enum class Pooling { Blur, Average, Max };

class VggNet : public FeatureNet {
public:
    /// @param layout      convolutions and taps; its convention must be one of vggConventions()
    /// @param parameters  "conv1_1.weight" [O,I,3,3], "conv1_1.bias" [O] … and "conv0.*" where the layout has a first one
    VggNet(const NetworkLayout& layout, const StateDict& parameters, Pooling pooling = Pooling::Blur);

    std::vector<at::Tensor> forward(const at::Tensor& x, int deepest) const override;
    int tapCount() const override { return static_cast<int>(tapChannels_.size()); }
    int channels(int tap) const override { return tapChannels_[static_cast<size_t>(tap)]; }
    /// Identity on the features, 0 for the constant: Gram matrices alone count, as Gatys compares them.
    at::Tensor metricRoot(int tap) const override;
    std::shared_ptr<FeatureNet> onDevice(const c10::Device& device) const override;

    /// Every convolution's answer to a picture, after the ReLU, in the order of the layers. For looking a network through.
    /// @param x  float32 [N,3,H,W], H and W multiples of 16
    std::vector<at::Tensor> everyLayer(const at::Tensor& x) const;

private:
    struct Conv {
        at::Tensor weight, bias;
        int tap = -1;
        bool pool = false;
    };
    at::Tensor prepared(const at::Tensor& x) const;
    at::Tensor answer(const Conv& conv, const at::Tensor& x) const;

    std::vector<Conv> convs_;
    std::vector<int> tapChannels_;
    at::Tensor inputWeight_, inputBias_;  // 1x1: from RGB 0..1 to what the network was made for
    bool reflects_;  // around each convolution; else zeros, as in training
    Pooling pooling_;
};

}  // namespace velatura
