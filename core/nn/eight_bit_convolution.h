// Convolutions of one picture's features in bytes, by oneDNN, where the processor multiplies bytes four times as quickly as it
// does floats (VNNI): twice to three times as quick as Winograd's in float32. Weights are bytes too, sums are exact. What a byte
// stands for is the same for every picture, so that the parts of a picture round as the whole does. Where a feature leaves what
// its bytes can hold, it is held at their end.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>

namespace velatura {

/// Whether this oneDNN has such convolutions on this processor: x86 with VNNI.
bool hasEightBitConvolutions();

/// What features' bytes stand for: (byte - zero) * step, channel by channel.
struct EightBits {
    at::Tensor step;  ///< float32 [C], above 0
    at::Tensor zero;  ///< float32 [C], whole numbers: the byte of 0; undefined: the first, for features that are never negative

    /// @param reach float32 [2,C]: the least and the most that each channel was seen to be; 0 is taken to be between
    /// @param share of that which they hold; what goes beyond is held at its end
    /// @param mayBeNegative  false: what is below 0 does not count
    static EightBits holding(const at::Tensor& reach, double share, bool mayBeNegative = false);
};

/// @param features  float32 [1,C,H,W]  @param as of features that are never negative  @return bytes, [1,C,H,W] in channels_last
at::Tensor toBytes(const at::Tensor& features, const EightBits& as);

class EightBitConvolution {
public:
    struct Options {
        int stride = 1, padding = 1;
        bool depthwise = false;
        double slope = 1;       ///< of what is below zero: 0 the ReLU's, 1 as it is
        /// int64 [O]: outputs of the same number are rounded by one unit, and give the same where they did; undefined: each by its
        /// own.
        at::Tensor groups;
        int pixels = 1;         ///< of one feature each that come in, as so many runs of channels: they are rounded as neighbours
        double weightUnit = 0;  ///< of which all weights are whole multiples, at most 127; 0: none is known
    };
    /// @param weight  float32 [O,I,K,K], of depthwise ones [C,1,K,K]  @param bias float32 [O]; undefined: none
    /// @param from    what it takes  @param to what it gives; none: float32
    EightBitConvolution(const at::Tensor& weight, const at::Tensor& bias, const Options& options, const EightBits& from, std::optional<EightBits> to);

    /// What lies beyond the border counts as the first byte: where that is not the byte of 0, the border is another one.
    /// @param x  bytes, [1,I,H,W]  @return bytes or float32, [1,O,H,W] in channels_last. Any thread.
    at::Tensor operator()(const at::Tensor& x) const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace velatura
