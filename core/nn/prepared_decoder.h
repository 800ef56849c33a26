// PreparedDecoder: a FeatureDecoder made ready to compute: the scales of features are folded into the weights beside them,
// a convolution of what was enlarged is done before it is enlarged, the one that gives the picture too, and all of it may be
// in bfloat16, in which processors that have it are twice as quick; in float32 it goes through Winograd's convolutions where
// there are any; or in bytes, which takes half of that. What comes out is the same, in bfloat16 and bytes nearly, except within a
// few pixels of the borders, where the padding counts otherwise.
// Not for training. Shared by sessions, read-only.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <optional>
#include <vector>

#include "core/nn/eight_bit_convolution.h"
#include "core/nn/feature_decoder.h"
#include "core/nn/onednn_convolution.h"

namespace velatura {

class PreparedDecoder {
public:
    /// @param type  kFloat, kBFloat16 or kByte: in which it computes; in bytes where there are convolutions of them and what
    ///              features reach is known, else in float32. decode() from relu1_1 stays in float32: little is computed there.
    PreparedDecoder(const FeatureDecoder& decoder, at::ScalarType type);

    /// Whether what comes in at a tap goes on in bytes.
    bool inBytes(int tap) const;
    /// As FeatureDecoder::up(), and what are features, not the picture, comes after the ReLU. @param features that are never negative
    /// @return in the type that it computes in; of bytes, float32
    at::Tensor up(const at::Tensor& features, int tap) const;
    /// As FeatureDecoder::decode(). @param features float32 or bfloat16 @return float32
    at::Tensor decode(const at::Tensor& features, int tap) const;

private:
    struct Layer {
        at::Tensor weight, bias;
        bool enlarge = false;  ///< the weights are those of four 2x2 convolutions, one a pixel that a position becomes
        bool leaky = false;    ///< ReLU with a slope, else the plain one
        std::optional<OneDnnConvolution> inBlocks;  ///< the same with its ReLU, the last with the plain one
        std::optional<EightBitConvolution> inBytes;
    };
    /// What of it goes through oneDNN's own convolutions.
    void useBlocks();
    void useBytes(const FeatureDecoder& decoder);
    bool inBlocks(int tap, const at::Tensor& x) const;
    at::Tensor apply(const Layer& layer, const at::Tensor& x) const;
    at::Tensor toPixels(const at::Tensor& features) const;

    std::array<std::vector<Layer>, kTapCount> blocks_;
    Layer head_;  ///< the last of all, for what is to be enlarged yet: to the four pixels of each position
    std::optional<EightBitConvolution> lastInBytes_;  ///< the last but one, for head_ in bytes
    std::array<EightBits, kTapCount> bytes_;  ///< of what comes in
    Layer four_;  ///< the last of all, as a 4x4 one of stride 2: to four pixels at once
    std::array<at::ScalarType, kTapCount> types_{};
};

}  // namespace velatura
