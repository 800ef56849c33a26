// PreparedEncoder: a perceptual network made ready to give one tap's features at a time, as PreparedDecoder is for the way back:
// through Winograd's convolutions where there are any, or in bfloat16. Not for training. Shared by sessions, read-only.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/nn/onednn_convolution.h"
#include "core/nn/perceptual.h"

namespace velatura {

class PreparedEncoder {
public:
    /// @param type  kFloat or kBFloat16: in which it computes. relu1_1 is computed in float32: little is computed there.
    PreparedEncoder(std::shared_ptr<const PerceptualNet> net, at::ScalarType type);

    /// @param picture  float32 [N,3,H,W], 0..1, H and W multiples of 16  @return a tap's features, float32 [N,C,H/stride,W/stride]
    at::Tensor encode(const at::Tensor& picture, int tap) const;

private:
    struct Layer {
        OneDnnConvolution convolution;
        int tap;  ///< that it gives, or -1
    };
    std::shared_ptr<const PerceptualNet> net_, quick_;  ///< as it was given, and in `type`
    std::vector<Layer> layers_;                         ///< empty: without oneDNN
};

}  // namespace velatura
