#include "core/train/trainers/decoder_start.h"

#include <torch/torch.h>

namespace velatura {

namespace {

constexpr double kRidge = 1e-4;  ///< of the mean diagonal
constexpr double kNoise = 0.2;   ///< of He's deviation, beside the identity

}  // namespace

std::pair<at::Tensor, at::Tensor> fitConvolution(const at::Tensor& x, const at::Tensor& y) {
    at::NoGradGuard noGrad;
    const std::int64_t in = x.size(1), unknowns = in * 9 + 1;
    const auto wide = x.options().dtype(at::kDouble);
    at::Tensor square = at::zeros({unknowns, unknowns}, wide), right = at::zeros({unknowns, y.size(1)}, wide);
    for (std::int64_t i = 0; i < x.size(0); ++i) {
        at::Tensor columns = at::im2col(x.narrow(0, i, 1).contiguous(), {3, 3}, {1, 1}, {1, 1}, {1, 1}).squeeze(0);  // [9C,HW]
        columns = at::cat({columns, at::ones({1, columns.size(1)}, columns.options())}, 0);
        square += at::matmul(columns, columns.t());
        right += at::matmul(columns, y[i].flatten(1).t());
    }
    square = square + at::eye(unknowns, wide) * (kRidge * square.diagonal().mean().item<double>());
    const at::Tensor solution = at::linalg_solve(square, right).to(at::kFloat);  // [9C+1,D]
    const at::Tensor weight = solution.narrow(0, 0, in * 9).t().reshape({y.size(1), in, 3, 3});
    return {weight.contiguous(at::MemoryFormat::ChannelsLast), solution.select(0, in * 9).contiguous()};
}

void decoderStart(FeatureDecoder& decoder, const std::vector<at::Tensor>& taps, const at::Tensor& pictures, std::uint64_t seed) {
    at::NoGradGuard noGrad;
    auto generator = at::detail::createCPUGenerator(seed);
    for (size_t t = 0; t < kTapCount; ++t) {
        auto& scale = decoder.scales()[t];
        scale.mean.copy_(taps[t].mean({0, 2, 3}));
        const at::Tensor deviation = (taps[t] - scale.mean.reshape({1, -1, 1, 1})).square().mean({0, 2, 3}).sqrt();
        // A channel that hardly ever answers is not blown up.
        scale.deviation.copy_(deviation.clamp_min(0.05 * deviation.mean().item<double>()));
    }
    for (int t = kTapCount - 1; t >= 0; --t) {
        const at::Tensor wanted = t == 0 ? decoder.standardised(pictures, -1) : decoder.standardised(taps[static_cast<size_t>(t - 1)], t - 1);
        const at::Tensor small = t == 0 ? wanted : blurPool(wanted);
        at::Tensor y = decoder.standardised(taps[static_cast<size_t>(t)], t);
        for (auto& layer : decoder.layers(t)) {
            const std::int64_t out = layer.weight.size(0), in = layer.weight.size(1);
            if (layer.last || (out != in && out == small.size(1))) {
                const auto [weight, bias] = fitConvolution(layer.enlarge ? FeatureDecoder::enlarged(y) : y, layer.last ? wanted : small);
                layer.weight.copy_(weight);
                layer.bias.copy_(bias);
            } else {
                const at::Tensor noise = at::randn({out, in, 3, 3}, generator, at::kFloat).mul_(kNoise * std::sqrt(2.0 / (9.0 * static_cast<double>(in))));
                layer.weight.copy_(noise);
                layer.weight.select(3, 1).select(2, 1).add_(at::eye(out, in, layer.weight.options()));
                layer.bias.zero_();
            }
            y = FeatureDecoder::apply(layer, y);
        }
    }
}

}  // namespace velatura
