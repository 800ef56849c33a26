#include "core/train/trainers/style_judge.h"

#include <torch/torch.h>

#include "core/base/paths.h"
#include "core/losses/content.h"
#include "core/losses/distribution.h"
#include "core/losses/gram.h"
#include "core/losses/total_variation.h"
#include "core/ops/reflect_pad.h"

namespace velatura {

namespace {
/// Colour differences below this are ripple, above it strokes.
constexpr double kRippleSize = 0.02;
constexpr double kRangeWeight = 20;
/// Taps whose statistics are a style's signal.
constexpr std::array<size_t, 2> kSignalTaps = {2, 3};

at::Tensor deviation(const at::Tensor& f) { return (f.var({2, 3}, /*unbiased=*/false) + 1e-6).sqrt(); }
}  // namespace

Result<std::shared_ptr<StyleJudge>> StyleJudge::load(const c10::Device& device, bool half, const std::filesystem::path& teachers) {
    auto path = findData("models/perceptual.safetensors");
    if (!path) return fail(path.error());
    auto net = PerceptualNet::load(*path);
    if (!net) return fail(net.error());
    auto out = std::make_shared<StyleJudge>();
    out->net_ = (*net)->copyTo(device);
    for (int t = 0; t < kTapCount; ++t) out->roots_.push_back(out->net_->metricRoot(t));
    if (!teachers.empty()) {
        auto teacher = VggTeacher::load(teachers, device);
        if (!teacher) return fail(teacher.error());
        out->teacher_ = *teacher;
    }
    if (half) {
        out->net_ = out->net_->copyIn(at::kBFloat16);
        if (out->teacher_) out->teacher_ = out->teacher_->copyIn(at::kBFloat16);
    }
    out->half_ = half;
    return out;
}

std::vector<at::Tensor> StyleJudge::features(const at::Tensor& pictures, int deepest) const {
    const at::Tensor x = pictures.contiguous(at::MemoryFormat::ChannelsLast);
    auto out = net_->forward(x, deepest);
    if (teacher_ && deepest == kTapCount - 1) {
        const auto more = teacher_->shallow(half_ ? x.to(at::kBFloat16) : x);
        out.insert(out.end(), more.begin(), more.end());
    }
    for (auto& f : out) f = f.to(at::kFloat);
    return out;
}

std::vector<at::Tensor> StyleJudge::target(const at::Tensor& pictures, int deepest) const {
    at::NoGradGuard noGrad;
    return features(pictures, deepest);
}

at::Tensor StyleJudge::content(const std::vector<at::Tensor>& painted, const std::vector<at::Tensor>& photo) const {
    at::Tensor sum = at::zeros({}, roots_[0].options());
    for (const auto t : kContentTaps) sum = sum + uncorrelated(painted[static_cast<size_t>(t)], photo[static_cast<size_t>(t)]);
    return sum / static_cast<double>(kContentTaps.size());
}

at::Tensor StyleJudge::style(const std::vector<at::Tensor>& painted, const std::vector<at::Tensor>& painting, const StyleLossWeights& weights) const {
    at::Tensor sum = at::zeros({}, roots_[0].options());
    double all = 0;
    for (size_t t = 0; t < kTapCount; ++t) {
        const double w = weights.taps[t];
        if (w <= 0) continue;
        all += w;
        if (weights.gram > 0) sum = sum + balancedDistance(styleGram(painted, t), styleGram(painting, t)) * (w * weights.gram);
        if (weights.moments > 0) {
            const auto moments = [](const at::Tensor& f) { return at::stack({f.mean({2, 3}), deviation(f)}, 1); };
            sum = sum + balancedDistance(moments(painted[t]), moments(painting[t])) * (w * weights.moments);
        }
        if (weights.distribution > 0) sum = sum + distributionDistance(painted[t], painting[t]) * (w * weights.distribution);
    }
    return all > 0 ? sum / all : sum;
}

at::Tensor StyleJudge::gram(const at::Tensor& features, std::size_t tap) const {
    return gramInMetric(augmentedGram(features), roots_[tap]);
}

at::Tensor StyleJudge::styleGram(const std::vector<at::Tensor>& features, std::size_t tap) const {
    const size_t teachers = kTapCount + tap;
    if (teachers >= features.size()) return gram(features[tap], tap);
    const std::int64_t channels = features[teachers].size(1);
    return augmentedGram(features[teachers]).narrow(1, 0, channels).narrow(2, 0, channels);
}

std::vector<at::Tensor> StyleJudge::gramsOf(const at::Tensor& painting) const {
    at::NoGradGuard noGrad;
    auto all = features(widen(painting, kMargin));
    for (size_t i = 0; i < all.size(); ++i) {
        // Ours, then the teacher's: both begin with stride 1.
        const std::int64_t stride = kTapStride[i % kTapCount], first = kMargin / stride;
        all[i] = all[i].narrow(2, first, (painting.size(2) + stride - 1) / stride).narrow(3, first, (painting.size(3) + stride - 1) / stride);
    }
    std::vector<at::Tensor> out;
    for (size_t t = 0; t < kTapCount; ++t) out.push_back(styleGram(all, t));
    return out;
}

at::Tensor judgedPart(const at::Tensor& pictures, std::int64_t step) {
    const std::int64_t side = pictures.size(2) - 2 * kMargin, first = kMargin / 2;
    return pictures.narrow(2, first + step * 7 % kMargin, side).narrow(3, first + (step * 11 + step / kMargin) % kMargin, side);
}

at::Tensor judgedWhole(const at::Tensor& pictures, std::int64_t step) {
    // At least half a margin on each side, and the judge's grid another at every step.
    const at::Tensor wide = reflectPad(pictures, kMargin + kMargin / 2);
    const std::int64_t side = pictures.size(2) + 2 * kMargin;
    return wide.narrow(2, step * 7 % kMargin, side).narrow(3, (step * 11 + step / kMargin) % kMargin, side);
}

at::Tensor StyleJudge::signal(const std::vector<at::Tensor>& features) const {
    std::vector<at::Tensor> parts;
    for (const size_t t : kSignalTaps) parts.insert(parts.end(), {features[t].mean({2, 3}), deviation(features[t])});
    return at::cat(parts, 1);
}

PictureVariation variationOf(const at::Tensor& pictures) {
    const at::Tensor x = pictures.permute({0, 2, 3, 1});
    const at::Tensor red = x.narrow(3, 0, 1), blue = x.narrow(3, 2, 1);
    const at::Tensor lightness = red * 0.299 + x.narrow(3, 1, 1) * 0.587 + blue * 0.114;
    return {totalVariation(lightness), softTotalVariation(at::cat({red - lightness, blue - lightness}, 3), kRippleSize)};
}

at::Tensor outOfRange(const at::Tensor& pictures) {
    return ((pictures - 1).relu().square().mean() + pictures.neg().relu().square().mean()) * kRangeWeight;
}

}  // namespace velatura
