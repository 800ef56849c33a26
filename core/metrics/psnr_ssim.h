// Pixel metrics between two pictures of the same size.
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// 10 log10(1 / MSE) in dB over all samples; infinity for equal pictures. Both float32 [1,3,H,W], 0..1.
double psnr(const at::Tensor& a, const at::Tensor& b);

/// Structural similarity (Wang 2004): Gaussian window 11, sigma 1.5, K1 0.01, K2 0.03, on luma (Rec. 601), mean over the
/// positions where the whole window fits; smaller pictures shrink the window. 1 for equal pictures.
double ssim(const at::Tensor& a, const at::Tensor& b);

/// Mean absolute difference of all samples, 0..1.
double meanAbsolute(const at::Tensor& a, const at::Tensor& b);

}  // namespace velatura
