// The perceptual network of our own: a VGG-19-shaped encoder to relu5_1, about 15 times smaller, blur pooling, no
// residual links, with a linear adaptor from each tap to the teacher's channels. Every engine looks through it.
// Trained by trainers/perceptual; shipped as models/perceptual.safetensors. Weights are shared by sessions, read-only.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/io/safetensors.h"
#include "core/nn/feature_net.h"
#include "core/nn/state_dict.h"

namespace velatura {

/// Channels of VGG-19's taps, to which the adaptors lead.
inline constexpr std::array<int, kTapCount> kTeacherChannels = {64, 128, 256, 512, 512};

class PerceptualNet : public FeatureNet {
public:
    /// Channels of the five blocks' convolutions.
    struct Widths {
        int c1a = 32, c1b = 32, c2a = 64, c2b = 64, c3 = 64, c4 = 128, c5 = 128;
        bool operator==(const Widths&) const = default;
    };

    /// He-initialised by `seed`; weights in channels_last, no gradients.
    explicit PerceptualNet(const Widths& widths, std::uint64_t seed = 1);
    PerceptualNet() : PerceptualNet(Widths{}) {}
    /// Reads widths from the shapes. Error: not such a file, or a value that is not finite.
    static Result<std::shared_ptr<PerceptualNet>> load(const std::filesystem::path& path);

    std::vector<at::Tensor> forward(const at::Tensor& x, int deepest = kTapCount - 1) const override;
    int tapCount() const override { return kTapCount; }
    int channels(int tap) const override;

    /// Tap features in the teacher's channels: A_l f + b_l.
    at::Tensor adapt(const at::Tensor& features, int tap) const;
    /// Root R of the metric that the teacher's channels induce on [f; 1]: R^T R = [A b]^T [A b].
    /// @return float32 [C_l+1,C_l+1], symmetric
    at::Tensor metricRoot(int tap) const override;

    /// Names and tensors in a fixed order: conv1_1.weight … conv5_1.bias, adapt1_1.weight … adapt5_1.bias.
    std::vector<std::pair<std::string, at::Tensor>> namedParameters() const;
    void to(const c10::Device& device);
    std::shared_ptr<PerceptualNet> copyTo(const c10::Device& device) const;
    /// A copy that computes, and gives its features, in another type: in bfloat16 a loss costs half on processors that
    /// have it. Its metric stays in float32.
    std::shared_ptr<PerceptualNet> copyIn(at::ScalarType type) const;
    std::shared_ptr<FeatureNet> onDevice(const c10::Device& device) const override { return copyTo(device); }

    struct Conv {
        std::string name;
        at::Tensor weight, bias;
        int tap = -1;      ///< index of the tap that its ReLU gives, or -1
        bool pool = false; ///< blur pooling before it
    };
    const std::vector<Conv>& convolutions() const { return convs_; }
    /// As forward(). @param seen (convolution, what its ReLU gives), after each
    void look(const at::Tensor& x, int deepest, const std::function<void(const Conv&, const at::Tensor&)>& seen) const;
    /// As the first convolution takes a picture: about zero mean and unit spread, as the initialisation expects; the
    /// padding is then mid-grey.
    static at::Tensor centred(const at::Tensor& x);
    static constexpr float kScale = 4;  ///< by which it does
    /// Throws unless x is as forward() takes it.
    static void checkSize(const at::Tensor& x);

private:
    std::vector<Conv> convs_;
    std::array<at::Tensor, kTapCount> adaptWeight_, adaptBias_;
};

}  // namespace velatura
