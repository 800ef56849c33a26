#include "core/nn/style_transfer_net.h"

#include <torch/torch.h>

#include <numeric>

#include "core/base/check.h"
#include "core/nn/feature_net.h"
#include "core/nn/state_dict.h"

namespace velatura {

namespace {

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;
/// Pictures are shifted and stretched to about mean 0 and deviation 1.
constexpr double kPictureMean = 0.5, kPictureScale = 4;
constexpr double kSlope = 0.2;  ///< of the leaky ReLU that styles' codes go through
constexpr int kCodeWidth = 64;
/// Share of the training pictures' covariance in every picture's own.
constexpr double kShrinkage = 0.05;
/// Largest value that goes into a level's blocks, about twice what paintings have there. A small spot in a calm photo,
/// moved as far as the calm is, goes far beyond it, and grew into a glow. The first level cannot grow.
constexpr std::array<double, kStyleLevels> kBound = {0, 10, 6, 4};
/// Residual blocks at each level: most where positions are few and strokes are laid out.
constexpr std::array<int, kStyleLevels> kBlocks = {1, 1, 2, 1};

struct EncoderPlan {
    const char* name;
    int in, out, side, stride;  ///< levels of the widths, -1 is the picture
    bool pool, level;           ///< blur pooling before it; a level after it
};

constexpr EncoderPlan kEncoder[] = {
    {"encode1.conv1", -1, 0, 6, 2, false, true},  {"encode2.conv1", 0, 1, 3, 1, true, false},
    {"encode2.conv2", 1, 1, 3, 1, false, true},   {"encode3.conv1", 1, 2, 3, 1, true, false},
    {"encode3.conv2", 2, 2, 3, 1, false, true},   {"encode4.conv1", 2, 3, 3, 1, true, true},
};

/// The four pixels that one position becomes are four channels, and where they differ by more than they should, a grid is
/// seen: this fixed filter takes nothing of coarse structure, a quarter at half the finest, and all of the grid.
at::Tensor withoutGrid(const at::Tensor& x) {
    const at::Tensor taps = at::tensor({-1.f / 16, 4.f / 16, 10.f / 16, 4.f / 16, -1.f / 16}).to(x.options());
    using Sizes = std::vector<std::int64_t>;
    const auto along = [&](const at::Tensor& y, bool rows) {
        const at::Tensor kernel = taps.reshape(rows ? Sizes{1, 1, 5, 1} : Sizes{1, 1, 1, 5}).expand({3, 1, rows ? 5 : 1, rows ? 1 : 5}).contiguous();
        const at::Tensor wide = at::replication_pad2d(y, rows ? Sizes{0, 0, 2, 2} : Sizes{2, 2, 0, 0});
        return at::conv2d(wide, kernel, at::Tensor(), Sizes{1, 1}, Sizes{0, 0}, Sizes{1, 1}, 3);
    };
    return along(along(x.contiguous(), true), false);
}

std::string levelName(int level) { return "level" + std::to_string(level + 1); }

}  // namespace

StyleTransferNet::StyleTransferNet(const Widths& widths, std::uint64_t seed) : widths_(widths) {
    at::NoGradGuard noGrad;
    auto generator = at::detail::createCPUGenerator(seed);
    const auto made = [&](std::string name, std::int64_t in, std::int64_t out, std::int64_t side, double gain) {
        const double deviation = gain / std::sqrt(static_cast<double>(side * side * in));
        return Layer{std::move(name), at::randn({out, in, side, side}, generator, at::kFloat).mul_(deviation).contiguous(kChannelsLast), at::zeros({out})};
    };
    const double relu = std::sqrt(2.0);
    const auto width = [&](int level) { return level < 0 ? 3 : widths_[static_cast<size_t>(level)]; };
    for (const auto& p : kEncoder) encoder_.push_back(made(p.name, width(p.in), width(p.out), p.side, relu));
    std::int64_t modulated = 0;
    for (int level = kStyleLevels - 1; level >= 0; --level) {
        const auto l = static_cast<size_t>(level);
        const std::string name = "decode" + std::to_string(level + 1);
        skips_[l] = made(name + ".skip", widths_[l], widths_[l], 1, 1);
        if (level + 1 < kStyleLevels) down_[l] = made(name + ".down", widths_[l + 1], widths_[l], 3, 1);
        for (int b = 0; b < kBlocks[l]; ++b) {
            const std::string block = name + ".block" + std::to_string(b + 1);
            residuals_.push_back(made(block + ".conv1", widths_[l], widths_[l], 3, relu));
            // Blocks begin almost as the identity.
            residuals_.push_back(made(block + ".conv2", widths_[l], widths_[l], 3, 0.1));
            blockLevels_.push_back(level);
            modulated += widths_[l];
        }
        priors_[l] = {at::zeros({widths_[l]}), at::eye(widths_[l])};
    }
    out_ = made("decode1.out", widths_[0], 12, 3, 1);
    const auto linear = [&](const char* name, std::int64_t in, std::int64_t out, double gain) {
        return Layer{name, at::randn({out, in}, generator, at::kFloat).mul_(gain / std::sqrt(static_cast<double>(in))), at::zeros({out})};
    };
    codeIn_ = linear("code.in", codeSize(), kCodeWidth, relu);
    codeOut_ = linear("code.out", kCodeWidth, 2 * modulated, 0);
    codeNoise_ = linear("", kCodeWidth, std::accumulate(widths_.begin(), widths_.end(), std::int64_t{0}), 0.1).weight;
}

std::vector<at::Tensor> StyleTransferNet::encode(const at::Tensor& x) const {
    check(x.dim() == 4 && x.size(1) == 3 && x.size(2) % 16 == 0 && x.size(3) % 16 == 0,
          "the network takes [N,3,H,W] with H and W multiples of 16");
    std::vector<at::Tensor> out;
    at::Tensor y = x.sub(kPictureMean).mul_(kPictureScale).contiguous(kChannelsLast);
    for (size_t i = 0; i < encoder_.size(); ++i) {
        const auto& p = kEncoder[i];
        if (p.pool) y = blurPool(y);
        y = at::conv2d(y, encoder_[i].weight, encoder_[i].bias, p.stride, p.side / 2 - (p.stride - 1)).relu_();
        if (p.level) out.push_back(y);
    }
    return out;
}

/// Weights of the 1x1 convolution that puts features into the training's scale first.
std::pair<at::Tensor, at::Tensor> StyleTransferNet::skipWeights(int level) const {
    const auto l = static_cast<size_t>(level);
    const at::Tensor deviation = priors_[l].covariance.diagonal().clamp_min(1e-6).sqrt();
    const at::Tensor weight = skips_[l].weight.flatten(1) / deviation;
    return {weight, skips_[l].bias - at::mv(weight, priors_[l].mean)};
}

at::Tensor StyleTransferNet::skip(int level, const at::Tensor& features) const {
    const auto [weight, bias] = skipWeights(level);
    return at::conv2d(features, weight.unsqueeze(-1).unsqueeze(-1), bias);
}

at::Tensor StyleTransferNet::skip(int level, const at::Tensor& features, const AffineMap& map) const {
    const auto [weight, bias] = skipWeights(level);
    return at::conv2d(features, at::matmul(weight, map.matrix).unsqueeze(-1).unsqueeze(-1), bias + at::mv(weight, map.bias));
}

at::Tensor StyleTransferNet::code(const std::array<FeatureMoments, kStyleLevels>& moments) const {
    std::vector<at::Tensor> parts;
    for (const size_t l : {size_t(2), size_t(3)}) {
        const at::Tensor deviation = priors_[l].covariance.diagonal().clamp_min(1e-6).sqrt();
        const auto here = [&](const at::Tensor& x) { return x.to(deviation.device(), at::kFloat); };
        parts.push_back((here(moments[l].mean) - priors_[l].mean) / deviation);
        parts.push_back(here(moments[l].covariance.diagonal().clamp_min(0).sqrt()) / deviation - 1);
    }
    return at::cat(parts).unsqueeze(0);
}

std::vector<StyleTransferNet::Modulation> StyleTransferNet::modulations(const std::vector<CodedArea>& areas) const {
    std::vector<Modulation> out(blockLevels_.size());
    for (const auto& area : areas) {
        const at::Tensor hidden = at::leaky_relu(at::linear(area.code, codeIn_.weight, codeIn_.bias), kSlope);
        const at::Tensor all = at::linear(hidden, codeOut_.weight, codeOut_.bias).unsqueeze(-1).unsqueeze(-1);
        std::int64_t from = 0;
        for (size_t b = 0; b < out.size(); ++b) {
            const auto level = static_cast<size_t>(blockLevels_[b]);
            const std::int64_t width = widths_[level], stride = kLevelStride[level];
            at::Tensor scale = all.narrow(1, from, width), shift = all.narrow(1, from + width, width);
            from += 2 * width;
            if (area.share.defined()) {
                const at::Tensor share = at::avg_pool2d(area.share, {stride, stride});
                scale = scale * share;
                shift = shift * share;
            }
            out[b].scale = out[b].scale.defined() ? out[b].scale + scale : scale;
            out[b].shift = out[b].shift.defined() ? out[b].shift + shift : shift;
        }
    }
    return out;
}

/// Of each level's channels. A painting of the photo's own kind adds none, nor does a calmer one.
std::array<at::Tensor, kStyleLevels> StyleTransferNet::noiseStrengths(const std::vector<CodedArea>& areas) const {
    std::array<at::Tensor, kStyleLevels> out;
    const auto hidden = [&](const at::Tensor& code) { return at::leaky_relu(at::linear(code, codeIn_.weight, codeIn_.bias), kSlope); };
    for (const auto& area : areas) {
        if (!area.own.defined() || area.noise <= 0) continue;
        const at::Tensor all = at::linear(hidden(area.code) - hidden(area.own), codeNoise_).relu().mul(area.noise).unsqueeze(-1).unsqueeze(-1);
        std::int64_t from = 0;
        for (size_t l = 0; l < kStyleLevels; ++l) {
            at::Tensor here = all.narrow(1, from, widths_[l]);
            from += widths_[l];
            if (area.share.defined()) here = here * at::avg_pool2d(area.share, {kLevelStride[l], kLevelStride[l]});
            out[l] = out[l].defined() ? out[l] + here : here;
        }
    }
    return out;
}

std::vector<at::Tensor> StyleTransferNet::noiseFor(std::int64_t count, std::int64_t height, std::int64_t width, std::uint64_t seed, const c10::Device& device) {
    auto generator = at::detail::createCPUGenerator(seed);
    std::vector<at::Tensor> out;
    for (const int stride : kLevelStride) out.push_back(at::randn({count, 1, height / stride, width / stride}, generator, at::kFloat).to(device));
    return out;
}

at::Tensor StyleTransferNet::residual(const at::Tensor& x, std::size_t block, const std::vector<Modulation>& modulations) const {
    const Layer &first = residuals_[2 * block], &second = residuals_[2 * block + 1];
    const auto& m = modulations[block];
    const at::Tensor y = at::conv2d(x, first.weight, first.bias, 1, 1);
    return x + at::conv2d(at::addcmul(m.shift, y, m.scale + 1).relu_(), second.weight, second.bias, 1, 1);
}

at::Tensor StyleTransferNet::decode(const std::vector<at::Tensor>& skips, const std::vector<CodedArea>& areas, const std::vector<at::Tensor>& noise) const {
    check(skips.size() == kStyleLevels, "the decoder takes {} levels, got {}", kStyleLevels, skips.size());
    const auto modulation = modulations(areas);
    const auto strengths = noise.empty() ? std::array<at::Tensor, kStyleLevels>{} : noiseStrengths(areas);
    at::Tensor y;
    size_t block = 0;
    for (int level = kStyleLevels - 1; level >= 0; --level) {
        const auto l = static_cast<size_t>(level);
        if (y.defined()) {
            // Made narrower before it is made larger: enlarging last leaves no checkerboard.
            const at::Tensor narrow = at::conv2d(y, down_[l].weight, down_[l].bias, 1, 1);
            y = at::upsample_bilinear2d(narrow, {skips[l].size(2), skips[l].size(3)}, false) + skips[l];
        } else {
            y = skips[l];
        }
        if (kBound[l] > 0) y = y.clamp(-kBound[l], kBound[l]);
        if (strengths[l].defined()) y = at::addcmul(y, strengths[l], noise[l]);
        for (int b = 0; b < kBlocks[l]; ++b) y = residual(y, block++, modulation);
    }
    const at::Tensor picture = at::pixel_shuffle(at::conv2d(y, out_.weight, out_.bias, 1, 1), 2);
    return withoutGrid(picture).div(kPictureScale).add(kPictureMean);
}

FeatureMoments StyleTransferNet::shrunk(const FeatureMoments& moments, int level) const {
    const at::Tensor prior = priors_[static_cast<size_t>(level)].covariance.to(at::kCPU, at::kDouble);
    return {moments.mean, moments.covariance + prior * kShrinkage};
}

std::vector<std::pair<std::string, at::Tensor>> StyleTransferNet::encoderParameters() const {
    std::vector<std::pair<std::string, at::Tensor>> out;
    for (const auto& l : encoder_) {
        out.emplace_back(l.name + ".weight", l.weight);
        out.emplace_back(l.name + ".bias", l.bias);
    }
    return out;
}

std::vector<std::pair<std::string, at::Tensor>> StyleTransferNet::decoderParameters() const {
    std::vector<std::pair<std::string, at::Tensor>> out;
    const auto add = [&](const Layer& l) {
        out.emplace_back(l.name + ".weight", l.weight);
        out.emplace_back(l.name + ".bias", l.bias);
    };
    for (const auto& l : skips_) add(l);
    for (const auto& l : down_) add(l);
    for (const auto& l : residuals_) add(l);
    for (const auto* l : {&out_, &codeIn_, &codeOut_}) add(*l);
    out.emplace_back("code.noise.weight", codeNoise_);
    return out;
}

std::vector<std::pair<std::string, at::Tensor>> StyleTransferNet::namedBuffers() const {
    std::vector<std::pair<std::string, at::Tensor>> out;
    for (int l = 0; l < kStyleLevels; ++l) {
        out.emplace_back(levelName(l) + ".mean", priors_[static_cast<size_t>(l)].mean);
        out.emplace_back(levelName(l) + ".covariance", priors_[static_cast<size_t>(l)].covariance);
    }
    return out;
}

Result<std::shared_ptr<StyleTransferNet>> StyleTransferNet::load(const std::filesystem::path& path) {
    auto file = readSafetensors(path);
    if (!file) return fail(file.error());
    if (const auto kind = file->metadata.find("kind"); kind == file->metadata.end() || kind->second != "arbitrary")
        return fail(ErrorCode::Model, "%1 is not a style-transfer network of this program.", {path.string()},
                    "Choose one that the trainer \"arbitrary\" made.");
    const StateDict dict = tensorsOf(*file);
    Widths widths{};
    for (size_t l = 0; l < kStyleLevels; ++l) {
        const auto it = dict.find(levelName(static_cast<int>(l)) + ".mean");
        widths[l] = it != dict.end() && it->second.dim() == 1 ? static_cast<int>(it->second.size(0)) : 0;
        if (widths[l] < 1 || widths[l] > 1024)
            return fail(ErrorCode::Model, "%1 lacks layers of a style-transfer network.", {path.string()}, "Export it again.");
    }
    auto net = std::make_shared<StyleTransferNet>(widths);
    auto tensors = net->encoderParameters();
    for (auto& more : {net->decoderParameters(), net->namedBuffers()}) tensors.insert(tensors.end(), more.begin(), more.end());
    for (auto& [name, tensor] : tensors) {
        if (auto s = loadInto(dict, name, tensor, path.string()); !s) return fail(s.error());
        if (!tensor.isfinite().all().item<bool>())
            return fail(ErrorCode::Model, "In %1, \"%2\" holds values that are not numbers.", {path.string(), name},
                        "Export it again from an earlier checkpoint.");
    }
    return net;
}

void StyleTransferNet::to(const c10::Device& device) {
    const auto move = [&](Layer& l) { l.weight = l.weight.to(device), l.bias = l.bias.to(device); };
    for (auto& l : encoder_) move(l);
    for (auto& l : skips_) move(l);
    for (auto& l : down_) move(l);
    for (auto& l : residuals_) move(l);
    for (auto* l : {&out_, &codeIn_, &codeOut_}) move(*l);
    codeNoise_ = codeNoise_.to(device);
    for (auto& p : priors_) p = {p.mean.to(device), p.covariance.to(device)};
}

std::shared_ptr<StyleTransferNet> StyleTransferNet::copyTo(const c10::Device& device) const {
    auto out = std::make_shared<StyleTransferNet>(*this);
    out->to(device);
    return out;
}

}  // namespace velatura
