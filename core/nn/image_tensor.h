// The one place where an Image becomes NxCxHxW and back. Range and colour conversions exist nowhere else.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/image/image.h"

namespace velatura {

/// @return float32 [1,3,H,W], gamma-coded sRGB in 0..1, CPU, channels_last; grey spread over three channels, alpha dropped.
at::Tensor toTensor(const Image& image);

/// The same at another size, brought to it in linear light row by row: a large picture never stands in memory as float.
at::Tensor toTensor(const Image& image, ImageSize size);

/// @return float32 [1,1,H,W], 0..1: the alpha channel, or undefined where the picture has none.
at::Tensor alphaTensor(const Image& image);
at::Tensor alphaTensor(const Image& image, ImageSize size);

/// A grey mask picture as float32 [1,1,H,W], 0..1 (luma of RGB).
at::Tensor maskTensor(const Image& image);

/// @param x      float32 [1,3,H,W] or [3,H,W], 0..1 (clamped), any device and memory format
/// @param depth  U8 rounds to 1/255, U16 to 1/65535, F32 keeps
/// @param alpha  float32 [1,1,H,W] or undefined; when given the image is RGBA
Image toImage(const at::Tensor& x, Depth depth = Depth::U8, const at::Tensor& alpha = {},
              std::shared_ptr<const PictureInfo> info = {});

}  // namespace velatura
