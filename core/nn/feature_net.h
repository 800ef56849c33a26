// FeatureNet: a network through which the optimiser looks at pictures: five taps at most, at strides 1 to 16, and the
// metric in which their differences count. Our own perceptual network is one, an imported VGG another. Weights are
// shared by sessions, read-only.
#pragma once

#include "core/image/image.h"

#include <ATen/core/Tensor.h>

#include <array>
#include <memory>
#include <vector>

namespace velatura {

inline constexpr int kTapCount = 5;
inline constexpr std::array<const char*, kTapCount> kTapNames = {"relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"};
inline constexpr std::array<int, kTapCount> kTapStride = {1, 2, 4, 8, 16};
/// Pixels by which pictures are widened (reflected) before a network sees them, so that its own padding stays out of
/// the cropped taps. A multiple of the deepest stride.
inline constexpr int kMargin = 16;

/// Shift of a picture against the grid of the network's strides, in pixels, 0..15.
struct GridPhase {
    int x = 0, y = 0;
};

class FeatureNet {
public:
    virtual ~FeatureNet() = default;

    /// Features as the network computes them, borders included.
    /// @param x  float32 [N,3,H,W], 0..1, H and W multiples of 16
    /// @param deepest  index of the last tap that is needed, 0..tapCount()-1
    /// @return   taps 0..deepest, float32 [N,C_l,H/stride,W/stride], after the ReLU
    virtual std::vector<at::Tensor> forward(const at::Tensor& x, int deepest) const = 0;
    /// Taps that the network has, from relu1_1 on: 3 to 5.
    virtual int tapCount() const = 0;
    virtual int channels(int tap) const = 0;
    /// Root R of the metric in which features [f; 1] are compared.
    /// @return float32 [C_l+1,C_l+1], symmetric
    virtual at::Tensor metricRoot(int tap) const = 0;
    virtual std::shared_ptr<FeatureNet> onDevice(const c10::Device& device) const = 0;

    /// forward() for a picture of any size: widened by kMargin and up to a multiple of 16, taps cropped back.
    /// @param deepest  as in forward(); what the network lacks is left out
    /// @param phase  where the picture lies on the grid of the strides, 0..15 to the right and down: an optimiser that
    ///               always sees one phase leaves its period in the picture
    /// @return taps, float32 [N,C_l,ceil(H/stride),ceil(W/stride)]
    std::vector<at::Tensor> taps(const at::Tensor& x, int deepest = kTapCount - 1, GridPhase phase = {}) const;
};

/// Features without those of the outer kMargin pixels. @param stride  pixels of the picture for one of the features
at::Tensor withoutMargin(const at::Tensor& features, int stride);

/// Halves both sides by the binomial filter 1-3-3-1 (blur pooling, Zhang 2019): 2x2 means alias, and an optimiser that looks
/// through them paints a grid of dots into calm areas.
at::Tensor blurPool(const at::Tensor& x);
/// Its weights as a depthwise convolution of stride 2 and padding 1. @return float32 [channels,1,4,4]
at::Tensor blurPoolKernel(std::int64_t channels);
/// Of which these are whole multiples.
inline constexpr double kBlurPoolUnit = 1.0 / 64;

/// [N,C,H,W] widened by reflection: `margin` on each side, `phase` more at left and top, and on to a multiple of 16 at
/// right and bottom. Pictures smaller than the margin repeat their edge instead.
at::Tensor widen(const at::Tensor& x, int margin, GridPhase phase = {});
/// The gradient by the picture of something whose gradient by the widened picture is `byWide`: its adjoint.
at::Tensor narrowed(const at::Tensor& byWide, ImageSize picture, int margin, GridPhase phase = {});

}  // namespace velatura
