// The perceptual network of our own: a VGG-19-shaped encoder to relu5_1, about 15 times smaller, blur pooling, no
// residual links, with a linear adaptor from each tap to the teacher's channels. Every engine looks through it.
// Trained by trainers/perceptual; shipped as models/perceptual.safetensors. Weights are shared by sessions, read-only.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/image/image.h"
#include "core/io/safetensors.h"
#include "core/nn/state_dict.h"

namespace velatura {

inline constexpr int kTapCount = 5;
inline constexpr std::array<const char*, kTapCount> kTapNames = {"relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"};
inline constexpr std::array<int, kTapCount> kTapStride = {1, 2, 4, 8, 16};
/// Channels of VGG-19's taps, to which the adaptors lead.
inline constexpr std::array<int, kTapCount> kTeacherChannels = {64, 128, 256, 512, 512};
/// Pixels by which pictures are widened (reflected) before the network sees them, so that its zero padding stays out
/// of the cropped taps. A multiple of the deepest stride.
inline constexpr int kMargin = 16;

/// Shift of a picture against the grid of the network's strides, in pixels, 0..15.
struct GridPhase {
    int x = 0, y = 0;
};

class PerceptualNet {
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

    /// Features as the network computes them, borders included.
    /// @param x  float32 [N,3,H,W], 0..1, H and W multiples of 16
    /// @param deepest  index of the last tap that is needed, 0..4
    /// @return   taps 0..deepest, float32 [N,C_l,H/stride,W/stride], after the ReLU
    std::vector<at::Tensor> forward(const at::Tensor& x, int deepest = kTapCount - 1) const;

    /// The same for a picture of any size: widened by kMargin and up to a multiple of 16, taps cropped back.
    /// @param phase  where the picture lies on the grid of the strides, 0..15 to the right and down: an optimiser that
    ///               always sees one phase leaves its period in the picture
    /// @return taps, float32 [N,C_l,ceil(H/stride),ceil(W/stride)]
    std::vector<at::Tensor> taps(const at::Tensor& x, int deepest = kTapCount - 1, GridPhase phase = {}) const;

    /// Tap features in the teacher's channels: A_l f + b_l.
    at::Tensor adapt(const at::Tensor& features, int tap) const;
    /// Root R of the metric that the teacher's channels induce on [f; 1]: R^T R = [A b]^T [A b].
    /// @return float32 [C_l+1,C_l+1], symmetric
    at::Tensor metricRoot(int tap) const;

    /// Halves both sides by the binomial filter 1-3-3-1 (blur pooling, Zhang 2019): 2x2 means alias, and an optimiser that looks
    /// through them paints a grid of dots into calm areas.
    static at::Tensor pool(const at::Tensor& x);

    int channels(int tap) const;
    /// Names and tensors in a fixed order: conv1_1.weight … conv5_1.bias, adapt1_1.weight … adapt5_1.bias.
    std::vector<std::pair<std::string, at::Tensor>> namedParameters() const;
    void to(const c10::Device& device);
    std::shared_ptr<PerceptualNet> copyTo(const c10::Device& device) const;

private:
    struct Conv {
        std::string name;
        at::Tensor weight, bias;
        int tap = -1;      ///< index of the tap that its ReLU gives, or -1
        bool pool = false; ///< blur pooling before it
    };
    std::vector<Conv> convs_;
    std::array<at::Tensor, kTapCount> adaptWeight_, adaptBias_;
};

/// [N,C,H,W] widened by reflection: `margin` on each side, `phase` more at left and top, and on to a multiple of 16 at
/// right and bottom. Pictures smaller than the margin repeat their edge instead.
at::Tensor widen(const at::Tensor& x, int margin, GridPhase phase = {});
/// The gradient by the picture of something whose gradient by the widened picture is `byWide`: its adjoint.
at::Tensor narrowed(const at::Tensor& byWide, ImageSize picture, int margin, GridPhase phase = {});

}  // namespace velatura
