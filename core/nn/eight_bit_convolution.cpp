#include "core/nn/eight_bit_convolution.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <vector>

#include "core/base/check.h"

#ifdef VELATURA_ONEDNN
#include "core/nn/onednn_ready.h"
#endif

namespace velatura {

namespace {

constexpr int kMostByte = 255;
/// A channel's step is no less than this, in shares of the mean one: channels that never answered.
constexpr double kLeastStep = 1e-3;

}  // namespace

EightBits EightBits::holding(const at::Tensor& reach, double share, bool mayBeNegative) {
    const at::Tensor limits = reach.to(at::kCPU, at::kFloat) * share, least = mayBeNegative ? limits[0].clamp_max(0) : at::zeros_like(limits[0]), most = limits[1].clamp_min(0);
    at::Tensor step = (most - least) / kMostByte;
    step = step.clamp_min(std::max(1e-12, step.mean().item<double>() * kLeastStep)).contiguous();
    return {step, mayBeNegative ? (-least / step).round() : at::Tensor()};
}

#ifdef VELATURA_ONEDNN

namespace {

using Tag = dnnl::memory::format_tag;
using Type = dnnl::memory::data_type;

constexpr int kMostWeight = 127;
/// What the largest weight leaves to bytes, for those that take back others' errors.
constexpr int kSlack = 3;
/// How alike features of neighbouring places are taken to be, where weights are rounded.
constexpr double kAlike = 0.9;

/// Weights to whole numbers, so that the errors of a kernel's places cancel out, as far as neighbouring features are alike: what
/// one is rounded by, those after it take back by least squares (GPTQ, Frantar 2022, with a covariance that is assumed), and
/// the last one all the rest, so that where all places are the same nothing but their rounded sum counts.
/// Less than half of the error that rounding each by itself leaves.  @param weight [O,I,K,K]  @param pixels as in the options
at::Tensor roundedTogether(const at::Tensor& weight, std::int64_t pixels) {
    const std::int64_t k = weight.size(2), side = pixels == 4 ? 2 : 1, places = pixels * k * k;
    check(pixels == side * side && weight.size(1) % pixels == 0, "one feature's pixels are one or four");
    // Each place's own lie within it: pixels [row, column], places [row, column].
    const at::Tensor index = at::arange(places, at::kDouble), pixel = (index / (k * k)).floor(), place = index - pixel * (k * k);
    const at::Tensor y = (place / k).floor() * side + (pixel / side).floor(), x = (place - (place / k).floor() * k) * side + (pixel - (pixel / side).floor() * side);
    const auto apart = [](const at::Tensor& v) { return (v.unsqueeze(0) - v.unsqueeze(1)).square(); };
    const at::Tensor alike = at::exp((apart(y) + apart(x)).sqrt() * std::log(kAlike));
    const at::Tensor takesBack = at::linalg_cholesky(at::linalg_inv(alike)).t();  // upper
    const std::int64_t outputs = weight.size(0), features = weight.size(1) / pixels;
    at::Tensor rest = weight.to(at::kDouble).reshape({outputs, pixels, features, k * k}).transpose(1, 2).reshape({outputs, features, places}).clone();
    const at::Tensor sum = rest.sum(2).round();
    at::Tensor out = at::zeros_like(rest);
    for (std::int64_t i = 0; i < places; ++i) {
        const at::Tensor whole = (i + 1 < places ? rest.select(2, i).round() : sum - out.sum(2)).clamp(-kMostWeight, kMostWeight);
        out.select(2, i).copy_(whole);
        const at::Tensor off = (rest.select(2, i) - whole) / takesBack[i][i];
        rest.sub_(off.unsqueeze(-1) * takesBack[i]);
    }
    return out.to(at::kFloat).reshape({outputs, features, pixels, k * k}).transpose(1, 2).reshape(weight.sizes());
}

std::vector<float> numbersOf(const at::Tensor& x) { return {x.data_ptr<float>(), x.data_ptr<float>() + x.numel()}; }

}  // namespace

at::Tensor toBytes(const at::Tensor& features, const EightBits& as) {
    check(features.dim() == 4 && features.size(0) == 1 && features.is_cpu() && features.scalar_type() == at::kFloat, "bytes are made of one picture's features, float32, in main memory");
    check(!as.zero.defined(), "features that may be negative become bytes in convolutions alone");
    check(as.step.numel() == features.size(1), "these bytes have {} channels", as.step.numel());
    const at::Tensor from = features.contiguous(at::MemoryFormat::ChannelsLast), out = oneDnnEmpty(from.size(1), from.size(2), from.size(3), at::kByte);
    dnnl::primitive_attr attributes;
    attributes.set_output_scales(1 << 1, numbersOf(as.step.reciprocal()));
    const auto described = [&](Type type) { return oneDnnFeatures(from.size(1), from.size(2), from.size(3), Tag::nhwc, type); };
    oneDnnReorder(oneDnnMemory(described(Type::f32), from), oneDnnMemory(described(Type::u8), out), attributes);
    return out;
}

struct EightBitConvolution::State {
    at::Tensor weight;         ///< int8
    at::Tensor bias;           ///< float32, in units of the sums
    std::vector<float> scale;  ///< from the sums to what it gives
    std::optional<EightBits> to;
    Options options;
    ReadyConvolutions ready;

    std::int64_t inputs() const { return options.depthwise ? weight.size(0) : weight.size(1); }
    std::int64_t outputs() const { return weight.size(0); }
    std::int64_t out(std::int64_t length) const { return (length + 2 * options.padding - weight.size(2)) / options.stride + 1; }
    ReadyConvolution forward(std::int64_t height, std::int64_t width) const;
    /// Whether the byte of 0 is added at last.
    bool lifts() const { return to && to->zero.defined(); }
    dnnl::memory::desc lift() const { return {{1, outputs(), 1, 1}, Type::f32, Tag::nchw}; }
};

ReadyConvolution EightBitConvolution::State::forward(std::int64_t height, std::int64_t width) const {
    dnnl::primitive_attr attributes;
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);  // several threads may run one of them
    attributes.set_output_scales(1 << 1, scale);
    dnnl::post_ops after;
    if (options.slope != 1) after.append_eltwise(1, dnnl::algorithm::eltwise_relu, static_cast<float>(options.slope), 0);
    if (lifts()) after.append_binary(dnnl::algorithm::binary_add, lift());
    attributes.set_post_ops(after);
    const std::int64_t k = weight.size(2);
    const dnnl::memory::dims shape = options.depthwise ? dnnl::memory::dims{outputs(), 1, 1, k, k} : dnnl::memory::dims{outputs(), inputs(), k, k};
    const dnnl::memory::dims stride = {options.stride, options.stride}, padding = {options.padding, options.padding};
    const dnnl::convolution_forward::desc asked(dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct, oneDnnFeatures(inputs(), height, width, Tag::nhwc, Type::u8), {shape, Type::s8, Tag::any},
                                                {{outputs()}, Type::f32, Tag::x}, oneDnnFeatures(outputs(), out(height), out(width), Tag::nhwc, to ? Type::u8 : Type::f32), stride, padding, padding);
    const dnnl::convolution_forward::primitive_desc desc(asked, attributes, oneDnnProcessor(), /*allow_empty=*/true);
    check(static_cast<bool>(desc), "oneDNN has no convolution of bytes of {} to {} channels", inputs(), outputs());
    const dnnl::memory plain = oneDnnMemory({shape, Type::s8, options.depthwise ? Tag::goihw : Tag::oihw}, weight);
    return {height, width, at::get_num_threads(), false, dnnl::convolution_forward(desc), ready.packed(plain, desc.weights_desc()), desc.src_desc(), desc.dst_desc(), desc.bias_desc(), desc.scratchpad_desc(), false};
}

EightBitConvolution::EightBitConvolution(const at::Tensor& weight, const at::Tensor& bias, const Options& options, const EightBits& from, std::optional<EightBits> to) : state_(std::make_shared<State>()) {
    // What a byte of each channel stands for goes into the weights, and these are bytes by the largest of each output.
    const at::Tensor w = weight.detach().to(at::kCPU, at::kFloat) * (options.depthwise ? from.step.reshape({-1, 1, 1, 1}) : from.step.reshape({1, -1, 1, 1}));
    check(!from.zero.defined() || !options.depthwise, "depthwise convolutions take features that are never negative");
    check(options.weightUnit == 0 || options.depthwise, "weights of a unit are those of depthwise convolutions");
    at::Tensor unit = options.weightUnit > 0 ? from.step * options.weightUnit : (w.abs().amax({1, 2, 3}) / (kMostWeight - kSlack)).clamp_min(1e-20);
    if (options.groups.defined()) unit = at::amax(at::where(options.groups.unsqueeze(0) == options.groups.unsqueeze(1), unit.unsqueeze(0), at::zeros({1})), {1});
    const at::Tensor units = w / unit.reshape({-1, 1, 1, 1}), bytes = options.weightUnit > 0 ? units.round() : roundedTogether(units, options.pixels);
    at::Tensor b = bias.defined() ? bias.detach().to(at::kCPU, at::kFloat) / unit : at::zeros({w.size(0)});
    if (from.zero.defined()) b = b - at::mv(bytes.sum({2, 3}), from.zero);
    state_->weight = bytes.to(at::kChar).contiguous();
    state_->bias = b.contiguous();
    state_->scale = numbersOf((to ? unit / to->step : unit).contiguous());
    state_->to = std::move(to);
    state_->options = options;
}

at::Tensor EightBitConvolution::operator()(const at::Tensor& x) const {
    State& state = *state_;
    check(x.dim() == 4 && x.size(0) == 1 && x.is_cpu() && x.scalar_type() == at::kByte && x.size(1) == state.inputs(), "such a convolution takes one picture's {} channels in bytes", state.inputs());
    const at::Tensor in = x.contiguous(at::MemoryFormat::ChannelsLast);
    const std::int64_t height = x.size(2), width = x.size(3);
    const auto ready = state.ready.get(height, width, false, [&] { return state.forward(height, width); });
    at::Tensor out = oneDnnEmpty(state.outputs(), state.out(height), state.out(width), state.to ? at::kByte : at::kFloat);
    const at::Tensor room = at::empty({static_cast<std::int64_t>(ready->room.get_size())}, at::kByte);
    std::unordered_map<int, dnnl::memory> arguments = {{DNNL_ARG_SRC, oneDnnMemory(ready->from, in)},
                                                       {DNNL_ARG_WEIGHTS, ready->weight},
                                                       {DNNL_ARG_BIAS, oneDnnMemory(ready->bias, state.bias)},
                                                       {DNNL_ARG_DST, oneDnnMemory(ready->to, out)},
                                                       {DNNL_ARG_SCRATCHPAD, oneDnnMemory(ready->room, room)}};
    if (state.lifts()) arguments.emplace(DNNL_ARG_ATTR_MULTIPLE_POST_OP(state.options.slope != 1 ? 1 : 0) | DNNL_ARG_SRC_1, oneDnnMemory(state.lift(), state.to->zero));
    ready->primitive.execute(oneDnnStream(), arguments);
    oneDnnStream().wait();
    return out;
}

bool hasEightBitConvolutions() {
    // Without VNNI two products are added in 16 bits, which do not hold them.
    static const bool has = [] {
        const auto own = static_cast<unsigned>(dnnl::get_effective_cpu_isa());
        const auto includes = [own](dnnl::cpu_isa isa) { return (own & static_cast<unsigned>(isa)) == static_cast<unsigned>(isa); };
        return includes(dnnl::cpu_isa::avx512_core_vnni) || includes(dnnl::cpu_isa::avx2_vnni);
    }();
    return has;
}

#else

struct EightBitConvolution::State {};

bool hasEightBitConvolutions() { return false; }
at::Tensor toBytes(const at::Tensor& features, const EightBits&) { return features; }
EightBitConvolution::EightBitConvolution(const at::Tensor&, const at::Tensor&, const Options&, const EightBits&, std::optional<EightBits>) { check(false, "built without oneDNN"); }
at::Tensor EightBitConvolution::operator()(const at::Tensor& x) const { return x; }

#endif

}  // namespace velatura
