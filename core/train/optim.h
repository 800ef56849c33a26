// Optimisers as plain structs over flat tensors, so that their state is ours on every LibTorch version: a resume and a
// copy are a list of tensors. One thread at a time.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace velatura {

/// All parameters of a network in one flat tensor, with their gradients in another: one Adam step is a handful of
/// operations instead of hundreds. The parameters become views and keep their shapes and memory format.
class FlatParameters {
public:
    /// Parameters must be leaf tensors that own their storage; they are set to require gradients.
    explicit FlatParameters(std::vector<at::Tensor> parameters);
    at::Tensor& values() { return values_; }
    at::Tensor& gradients() { return gradients_; }
    void zeroGradients();

private:
    std::vector<at::Tensor> parameters_;
    at::Tensor values_, gradients_;
};

/// Adam (Kingma and Ba 2015) with decoupled weight decay.
struct Adam {
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0;
    std::int64_t count = 0;        ///< steps taken
    at::Tensor first, second;      ///< moments, made at the first step

    /// values -= rate * first / (sqrt(second) + epsilon), both bias-corrected. In place, without autograd.
    void step(at::Tensor& values, const at::Tensor& gradients, double rate);
};

}  // namespace velatura
