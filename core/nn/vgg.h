// The teacher of the perceptual network: VGG-19 to relu3_1 (Simonyan and Zisserman 2014, normalised variant) and, for the
// two deep taps, which those weights do not hold, the distilled encoder e5 of Collaborative Distillation (Wang 2020)
// through its own adaptors. Training only; never shipped.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/nn/state_dict.h"

namespace velatura {

class VggTeacher {
public:
    /// Reads vgg19_conv1_1-conv3_4_normalised.safetensors and cd16x_encoders.safetensors in `folder`.
    static Result<std::shared_ptr<VggTeacher>> load(const std::filesystem::path& folder, const c10::Device& device);

    /// @param x  float32 [N,3,H,W], RGB 0..1, H and W multiples of 16
    /// @return   relu1_1 … relu5_1, float32 [N,{64,128,256,512,512},H/stride,W/stride], mean activation about 1
    std::vector<at::Tensor> forward(const at::Tensor& x) const;
    /// relu1_1, relu2_1 and relu3_1 for a loss: gradients reach the picture, borders are padded with zeros.
    /// @param x  [N,3,H,W] in the type of the weights, RGB 0..1, H and W multiples of 4
    std::vector<at::Tensor> shallow(const at::Tensor& x) const;
    /// A copy that computes in another type.
    std::shared_ptr<VggTeacher> copyIn(at::ScalarType type) const;

    /// A convolution by name: "conv1_1" … "conv3_4" of VGG-19, "e5.conv0" … "e5.conv5_1" and "e5.conv4_1_aux" of the other.
    struct Conv {
        at::Tensor weight, bias;
    };
    Conv conv(const std::string& name) const;
    /// [reflect pad 1, conv 3x3, ReLU], as these networks were trained or normalised.
    at::Tensor run(const at::Tensor& x, const std::string& name) const;
    /// The 1x1 adaptor of a deep tap of e5 with its ReLU: "conv4_1" or "conv5_1".
    at::Tensor deepTap(const at::Tensor& features, const std::string& name) const;

private:
    StateDict dict_;
};

}  // namespace velatura
