#include "core/nn/perceptual.h"

#include <torch/torch.h>

#include "core/base/check.h"

namespace velatura {

namespace {

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;

struct LayerPlan {
    const char* name;
    int in, out, tap;
    bool pool;
};

std::vector<LayerPlan> plan(const PerceptualNet::Widths& w) {
    return {
        {"conv1_1", 3, w.c1a, 0, false},   {"conv1_2", w.c1a, w.c1b, -1, false},
        {"conv2_1", w.c1b, w.c2a, 1, true}, {"conv2_2", w.c2a, w.c2b, -1, false},
        {"conv3_1", w.c2b, w.c3, 2, true},  {"conv3_2", w.c3, w.c3, -1, false},
        {"conv3_3", w.c3, w.c3, -1, false}, {"conv3_4", w.c3, w.c3, -1, false},
        {"conv4_1", w.c3, w.c4, 3, true},   {"conv4_2", w.c4, w.c4, -1, false},
        {"conv4_3", w.c4, w.c4, -1, false}, {"conv4_4", w.c4, w.c4, -1, false},
        {"conv5_1", w.c4, w.c5, 4, true},
    };
}

std::string adaptName(int tap) { return "adapt" + std::to_string(tap + 1) + "_1"; }

}  // namespace

PerceptualNet::PerceptualNet(const Widths& widths, std::uint64_t seed) {
    at::NoGradGuard noGrad;
    auto generator = at::detail::createCPUGenerator(seed);
    for (const auto& l : plan(widths)) {
        const double deviation = std::sqrt(2.0 / (9.0 * l.in));
        convs_.push_back({l.name, at::randn({l.out, l.in, 3, 3}, generator, at::kFloat).mul_(deviation).contiguous(kChannelsLast),
                          at::zeros({l.out}), l.tap, l.pool});
        if (l.tap < 0) continue;
        const auto tap = static_cast<size_t>(l.tap);
        adaptWeight_[tap] = at::randn({kTeacherChannels[tap], l.out}, generator, at::kFloat).mul_(std::sqrt(1.0 / l.out));
        adaptBias_[tap] = at::ones({kTeacherChannels[tap]});  // the teacher's mean activation
    }
}

Result<std::shared_ptr<PerceptualNet>> PerceptualNet::load(const std::filesystem::path& path) {
    auto file = readSafetensors(path);
    if (!file) return fail(file.error());
    if (const auto kind = file->metadata.find("kind"); kind == file->metadata.end() || kind->second != "perceptual")
        return fail(ErrorCode::Model, "%1 is not a perceptual network of this program.", {path.string()},
                    "Choose one that the trainer \"perceptual\" made.");
    const StateDict dict = tensorsOf(*file);
    const auto out = [&](const char* name) {
        const auto it = dict.find(std::string(name) + ".weight");
        return it != dict.end() && it->second.dim() == 4 ? static_cast<int>(it->second.size(0)) : 0;
    };
    const Widths w{out("conv1_1"), out("conv1_2"), out("conv2_1"), out("conv2_2"), out("conv3_1"), out("conv4_1"), out("conv5_1")};
    for (const int c : {w.c1a, w.c1b, w.c2a, w.c2b, w.c3, w.c4, w.c5})
        if (c < 1 || c > 1024)
            return fail(ErrorCode::Model, "%1 lacks layers of a perceptual network.", {path.string()}, "Export it again.");
    auto net = std::make_shared<PerceptualNet>(w);
    for (auto& [name, tensor] : net->namedParameters()) {
        if (auto s = loadInto(dict, name, tensor, path.string()); !s) return fail(s.error());
        if (!tensor.isfinite().all().item<bool>())
            return fail(ErrorCode::Model, "In %1, \"%2\" holds values that are not numbers.", {path.string(), name},
                        "Export it again from an earlier checkpoint.");
    }
    return net;
}

at::Tensor PerceptualNet::centred(const at::Tensor& x) { return x.sub(0.5f).mul_(kScale); }

void PerceptualNet::checkSize(const at::Tensor& x) {
    check(x.dim() == 4 && x.size(1) == 3 && x.size(2) % 16 == 0 && x.size(3) % 16 == 0,
          "the network takes [N,3,H,W] with H and W multiples of 16");
}

std::vector<at::Tensor> PerceptualNet::forward(const at::Tensor& x, int deepest) const {
    std::vector<at::Tensor> out;
    look(x, deepest, [&](const Conv& conv, const at::Tensor& y) {
        if (conv.tap >= 0) out.push_back(y);
    });
    return out;
}

void PerceptualNet::look(const at::Tensor& x, int deepest, const std::function<void(const Conv&, const at::Tensor&)>& seen) const {
    checkSize(x);
    at::Tensor y = centred(x).to(convs_.front().weight.scalar_type()).contiguous(kChannelsLast);
    for (const auto& conv : convs_) {
        if (conv.pool) y = blurPool(y);
        y = at::conv2d(y, conv.weight, conv.bias, 1, 1).relu_();
        seen(conv, y);
        if (conv.tap == deepest) break;
    }
}

at::Tensor PerceptualNet::adapt(const at::Tensor& features, int tap) const {
    const auto t = static_cast<size_t>(tap);
    return at::conv2d(features, adaptWeight_[t].unsqueeze(-1).unsqueeze(-1), adaptBias_[t]);
}

at::Tensor PerceptualNet::metricRoot(int tap) const {
    at::NoGradGuard noGrad;
    const auto t = static_cast<size_t>(tap);
    const at::Tensor a = at::cat({adaptWeight_[t], adaptBias_[t].unsqueeze(1)}, 1).to(at::kDouble);
    const auto [values, vectors] = at::linalg_eigh(at::matmul(a.t(), a));
    return at::matmul(vectors * values.clamp_min(0).sqrt().unsqueeze(0), vectors.t()).to(at::kFloat).contiguous();
}

int PerceptualNet::channels(int tap) const { return static_cast<int>(adaptWeight_[static_cast<size_t>(tap)].size(1)); }

std::vector<std::pair<std::string, at::Tensor>> PerceptualNet::namedParameters() const {
    std::vector<std::pair<std::string, at::Tensor>> out;
    for (const auto& c : convs_) {
        out.emplace_back(c.name + ".weight", c.weight);
        out.emplace_back(c.name + ".bias", c.bias);
    }
    for (int t = 0; t < kTapCount; ++t) {
        out.emplace_back(adaptName(t) + ".weight", adaptWeight_[static_cast<size_t>(t)]);
        out.emplace_back(adaptName(t) + ".bias", adaptBias_[static_cast<size_t>(t)]);
    }
    return out;
}

void PerceptualNet::to(const c10::Device& device) {
    for (auto& c : convs_) {
        c.weight = c.weight.to(device);
        c.bias = c.bias.to(device);
    }
    for (size_t t = 0; t < kTapCount; ++t) {
        adaptWeight_[t] = adaptWeight_[t].to(device);
        adaptBias_[t] = adaptBias_[t].to(device);
    }
}

std::shared_ptr<PerceptualNet> PerceptualNet::copyIn(at::ScalarType type) const {
    auto out = std::make_shared<PerceptualNet>(*this);
    for (auto& c : out->convs_) {
        c.weight = c.weight.to(type);
        c.bias = c.bias.to(type);
    }
    return out;
}

std::shared_ptr<PerceptualNet> PerceptualNet::copyTo(const c10::Device& device) const {
    auto out = std::make_shared<PerceptualNet>(*this);
    out->to(device);
    return out;
}

}  // namespace velatura
