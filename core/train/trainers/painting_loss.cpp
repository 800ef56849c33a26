#include "core/train/trainers/painting_loss.h"

#include <torch/torch.h>

#include "core/base/paths.h"
#include "core/losses/content.h"
#include "core/losses/gram.h"
#include "core/losses/total_variation.h"

namespace velatura {

namespace {

/// Taps at which content is compared.
constexpr int kContentTaps[] = {2, 3};
constexpr double kContentTapCount = std::size(kContentTaps);
/// Colour differences below this are ripple, above it strokes.
constexpr double kRippleSize = 0.02;
constexpr double kRangeWeight = 20;

}  // namespace

Result<PaintingLoss> PaintingLoss::make(const c10::Device& device, bool halfPrecision) {
    auto path = findData("models/perceptual.safetensors");
    if (!path) return fail(path.error());
    auto judge = PerceptualNet::load(*path);
    if (!judge) return fail(judge.error());
    PaintingLoss out;
    out.judge_ = (*judge)->copyTo(device);
    for (int t = 0; t < kTapCount; ++t) out.roots_.push_back(out.judge_->metricRoot(t));
    if (halfPrecision) out.judge_ = out.judge_->copyIn(at::kBFloat16);
    return out;
}

std::vector<at::Tensor> PaintingLoss::features(const at::Tensor& pictures, int deepest) const {
    auto out = judge_->forward(pictures.contiguous(at::MemoryFormat::ChannelsLast), deepest);
    for (auto& f : out) f = f.to(at::kFloat);
    return out;
}

at::Tensor PaintingLoss::seen(const at::Tensor& features, std::size_t tap) const {
    return at::matmul(roots_[tap], at::matmul(augmentedGram(features), roots_[tap]));
}

std::vector<at::Tensor> PaintingLoss::styleOf(const at::Tensor& painting) const {
    at::NoGradGuard noGrad;
    std::vector<at::Tensor> out;
    auto taps = judge_->taps(painting);
    for (size_t t = 0; t < taps.size(); ++t) out.push_back(seen(taps[t].to(at::kFloat), t));
    return out;
}

at::Tensor PaintingLoss::of(const at::Tensor& painted, const at::Tensor& photos,
                            const std::vector<const std::vector<at::Tensor>*>& styles, const PaintingWeights& weights,
                            Scalars& parts) const {
    const auto seenPainted = features(painted, kTapCount - 1);
    at::Tensor content = at::zeros({}, painted.options()), style = content;
    std::vector<at::Tensor> wanted;
    {
        at::NoGradGuard noGrad;
        wanted = features(photos, kContentTaps[1]);
    }
    for (const int t : kContentTaps)
        content = content +
                  uncorrelated(seenPainted[static_cast<size_t>(t)], wanted[static_cast<size_t>(t)]) / kContentTapCount;
    double tapSum = 0;
    for (size_t t = 0; t < kTapCount; ++t) {
        if (weights.taps[t] <= 0) continue;
        tapSum += weights.taps[t];
        std::vector<at::Tensor> aims;
        for (const auto* s : styles) aims.push_back((*s)[t]);
        style = style + balancedDistance(seen(seenPainted[t], t), at::cat(aims, 0)) * weights.taps[t];
    }
    if (tapSum > 0) style = style / tapSum;
    at::Tensor total = content * weights.content + style * weights.style;
    parts.insert(parts.end(), {{"content", content.item<double>()}, {"style", style.item<double>()}});
    const at::Tensor pixels = painted.permute({0, 2, 3, 1});
    const at::Tensor luma = pixels.select(3, 0) * 0.299 + pixels.select(3, 1) * 0.587 + pixels.select(3, 2) * 0.114;
    if (weights.colourVariation > 0) {
        const at::Tensor chroma = at::stack({pixels.select(3, 0) - luma, pixels.select(3, 2) - luma}, 3);
        const at::Tensor variation = softTotalVariation(chroma, kRippleSize);
        total = total + variation * weights.colourVariation;
        parts.emplace_back("colour variation", variation.item<double>());
    }
    if (weights.variation > 0) {
        const at::Tensor variation = totalVariation(luma.unsqueeze(3));
        total = total + variation * weights.variation;
        parts.emplace_back("variation", variation.item<double>());
    }
    return total + ((painted - 1).relu().square().mean() + painted.neg().relu().square().mean()) * kRangeWeight;
}

}  // namespace velatura
