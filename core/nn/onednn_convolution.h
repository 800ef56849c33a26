// Convolutions by oneDNN itself, of one picture in main memory, whose weights stay as they are. LibTorch asks oneDNN for direct ones and does the
// ReLU in a pass of its own; here features may stay in blocks of sixteen channels from one convolution to the next, those of
// 3x3 are then Winograd's (Lavin and Gray 2016; F(4x4,3x3) or what oneDNN finds quicker), in half the time, and the ReLU comes with them. What comes out is
// the same up to float32's rounding, about 1e-5 of the largest; but its ReLUs make 0 of what is not a number.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

namespace velatura {

/// Whether this oneDNN has such convolutions on this processor: x86 with AVX-512.
bool hasOneDnnConvolutions();

/// Channels that lie side by side in blocked features.
inline constexpr int kChannelBlock = 16;

/// @param features  float32 [1,C,H,W], C a multiple of 16  @return [1,C/16,H,W,16]
at::Tensor toBlocks(const at::Tensor& features);
/// @param blocks  float32 [1,C/16,H,W,16]  @return [1,C,H,W] in channels_last
at::Tensor fromBlocks(const at::Tensor& blocks);

class OneDnnConvolution {
public:
    struct Options {
        int stride = 1, padding = 1;
        bool depthwise = false;
        double slope = 1;        ///< of what is below zero: 0 the ReLU's, 1 as it is
        bool blocks = true;      ///< whether it gives blocked features; where it takes a picture's few channels, too
    };
    /// @param weight  float32 [O,I,K,K], of depthwise ones [C,1,K,K]; in blocks, O and I are multiples of 16
    /// @param bias    float32 [O]; undefined: none
    OneDnnConvolution(const at::Tensor& weight, const at::Tensor& bias, const Options& options);

    /// @param x  float32, blocked or, where it does not give blocks or takes less than 16 channels, [1,I,H,W]
    /// @return   blocked, or [1,O,H,W] in channels_last. Any thread.
    at::Tensor operator()(const at::Tensor& x) const;
    /// The gradient by x of what it gives, without the ReLU. Where it takes and gives blocks.
    /// @param by  the gradient by what it gives, blocked  @return [1,I/16,height,width,16]
    at::Tensor gradient(const at::Tensor& by, std::int64_t height, std::int64_t width) const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace velatura
