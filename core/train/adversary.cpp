#include "core/train/adversary.h"

#include <torch/torch.h>

namespace velatura {

namespace {
/// The penalty's gradient of a gradient costs as much as three steps: it is taken now and then, and counts as often
/// (StyleGAN2, Karras 2020).
constexpr int kPenaltyEvery = 8;

PatchDiscriminator moved(const PatchDiscriminator::Shape& shape, std::uint64_t seed, const c10::Device& device) {
    PatchDiscriminator net(shape, seed);
    net.to(device);
    return net;
}
}  // namespace

Adversary::Adversary(const AdversaryOptions& options, std::uint64_t seed, const c10::Device& device)
    : options_(options), net_(moved(options.shape, seed, device)), weights_(net_.namedParameters(), Adam{.beta1 = 0.5, .beta2 = 0.999}) {}

double Adversary::learn(const at::Tensor& real, const at::Tensor& fake, double rate, std::int64_t step) {
    net_.refreshNorms();
    const bool penal = options_.gradientPenalty > 0 && step % kPenaltyEvery == 0;
    at::Tensor pictures = real.detach();
    if (penal) pictures = pictures.clone().requires_grad_(true);
    const auto logits = net_.forward(pictures);
    at::Tensor loss = discriminatorLoss(options_.kind, logits, net_.forward(fake.detach()));
    const double value = loss.item<double>();
    if (penal) loss = loss + gradientPenalty(pictures, logits) * (options_.gradientPenalty * kPenaltyEvery * 0.5);
    weights_.step(loss, rate);
    return value;
}

void Adversary::state(StateVisitor& visitor) {
    weights_.state(visitor);
    for (auto [name, buffer] : net_.namedBuffers()) visitor.tensor(name, buffer);
}

}  // namespace velatura
