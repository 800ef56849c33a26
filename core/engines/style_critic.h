// StyleCritic: the optimiser's adversarial term. A patch discriminator learns, while the picture is painted, to tell squares
// of it from squares of the paintings, and the picture is pulled to where it cannot (as Li and Wand 2016 and SinGAN do with
// one picture). It learns between two phases of the optimiser only: within one the loss stays the same, as L-BFGS needs.
// Every square is looked at alone, so pictures of any size take the same memory. One thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/base/random.h"
#include "core/engines/style_targets.h"
#include "core/nn/feature_net.h"
#include "core/train/adversary.h"

namespace velatura {

class StyleCritic {
public:
    /// @param paintings  what it takes for real; drawn from by their weights
    StyleCritic(std::vector<WeightedStyle> paintings, std::uint64_t seed);

    /// Lessons with squares of the picture as it now is. @param picture float32 [1,3,H,W], 0..1
    /// @param share  float32 [1,1,H,W]: where the style applies; undefined: everywhere  @return its loss in the last one
    double learn(const at::Tensor& picture, const at::Tensor& share, int lessons);
    /// Adds the gradient of `weight` times its loss to `byPicture`.
    /// @param picture  float32 [1,3,H,W], may leave 0..1  @param phase  moves the squares  @return the loss, without weight
    double pull(const at::Tensor& picture, const at::Tensor& share, GridPhase phase, double weight, at::Tensor& byPicture) const;

    /// Pictures with a shorter side have no squares: nothing is learnt, nothing pulls. Pixels.
    static int smallestSide();

private:
    struct Place {
        std::int64_t y, x;
    };
    /// Of a square in the picture.
    Place drawPlace(const at::Tensor& picture, std::int64_t side);
    at::Tensor paintedSquares();
    at::Tensor ownSquares(const at::Tensor& picture, const at::Tensor& share);

    std::vector<WeightedStyle> paintings_;
    Random random_;
    Adversary adversary_;
    std::int64_t lessons_ = 0;
};

}  // namespace velatura
