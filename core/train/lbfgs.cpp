#include "core/train/lbfgs.h"

#include <torch/torch.h>

#include <cmath>

namespace velatura {

namespace {

double scalarProduct(const at::Tensor& a, const at::Tensor& b) { return at::dot(a, b).item<double>(); }

}  // namespace

void Lbfgs::direction() {
    direction_.copy_(gradient_).neg_();
    std::vector<double> alpha(pairs_.size());
    for (size_t i = pairs_.size(); i-- > 0;) {
        alpha[i] = pairs_[i].rho * scalarProduct(pairs_[i].s, direction_);
        direction_.add_(pairs_[i].y, -alpha[i]);
    }
    if (!pairs_.empty()) {
        const Pair& last = pairs_.back();
        direction_.mul_(1.0 / (last.rho * scalarProduct(last.y, last.y)));
    }
    for (size_t i = 0; i < pairs_.size(); ++i) {
        const double beta = pairs_[i].rho * scalarProduct(pairs_[i].y, direction_);
        direction_.add_(pairs_[i].s, alpha[i] - beta);
    }
}

double Lbfgs::iterate(at::Tensor& x, const Objective& objective) {
    at::NoGradGuard noGrad;
    if (!started_) {
        gradient_ = at::zeros_like(x);
        nextGradient_ = at::zeros_like(x);
        next_ = at::empty_like(x);
        direction_ = at::empty_like(x);
        started_ = true;
    }
    if (!fresh_) {
        loss_ = objective(x, gradient_);
        ++evaluations_;
        fresh_ = true;
    }
    direction();
    double slope = scalarProduct(gradient_, direction_);
    if (!(slope < 0)) {  // also when not a number
        pairs_.clear();
        direction_.copy_(gradient_).neg_();
        slope = -scalarProduct(gradient_, gradient_);
    }
    double step = 1;
    if (pairs_.empty()) step = firstStep_ / std::max(1e-20, direction_.abs().max().item<double>());

    for (int attempt = 0; attempt < 5; ++attempt, step *= 0.5) {
        next_.copy_(x).add_(direction_, step);
        const double loss = objective(next_, nextGradient_);
        ++evaluations_;
        if (!std::isfinite(loss) || loss > loss_ + 1e-4 * step * slope) continue;
        Pair pair;
        if (static_cast<int>(pairs_.size()) >= history_) {  // its buffers serve again
            pair = std::move(pairs_.front());
            pairs_.pop_front();
        } else {
            pair.s = at::empty_like(x);
            pair.y = at::empty_like(x);
        }
        at::sub_out(pair.s, next_, x);
        at::sub_out(pair.y, nextGradient_, gradient_);
        const double sy = scalarProduct(pair.s, pair.y);
        pair.rho = 1.0 / sy;
        // Only pairs with positive curvature keep the approximation positive definite.
        if (sy > 1e-10 * scalarProduct(pair.y, pair.y)) pairs_.push_back(std::move(pair));
        x.copy_(next_);
        std::swap(gradient_, nextGradient_);
        loss_ = loss;
        failures_ = 0;
        return loss_;
    }
    pairs_.clear();
    ++failures_;
    return loss_;
}

}  // namespace velatura
