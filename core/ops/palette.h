// The colours of a picture as three numbers and how they vary, and the ways from one picture's to another's.
#pragma once

#include <vector>

#include "core/ops/transport.h"

namespace velatura {

/// Variance of colours, in 0..1 squared, that a picture's own is raised by, so that a monochrome one has something to
/// divide by.
inline constexpr double kLeastColorVariance = 1e-5;

/// @param picture  float32 [1,3,H,W]
/// @param share    float32 [1,1,H,W], 0..1: how much a pixel counts; undefined: all alike
/// @param floor    is added to each colour's variance
FeatureMoments colorMoments(const at::Tensor& picture, const at::Tensor& share = {}, double floor = kLeastColorVariance);

/// From colours with `from`'s moments to `to`'s. No direction of colour is stretched or pressed by more than `most`: beyond
/// it grain would be seen. @return on the device of `like`
AffineMap paletteMap(const FeatureMoments& from, const FeatureMoments& to, double most, const at::Tensor& like);

/// Variance of colours that a picture's and a palette's are raised by alike: a grey picture has no hues to stretch.
inline constexpr double kPaletteFloor = 1e-3;

/// A part of the picture and the colours that it is to have.
struct PaletteArea {
    at::Tensor share;        ///< float32 [1,1,H,W], 0..1; undefined: everywhere
    FeatureMoments colours;  ///< colorMoments() of a painting, by kPaletteFloor
    double amount = 1;       ///< 0 changes nothing
};

/// What is painted is paler than the painting: a linear map of colours in each area mends it, which stretches no direction
/// of colour by more than 2.5. @param painted float32 [1,3,H,W], about 0..1  @return the same shape, not clamped
at::Tensor matchPalette(const at::Tensor& painted, const std::vector<PaletteArea>& areas);

/// Moves `source`'s colours so that mean and covariance are those of `target`, by the linear map that moves them least
/// (Monge-Kantorovich; Pitie and Kokaram 2007). @param source, target float32 [1,3,H,W]  @return like source, 0..1
at::Tensor matchColors(const at::Tensor& source, const at::Tensor& target);

}  // namespace velatura
