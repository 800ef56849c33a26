#include "core/nn/feature_decoder.h"

#include <torch/torch.h>

#include "core/base/check.h"
#include "core/nn/state_dict.h"

namespace velatura {

namespace {

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;

/// Of pictures, as scales are of features.
constexpr double kPictureMean = 0.45, kPictureDeviation = 0.25;

struct LayerPlan {
    const char* name;
    int block, in, out;
    bool enlarge, last;
};

/// Wide where positions are few.
std::vector<LayerPlan> plan(const PerceptualNet::Widths& w) {
    return {
        {"block5.conv1", 4, w.c5, w.c5, false, false}, {"block5.conv2", 4, w.c5, w.c4, true, true},
        {"block4.conv1", 3, w.c4, w.c4, false, false}, {"block4.conv2", 3, w.c4, w.c3, false, false},
        {"block4.conv3", 3, w.c3, w.c3, true, true},   {"block3.conv1", 2, w.c3, w.c3, false, false},
        {"block3.conv2", 2, w.c3, w.c2b, false, false}, {"block3.conv3", 2, w.c2b, w.c2a, true, true},
        {"block2.conv1", 1, w.c2a, w.c2a, false, false}, {"block2.conv2", 1, w.c2a, w.c1b, false, false},
        {"block2.conv3", 1, w.c1b, w.c1a, true, true}, {"block1.conv1", 0, w.c1a, 3, false, true},
    };
}

}  // namespace

FeatureDecoder::FeatureDecoder(const PerceptualNet::Widths& widths, std::uint64_t seed) {
    at::NoGradGuard noGrad;
    auto generator = at::detail::createCPUGenerator(seed);
    for (const auto& l : plan(widths)) {
        const double deviation = std::sqrt((l.last ? 1.0 : 2.0) / (9.0 * l.in));
        at::Tensor weight = at::randn({l.out, l.in, 3, 3}, generator, at::kFloat).mul_(deviation).contiguous(kChannelsLast);
        blocks_[static_cast<size_t>(l.block)].push_back({l.name, weight, at::zeros({l.out}), l.enlarge, l.last});
    }
    const int channels[] = {widths.c1a, widths.c2a, widths.c3, widths.c4, widths.c5};
    for (size_t t = 0; t < kTapCount; ++t) scales_[t] = {at::zeros({channels[t]}), at::ones({channels[t]})};
}

Result<std::shared_ptr<FeatureDecoder>> FeatureDecoder::load(const std::filesystem::path& path, const std::string& encoder) {
    auto file = readSafetensors(path);
    if (!file) return fail(file.error());
    const auto said = [&](const char* key) {
        const auto it = file->metadata.find(key);
        return it == file->metadata.end() ? std::string() : it->second;
    };
    if (said("kind") != "decoder")
        return fail(ErrorCode::Model, "%1 is not a decoder of this program.", {path.string()}, "Choose one that the trainer \"decoder\" made.");
    if (!encoder.empty() && said("encoder") != encoder)
        return fail(ErrorCode::Model, "%1 was trained for another perceptual network.", {path.string()},
                    "Train it again with the trainer \"decoder\".");
    const StateDict dict = tensorsOf(*file);
    const auto width = [&](const char* name, int dim) {
        const auto it = dict.find(std::string(name) + ".weight");
        return it != dict.end() && it->second.dim() == 4 ? static_cast<int>(it->second.size(dim)) : 0;
    };
    const PerceptualNet::Widths w{width("block1.conv1", 1), width("block2.conv2", 0), width("block2.conv1", 1), width("block3.conv2", 0),
                                  width("block3.conv1", 1), width("block4.conv1", 1), width("block5.conv1", 1)};
    for (const int c : {w.c1a, w.c1b, w.c2a, w.c2b, w.c3, w.c4, w.c5})
        if (c < 1 || c > 1024) return fail(ErrorCode::Model, "%1 lacks layers of a decoder.", {path.string()}, "Export it again.");
    auto net = std::make_shared<FeatureDecoder>(w);
    auto tensors = net->namedParameters();
    for (auto& buffer : net->namedBuffers()) tensors.push_back(std::move(buffer));
    for (const auto& [name, tensor] : dict)
        if (name.ends_with(kReachEnding)) tensors.emplace_back(name, net->reach_[name.substr(0, name.size() - kReachEnding.size())] = at::empty(tensor.sizes(), at::kFloat));
    for (auto& [name, tensor] : tensors) {
        if (auto s = loadInto(dict, name, tensor, path.string()); !s) return fail(s.error());
        if (!tensor.isfinite().all().item<bool>())
            return fail(ErrorCode::Model, "In %1, \"%2\" holds values that are not numbers.", {path.string(), name},
                        "Export it again from an earlier checkpoint.");
    }
    return net;
}

at::Tensor FeatureDecoder::enlarged(const at::Tensor& x) { return at::upsample_nearest2d(x, {x.size(2) * 2, x.size(3) * 2}); }

at::Tensor FeatureDecoder::apply(const Layer& layer, const at::Tensor& x) {
    const at::Tensor in = layer.enlarge ? enlarged(x) : x;
    const at::Tensor y = at::conv2d(in.contiguous(kChannelsLast), layer.weight, layer.bias, 1, 1);
    return layer.last ? y : at::leaky_relu(y, kSlope);
}

FeatureDecoder::Scale FeatureDecoder::scaleOf(int tap) const {
    if (tap >= 0) return scales_[static_cast<size_t>(tap)];
    const auto options = scales_.front().mean.options();
    return {at::full({3}, kPictureMean, options), at::full({3}, kPictureDeviation, options)};
}

at::Tensor FeatureDecoder::standardised(const at::Tensor& x, int tap) const {
    const Scale s = scaleOf(tap);
    return (x - s.mean.reshape({1, -1, 1, 1})) / s.deviation.reshape({1, -1, 1, 1});
}

at::Tensor FeatureDecoder::unstandardised(const at::Tensor& x, int tap) const {
    const Scale s = scaleOf(tap);
    return x * s.deviation.reshape({1, -1, 1, 1}) + s.mean.reshape({1, -1, 1, 1});
}

at::Tensor FeatureDecoder::up(const at::Tensor& features, int tap) const {
    check(tap >= 0 && tap < kTapCount, "there is no tap {}", tap);
    at::Tensor y = standardised(features, tap);
    for (const auto& layer : blocks_[static_cast<size_t>(tap)]) y = apply(layer, y);
    return unstandardised(y, tap - 1);
}

at::Tensor FeatureDecoder::decode(const at::Tensor& features, int tap) const {
    at::Tensor y = features;
    for (int t = tap; t > 0; --t) y = up(y, t).relu();
    return up(y, 0);
}

std::vector<std::pair<std::string, at::Tensor>> FeatureDecoder::namedParameters() const {
    std::vector<std::pair<std::string, at::Tensor>> out;
    for (size_t b = kTapCount; b-- > 0;)
        for (const auto& c : blocks_[b]) {
            out.emplace_back(c.name + ".weight", c.weight);
            out.emplace_back(c.name + ".bias", c.bias);
        }
    return out;
}

std::vector<std::pair<std::string, at::Tensor>> FeatureDecoder::namedBuffers() const {
    std::vector<std::pair<std::string, at::Tensor>> out;
    for (size_t t = 0; t < kTapCount; ++t) {
        out.emplace_back(std::string(kTapNames[t]) + ".mean", scales_[t].mean);
        out.emplace_back(std::string(kTapNames[t]) + ".deviation", scales_[t].deviation);
    }
    return out;
}

void FeatureDecoder::to(const c10::Device& device) {
    for (auto& block : blocks_)
        for (auto& c : block) {
            c.weight = c.weight.to(device);
            c.bias = c.bias.to(device);
        }
    for (auto& s : scales_) s = {s.mean.to(device), s.deviation.to(device)};
    for (auto& [name, reach] : reach_) reach = reach.to(device);
}

std::shared_ptr<FeatureDecoder> FeatureDecoder::copyTo(const c10::Device& device) const {
    auto out = std::make_shared<FeatureDecoder>(*this);
    out->to(device);
    return out;
}

}  // namespace velatura
