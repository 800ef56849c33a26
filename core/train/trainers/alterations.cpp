#include "core/train/trainers/alterations.h"

#include <torch/torch.h>

namespace velatura {

namespace {

/// Box blur of side 2r+1, edges repeated.
at::Tensor blurred(const at::Tensor& x, std::int64_t radius) {
    const std::int64_t k = 2 * radius + 1;
    return at::avg_pool2d(at::replication_pad2d(x, {radius, radius, radius, radius}), {k, k}, {1, 1});
}

/// Noise whose grains are about `grain` px wide, standard deviation about 1.
at::Tensor grainNoise(const at::Tensor& like, double grain, at::Generator& generator) {
    const auto side = [&](std::int64_t n) { return std::max<std::int64_t>(2, static_cast<std::int64_t>(static_cast<double>(n) / grain)); };
    at::Tensor n = at::randn({1, 3, side(like.size(2)), side(like.size(3))}, generator, like.options());
    if (grain > 1) n = at::upsample_bicubic2d(n, like.sizes().slice(2), false);
    return n;
}

at::Tensor alter(const at::Tensor& x, const at::Tensor& other, Random& random, at::Generator& generator) {
    switch (random.below(7)) {
        case 0: return x + grainNoise(x, 1, generator) * random.between(0.01, 0.25);
        case 1: return x + grainNoise(x, random.between(2, 12), generator) * random.between(0.02, 0.2);
        case 2: return blurred(x, 1 + static_cast<std::int64_t>(random.below(5)));
        case 3: return x + (x - blurred(x, 1 + static_cast<std::int64_t>(random.below(3)))) * random.between(0.5, 4);
        case 4: {
            const at::Tensor grey = x.mean(1, true);
            return (grey + (x - grey) * random.between(0, 2.5) - 0.5) * random.between(0.4, 1.6) + 0.5 + random.between(-0.15, 0.15);
        }
        case 5: return x * random.between(0.3, 0.7) + other * random.between(0.3, 0.7);
        default:
            return grainNoise(x, random.between(1, 24), generator) * random.between(0.05, 0.35) + x.mean({2, 3}, true);
    }
}

}  // namespace

at::Tensor alterSome(const at::Tensor& x, double share, Random& random, at::Generator& generator) {
    std::vector<at::Tensor> out;
    for (std::int64_t i = 0; i < x.size(0); ++i) {
        at::Tensor one = x.narrow(0, i, 1);
        if (random.unit() < share) one = alter(one, x.narrow(0, (i + 1) % x.size(0), 1), random, generator).clamp(0, 1);
        out.push_back(one);
    }
    return at::cat(out, 0);
}

at::Tensor smallChanges(const at::Tensor& x, Random& random, at::Generator& generator) {
    std::vector<at::Tensor> out;
    for (std::int64_t i = 0; i < x.size(0); ++i) {
        const at::Tensor one = x.narrow(0, i, 1);
        const double strength = std::exp(random.between(std::log(0.01), std::log(0.08)));
        at::Tensor change = grainNoise(one, random.unit() < 0.3 ? 1.0 : random.between(1.5, 10), generator);
        switch (random.below(5)) {
            case 0: change = change.mean(1, true).expand_as(one) * 1.7; break;      // grey
            case 1:
            case 2: change = change - change.mean(1, true); break;                  // colour alone: the rainbow ripple
            case 3: change = (blurred(one, 1 + static_cast<std::int64_t>(random.below(2))) - one) * random.between(3, 10); break;
            default: break;
        }
        if (random.unit() < 0.15) change = change + at::randn({1, 3, 1, 1}, generator, one.options());
        out.push_back(one + change * strength);
    }
    return at::cat(out, 0);
}

}  // namespace velatura
