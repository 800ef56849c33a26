// Tones that hold together: what is alike in the photo gets alike tones in the painting. Statistics of features know nothing of
// a form's inside: near strong edges a plain place is painted otherwise than away from them, so that silhouettes get halos and
// faces two tones. A guided filter (He, Sun and Tang 2010) tells which tones the photo explains, over a large part of the
// picture and over the next few places; the difference of both is what does not belong.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace velatura {

/// A part of the picture, whose tones are its own.
struct ToneArea {
    at::Tensor share;   ///< float32 [1,1,H,W], 0..1; undefined: everywhere
    double amount = 1;  ///< 0 changes nothing
};

/// Adds to plain places of the photo what their tones lack to those that like places have. Strokes stay, and so do places where
/// the photo is drawn. On a grid of 65 to 128 cells along the picture, whatever its size.
/// @param painted  float32 [1,3,H,W], about 0..1; changed in place (a copy where it is the photo itself)
/// @param photo  float32 [1,3,H,W], 0..1
void evenTones(at::Tensor& painted, const at::Tensor& photo, const std::vector<ToneArea>& areas);

}  // namespace velatura
