// What makes a picture a painting of a photo, as the shipped perceptual network sees it in its teacher's metric, or the
// teacher itself: the photo's deep features, a painting's second moments, calm colours, values within the range. The job's thread.
#pragma once

#include <memory>
#include <vector>

#include "core/train/trainer.h"
#include "core/train/trainers/style_judge.h"

namespace velatura {

struct PaintingWeights {
    double content = 1, style = 2, variation = 0, colourVariation = 0.2;
    std::vector<double> taps;  ///< of the style, kTapCount
};

class PaintingLoss {
public:
    /// @param halfPrecision  looks in bfloat16  @param teachers  folder of the teacher's weights; empty: none
    static Result<PaintingLoss> make(const c10::Device& device, bool halfPrecision, const std::filesystem::path& teachers = {});

    /// Second moments of a painting of any size, tap by tap: what style() aims at. No gradient.
    std::vector<at::Tensor> styleOf(const at::Tensor& painting) const;
    /// @param painted, photos  float32 [N,3,S,S], S a multiple of 16; judged by judgedWhole() @param styles  styleOf() of each picture's own
    /// @param parts  the losses by name are added
    at::Tensor of(const at::Tensor& painted, const at::Tensor& photos,
                  const std::vector<const std::vector<at::Tensor>*>& styles, const PaintingWeights& weights,
                  std::int64_t step, Scalars& parts) const;

    /// How far pictures are from what they are to copy, pixels and deep features. 0 is the same.
    /// @param painted, copied  float32 [N,3,S,S]; `copied` gets no gradient
    at::Tensor copying(const at::Tensor& painted, const at::Tensor& copied, std::int64_t step) const;

private:
    std::shared_ptr<StyleJudge> judge_;
};

}  // namespace velatura
