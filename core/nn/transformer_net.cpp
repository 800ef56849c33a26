#include "core/nn/transformer_net.h"

#include <torch/torch.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/io/weights_file.h"
#include "core/network_layout.h"
#include "core/ops/reflect_pad.h"

namespace velatura {

namespace {

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;
constexpr double kEpsilon = 1e-5;
constexpr int kResiduals = 5;
/// Strangers' networks take and give 0..255. Folded into the first and last convolution, all take and give 0..1.
constexpr double kByteRange = 255;
constexpr double kGrey = 0.5;

struct ConvolutionPlan {
    std::string name;
    std::int64_t in, out, side;
};

/// In the order in which they are passed; each but the last has a norm behind it.
std::vector<ConvolutionPlan> planOf(const TransformerNet::Widths& w) {
    std::vector<ConvolutionPlan> out = {
        {"conv1", 3, w.full, 9}, {"conv2", w.full, w.half, 3}, {"conv3", w.half, w.quarter, 3}};
    for (int r = 1; r <= kResiduals; ++r)
        for (const char* part : {".conv1", ".conv2"})
            out.push_back({"res" + std::to_string(r) + part, w.quarter, w.quarter, 3});
    out.push_back({"deconv1", w.quarter, w.half, 3});
    out.push_back({"deconv2", w.half, w.full, 3});
    out.push_back({"deconv3", w.full, 3, 9});
    return out;
}

std::vector<std::string> normNames() {
    std::vector<std::string> out = {"in1", "in2", "in3"};
    for (int r = 1; r <= kResiduals; ++r)
        for (const char* part : {".in1", ".in2"}) out.push_back("res" + std::to_string(r) + part);
    out.insert(out.end(), {"in4", "in5"});
    return out;
}

}  // namespace

TransformerNet::Widths TransformerNet::widthsAt(double width) {
    const Widths whole;
    // Even the narrowest has channels in fours, which processors take together.
    const auto scaled = [&](int channels) {
        return std::max(4, static_cast<int>(std::lround(channels * width / 4)) * 4);
    };
    return {scaled(whole.full), scaled(whole.half), scaled(whole.quarter)};
}

TransformerNet::TransformerNet(const Widths& widths, int styles, std::uint64_t seed)
    : widths_(widths), styleNames_(static_cast<size_t>(styles)), convention_(convention::kOwn) {
    at::NoGradGuard noGrad;
    auto generator = at::detail::createCPUGenerator(seed);
    for (const auto& p : planOf(widths)) {
        const double deviation = std::sqrt(2.0 / static_cast<double>(p.side * p.side * p.in));
        convolutions_.push_back(
            {p.name + ".conv2d",
             at::randn({p.out, p.in, p.side, p.side}, generator, at::kFloat).mul_(deviation).contiguous(kChannelsLast),
             at::zeros({p.out})});
    }
    // A calm grey picture to begin with, not one at the ends of the range.
    convolutions_.back().weight.mul_(0.1);
    convolutions_.back().bias.fill_(kGrey);
    const auto names = normNames();
    for (size_t i = 0; i < names.size(); ++i) {
        const std::int64_t channels = convolutions_[i].weight.size(0);
        norms_.push_back({names[i], at::ones({styles, channels}), at::zeros({styles, channels})});
    }
}

/// One way through the network.
class TransformerNet::Pass {
public:
    Pass(const TransformerNet& net, const at::Tensor& style, const Statistics* fixed, Statistics* measured)
        : net_(net), style_(style.reshape({1, -1})), fixed_(fixed), measured_(measured) {}

    at::Tensor run(const at::Tensor& x) {
        at::Tensor y = convolved(x.contiguous(kChannelsLast), 1);
        y = normed(y).relu_();
        for (int down = 0; down < 2; ++down) y = normed(convolved(y, 2)).relu_();
        for (int r = 0; r < kResiduals; ++r) {
            const at::Tensor inner = normed(convolved(y, 1)).relu_();
            y = normed(convolved(inner, 1)) + y;
        }
        for (int up = 0; up < 2; ++up) {
            y = at::upsample_nearest2d(y, {2 * y.size(2), 2 * y.size(3)});
            y = normed(convolved(y, 1)).relu_();
        }
        // Halving twice rounds up; what is more than the picture is left out.
        return convolved(y, 1).narrow(2, 0, x.size(2)).narrow(3, 0, x.size(3));
    }

private:
    at::Tensor convolved(const at::Tensor& x, std::int64_t stride) {
        const Layer& layer = net_.convolutions_[convolution_++];
        return at::conv2d(reflectPad(x, layer.weight.size(2) / 2), layer.weight, layer.bias, stride);
    }
    /// Batch norm of a single picture is instance norm, and LibTorch's is quick on channels_last, as its instance norm
    /// is not.
    at::Tensor normed(const at::Tensor& x) {
        const size_t at = norm_++;
        const Layer& layer = net_.norms_[at];
        const auto mixed = [&](const at::Tensor& t) {
            return t.size(0) == 1 ? t.squeeze(0) : at::matmul(style_, t).squeeze(0);
        };
        const at::Tensor scale = mixed(layer.weight), shift = mixed(layer.bias);
        if (fixed_)
            return at::batch_norm(x, scale, shift, (*fixed_)[at].mean, (*fixed_)[at].variance, false, 0, kEpsilon,
                                  false);
        if (measured_) {
            const at::Tensor mean = x.mean({0, 2, 3});
            measured_->push_back({mean, (x - mean.view({1, -1, 1, 1})).square_().mean({0, 2, 3})});
        }
        // A single position has no spread, which batch norm takes for a mistake.
        if (x.size(0) * x.size(2) * x.size(3) == 1) return shift.view({1, -1, 1, 1}).expand_as(x).clone();
        return at::batch_norm(x, scale, shift, {}, {}, true, 0, kEpsilon, false);
    }

    const TransformerNet& net_;
    at::Tensor style_;
    const Statistics* fixed_;
    Statistics* measured_;
    size_t convolution_ = 0, norm_ = 0;
};

at::Tensor TransformerNet::forward(const at::Tensor& x, const at::Tensor& style, const Statistics* fixed) const {
    check(x.dim() == 4 && x.size(0) == 1 && x.size(1) == 3 && style.numel() == styles(),
          "the network takes [1,3,H,W] and a share of each style");
    return Pass(*this, style, fixed, nullptr).run(x);
}

TransformerNet::Statistics TransformerNet::measure(const at::Tensor& x, const at::Tensor& style) const {
    at::NoGradGuard noGrad;
    Statistics out;
    Pass(*this, style, nullptr, &out).run(x);
    return out;
}

std::vector<std::pair<std::string, at::Tensor>> TransformerNet::convolutions() const {
    std::vector<std::pair<std::string, at::Tensor>> out;
    for (const auto& l : convolutions_)
        out.insert(out.end(), {{l.name + ".weight", l.weight}, {l.name + ".bias", l.bias}});
    return out;
}

std::vector<std::pair<std::string, at::Tensor>> TransformerNet::norms() const {
    std::vector<std::pair<std::string, at::Tensor>> out;
    for (const auto& l : norms_) out.insert(out.end(), {{l.name + ".weight", l.weight}, {l.name + ".bias", l.bias}});
    return out;
}

void TransformerNet::startFrom(const TransformerNet& other) {
    check(widths_ == other.widths_, "a network starts from one of its own widths");
    at::NoGradGuard noGrad;
    for (size_t i = 0; i < convolutions_.size(); ++i) {
        convolutions_[i].weight.copy_(other.convolutions_[i].weight);
        convolutions_[i].bias.copy_(other.convolutions_[i].bias);
    }
    for (size_t i = 0; i < norms_.size(); ++i) {
        norms_[i].weight.copy_(other.norms_[i].weight.mean(0, true).expand_as(norms_[i].weight));
        norms_[i].bias.copy_(other.norms_[i].bias.mean(0, true).expand_as(norms_[i].bias));
    }
}

Result<std::shared_ptr<TransformerNet>> TransformerNet::load(const std::filesystem::path& path) {
    at::NoGradGuard noGrad;
    const auto file = WeightsFile::open(path);
    if (!file) return fail(file.error());
    const auto layout = recogniseNetwork(path.string(), file->tensors(), file->metadata());
    if (!layout) return fail(layout.error());
    if (layout->kind != kind::kFastStyle)
        return fail(ErrorCode::Model, "%1 is no style network: it does not paint.", {path.string()},
                    "Choose one that the trainer \"fast-style\" made, or one of PyTorch's examples.");
    // The layout says that names and shapes fit; widths and styles are read from them.
    const auto widthOf = [&](const char* name) {
        const auto it =
            std::find_if(layout->layers.begin(), layout->layers.end(), [&](const auto& l) { return l.name == name; });
        return static_cast<int>(it->out);
    };
    auto net = std::make_shared<TransformerNet>(
        Widths{widthOf("conv1.conv2d"), widthOf("conv2.conv2d"), widthOf("conv3.conv2d")}, layout->styles, 1);
    auto tensors = net->convolutions();
    for (const auto& t : net->norms()) tensors.push_back(t);
    std::map<std::string, std::string> sources;
    for (const auto& l : layout->layers)
        for (const char* part : {".weight", ".bias"}) sources[l.name + part] = l.source + part;
    for (auto& [name, tensor] : tensors) {
        auto array = file->read(sources.at(name));
        if (!array) return fail(array.error());
        SafetensorsFile one;
        one.arrays.emplace(name, std::move(*array));
        const at::Tensor read = tensorsOf(one).at(name);
        if (!read.is_floating_point())
            return fail(ErrorCode::Model, "In %1, \"%2\" holds whole numbers, which are no weights.",
                        {path.string(), name}, "Import a network whose weights are real numbers.");
        if (!read.isfinite().all().item<bool>())
            return fail(ErrorCode::Model, "In %1, \"%2\" holds values that are not numbers.", {path.string(), name},
                        "Export it again from an earlier checkpoint.");
        tensor.copy_(read.reshape(tensor.sizes()));
    }
    net->convention_ = layout->convention;
    if (net->convention_ == convention::kExamples) {
        net->convolutions_.front().weight.mul_(kByteRange);
        net->convolutions_.back().weight.div_(kByteRange);
        net->convolutions_.back().bias.div_(kByteRange);
    }
    if (const auto names = file->metadata().find("styles"); names != file->metadata().end()) {
        auto read = styleNamesOf(names->second, net->styleNames_.size());
        read.resize(net->styleNames_.size());
        net->styleNames_ = std::move(read);
    }
    return net;
}

void TransformerNet::to(const c10::Device& device) {
    for (auto* list : {&convolutions_, &norms_})
        for (auto& l : *list) l.weight = l.weight.to(device), l.bias = l.bias.to(device);
}

std::shared_ptr<TransformerNet> TransformerNet::copyTo(const c10::Device& device) const {
    auto out = std::make_shared<TransformerNet>(*this);
    out->to(device);
    return out;
}

}  // namespace velatura
