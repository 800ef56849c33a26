// Colour spaces on tensors. Gamma-coded sRGB in 0..1 is what networks see; resizing wants linear light; hues are kept
// and compared in OKLab (Ottosson 2020).
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// @param x float32 [N,3,H,W], gamma-coded sRGB  @return linear light, same shape (IEC 61966-2-1; negative kept odd)
at::Tensor toLinear(const at::Tensor& x);
at::Tensor fromLinear(const at::Tensor& x);

/// @param x float32 [N,3,H,W], gamma-coded sRGB  @return OKLab: L 0..1, a and b about -0.4..0.4
at::Tensor toOklab(const at::Tensor& x);
/// Colours outside sRGB lose chroma, not hue or lightness, until they fit. @return gamma-coded sRGB, 0..1
at::Tensor fromOklab(const at::Tensor& lab);

/// The lightness of `painted` with the hue and chroma of `photo`. Both float32 [1,3,H,W], same size.
at::Tensor withColorsOf(const at::Tensor& painted, const at::Tensor& photo);

}  // namespace velatura
