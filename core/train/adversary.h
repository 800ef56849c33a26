// Adversary: a patch discriminator that learns beside a painting network, or beside the optimiser, to tell its pictures
// from paintings, and tells it what gives them away. The job's thread.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/losses/adversarial.h"
#include "core/nn/patch_discriminator.h"
#include "core/train/flat_adam.h"

namespace velatura {

struct AdversaryOptions {
    AdversarialKind kind = AdversarialKind::LeastSquares;
    PatchDiscriminator::Shape shape = {};
    double gradientPenalty = 0;  ///< weight of R1
};

class Adversary {
public:
    Adversary(const AdversaryOptions& options, std::uint64_t seed, const c10::Device& device);

    /// One step of its own. @param real, fake float32 [N,3,H,W], 0..1, without gradients  @return its loss
    double learn(const at::Tensor& real, const at::Tensor& fake, double rate, std::int64_t step);
    /// What the painter pays for being recognised; small where it is not. @param share  as generatorLoss() takes it
    at::Tensor lossOf(const at::Tensor& fake, const at::Tensor& share = {}) const { return generatorLoss(options_.kind, net_.forward(fake), share); }
    void setGradientPenalty(double weight) { options_.gradientPenalty = weight; }
    int smallestSide() const { return net_.smallestSide(); }
    void state(StateVisitor& visitor);

private:
    AdversaryOptions options_;
    PatchDiscriminator net_;
    FlatAdam weights_;
};

}  // namespace velatura
