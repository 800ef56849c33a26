#include "core/nn/prepared_encoder.h"

#include <torch/torch.h>

#include <algorithm>

#include "core/base/check.h"
#include "core/nn/four_at_once.h"

namespace velatura {

/// Sharp photos reach further than those that were measured. Found on photos that were not: less holds too many of their features,
/// more makes steps wider.
constexpr double kHeld = 1.25;

using torch::autograd::AutogradContext;

template <class F>
void PreparedEncoder::Layers::walk(const at::Tensor& picture, std::int64_t deepest, F&& seen) const {
    at::Tensor y = PerceptualNet::centred(picture);
    for (const auto& layer : all) {
        y = layer.convolution(y);
        seen(layer, y);
        if (layer.tap == deepest) break;
    }
}

/// forward(), and the gradient by the picture.
class PreparedLook : public torch::autograd::Function<PreparedLook> {
    using Layers = PreparedEncoder::Layers;
    struct Holder : torch::CustomClassHolder {
        explicit Holder(std::shared_ptr<const Layers> l) : layers(std::move(l)) {}
        std::shared_ptr<const Layers> layers;
    };

public:
    static torch::autograd::variable_list forward(AutogradContext* context, const at::Tensor& x, const std::shared_ptr<const Layers>& layers, std::int64_t deepest) {
        torch::autograd::variable_list taps, kept;
        layers->walk(x, deepest, [&](const auto& layer, const at::Tensor& y) {
            // A tap is kept as it is given: in blocks it would be kept twice.
            if (layer.tap >= 0) taps.push_back(fromBlocks(y));
            kept.push_back(layer.pool ? at::Tensor() : layer.tap >= 0 ? taps.back() : y);
        });
        context->set_materialize_grads(false);
        context->saved_data["layers"] = c10::IValue::make_capsule(c10::make_intrusive<Holder>(layers));
        context->save_for_backward(kept);
        return taps;
    }
    static torch::autograd::variable_list backward(AutogradContext* context, torch::autograd::variable_list by) {
        check(!at::GradMode::is_enabled(), "the gradient of a prepared encoder has no gradient of its own");
        const auto layers = c10::static_intrusive_pointer_cast<Holder>(context->saved_data["layers"].toCapsule())->layers;
        const auto kept = context->get_saved_variables();
        at::Tensor g;  // by what a layer gives, in blocks
        for (size_t i = kept.size(); i-- > 0;) {
            const auto& layer = layers->all[i];
            if (layer.tap >= 0) {
                at::Tensor& own = by[static_cast<size_t>(layer.tap)];
                if (g.defined()) g = fromBlocks(g);
                if (own.defined()) g = g.defined() ? g.add_(own) : own.clone(at::MemoryFormat::ChannelsLast);
                own.reset();
            }
            // In place: these are the largest tensors that there are.
            if (g.defined() && !layer.pool) at::threshold_backward_out(g, g, kept[i], 0);
            if (!g.defined() || i == 0) continue;
            if (layer.tap >= 0) g = toBlocks(g);
            // A pooling gives half the size of what the layer before it gave.
            const std::int64_t times = layer.pool ? 2 : 1;
            g = layer.convolution.gradient(g, g.size(2) * times, g.size(3) * times);
        }
        return {g.defined() ? fourPixelsOf(g, layers->back, {}) : g, at::Tensor(), at::Tensor()};
    }
};

PreparedEncoder::PreparedEncoder(std::shared_ptr<const PerceptualNet> net, at::ScalarType type, Reach reach)
    : net_(net), quick_(type == at::kBFloat16 ? net->copyIn(type) : net), type_(type), reach_(std::move(reach)) {
    at::NoGradGuard noGrad;
    if (type == at::kByte && hasEightBitConvolutions() && net->convolutions().front().weight.is_cpu()) useBytes();
    if (hasOneDnnConvolutions() && net->convolutions().front().weight.is_cpu())
        relu1_.emplace(net->convolutions().front().weight, net->convolutions().front().bias, OneDnnConvolution::Options{.slope = 0, .blocks = false});
    if (type == at::kBFloat16 || !hasOneDnnConvolutions()) return;
    for (const auto& c : net->convolutions())
        if (!c.weight.is_cpu() || c.weight.size(0) % kChannelBlock != 0) return;
    auto layers = std::make_shared<Layers>();
    for (const auto& c : net->convolutions()) {
        if (c.pool) layers->all.push_back({{blurPoolKernel(c.weight.size(1)), {}, {.stride = 2, .depthwise = true}}, -1, true});
        layers->all.push_back({{c.weight, c.bias, {.slope = 0}}, c.tap});
    }
    // The first convolution's transpose, and the scale of what it takes.
    layers->back = fourAtOnce(net->convolutions().front().weight.transpose(0, 1).flip({2, 3}) * PerceptualNet::kScale);
    layers_ = std::move(layers);
}

void PreparedEncoder::useBytes() {
    const auto& all = net_->convolutions();
    const auto reaches = [&](const std::string& name, std::int64_t channels) { return knows(reach_, name, channels); };
    if (!reaches(all.front().name, all.front().weight.size(0))) return;
    EightBits from = EightBits::holding(reach_.at(all.front().name), kHeld);
    byteLayers_.emplace(ByteLayers{{all.front().weight / from.step.reshape({-1, 1, 1, 1}), all.front().bias / from.step, {.slope = 0, .blocks = false}}, {at::ones_like(from.step), {}}, {}});
    for (size_t i = 1; i < all.size(); ++i) {
        const auto& c = all[i];
        if (c.pool) {
            if (!reaches(pooledReach(c.name), c.weight.size(1))) return;
            const EightBits pooled = EightBits::holding(reach_.at(pooledReach(c.name)), kHeld);
            byteLayers_->rest.push_back({EightBitConvolution(blurPoolKernel(c.weight.size(1)), {}, {.stride = 2, .depthwise = true, .weightUnit = kBlurPoolUnit}, from, pooled), {}, -1});
            from = pooled;
        }
        ByteLayers::Layer layer{{}, {}, c.tap};
        if (c.tap >= 0) layer.toFloats.emplace(c.weight, c.bias, EightBitConvolution::Options{.slope = 0}, from, std::nullopt);
        const bool goesOn = reaches(c.name, c.weight.size(0));
        if (goesOn) {
            const EightBits to = EightBits::holding(reach_.at(c.name), kHeld);
            layer.toBytes.emplace(c.weight, c.bias, EightBitConvolution::Options{.slope = 0}, from, to);
            from = to;
        }
        byteLayers_->rest.push_back(std::move(layer));
        if (!goesOn) return;
    }
}

bool PreparedEncoder::inBytes(int tap) const {
    return byteLayers_ && std::any_of(byteLayers_->rest.begin(), byteLayers_->rest.end(), [tap](const auto& l) { return l.tap == tap && l.toFloats; });
}

at::Tensor PreparedEncoder::encode(const at::Tensor& picture, int tap) const {
    at::NoGradGuard noGrad;
    if (tap == 0 && relu1_ && picture.size(0) == 1 && picture.scalar_type() == at::kFloat) return (*relu1_)(PerceptualNet::centred(picture));
    if (tap == 0) return net_->forward(picture, tap).back();
    if (picture.size(0) == 1 && inBytes(tap)) {
        at::Tensor y = toBytes(byteLayers_->first(PerceptualNet::centred(picture)), byteLayers_->counted);
        for (const auto& layer : byteLayers_->rest) {
            if (layer.tap == tap) return (*layer.toFloats)(y);
            y = (*layer.toBytes)(y);
        }
    }
    if (!byLayers(picture)) return quick_->forward(picture, tap).back().to(at::kFloat);
    at::Tensor out;
    layers_->walk(picture, tap, [&](const auto& layer, const at::Tensor& y) {
        if (layer.tap == tap) out = fromBlocks(y);
    });
    return out;
}

std::vector<at::Tensor> PreparedEncoder::forward(const at::Tensor& x, int deepest) const {
    // What is not a number must come out so: an optimiser that has gone wrong is known by it.
    if (!byLayers(x) || !x.detach().sum().isfinite().item<bool>()) return net_->forward(x, deepest);
    PerceptualNet::checkSize(x);
    if (at::GradMode::is_enabled() && x.requires_grad()) return PreparedLook::apply(x, layers_, deepest);
    std::vector<at::Tensor> taps;
    layers_->walk(x, deepest, [&](const auto& layer, const at::Tensor& y) {
        if (layer.tap >= 0) taps.push_back(fromBlocks(y));
    });
    return taps;
}

}  // namespace velatura
