// L-BFGS (Nocedal 1980) over one flat tensor with reused buffers; LibTorch's own costs 20 ms an iteration at 512 px and
// cannot be stopped, resumed or copied. For deterministic objectives; one that changes now and then says so by
// objectiveChanged(). One thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <deque>
#include <functional>

namespace velatura {

class Lbfgs {
public:
    /// Fills `gradient` for `x` and gives the loss.
    using Objective = std::function<double(const at::Tensor& x, at::Tensor& gradient)>;

    /// @param history     pairs remembered
    /// @param firstStep   largest change of a value in the very first step
    Lbfgs(int history, double firstStep) : history_(history), firstStep_(firstStep) {}

    /// One iteration: a direction from the remembered pairs, then a step that lowers the loss enough (Armijo), halved
    /// up to four times; when none does, the memory is dropped and the next iteration starts anew.
    /// `x` [n] is changed in place. @return the loss at the new `x`
    double iterate(at::Tensor& x, const Objective& objective);

    /// The objective is another one from now on, of nearly the same shape: loss and gradient are taken anew, the
    /// remembered curvature stays.
    void objectiveChanged() {
        fresh_ = false;
        failures_ = 0;
    }

    /// Objective calls so far.
    int evaluations() const { return evaluations_; }
    /// The last iterations found nothing better.
    bool stuck() const { return failures_ >= 3; }

private:
    struct Pair {
        at::Tensor s, y;
        double rho = 0;
    };
    void direction();

    int history_;
    double firstStep_;
    std::deque<Pair> pairs_;
    at::Tensor gradient_, next_, nextGradient_, direction_;
    double loss_ = 0;
    bool started_ = false, fresh_ = false;
    int evaluations_ = 0, failures_ = 0;
};

}  // namespace velatura
