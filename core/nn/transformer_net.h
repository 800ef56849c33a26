// TransformerNet: a photo in the style that the network was trained for, in one pass (Johnson, Alahi and Fei-Fei 2016,
// in the form of PyTorch's examples: instance norm, nearest-upsample convolutions). With conditional instance norm
// (Dumoulin, Shlens and Kudlur 2017) one network holds several styles, and mixes them. Trained by trainers/fast_style;
// strangers' files load too. Weights are shared by sessions, read-only.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/nn/state_dict.h"
#include "core/style_networks.h"

namespace velatura {

class TransformerNet {
public:
    struct Widths {
        int full = 32, half = 64, quarter = 128;  ///< channels at each share of the picture's side
        bool operator==(const Widths&) const = default;
    };
    /// 1: as in PyTorch's examples; 0.25: a quarter of the channels.
    static Widths widthsAt(double width);

    /// Mean and variance of what goes into each norm, of a picture or of squares of it together.
    struct Moments {
        at::Tensor mean, variance;  ///< float32 [C]
    };
    using Statistics = std::vector<Moments>;

    /// Initialised by `seed`, channels_last, no gradients; every style begins alike.
    TransformerNet(const Widths& widths, int styles, std::uint64_t seed);
    /// Safetensors or PyTorch's containers (core/network_layout). Error: not such a file, or a value that is not
    /// finite.
    static Result<std::shared_ptr<TransformerNet>> load(const std::filesystem::path& path);

    /// @param x       float32 [1,3,H,W], gamma-coded sRGB, 0..1, any size
    /// @param style   float32 [styles()], shares of the styles that add up to 1
    /// @param fixed   what the norms go by instead of the picture's own statistics; null: its own
    /// @return        float32 [1,3,H,W], about 0..1, not clamped
    at::Tensor forward(const at::Tensor& x, const at::Tensor& style, const Statistics* fixed = nullptr) const;
    /// The norms' statistics over all of `x`, float32 [N,3,H,W]. No gradient.
    Statistics measure(const at::Tensor& x, const at::Tensor& style) const;

    /// Names and tensors in a fixed order, as in the files: convolutions, and scales and shifts of the norms, which are
    /// float32 [styles(),C].
    std::vector<std::pair<std::string, at::Tensor>> convolutions() const;
    std::vector<std::pair<std::string, at::Tensor>> norms() const;
    /// Another network's convolutions, and for every style of this one the mean of its norms.
    void startFrom(const TransformerNet& other);

    const Widths& widths() const { return widths_; }
    int styles() const { return static_cast<int>(styleNames_.size()); }
    /// "" where nobody named a style.
    const std::vector<std::string>& styleNames() const { return styleNames_; }
    const std::string& convention() const { return convention_; }
    void to(const c10::Device& device);
    std::shared_ptr<TransformerNet> copyTo(const c10::Device& device) const;

private:
    struct Layer {
        std::string name;
        at::Tensor weight, bias;
    };
    class Pass;
    Widths widths_;
    std::vector<std::string> styleNames_;
    std::string convention_;
    std::vector<Layer> convolutions_, norms_;  // in the order in which they are passed
};

}  // namespace velatura
