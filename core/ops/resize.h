// Resizing of pictures as tensors, in linear light, so that fine light structures keep their brightness.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/image/image.h"

namespace velatura {

/// Bicubic, antialiased where it shrinks.
/// @param x float32 [N,3,H,W], gamma-coded sRGB, 0..1  @return [N,3,size.height,size.width], 0..1
at::Tensor resizePicture(const at::Tensor& x, ImageSize size);

/// For masks, alpha and anything that is no colour: no gamma, and shrunk by an antialiased triangle, which does not ring. @param x float32 [N,C,H,W]
at::Tensor resizePlain(const at::Tensor& x, ImageSize size);

ImageSize sizeOf(const at::Tensor& x);

}  // namespace velatura
