// FeatureDecoder: the way back from the perceptual network's taps to pixels, one block a tap (blockwise as in PhotoWCT2,
// Chiu and Gurari 2022): each block turns a tap's features into the tap's above it, so that one pass can change the
// features of every level on its way. Trained by trainers/decoder; shipped as models/decoder.safetensors. Read-only.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/safetensors.h"
#include "core/nn/perceptual.h"
#include "core/nn/reach.h"

namespace velatura {

class FeatureDecoder {
public:
    /// For the taps of a network with these widths; He-initialised by `seed`, channels_last, no gradients.
    explicit FeatureDecoder(const PerceptualNet::Widths& widths = {}, std::uint64_t seed = 1);
    /// @param encoder  hash of the perceptual network's file: a decoder reads the features of one network alone
    static Result<std::shared_ptr<FeatureDecoder>> load(const std::filesystem::path& path, const std::string& encoder);

    /// One level up: features of tap `tap` (0..4) to features of tap - 1, or from tap 0 to a picture.
    /// @param features  float32 [N,C_tap,H,W], as the encoder gives them (after the ReLU)
    /// @return float32 [N,C_(tap-1),2H,2W], may be negative where the encoder's are 0; or [N,3,H,W], about 0..1
    at::Tensor up(const at::Tensor& features, int tap) const;
    /// From `tap` all the way to a picture. @return float32 [N,3,H*stride,W*stride], not clamped
    at::Tensor decode(const at::Tensor& features, int tap) const;

    /// What is trained.
    std::vector<std::pair<std::string, at::Tensor>> namedParameters() const;
    /// The scales, which are measured once.
    std::vector<std::pair<std::string, at::Tensor>> namedBuffers() const;
    void to(const c10::Device& device);
    std::shared_ptr<FeatureDecoder> copyTo(const c10::Device& device) const;

    /// Mean and deviation of a tap's channels over pictures: blocks see and give standardised features inside.
    struct Scale {
        at::Tensor mean, deviation;  ///< float32 [C]
    };
    std::array<Scale, kTapCount>& scales() { return scales_; }
    /// Empty: never measured.
    Reach& reach() { return reach_; }
    const Reach& reach() const { return reach_; }
    struct Layer {
        std::string name;
        at::Tensor weight, bias;  ///< of a 3x3 convolution
        bool enlarge = false;     ///< twice the size before it, by nearest neighbour
        bool last = false;        ///< of its block: no ReLU
    };
    /// Twice the size, by nearest neighbour.
    static at::Tensor enlarged(const at::Tensor& x);
    static at::Tensor apply(const Layer& layer, const at::Tensor& x);
    /// Features of `tap` (or a picture, -1) by their scale: mean 0, deviation 1 over pictures.
    at::Tensor standardised(const at::Tensor& x, int tap) const;
    at::Tensor unstandardised(const at::Tensor& x, int tap) const;
    /// The block of a tap, first layer first.
    std::vector<Layer>& layers(int tap) { return blocks_[static_cast<size_t>(tap)]; }
    const std::vector<Layer>& layers(int tap) const { return blocks_[static_cast<size_t>(tap)]; }
    /// Of `tap`, or of pictures (-1).
    Scale scaleOf(int tap) const;
    /// Of the leaky ReLU between a block's layers: standardised features are negative half of the time.
    static constexpr double kSlope = 0.2;

private:
    std::array<std::vector<Layer>, kTapCount> blocks_;
    std::array<Scale, kTapCount> scales_;
    Reach reach_;
};

}  // namespace velatura
