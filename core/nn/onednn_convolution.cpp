#include "core/nn/onednn_convolution.h"

#include <torch/torch.h>

#include <mutex>
#include <vector>

#include "core/base/check.h"

#ifdef VELATURA_ONEDNN
#include <dnnl.hpp>
#endif

namespace velatura {

#ifdef VELATURA_ONEDNN

namespace {

using Tag = dnnl::memory::format_tag;

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;
constexpr auto kFloats = dnnl::memory::data_type::f32;
/// Sizes that a convolution is kept ready for: a preview's, strips of a picture, the last strip, another picture's.
constexpr size_t kMostReady = 4;

const dnnl::engine& processor() {
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

dnnl::stream& stream() {
    thread_local dnnl::stream own(processor());
    return own;
}

bool isBlocked(const at::Tensor& x) { return x.dim() == 5; }

dnnl::memory::desc describe(std::int64_t channels, std::int64_t height, std::int64_t width, Tag tag) { return {{1, channels, height, width}, kFloats, tag}; }

dnnl::memory on(const dnnl::memory::desc& desc, const at::Tensor& x) { return {desc, processor(), x.data_ptr()}; }

at::Tensor emptyBlocks(std::int64_t channels, std::int64_t height, std::int64_t width) {
    return at::empty({1, channels / kChannelBlock, height, width, kChannelBlock}, at::kFloat);
}

at::Tensor emptyLast(std::int64_t channels, std::int64_t height, std::int64_t width) {
    return at::empty({1, channels, height, width}, at::TensorOptions(at::kFloat), kChannelsLast);
}

void reorder(const dnnl::memory& from, dnnl::memory to) {
    dnnl::reorder(from, to).execute(stream(), const_cast<dnnl::memory&>(from), to);
    stream().wait();
}

}  // namespace

at::Tensor toBlocks(const at::Tensor& features) {
    check(features.dim() == 4 && features.size(0) == 1 && features.size(1) % kChannelBlock == 0, "blocks are of sixteen channels of one picture");
    const std::int64_t c = features.size(1), h = features.size(2), w = features.size(3);
    const at::Tensor from = features.contiguous(kChannelsLast), out = emptyBlocks(c, h, w);
    reorder(on(describe(c, h, w, Tag::nhwc), from), on(describe(c, h, w, Tag::nChw16c), out));
    return out;
}

at::Tensor fromBlocks(const at::Tensor& blocks) {
    check(isBlocked(blocks) && blocks.is_contiguous(), "blocked features are [1,C/16,H,W,16]");
    const std::int64_t c = blocks.size(1) * kChannelBlock, h = blocks.size(2), w = blocks.size(3);
    const at::Tensor out = emptyLast(c, h, w);
    reorder(on(describe(c, h, w, Tag::nChw16c), blocks), on(describe(c, h, w, Tag::nhwc), out));
    return out;
}

/// The weights, and what was made ready for pictures of some sizes.
struct OneDnnConvolution::State {
    struct Ready {
        std::int64_t height, width;
        int threads;
        dnnl::convolution_forward convolution;
        dnnl::convolution_forward::primitive_desc desc;
        dnnl::memory weight;
        bool leaksAfter;  ///< the ReLU's slope is none that it has
    };

    at::Tensor weight, bias;
    Options options;
    std::mutex mutex;
    std::vector<std::shared_ptr<const Ready>> ready;  ///< the last used first

    std::shared_ptr<const Ready> readyFor(std::int64_t channels, std::int64_t height, std::int64_t width, Tag from, Tag to);
    std::int64_t out(std::int64_t length) const { return (length + 2 * options.padding - weight.size(2)) / options.stride + 1; }
};

std::shared_ptr<const OneDnnConvolution::State::Ready> OneDnnConvolution::State::readyFor(std::int64_t channels, std::int64_t height, std::int64_t width, Tag from, Tag to) {
    const int threads = at::get_num_threads();  // one that was made ready for others runs on as many as it was made for
    const std::lock_guard lock(mutex);
    const auto known = std::find_if(ready.begin(), ready.end(), [&](const auto& r) { return r->height == height && r->width == width && r->threads == threads; });
    if (known != ready.end()) {
        std::rotate(ready.begin(), known, known + 1);
        return ready.front();
    }
    const std::int64_t outputs = weight.size(0), k = weight.size(2), p = options.padding, s = options.stride;
    const dnnl::memory::dims shape = options.depthwise ? dnnl::memory::dims{outputs, 1, 1, k, k} : dnnl::memory::dims{outputs, channels, k, k};
    const auto described = [&](dnnl::algorithm algorithm, bool rectifies) {
        dnnl::primitive_attr attributes;
        attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);  // several threads may run one of them
        if (rectifies) {
            dnnl::post_ops after;
            after.append_eltwise(1, dnnl::algorithm::eltwise_relu, static_cast<float>(options.slope), 0);
            attributes.set_post_ops(after);
        }
        const dnnl::convolution_forward::desc asked(dnnl::prop_kind::forward_inference, algorithm, describe(channels, height, width, from), {shape, kFloats, Tag::any}, {{outputs}, kFloats, Tag::x}, describe(outputs, out(height), out(width), to), {s, s}, {p, p}, {p, p});
        return dnnl::convolution_forward::primitive_desc(asked, attributes, processor(), /*allow_empty=*/true);
    };
    // Winograd's know the plain ReLU alone.
    const bool winograd = from == Tag::nChw16c && k == 3 && s == 1 && !options.depthwise, rectifies = options.slope != 1;
    dnnl::convolution_forward::primitive_desc desc;
    if (winograd) desc = described(dnnl::algorithm::convolution_winograd, options.slope == 0);
    const bool leaksAfter = desc && rectifies && options.slope != 0;
    if (!desc) desc = described(dnnl::algorithm::convolution_direct, rectifies);
    check(static_cast<bool>(desc), "oneDNN has no convolution of {} to {} channels", channels, outputs);
    dnnl::memory packed(desc.weights_desc(), processor());
    reorder(on({shape, kFloats, options.depthwise ? Tag::goihw : Tag::oihw}, weight), packed);
    ready.insert(ready.begin(), std::make_shared<const Ready>(Ready{height, width, threads, dnnl::convolution_forward(desc), desc, packed, leaksAfter}));
    if (ready.size() > kMostReady) ready.pop_back();
    return ready.front();
}

OneDnnConvolution::OneDnnConvolution(const at::Tensor& weight, const at::Tensor& bias, const Options& options) : state_(std::make_shared<State>()) {
    state_->weight = weight.detach().to(at::kCPU, at::kFloat).contiguous();
    state_->bias = bias.defined() ? bias.detach().to(at::kCPU, at::kFloat).contiguous() : at::zeros({weight.size(0)});
    state_->options = options;
}

at::Tensor OneDnnConvolution::operator()(const at::Tensor& x) const {
    State& state = *state_;
    const bool blocked = isBlocked(x);
    const at::Tensor in = blocked ? x.contiguous() : x.contiguous(state.options.blocks ? at::MemoryFormat::Contiguous : kChannelsLast);
    const std::int64_t channels = blocked ? x.size(1) * kChannelBlock : x.size(1), height = x.size(2), width = x.size(3), outputs = state.weight.size(0);
    check(x.size(0) == 1 && x.is_cpu() && x.scalar_type() == at::kFloat, "such a convolution takes one picture's features, float32, in main memory");
    check(channels == (state.options.depthwise ? outputs : state.weight.size(1)), "the convolution takes {} channels", state.weight.size(1));
    check(blocked ? state.options.blocks : !state.options.blocks || channels < kChannelBlock, "these features are laid out otherwise");
    const Tag from = blocked ? Tag::nChw16c : state.options.blocks ? Tag::nchw : Tag::nhwc;
    const auto ready = state.readyFor(channels, height, width, from, state.options.blocks ? Tag::nChw16c : Tag::nhwc);
    at::Tensor out = state.options.blocks ? emptyBlocks(outputs, state.out(height), state.out(width)) : emptyLast(outputs, state.out(height), state.out(width));
    const at::Tensor room = at::empty({static_cast<std::int64_t>(ready->desc.scratchpad_desc().get_size())}, at::kByte);
    ready->convolution.execute(stream(), {{DNNL_ARG_SRC, on(ready->desc.src_desc(), in)},
                                          {DNNL_ARG_WEIGHTS, ready->weight},
                                          {DNNL_ARG_BIAS, on(ready->desc.bias_desc(), state.bias)},
                                          {DNNL_ARG_DST, on(ready->desc.dst_desc(), out)},
                                          {DNNL_ARG_SCRATCHPAD, on(ready->desc.scratchpad_desc(), room)}});
    stream().wait();
    return ready->leaksAfter ? at::leaky_relu_(out, state.options.slope) : out;
}

bool hasOneDnnConvolutions() {
    static const bool has = [] {
        const auto features = describe(kChannelBlock, 32, 32, Tag::nChw16c);
        const dnnl::convolution_forward::desc asked(dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_winograd, features, {{kChannelBlock, kChannelBlock, 3, 3}, kFloats, Tag::any}, {{kChannelBlock}, kFloats, Tag::x}, features, {1, 1}, {1, 1}, {1, 1});
        const dnnl::convolution_forward::primitive_desc desc(asked, dnnl::primitive_attr(), processor(), /*allow_empty=*/true);
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

#endif

}  // namespace velatura
