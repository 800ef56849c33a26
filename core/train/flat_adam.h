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
    /// @param averaged    share of the running average of the parameters that each step keeps; 0: there is none
    explicit FlatAdam(const std::vector<std::pair<std::string, at::Tensor>>& parameters, Adam adam = {}, double averaged = 0);
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
    friend class Averaged;
    void swapAverage();

    FlatParameters flat_;
    Adam adam_;
    double averaged_ = 0;
    at::Tensor average_;
};

/// While it lives the running average is in the parameters' place: the average of the last steps paints better than any
/// of them (Polyak and Juditsky 1992). Nothing where there is no average.
class Averaged {
public:
    explicit Averaged(FlatAdam& parameters) : parameters_(parameters) { parameters_.swapAverage(); }
    ~Averaged() { parameters_.swapAverage(); }
    Averaged(const Averaged&) = delete;
    Averaged& operator=(const Averaged&) = delete;

private:
    FlatAdam& parameters_;
};

}  // namespace velatura
