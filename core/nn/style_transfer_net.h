// StyleTransferNet: any photo in the style of any painting in one pass. An encoder that sees a picture at four levels,
// and a decoder that takes all of them, with the statistics of the painting, back to pixels. All statistics are those of
// the encoder's features; the decoder has none of its own, so a picture can be decoded in tiles exactly. Trained by
// trainers/arbitrary; shipped as models/arbitrary.safetensors. Weights are shared by sessions, read-only.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/safetensors.h"
#include "core/ops/transport.h"

namespace velatura {

inline constexpr int kStyleLevels = 4;
inline constexpr std::array<int, kStyleLevels> kLevelStride = {2, 4, 8, 16};

class StyleTransferNet {
public:
    using Widths = std::array<int, kStyleLevels>;
    static constexpr Widths kWidths = {32, 64, 128, 128};

    /// He-initialised by `seed`, channels_last, no gradients.
    explicit StyleTransferNet(const Widths& widths = kWidths, std::uint64_t seed = 1);
    /// Reads widths from the shapes. Error: not such a file, or a value that is not finite.
    static Result<std::shared_ptr<StyleTransferNet>> load(const std::filesystem::path& path);

    /// @param x  float32 [N,3,H,W], 0..1, H and W multiples of 16
    /// @return   features after the ReLU, float32 [N,C_l,H/stride,W/stride]
    std::vector<at::Tensor> encode(const at::Tensor& x) const;

    /// What the decoder takes of a level: features, perhaps moved, by a 1x1 convolution in the scale of the training.
    /// @param map  moves the features first, at no further cost
    at::Tensor skip(int level, const at::Tensor& features) const;
    at::Tensor skip(int level, const at::Tensor& features, const AffineMap& map) const;

    /// A style as numbers: means and deviations of the two deepest levels, in the scale of the training. Linear in them:
    /// codes may be mixed.
    /// @param moments  of all levels  @return float32 [1,codeSize()]
    at::Tensor code(const std::array<FeatureMoments, kStyleLevels>& moments) const;
    std::int64_t codeSize() const { return 2 * (widths_[2] + widths_[3]); }

    /// Where a code applies.
    struct CodedArea {
        at::Tensor code;   ///< float32 [N or 1,codeSize()]
        at::Tensor share;  ///< float32 [1,1,H,W] of the picture that is decoded; undefined: everywhere
        at::Tensor own;    ///< the photo's own code; undefined, or equal to `code`: no noise
        double noise = 1;  ///< in shares of what the network was trained with
    };
    /// @param skips  of all levels
    /// @param noise  of all levels, float32 [N or 1,1,H/stride,W/stride], mean 0 and deviation 1: what strokes in calm
    ///               places are made of, as much as the painting has more of than the photo; empty: none
    /// @return float32 [N,3,H,W], about 0..1, not clamped
    at::Tensor decode(const std::vector<at::Tensor>& skips, const std::vector<CodedArea>& areas, const std::vector<at::Tensor>& noise = {}) const;
    /// Noise for a picture of this size, the same for the same seed on every device. @param height, width  multiples of 16
    static std::vector<at::Tensor> noiseFor(std::int64_t count, std::int64_t height, std::int64_t width, std::uint64_t seed, const c10::Device& device = c10::kCPU);

    /// Names and tensors in a fixed order; the encoder's are fixed when the decoder learns styles.
    std::vector<std::pair<std::string, at::Tensor>> encoderParameters() const;
    std::vector<std::pair<std::string, at::Tensor>> decoderParameters() const;
    /// Statistics of features over the training pictures.
    struct Prior {
        at::Tensor mean;        ///< float32 [C]
        at::Tensor covariance;  ///< float32 [C,C]
    };
    std::array<Prior, kStyleLevels>& priors() { return priors_; }
    std::vector<std::pair<std::string, at::Tensor>> namedBuffers() const;

    /// Moments as transport takes them: a little of the training pictures' covariance is added to every picture's own,
    /// so that what a photo hardly has is not amplified without bound, and equal pictures stay equal.
    FeatureMoments shrunk(const FeatureMoments& moments, int level) const;

    void to(const c10::Device& device);
    std::shared_ptr<StyleTransferNet> copyTo(const c10::Device& device) const;
    const Widths& widths() const { return widths_; }

private:
    struct Layer {
        std::string name;
        at::Tensor weight, bias;
    };
    /// Scale and shift of a modulated layer's channels.
    struct Modulation {
        at::Tensor scale, shift;
    };
    std::vector<Modulation> modulations(const std::vector<CodedArea>& areas) const;
    std::array<at::Tensor, kStyleLevels> noiseStrengths(const std::vector<CodedArea>& areas) const;
    at::Tensor residual(const at::Tensor& x, std::size_t block, const std::vector<Modulation>& modulations) const;
    std::pair<at::Tensor, at::Tensor> skipWeights(int level) const;

    Widths widths_;
    std::vector<Layer> encoder_;
    std::array<Layer, kStyleLevels> skips_;       // 1x1
    std::array<Layer, kStyleLevels - 1> down_;    // from level l + 1 to the width of level l, before it is enlarged
    std::vector<Layer> residuals_;                // two a block
    std::vector<int> blockLevels_;                // of each block
    Layer codeIn_, codeOut_, out_;
    at::Tensor codeNoise_;                        // [channels of all levels, hidden]
    std::array<Prior, kStyleLevels> priors_;
};

}  // namespace velatura
