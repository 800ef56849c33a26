#include "core/nn/onednn_convolution.h"

#include <torch/torch.h>

#include "core/base/check.h"

#ifdef VELATURA_ONEDNN
#include "core/nn/onednn_ready.h"
#endif

namespace velatura {

#ifdef VELATURA_ONEDNN

namespace {

using Tag = dnnl::memory::format_tag;

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;
constexpr auto kFloats = dnnl::memory::data_type::f32;

bool isBlocked(const at::Tensor& x) { return x.dim() == 5; }

at::Tensor emptyBlocks(std::int64_t channels, std::int64_t height, std::int64_t width) {
    return at::empty({1, channels / kChannelBlock, height, width, kChannelBlock}, at::kFloat);
}

}  // namespace

at::Tensor toBlocks(const at::Tensor& features) {
    check(features.dim() == 4 && features.size(0) == 1 && features.size(1) % kChannelBlock == 0, "blocks are of sixteen channels of one picture");
    check(features.is_cpu() && features.scalar_type() == at::kFloat, "blocks are of float32 in main memory");
    const std::int64_t c = features.size(1), h = features.size(2), w = features.size(3);
    const at::Tensor from = features.contiguous(kChannelsLast), out = emptyBlocks(c, h, w);
    oneDnnReorder(oneDnnMemory(oneDnnFeatures(c, h, w, Tag::nhwc), from), oneDnnMemory(oneDnnFeatures(c, h, w, Tag::nChw16c), out));
    return out;
}

at::Tensor fromBlocks(const at::Tensor& blocks) {
    check(isBlocked(blocks) && blocks.is_contiguous() && blocks.scalar_type() == at::kFloat, "blocked features are float32 [1,C/16,H,W,16]");
    const std::int64_t c = blocks.size(1) * kChannelBlock, h = blocks.size(2), w = blocks.size(3);
    const at::Tensor out = oneDnnEmpty(c, h, w);
    oneDnnReorder(oneDnnMemory(oneDnnFeatures(c, h, w, Tag::nChw16c), blocks), oneDnnMemory(oneDnnFeatures(c, h, w, Tag::nhwc), out));
    return out;
}

/// The weights, and what was made ready for pictures of some sizes.
struct OneDnnConvolution::State {
    at::Tensor weight, bias;
    Options options;
    ReadyConvolutions ready;

    ReadyConvolution forward(std::int64_t height, std::int64_t width, Tag from, Tag to) const;
    ReadyConvolution backward(std::int64_t height, std::int64_t width) const;

    std::int64_t inputs() const { return options.depthwise ? weight.size(0) : weight.size(1); }
    std::int64_t outputs() const { return weight.size(0); }
    std::int64_t out(std::int64_t length) const { return (length + 2 * options.padding - weight.size(2)) / options.stride + 1; }
    /// Winograd's are for these, and know the plain ReLU alone.
    bool winograd(Tag from) const { return from == Tag::nChw16c && weight.size(2) == 3 && options.stride == 1 && !options.depthwise; }
    dnnl::memory::dims shape() const {
        const std::int64_t k = weight.size(2);
        return options.depthwise ? dnnl::memory::dims{outputs(), 1, 1, k, k} : dnnl::memory::dims{outputs(), inputs(), k, k};
    }
    dnnl::memory::dims stride() const { return {options.stride, options.stride}; }
    dnnl::memory::dims padding() const { return {options.padding, options.padding}; }
    dnnl::convolution_forward::primitive_desc described(dnnl::algorithm algorithm, std::int64_t height, std::int64_t width, Tag from, Tag to, bool rectifies) const;
    dnnl::memory packed(const dnnl::memory::desc& as) const {
        return ready.packed(oneDnnMemory({shape(), kFloats, options.depthwise ? Tag::goihw : Tag::oihw}, weight), as);
    }
};

dnnl::convolution_forward::primitive_desc OneDnnConvolution::State::described(dnnl::algorithm algorithm, std::int64_t height, std::int64_t width, Tag from, Tag to, bool rectifies) const {
    dnnl::primitive_attr attributes;
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);  // several threads may run one of them
    if (rectifies) {
        dnnl::post_ops after;
        after.append_eltwise(1, dnnl::algorithm::eltwise_relu, static_cast<float>(options.slope), 0);
        attributes.set_post_ops(after);
    }
    const dnnl::convolution_forward::desc asked(dnnl::prop_kind::forward_inference, algorithm, oneDnnFeatures(inputs(), height, width, from), {shape(), kFloats, Tag::any}, {{outputs()}, kFloats, Tag::x},
                                                oneDnnFeatures(outputs(), out(height), out(width), to), stride(), padding(), padding());
    return {asked, attributes, oneDnnProcessor(), /*allow_empty=*/true};
}

ReadyConvolution OneDnnConvolution::State::forward(std::int64_t height, std::int64_t width, Tag from, Tag to) const {
    const bool rectifies = options.slope != 1;
    dnnl::convolution_forward::primitive_desc desc;
    if (winograd(from)) desc = described(dnnl::algorithm::convolution_winograd, height, width, from, to, options.slope == 0);
    const bool leaksAfter = desc && rectifies && options.slope != 0;
    if (!desc) desc = described(dnnl::algorithm::convolution_direct, height, width, from, to, rectifies);
    check(static_cast<bool>(desc), "oneDNN has no convolution of {} to {} channels", inputs(), outputs());
    return {height, width, at::get_num_threads(), false, dnnl::convolution_forward(desc), packed(desc.weights_desc()), desc.src_desc(), desc.dst_desc(), desc.bias_desc(), desc.scratchpad_desc(), leaksAfter};
}

ReadyConvolution OneDnnConvolution::State::backward(std::int64_t height, std::int64_t width) const {
    const Tag blocks = Tag::nChw16c;
    const auto describedFor = [&](dnnl::algorithm algorithm) -> dnnl::convolution_backward_data::primitive_desc {
        const auto hint = described(algorithm, height, width, blocks, blocks, false);
        if (!hint) return {};
        dnnl::primitive_attr attributes;
        attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
        const dnnl::convolution_backward_data::desc asked(algorithm, oneDnnFeatures(inputs(), height, width, blocks), {shape(), kFloats, Tag::any}, oneDnnFeatures(outputs(), out(height), out(width), blocks), stride(), padding(), padding());
        return {asked, attributes, oneDnnProcessor(), hint, /*allow_empty=*/true};
    };
    dnnl::convolution_backward_data::primitive_desc desc;
    if (winograd(blocks)) desc = describedFor(dnnl::algorithm::convolution_winograd);
    if (!desc) desc = describedFor(dnnl::algorithm::convolution_direct);
    check(static_cast<bool>(desc), "oneDNN has no gradient of a convolution of {} to {} channels", inputs(), outputs());
    return {height, width, at::get_num_threads(), true, dnnl::convolution_backward_data(desc), packed(desc.weights_desc()), desc.diff_dst_desc(), desc.diff_src_desc(), {}, desc.scratchpad_desc(), false};
}

OneDnnConvolution::OneDnnConvolution(const at::Tensor& weight, const at::Tensor& bias, const Options& options) : state_(std::make_shared<State>()) {
    state_->weight = weight.detach().to(at::kCPU, at::kFloat).contiguous();
    state_->bias = bias.defined() ? bias.detach().to(at::kCPU, at::kFloat).contiguous() : at::zeros({weight.size(0)});
    state_->options = options;
}

at::Tensor OneDnnConvolution::operator()(const at::Tensor& x) const {
    State& state = *state_;
    const bool blocked = isBlocked(x), blocks = state.options.blocks;
    const at::Tensor in = blocked ? x.contiguous() : x.contiguous(blocks ? at::MemoryFormat::Contiguous : kChannelsLast);
    const std::int64_t channels = blocked ? x.size(1) * kChannelBlock : x.size(1), height = x.size(2), width = x.size(3);
    check(x.size(0) == 1 && x.is_cpu() && x.scalar_type() == at::kFloat, "such a convolution takes one picture's features, float32, in main memory");
    check(channels == state.inputs(), "the convolution takes {} channels", state.inputs());
    check(blocked ? blocks : !blocks || channels < kChannelBlock, "these features are laid out otherwise");
    const Tag from = blocked ? Tag::nChw16c : blocks ? Tag::nchw : Tag::nhwc;
    const auto ready = state.ready.get(height, width, false, [&] { return state.forward(height, width, from, blocks ? Tag::nChw16c : Tag::nhwc); });
    at::Tensor out = blocks ? emptyBlocks(state.outputs(), state.out(height), state.out(width)) : oneDnnEmpty(state.outputs(), state.out(height), state.out(width));
    const at::Tensor room = at::empty({static_cast<std::int64_t>(ready->room.get_size())}, at::kByte);
    ready->primitive.execute(oneDnnStream(), {{DNNL_ARG_SRC, oneDnnMemory(ready->from, in)},
                                        {DNNL_ARG_WEIGHTS, ready->weight},
                                        {DNNL_ARG_BIAS, oneDnnMemory(ready->bias, state.bias)},
                                        {DNNL_ARG_DST, oneDnnMemory(ready->to, out)},
                                        {DNNL_ARG_SCRATCHPAD, oneDnnMemory(ready->room, room)}});
    oneDnnStream().wait();
    return ready->leaksAfter ? at::leaky_relu_(out, state.options.slope) : out;
}

at::Tensor OneDnnConvolution::gradient(const at::Tensor& by, std::int64_t height, std::int64_t width) const {
    State& state = *state_;
    check(isBlocked(by) && by.size(1) * kChannelBlock == state.outputs() && by.size(2) == state.out(height) && by.size(3) == state.out(width), "the gradient is of another size than what the convolution gives");
    const auto ready = state.ready.get(height, width, true, [&] { return state.backward(height, width); });
    const at::Tensor in = by.contiguous(), out = emptyBlocks(state.inputs(), height, width);
    const at::Tensor room = at::empty({static_cast<std::int64_t>(ready->room.get_size())}, at::kByte);
    ready->primitive.execute(oneDnnStream(), {{DNNL_ARG_DIFF_DST, oneDnnMemory(ready->from, in)},
                                        {DNNL_ARG_WEIGHTS, ready->weight},
                                        {DNNL_ARG_DIFF_SRC, oneDnnMemory(ready->to, out)},
                                        {DNNL_ARG_SCRATCHPAD, oneDnnMemory(ready->room, room)}});
    oneDnnStream().wait();
    return out;
}

bool hasOneDnnConvolutions() {
    static const bool has = [] {
        const auto features = oneDnnFeatures(kChannelBlock, 32, 32, Tag::nChw16c);
        const dnnl::convolution_forward::desc asked(dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_winograd, features, {{kChannelBlock, kChannelBlock, 3, 3}, kFloats, Tag::any}, {{kChannelBlock}, kFloats, Tag::x}, features, {1, 1}, {1, 1}, {1, 1});
        const dnnl::convolution_forward::primitive_desc desc(asked, dnnl::primitive_attr(), oneDnnProcessor(), /*allow_empty=*/true);
        return desc && std::string(desc.impl_info_str()).starts_with("jit");
    }();
    return has;
}

#else

struct OneDnnConvolution::State {};

bool hasOneDnnConvolutions() { return false; }
at::Tensor toBlocks(const at::Tensor& features) { return features; }
at::Tensor fromBlocks(const at::Tensor& blocks) { return blocks; }
OneDnnConvolution::OneDnnConvolution(const at::Tensor&, const at::Tensor&, const Options&) { check(false, "built without oneDNN"); }
at::Tensor OneDnnConvolution::operator()(const at::Tensor& x) const { return x; }
at::Tensor OneDnnConvolution::gradient(const at::Tensor& by, std::int64_t, std::int64_t) const { return by; }

#endif

}  // namespace velatura
