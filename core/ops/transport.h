// Closed-form optimal transport between features taken as Gaussians: the affine map that gives features the style's mean
// and covariance and moves them least (Lu et al. 2019, "A closed-form solution to universal style transfer", eq. 8).
#pragma once

#include <ATen/core/Tensor.h>

namespace velatura {

/// Mean and covariance of features over positions, in double on the CPU.
struct FeatureMoments {
    at::Tensor mean;        ///< float64 [C]
    at::Tensor covariance;  ///< float64 [C,C]
};

/// @param augmented  float32 [C+1,C+1]: augmentedGram() of one picture, or a weighted mean of several
FeatureMoments momentsOf(const at::Tensor& augmented);

/// y = matrix x + bias
struct AffineMap {
    at::Tensor matrix;  ///< float32 [C,C]
    at::Tensor bias;    ///< float32 [C]
};

/// From `content`'s moments to `style`'s. Directions in which the content hardly varies (less than a 1e-5th of a
/// channel's mean variance, or than rounding leaves uncertain) are not amplified further. Runs on the CPU in double: C is
/// small. Differentiated by the content's moments, as if none were that small; the style's are constants. @return on the device of `like`
AffineMap transportMap(const FeatureMoments& content, const FeatureMoments& style, const at::Tensor& like);

/// The same map so far on the way: 0 leaves features as they are, 1 is the whole way, more goes beyond it, where no
/// direction is turned over or loses more than four fifths of its spread; differentiated up to 1.
/// @param mean  of the features that it was made for, float64 [C]
AffineMap atStrength(const AffineMap& map, const at::Tensor& mean, double strength);

/// (1 - strength) x + strength (matrix x + bias). @param x float32 [N,C,H,W]
at::Tensor applyMap(const AffineMap& map, const at::Tensor& x, double strength);

}  // namespace velatura
