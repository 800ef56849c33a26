#include "core/train/trainers/painting_loss.h"

#include <torch/torch.h>

#include "core/losses/gram.h"
#include "core/losses/missed_variance.h"

namespace velatura {

Result<PaintingLoss> PaintingLoss::make(const c10::Device& device, bool halfPrecision, const std::filesystem::path& teachers) {
    auto judge = StyleJudge::load(device, halfPrecision, teachers);
    if (!judge) return fail(judge.error());
    PaintingLoss out;
    out.judge_ = *judge;
    return out;
}

std::vector<at::Tensor> PaintingLoss::styleOf(const at::Tensor& painting) const { return judge_->gramsOf(painting); }

at::Tensor PaintingLoss::copying(const at::Tensor& painted, const at::Tensor& copied, std::int64_t step) const {
    at::Tensor out = missedVariance(painted, copied);
    const auto wanted = judge_->target(judgedWhole(copied, step), kContentTaps.back());
    const auto seen = judge_->features(judgedWhole(painted, step), kContentTaps.back());
    for (size_t t = 0; t < wanted.size(); ++t) out = out + missedVariance(seen[t], wanted[t]) / static_cast<double>(wanted.size());
    return out;
}

at::Tensor PaintingLoss::of(const at::Tensor& painted, const at::Tensor& photos,
                            const std::vector<const std::vector<at::Tensor>*>& styles, const PaintingWeights& weights,
                            std::int64_t step, Scalars& parts) const {
    const auto seen = judge_->features(judgedWhole(painted, step));
    const at::Tensor content = judge_->content(seen, judge_->target(judgedWhole(photos, step), kContentTaps.back()));
    at::Tensor style = at::zeros({}, painted.options());
    double tapSum = 0;
    for (size_t t = 0; t < kTapCount; ++t) {
        if (weights.taps[t] <= 0) continue;
        tapSum += weights.taps[t];
        std::vector<at::Tensor> aims;
        for (const auto* s : styles) aims.push_back((*s)[t]);
        style = style + balancedDistance(judge_->styleGram(seen, t), at::cat(aims, 0)) * weights.taps[t];
    }
    if (tapSum > 0) style = style / tapSum;
    at::Tensor total = content * weights.content + style * weights.style + outOfRange(painted);
    parts.insert(parts.end(), {{"content", content.item<double>()}, {"style", style.item<double>()}});
    if (weights.variation <= 0 && weights.colourVariation <= 0) return total;
    const auto variation = variationOf(painted);
    for (const auto& [name, value, weight] : {std::tuple{"colour variation", variation.colour, weights.colourVariation}, {"variation", variation.lightness, weights.variation}}) {
        if (weight <= 0) continue;
        total = total + value * weight;
        parts.emplace_back(name, value.item<double>());
    }
    return total;
}

}  // namespace velatura
