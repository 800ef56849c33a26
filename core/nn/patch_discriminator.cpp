#include "core/nn/patch_discriminator.h"

#include <torch/torch.h>

#include "core/base/check.h"
#include "core/nn/feature_net.h"

namespace velatura {

namespace {

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;
constexpr double kSlope = 0.2;
constexpr double kDeviation = 0.02;

/// Instance norm by plain means: LibTorch's own costs four times as much in channels_last.
at::Tensor instanceNorm(const at::Tensor& x) {
    const at::Tensor centred = x - x.mean({2, 3}, true);
    return centred * (centred.square().mean({2, 3}, true) + 1e-5).rsqrt();
}

at::Tensor unit(const at::Tensor& v) { return v / v.norm().clamp_min(1e-12); }

}  // namespace

PatchDiscriminator::PatchDiscriminator(const Shape& shape, std::uint64_t seed) : shape_(shape), scales_(static_cast<size_t>(shape.scales)) {
    at::NoGradGuard noGrad;
    auto generator = at::detail::createCPUGenerator(seed);
    for (size_t s = 0; s < scales_.size(); ++s) {
        std::int64_t in = 3, out = shape_.width;
        const auto add = [&](const std::string& name, std::int64_t side, int stride, bool normalised, bool last) {
            Layer layer{"scale" + std::to_string(s + 1) + "." + name,
                        at::randn({out, in, side, side}, generator, at::kFloat).mul_(kDeviation).contiguous(kChannelsLast), at::zeros({out}), {}, stride, normalised, last};
            if (shape_.spectral) layer.left = unit(at::randn({out}, generator, at::kFloat));
            scales_[s].push_back(std::move(layer));
        };
        for (int l = 0; l < shape_.layers; ++l) {
            add("conv" + std::to_string(l + 1), 4, 2, l > 0 && !shape_.spectral, false);
            in = out;
            out *= 2;
        }
        out = 1;
        add("head", 3, 1, false, true);
    }
}

int PatchDiscriminator::smallestSide() const { return 1 << (shape_.layers + shape_.scales); }

void PatchDiscriminator::refreshNorms() {
    if (!shape_.spectral) return;
    at::NoGradGuard noGrad;
    for (auto& scale : scales_)
        for (auto& layer : scale) {
            const at::Tensor matrix = layer.weight.flatten(1);
            layer.left.copy_(unit(at::mv(matrix, unit(at::mv(matrix.t(), layer.left)))));
        }
}

at::Tensor PatchDiscriminator::weightOf(const Layer& layer) const {
    if (!shape_.spectral) return layer.weight;
    const at::Tensor matrix = layer.weight.flatten(1);
    // The vectors are constants, the norm is not: its gradient is what keeps the weights from growing.
    const at::Tensor right = unit(at::mv(matrix.detach().t(), layer.left));
    return layer.weight / at::dot(layer.left, at::mv(matrix, right)).clamp_min(1e-12);
}

std::vector<at::Tensor> PatchDiscriminator::forward(const at::Tensor& x) const {
    check(std::min(x.size(2), x.size(3)) >= smallestSide(), "the discriminator takes pictures from {} px", smallestSide());
    std::vector<at::Tensor> out;
    at::Tensor picture = (x - 0.5) * 4;
    for (size_t s = 0; s < scales_.size(); ++s) {
        if (s > 0) picture = blurPool(picture);
        at::Tensor y = picture.contiguous(kChannelsLast);
        for (const auto& layer : scales_[s]) {
            y = at::conv2d(y, weightOf(layer), layer.bias, layer.stride, 1);
            if (layer.normalised) y = instanceNorm(y);
            if (!layer.last) y = at::leaky_relu(y, kSlope);
        }
        out.push_back(y);
    }
    return out;
}

std::vector<std::pair<std::string, at::Tensor>> PatchDiscriminator::namedParameters() const {
    std::vector<std::pair<std::string, at::Tensor>> out;
    for (const auto& scale : scales_)
        for (const auto& l : scale) {
            out.emplace_back(l.name + ".weight", l.weight);
            out.emplace_back(l.name + ".bias", l.bias);
        }
    return out;
}

std::vector<std::pair<std::string, at::Tensor>> PatchDiscriminator::namedBuffers() const {
    std::vector<std::pair<std::string, at::Tensor>> out;
    for (const auto& scale : scales_)
        for (const auto& l : scale)
            if (l.left.defined()) out.emplace_back(l.name + ".left", l.left);
    return out;
}

void PatchDiscriminator::to(const c10::Device& device) {
    for (auto& scale : scales_)
        for (auto& l : scale) {
            l.weight = l.weight.to(device);
            l.bias = l.bias.to(device);
            if (l.left.defined()) l.left = l.left.to(device);
        }
}

}  // namespace velatura
