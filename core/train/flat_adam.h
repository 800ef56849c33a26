// FlatAdam: a network's parameters in one flat tensor with their Adam, as trainers use it: one step from a loss, with
// the gradient's length held to 1, and its part of a checkpoint. The job's thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/train/optim.h"
#include "core/train/trainer.h"

namespace velatura {

class FlatAdam {
public:
    /// @param parameters  leaf tensors, which become views (FlatParameters)
    explicit FlatAdam(const std::vector<std::pair<std::string, at::Tensor>>& parameters, Adam adam = {});
    /// Gradient of `loss`, then one step. One odd batch must not undo an hour: the gradient's length is held to 1, and
    /// one that is no number is left out.
    void step(const at::Tensor& loss, double rate);
    /// The same in parts, for a network whose parameters are in several of these: all are zeroed, the loss goes backward
    /// once, each is moved.
    void zeroGradients() { flat_.zeroGradients(); }
    void move(double rate);
    void state(StateVisitor& visitor);
    std::int64_t steps() const { return adam_.count; }

private:
    FlatParameters flat_;
    Adam adam_;
};

}  // namespace velatura
