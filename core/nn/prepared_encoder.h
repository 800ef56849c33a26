// PreparedEncoder: a perceptual network made ready to look at one picture at a time, as PreparedDecoder is for the way back:
// through Winograd's convolutions where there are any, gradients by the picture too (once: they have none of their own), or in
// bfloat16, or in bytes, nearly the same. Its weights stay as they were when it was made. Shared by sessions, read-only.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>
#include <vector>

#include "core/nn/eight_bit_convolution.h"
#include "core/nn/onednn_convolution.h"
#include "core/nn/perceptual.h"
#include "core/nn/reach.h"

namespace velatura {

class PreparedEncoder : public FeatureNet {
public:
    /// @param type  kFloat, kBFloat16 or kByte: in which encode() computes; in bytes where there are convolutions of them and
    ///              what features reach is known, else in float32. relu1_1 is computed in float32: little is computed there.
    /// @param reach what the network's convolutions were seen to reach (FeatureDecoder::reach()), for bytes
    explicit PreparedEncoder(std::shared_ptr<const PerceptualNet> net, at::ScalarType type = at::kFloat, Reach reach = {});

    /// One tap alone, without gradient. @param picture  float32 [N,3,H,W], 0..1, H and W multiples of 16
    /// @return float32 [N,C,H/stride,W/stride]
    at::Tensor encode(const at::Tensor& picture, int tap) const;

    /// Whether it does so in bytes.
    bool inBytes(int tap) const;

    std::vector<at::Tensor> forward(const at::Tensor& x, int deepest) const override;
    int tapCount() const override { return net_->tapCount(); }
    int channels(int tap) const override { return net_->channels(tap); }
    at::Tensor metricRoot(int tap) const override { return net_->metricRoot(tap); }
    std::shared_ptr<FeatureNet> onDevice(const c10::Device& device) const override { return std::make_shared<PreparedEncoder>(net_->copyTo(device), type_, reach_); }

private:
    friend class PreparedLook;

    struct Layer {
        OneDnnConvolution convolution;
        int tap;            ///< that it gives, or -1
        bool pool = false;  ///< blur pooling: without a ReLU
    };
    /// What is made ready, which outlives the encoder where a gradient is yet to be taken.
    struct Layers {
        std::vector<Layer> all;
        at::Tensor back;  ///< float32 [12,C,4,4]: from the gradient at the first layer to the picture's

        /// Down to a tap. @param seen (layer, what it gives, in blocks), after each
        template <class F>
        void walk(const at::Tensor& picture, std::int64_t deepest, F&& seen) const;
    };
    /// The same down to a tap, in bytes.
    struct ByteLayers {
        struct Layer {
            std::optional<EightBitConvolution> toBytes, toFloats;  ///< for what comes after it; of taps
            int tap = -1;
        };
        OneDnnConvolution first;  ///< gives what the bytes count
        EightBits counted;        ///< steps of 1
        std::vector<Layer> rest;
    };
    /// As far as it is known what they reach.
    void useBytes();
    bool byLayers(const at::Tensor& picture) const { return layers_ && picture.size(0) == 1 && picture.scalar_type() == at::kFloat; }

    std::shared_ptr<const PerceptualNet> net_, quick_;  ///< as it was given, and in `type`
    at::ScalarType type_;
    Reach reach_;
    std::shared_ptr<const Layers> layers_;              ///< null: without oneDNN
    std::optional<OneDnnConvolution> relu1_;            ///< relu1_1 alone, in channels_last: nothing comes after it
    std::optional<ByteLayers> byteLayers_;
};

}  // namespace velatura
