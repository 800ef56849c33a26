// What the perceptual network must see beside clean pictures: what an optimiser passes through on its way. And small
// changes of a picture, above all coloured ripple, to which it must answer as its teacher does.
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include "core/base/random.h"

namespace velatura {

/// A share of the pictures altered: noise, blur, over-sharpened, washed or strong colours, blended with another, pure
/// noise. @param x float32 [N,3,H,W], 0..1  @return the same shape, 0..1
at::Tensor alterSome(const at::Tensor& x, double share, Random& random, at::Generator& generator);

/// The pictures with a small change each: white, band-limited, grey or coloured noise, a slight blur or a colour cast.
/// @param x float32 [N,3,H,W]  @return float32 [N,3,H,W], not clamped
at::Tensor smallChanges(const at::Tensor& x, Random& random, at::Generator& generator);

}  // namespace velatura
